"""What goes into an allocation round, as columns: what candidates wish, what seats have and keep for whom, and the lottery.

The builders take rows in any order and refuse what makes no sense, naming row and column; row 0 is the first.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
NONE = -1


class Wishes(NamedTuple):
    """Wishes of n candidates for m seats; candidate i wishes ``seats[indptr[i]:indptr[i + 1]]``, best first, no seat twice.

    indptr : int64 (n + 1,); seats : int64 (w,), 0..m-1
    scores : int64 (w,), what the seat thinks of the candidate at the same place; higher is better; compared within one seat alone
    acceptable : bool (w,), whether the seat may take the candidate at all
    """

    indptr: Ints
    seats: Ints
    scores: Ints
    acceptable: Bools


class Seats(NamedTuple):
    """What m seats have; row j is seat j, and the order of rows is the order in which the seats of a region take their turns.

    capacities : int64 (m,), people it takes, >= 0
    groups : int64 (m,), the group that its reserve is for, -1 without; reserves : int64 (m,), 0..capacity, places of the reserve
    regions : int64 (m,), 0..r-1, or -1 outside all; targets : int64 (m,), 0..capacity, people before the turns begin
    caps : int64 (r,), people that all seats of the region take together, at least the sum of their targets
    """

    capacities: Ints
    groups: Ints
    reserves: Ints
    regions: Ints
    targets: Ints
    caps: Ints


class Round(NamedTuple):
    """One round. members : bool (n, g), whether candidate i is in group k; places : int64 (n,), a permutation of 0..n-1.

    Among equal scores the lower place wins, at every seat the same (:func:`matching.core.allocation.draw`).
    """

    wishes: Wishes
    seats: Seats
    members: Bools
    places: Ints


def wishes(candidates: ArrayLike, ranks: ArrayLike, seats: ArrayLike, scores: ArrayLike, *, people: int) -> Wishes:
    """Wishes from rows in any order, all of them acceptable (``_replace`` the column otherwise, it follows ``order_of``).

    Parameters
    ----------
    candidates : int64 (w,), 0..people-1; ranks : int64 (w,), the lower the dearer, gaps allowed, no rank twice a candidate
    seats : int64 (w,), no seat twice a candidate; scores : int64 or float (w,), finite; floats become their places among all scores

    Raises
    ------
    ValueError for a candidate that there is not, a rank or seat twice, a score that is no number.

    >>> wishes([0, 0], [2, 1], [7, 9], [1.5, 0.5], people=1).seats.tolist()
    [9, 7]
    """
    whose, order = np.asarray(candidates, np.int64), order_of(candidates, ranks)
    _within("candidate", whose, people)
    _refuse_repeats("rank", whose, np.asarray(ranks))
    _refuse_repeats("seat", whose, np.asarray(seats))
    return Wishes(
        np.searchsorted(whose[order], np.arange(people + 1)),
        np.asarray(seats, np.int64)[order],
        _whole(np.asarray(scores))[order],
        np.ones(len(order), np.bool_),
    )


def order_of(candidates: ArrayLike, ranks: ArrayLike) -> Ints:
    """The rows sorted by candidate, then rank: int64 (w,)."""
    return np.lexsort((np.asarray(ranks), np.asarray(candidates)))


def repeats(whose: Ints, values: NDArray) -> Bools:
    """Whether an earlier row has the same two: bool (w,)."""
    order = np.lexsort((values, whose))
    found = np.zeros(len(order), np.bool_)
    found[order[1:]] = (np.diff(whose[order]) == 0) & (values[order][1:] == values[order][:-1])
    return found  # lexsort is stable: of equal rows the first stays first


def seats(capacities: ArrayLike) -> Seats:
    """Seats without reserves and regions: the normal case.

    >>> seats([2, 1]).regions.tolist()
    [-1, -1]
    """
    room = np.asarray(capacities, np.int64)
    without, nothing = np.full(len(room), NONE, np.int64), np.zeros(len(room), np.int64)
    return Seats(room, without, nothing, without, nothing, np.zeros(0, np.int64))


def with_reserves(known: Seats, rows: ArrayLike) -> Seats:
    """The same seats, with reserves from rows of (seat, group, count).

    Raises ValueError for an unknown seat or a seat twice: one reserve a seat.
    """
    table = np.asarray(rows, np.int64).reshape(-1, 3)
    _once_each("seat", table[:, 0], len(known.capacities))
    groups, reserves = known.groups.copy(), known.reserves.copy()
    groups[table[:, 0]], reserves[table[:, 0]] = table[:, 1], table[:, 2]
    return known._replace(groups=groups, reserves=reserves)


def with_regions(known: Seats, rows: ArrayLike, caps: ArrayLike) -> Seats:
    """The same seats, with regions from rows of (region, seat, target).

    Raises ValueError for an unknown seat or a seat in two regions.
    """
    table = np.asarray(rows, np.int64).reshape(-1, 3)
    _once_each("seat", table[:, 1], len(known.capacities))
    regions, targets = known.regions.copy(), known.targets.copy()
    regions[table[:, 1]], targets[table[:, 1]] = table[:, 0], table[:, 2]
    return known._replace(regions=regions, targets=targets, caps=np.asarray(caps, np.int64))


def check(inputs: Round) -> None:
    """Refuse a round that makes no sense, but for a seat wished twice.

    Raises ValueError naming table, row and column.
    """
    wished, known, people = inputs.wishes, inputs.seats, len(inputs.places)
    _check_kinds(inputs)
    _check_lengths(inputs)
    _within("wishes: {}, column seat", wished.seats, len(known.capacities))
    for column in ("capacities", "reserves", "targets", "caps"):
        _refuse(f"seats: {{}}, column {column}", getattr(known, column) < 0, getattr(known, column), "is less than 0")
    for column, few in (("groups", inputs.members.shape[1]), ("regions", len(known.caps))):
        values = getattr(known, column)
        _refuse(f"seats: {{}}, column {column}", (values < NONE) | (values >= few), values, f"is not in -1..{few - 1}")
    _check_rules(known)
    if people and not (np.bincount(_within("places: {}", inputs.places, people), minlength=people) == 1).all():
        raise ValueError(f"places: not a permutation of 0..{people - 1}")


def _check_rules(known: Seats) -> None:
    room = known.capacities
    _refuse("seats: {}, column reserves", known.reserves > room, known.reserves, "is above the capacity")
    _refuse("seats: {}, column reserves", (known.reserves > 0) & (known.groups == NONE), known.reserves, "has no group")
    _refuse("seats: {}, column targets", known.targets > room, known.targets, "is above the capacity")
    both = (known.groups != NONE) & (known.regions != NONE)
    _refuse("seats: {}, column groups", both, known.groups, "is a reserve within a region: not both at one seat")
    inside = known.regions != NONE
    sums = np.zeros(len(known.caps), np.int64)
    np.add.at(sums, known.regions[inside], known.targets[inside])
    _refuse("caps: {}", sums > known.caps, known.caps, "is below the sum of the region's targets")


def _check_kinds(inputs: Round) -> None:
    scores = inputs.wishes.scores
    if np.issubdtype(scores.dtype, np.floating):
        _refuse("wishes: {}, column score", ~np.isfinite(scores), scores, "is not a number")
    numbers = {**inputs.wishes._asdict(), **inputs.seats._asdict(), "places": inputs.places}
    for name, column in numbers.items():
        if name != "acceptable" and not np.issubdtype(column.dtype, np.integer):
            raise ValueError(f"{name}: {column.dtype} where whole numbers are needed")
    for name, column in (("acceptable", inputs.wishes.acceptable), ("members", inputs.members)):
        if column.dtype != np.bool_:
            raise ValueError(f"{name}: {column.dtype} where yes or no is needed")


def _check_lengths(inputs: Round) -> None:
    wished, known, people = inputs.wishes, inputs.seats, len(inputs.places)
    if not len(wished.seats) == len(wished.scores) == len(wished.acceptable):
        raise ValueError("wishes: seats, scores and acceptable differ in length")
    if len(wished.indptr) != people + 1 or len(inputs.members) != people:
        raise ValueError(f"wishes: indptr, members and places differ in length for {people} candidates")
    if wished.indptr[0] != 0 or wished.indptr[-1] != len(wished.seats) or (np.diff(wished.indptr) < 0).any():
        raise ValueError("wishes: indptr doesn't run from 0 to the number of wishes")
    if len({len(column) for column in known[:-1]}) > 1:
        raise ValueError("seats: columns differ in length")


def _within(where: str, values: Ints, count: int) -> Ints:
    _refuse(where, (values < 0) | (values >= count), values, f"is not in 0..{count - 1}")
    return values


def _once_each(column: str, values: Ints, count: int) -> None:
    _within(f"{{}}, column {column}", values, count)
    _refuse_repeats(column, np.zeros(len(values), np.int64), values)


def _refuse_repeats(column: str, whose: Ints, values: NDArray) -> None:
    _refuse(f"{{}}, column {column}", repeats(whose, values), values, "stands there twice")


def _whole(scores: NDArray) -> Ints:
    if np.issubdtype(scores.dtype, np.integer):
        return scores.astype(np.int64)
    _refuse("{}, column score", ~np.isfinite(scores), scores, "is not a number")
    return np.unique(scores, return_inverse=True)[1].astype(np.int64)


def _refuse(where: str, wrong: Bools, values: NDArray, why: str) -> None:
    """Raise for the first row that is wrong; `where` has {} for "row i"."""
    if wrong.any():
        row = int(np.argmax(wrong))
        raise ValueError(f"{where.format(f'row {row}')}: {values[row]} {why}")
