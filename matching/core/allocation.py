"""Who gets which seat, from all wishes and all rankings at once: stable, and truthful wishes are safe.

Candidate-proposing deferred acceptance (Gale & Shapley, "College Admissions and the Stability of Marriage", 1962; with capacities:
Roth & Sotomayor, "Two-Sided Matching", 1990, chapter 5): nobody is passed over by somebody with a weaker claim, and among all stable
outcomes each candidate gets the best one. Equal scores are decided by a published seed, the same for every seat.
"""

import hashlib
import heapq
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Wishes(NamedTuple):
    """Wishes of n candidates for m seats; candidate i wishes ``seats[indptr[i]:indptr[i + 1]]``, best first, no seat twice.

    indptr : int64 (n + 1,); seats : int64 (w,), 0..m-1
    scores : int64 (w,), what the seat thinks of the candidate at the same place; higher is better; compared within one seat alone
    """

    indptr: NDArray[np.int64]
    seats: NDArray[np.int64]
    scores: NDArray[np.int64]


def draw(seed: str, candidates: Sequence[str]) -> NDArray[np.int64]:
    """The place of each candidate among equals, int64 (n,), 0 first: the lower SHA-256 of "seed:candidate" wins.

    >>> draw("1", ["b", "a"]).tolist()
    [1, 0]
    """
    digests = [hashlib.sha256(f"{seed}:{candidate}".encode()).digest() for candidate in candidates]
    places = np.empty(len(candidates), np.int64)
    places[sorted(range(len(candidates)), key=digests.__getitem__)] = np.arange(len(candidates))
    return places


def allocate(wishes: Wishes, capacities: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Allocate the seats.

    Parameters
    ----------
    wishes : n candidates, w wishes
    capacities : int64 (m,), people a seat takes, >= 0
    places : int64 (n,), a permutation of 0..n-1: among equal scores the lower one wins (:func:`draw`)

    Returns
    -------
    int64 (n,): the seat of each candidate, -1 for none. The order in which people propose does not matter.

    Raises
    ------
    ValueError where a wish names no seat or a capacity is negative.

    >>> two = Wishes(np.array([0, 1, 2]), np.array([0, 0]), np.array([5, 7]))
    >>> allocate(two, np.array([1]), np.array([0, 1])).tolist()
    [-1, 0]
    """
    _check(wishes, capacities)
    given = np.full(len(wishes.indptr) - 1, -1, np.int64)
    held: list[list[tuple[int, int, int]]] = [
        [] for _ in capacities
    ]  # the weakest claim on top: (score, -place, candidate)
    following = wishes.indptr[:-1].tolist()
    ends, seats, scores = wishes.indptr[1:].tolist(), wishes.seats.tolist(), wishes.scores.tolist()
    free, order = list(range(len(given))), places.tolist()
    room = capacities.tolist()
    while free:
        candidate = free.pop()
        wish = following[candidate]
        if wish == ends[candidate]:
            continue
        following[candidate] = wish + 1
        seat, claim = seats[wish], (scores[wish], -order[candidate], candidate)
        given[candidate] = seat
        if len(held[seat]) < room[seat]:
            heapq.heappush(held[seat], claim)
            continue
        *_claim, refused = heapq.heappushpop(held[seat], claim) if room[seat] else claim
        given[refused] = -1
        free.append(refused)
    return given


def _check(wishes: Wishes, capacities: NDArray[np.int64]) -> None:
    if len(wishes.seats) and not 0 <= wishes.seats.min() <= wishes.seats.max() < len(capacities):
        raise ValueError(f"seats: a wish names a seat outside 0..{len(capacities) - 1}")
    if len(capacities) and capacities.min() < 0:
        raise ValueError(f"capacities: seat {int(capacities.argmin())} takes fewer than nobody")
