"""Who gets which place, when all wishes and all rankings are on the table at once: candidate-proposing deferred acceptance.

The result is stable (nobody with a better claim is passed over) and the best stable one for the candidates, so that wishing truthfully is
safe. Ties of score are broken by a lot drawn from a published seed: the lower SHA-256 of "seed:candidate" wins. ``verify.py`` checks a result
by code of its own. Source: Gale & Shapley, "College Admissions and the Stability of Marriage", 1962; Roth, "The Evolution of the Labor
Market for Medical Interns and Residents", 1984.
"""

import hashlib
from collections.abc import Sequence
from heapq import heappush, heapreplace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Wishes(NamedTuple):
    """w wishes of n candidates for m seats, in any order.

    candidate : int64 (w,), 0..n-1; seat : int64 (w,), 0..m-1; no pair twice
    rank : int64 (w,), lower is wished more; no rank twice for one candidate
    score : int64 (w,), the seat's score of the candidate, higher is better; compared within a seat alone
    lot : int64 (n,), breaks ties of score, lower wins; no lot twice
    """

    candidate: NDArray[np.int64]
    seat: NDArray[np.int64]
    rank: NDArray[np.int64]
    score: NDArray[np.int64]
    lot: NDArray[np.int64]


def lots(names: Sequence[str], seed: int) -> NDArray[np.int64]:
    """Place of each candidate when all are ordered by the SHA-256 of "seed:name" in UTF-8, int64 (n,), 0 first.

    >>> lots(["a", "b", "c"], 7).tolist()
    [1, 2, 0]
    """
    drawn = [hashlib.sha256(f"{seed}:{name}".encode()).digest() for name in names]
    order = sorted(range(len(names)), key=lambda i: (drawn[i], names[i]))
    place = np.empty(len(names), np.int64)
    place[order] = np.arange(len(names))
    return place


def allocate(wishes: Wishes, capacity: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give out the seats.

    Parameters
    ----------
    wishes : all of them at once; capacity : int64 (m,), people a seat can take, >= 0

    Returns
    -------
    int64 (n,): the seat of each candidate, -1 for one without. Does not depend on the order of the wishes or of the proposals.

    Raises
    ------
    ValueError for a negative capacity.

    >>> wishes = Wishes(*map(np.array, ([0, 1], [0, 0], [1, 1], [5, 9])), lot=np.array([0, 1]))
    >>> allocate(wishes, np.array([1])).tolist()
    [-1, 0]
    """
    if (capacity < 0).any():
        raise ValueError(f"seat {int(np.flatnonzero(capacity < 0)[0])} has a negative capacity")
    lists = _lists(wishes)
    claims = _claims(wishes)
    room = capacity.tolist()
    given = [-1] * len(lists)
    held: list[list[tuple[int, int]]] = [[] for _ in room]  # a heap a seat, the weakest claim on top
    asking = [0] * len(lists)
    free = list(range(len(lists)))[::-1]
    while free:
        candidate = free.pop()
        if asking[candidate] == len(lists[candidate]):
            continue
        wish, seat = lists[candidate][asking[candidate]]
        asking[candidate] += 1
        claim = (claims[wish], candidate)
        if len(held[seat]) < room[seat]:
            heappush(held[seat], claim)
        elif room[seat] and claim > held[seat][0]:
            _, out = heapreplace(held[seat], claim)
            given[out] = -1
            free.append(out)
        else:
            free.append(candidate)
            continue
        given[candidate] = seat
    return np.array(given, np.int64)


def _lists(wishes: Wishes) -> list[list[tuple[int, int]]]:
    """(wish, seat) of each candidate, most wished first."""
    found: list[list[tuple[int, int]]] = [[] for _ in wishes.lot]
    seats, candidates = wishes.seat.tolist(), wishes.candidate.tolist()
    for wish in np.lexsort((wishes.rank, wishes.candidate)).tolist():
        found[candidates[wish]].append((wish, seats[wish]))
    return found


def _claims(wishes: Wishes) -> list[int]:
    """How strong each wish is among all, as one number: by score, then by lot."""
    claim = np.empty(len(wishes.seat), np.int64)
    claim[np.lexsort((-wishes.lot[wishes.candidate], wishes.score))] = np.arange(len(wishes.seat))
    return claim.tolist()
