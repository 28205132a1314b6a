"""Checks an allocation by code of its own: nothing here is shared with ``allocation.py`` but the shape of the wishes.

Stability: Gale & Shapley, 1962. A pair blocks a result when the candidate would rather have the seat and the seat has room, or holds somebody
with a weaker claim.
"""

from collections import Counter, defaultdict
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core.allocation import Wishes


class Blocking(NamedTuple):
    """The candidate would rather have the seat, and has the better claim to it."""

    candidate: int
    seat: int


def problems(wishes: Wishes, capacity: NDArray[np.int64], given: NDArray[np.int64]) -> list[str]:
    """Everything that is wrong with a result, one sentence each; empty when it is sound.

    wishes, capacity, given : as ``allocation.allocate`` takes and returns them.
    """
    wished = set(zip(wishes.candidate.tolist(), wishes.seat.tolist(), strict=True))
    counts = Counter(seat for seat in given.tolist() if seat >= 0)
    found = [
        f"candidate {candidate} has seat {seat} without wishing it"
        for candidate, seat in enumerate(given.tolist())
        if seat >= 0 and (candidate, seat) not in wished
    ]
    found += [
        f"seat {seat} holds {count} of {capacity[seat]}"
        for seat, count in sorted(counts.items())
        if count > capacity[seat]
    ]
    found += [f"candidate {pair.candidate} and seat {pair.seat} block" for pair in blocking(wishes, capacity, given)]
    return found


def blocking(wishes: Wishes, capacity: NDArray[np.int64], given: NDArray[np.int64]) -> list[Blocking]:
    """The pairs that would rather have each other, by candidate and seat."""
    rows = list(zip(*(column.tolist() for column in wishes[:4]), strict=True))
    rank_of = {(candidate, seat): rank for candidate, seat, rank, _score in rows}
    claim_of = {(candidate, seat): (score, -int(wishes.lot[candidate])) for candidate, seat, _rank, score in rows}
    holders = defaultdict(list)
    for candidate, seat in enumerate(given.tolist()):
        if seat >= 0:
            holders[seat].append(candidate)
    weakest = {
        seat: min(claim_of.get((candidate, seat), (float("-inf"), 0)) for candidate in people)
        for seat, people in holders.items()
    }
    found = []
    for candidate, seat, rank, _score in rows:
        has = int(given[candidate])
        if has == seat or (has >= 0 and rank_of.get((candidate, has), float("inf")) <= rank):
            continue
        has_room = len(holders[seat]) < capacity[seat]
        beats_one = bool(holders[seat]) and claim_of[candidate, seat] > weakest[seat]
        if has_room or beats_one:
            found.append(Blocking(candidate, seat))
    return sorted(found)
