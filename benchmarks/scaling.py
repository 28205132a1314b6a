"""What a pair costs as the city grows: ten times the postings, and from 100,000 to 2.2 million people; and the memory of the largest."""

import subprocess
import sys
from collections.abc import Iterator

import numpy as np

from benchmarks import city
from benchmarks.ranking import POSTINGS, K, empty
from benchmarks.table import Line
from benchmarks.timing import beside
from matching.core import fused
from matching.core.weights import SECOND

MANY_POSTINGS, PEOPLE, SIZES = 30_000, 100_000, (100_000, 500_000, 2_200_000)


def run(*, small: bool) -> Iterator[Line | str]:
    """Say the cost of a pair beside that of the smaller case. Small: a tenth of the people."""
    share = 10 if small else 1
    yield f"scaling: tables of classes and encoding of people are inside the clock, {K} places, 1 thread"
    few, many = (_cost(PEOPLE // share, postings) for postings in (POSTINGS, MANY_POSTINGS))
    yield Line(f"pair of {PEOPLE // share:,} x {POSTINGS:,}", few, "ns")
    yield Line(f"pair of {PEOPLE // share:,} x {MANY_POSTINGS:,}", many, "ns")
    yield Line("the latter against the former", many / few, "x", 1.3, is_most=True)
    found = [_whole(size // share) for size in SIZES]
    costs = [seconds / (size // share * POSTINGS) * 1e9 for (seconds, _peak), size in zip(found, SIZES, strict=True)]
    for size, cost, (_seconds, peak) in zip(SIZES, costs, found, strict=True):
        yield Line(f"pair of {size // share:,} x {POSTINGS:,}, in blocks", cost, "ns", note=f"peak {peak:,.0f} MB")
    yield Line("dearest against cheapest of these", max(costs) / min(costs), "x", 1.15, is_most=True)
    yield Line(f"peak memory of {SIZES[-1] // share:,} people", found[-1][1], "MB", 1536, is_most=True)


def _cost(people: int, postings: int) -> float:
    """Nanoseconds a pair, the better of two rounds."""
    who, passed = city.people(people), city.rules(people, postings)
    prepared = fused.prepare(city.postings(postings), SECOND)
    out, none = empty(people), np.zeros((people, K, 0), np.int32)
    (found,) = beside(lambda: fused.fill(fused.encode(who), prepared, passed, *out, none), rounds=2)
    return found.seconds / people / postings * 1e9


def _whole(people: int) -> tuple[float, float]:
    """Seconds of the kernel and megabytes of the process."""
    command = [sys.executable, "-m", "benchmarks.growth", str(people)]
    seconds, peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(peak)
