"""Deferred acceptance: how the work grows with the number of candidates who wish five seats each."""

import math
from collections.abc import Iterator

import numpy as np

from benchmarks.timing import timed
from matching.core.allocation import Wishes, allocate, draw

SIZES, WISHES, ROOM = (2_000, 20_000), 5, 3


def run() -> Iterator[str]:
    """Say the exponent of growth: 1 is linear, 2 what libraries of objects show."""
    seconds = []
    for size in SIZES:
        wishes, room, places = _city(size)
        found = timed(lambda: allocate(wishes, room, places))  # noqa: B023 - called at once
        seconds.append(found.seconds)
        yield f"allocation: {size} candidates, {len(room)} seats x {ROOM}, {(found.result >= 0).mean():.0%} have one"
    growth = math.log(seconds[1] / seconds[0]) / math.log(SIZES[1] / SIZES[0])
    yield f"  growth from {SIZES[0]} to {SIZES[1]} candidates: N^{growth:.2f}"


def _city(size: int) -> tuple[Wishes, np.ndarray, np.ndarray]:
    dice = np.random.default_rng(size)
    seats = size // ROOM
    rows = np.argsort(dice.random((size, min(seats, 50))), axis=1)[:, :WISHES] + dice.integers(0, seats - 49, (size, 1))
    wishes = Wishes(np.arange(size + 1) * WISHES, rows.ravel(), dice.integers(0, 100, size * WISHES))
    return wishes, np.full(seats, ROOM), draw("1", [str(number) for number in range(size)])
