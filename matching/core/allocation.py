"""Who gets which seat, from all wishes and all rankings at once: stable, and truthful wishes are safe.

Candidate-proposing deferred acceptance (Gale & Shapley, "College Admissions and the Stability of Marriage", 1962; with capacities: Roth &
Sotomayor, "Two-Sided Matching", 1990, chapter 5). A seat with a reserve chooses as in Hafalir, Yenmez & Yildirim, "Effective affirmative
action in school choice", 2013: the best of the group first, then the best of all the rest. Seats of a region with a cap choose together as
in Kamada & Kojima, "Efficient matching under distributional constraints: theory and applications", 2015 (flexible deferred acceptance):
each its best up to its target, then one more each in turn until people, capacities or the cap end. Who is refused asks the next wish.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from matching.core import deferral
from matching.core.compiled import compiled
from matching.core.deferral import Asked, Board
from matching.core.round_columns import NONE, Ints, Round, Seats, Wishes, check

COMPILED_FROM = 100_000  # wishes; below it the plain loop is done before numba is loaded
MOST = 2**62


def draw(seed: str, candidates: Sequence[str]) -> Ints:
    """The place of each candidate among equals, int64 (n,), 0 first: the lower SHA-256 of "seed:candidate" wins.

    >>> draw("1", ["b", "a"]).tolist()
    [1, 0]
    """
    digests = [hashlib.sha256(f"{seed}:{candidate}".encode()).digest() for candidate in candidates]
    places = np.empty(len(candidates), np.int64)
    places[sorted(range(len(candidates)), key=digests.__getitem__)] = np.arange(len(candidates))
    return places


def allocate(inputs: Round, *, compile_it: bool | None = None) -> Ints:
    """Allocate the seats of a round.

    Parameters
    ----------
    inputs : n candidates, w wishes, m seats
    compile_it : whether to run compiled; by itself from 100,000 wishes on. Without numba it never does. The result is the same.

    Returns
    -------
    int64 (n,): the seat of each candidate, -1 for none. The order in which people ask does not matter.

    Raises
    ------
    ValueError where the round makes no sense: an unknown seat, a seat twice in one list, a negative capacity, a reserve or target above
    the capacity, targets above their region's cap, a seat with both a reserve and a region.

    >>> from matching.core.round_columns import seats, wishes
    >>> two = wishes([0, 1], [1, 1], [0, 0], [5, 7], people=2)
    >>> allocate(Round(two, seats([1]), np.zeros((2, 0), bool), np.array([0, 1]))).tolist()
    [-1, 0]
    """
    check(inputs)
    is_large = len(inputs.wishes.seats) >= COMPILED_FROM if compile_it is None else compile_it
    loops, hand = _loops(compile_it=is_large)
    wished, people = inputs.wishes, len(inputs.places)
    _refuse_repeats(loops, hand, wished, len(inputs.seats.capacities))
    asked = Asked(*map(hand, _asked(inputs)))
    scores = _small(wished.scores, asked.luck_mask + 1)
    lowest = int(scores.min()) if len(scores) else 0
    loops.claims_of(asked, hand(scores), hand(wished.acceptable), hand(inputs.places), lowest)
    board, given = Board(*map(hand, _board(wished, inputs.seats))), hand(np.full(people, NONE, np.int64))
    loops.settle(asked, board)
    loops.write_down(asked, board, given)
    return np.asarray(given, np.int64)


class _Loops(NamedTuple):
    claims_of: Callable[..., None]
    first_repeat: Callable[..., int]
    settle: Callable[..., None]
    write_down: Callable[..., None]


def _loops(*, compile_it: bool) -> tuple[_Loops, Callable[[Any], Any]]:
    """The loops, compiled or plain, and what makes of an array what they run best on."""
    if compile_it and compiled(deferral, "settle") is not None:
        return _Loops(*(compiled(deferral, name) for name in _Loops._fields)), _contiguous
    return _Loops(*(getattr(deferral, name) for name in _Loops._fields)), _listed


def _contiguous(column: Any) -> Any:
    if not isinstance(column, np.ndarray):
        return column
    return np.ascontiguousarray(column, np.bool_ if column.dtype == np.bool_ else np.int64)


def _listed(column: Any) -> Any:
    return column.tolist() if isinstance(column, np.ndarray) else column


def _refuse_repeats(loops: _Loops, hand: Callable[[Any], Any], wished: Wishes, count: int) -> None:
    row = loops.first_repeat(hand(wished.indptr), hand(wished.seats), hand(np.full(count, NONE, np.int64)))
    if row != NONE:
        raise ValueError(f"wishes: row {row}, column seat: {wished.seats[row]} stands there twice for one candidate")


def _small(scores: Ints, lots: int) -> Ints:
    """Scores whose span leaves room for the lottery within 64 bits; their order is the same."""
    if len(scores) and (int(scores.max()) - int(scores.min()) + 1) * lots >= MOST:
        return np.unique(scores, return_inverse=True)[1].astype(np.int64)
    return scores


def _asked(inputs: Round) -> Asked:
    people, wished = len(inputs.places), inputs.wishes
    by_luck = np.empty(people, np.int64)
    by_luck[people - 1 - inputs.places] = np.arange(people)
    return Asked(
        indptr=wished.indptr,
        seats=wished.seats,
        claims=np.empty(len(wished.seats), np.int64),
        luck_mask=2 ** max(people - 1, 0).bit_length() - 1,
        by_luck=by_luck,
        members=inputs.members.ravel(),
        groups=inputs.members.shape[1],
        following=wished.indptr[:-1].copy(),
        queue=np.arange(people),
    )


def _board(wished: Wishes, known: Seats) -> Board:
    """Empty seats; nothing has more places than there are people who may come."""
    room = np.minimum(known.capacities, np.bincount(wished.seats, minlength=len(known.capacities)))
    reserve, target = np.minimum(known.reserves, room), np.minimum(known.targets, room)
    ends, empty = np.cumsum(reserve + room), np.zeros(len(room), np.int64)
    rows = np.stack([room, reserve, known.groups, target, known.regions, ends - room, empty, empty], axis=1)
    inside = known.regions != NONE
    most = np.minimum(known.caps, np.bincount(known.regions[inside], room[inside], len(known.caps)).astype(np.int64))
    empty = np.zeros(len(most), np.int64)
    regions = np.stack([most, empty, np.cumsum(most) - most, empty], axis=1)
    claims, units = np.zeros((reserve + room).sum(), np.int64), np.zeros(most.sum(), np.int64)
    return Board(rows.ravel(), regions.ravel(), claims, units, np.zeros(deferral.BLOCK, np.int64))
