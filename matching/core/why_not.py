"""Why each wish of an allocation was met or not: what a candidate may read about it, in figures.

For every stable outcome the answer to "why not" is the seat's own ranking (Roth & Sotomayor, 1990), its reserve, or its region's cap.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core.round_columns import NONE, Bools, Ints, Round


class Why(IntEnum):
    """What became of one wish."""

    MET = 0
    NOT_NEEDED = 1  # a dearer wish was met
    NOT_ACCEPTABLE = 2  # the seat may not take the candidate
    OUTRANKED = 3  # all places of the seat went to stronger claims
    REGION_FULL = 4  # the seat had room, but its region was at its cap; everyone there has the stronger claim
    NO_PLACES = 5  # the seat had no place at all


class Answers(NamedTuple):
    """why : int8 (w,), a `Why` for each wish
    by_lottery : bool (w,), whether the seat's lowest ordinary holder has the same score and was drawn first
    applicants, holders : int64 (m,), people who wished the seat at any rank, and who got it
    ordinary : int64 (m,), holders who do not sit there by the reserve
    lowest : int64 (m,), the wish (row of ``wishes``) of the lowest of these, -1 if there is none
    """

    why: NDArray[np.int8]
    by_lottery: Bools
    applicants: Ints
    holders: Ints
    ordinary: Ints
    lowest: Ints


def why_not(inputs: Round, given: Ints) -> Answers:
    """Answer for every wish of a stable allocation.

    Parameters
    ----------
    inputs : n candidates, w wishes, m seats; given : int64 (n,), the seat of each, -1 for none, as ``allocate`` returns it

    >>> from matching.core.round_columns import seats, wishes
    >>> two = wishes([0, 1], [1, 1], [0, 0], [5, 7], people=2)
    >>> found = why_not(Round(two, seats([1]), np.zeros((2, 0), bool), np.array([0, 1])), np.array([-1, 0]))
    >>> [Why(why).name for why in found.why], found.applicants.tolist(), two.scores[found.lowest].tolist()
    (['OUTRANKED', 'MET'], [2], [7])
    """
    wished, known = inputs.wishes, inputs.seats
    whose = np.repeat(np.arange(len(given)), np.diff(wished.indptr))
    met = np.flatnonzero(wished.seats == given[whose])
    holders = np.bincount(wished.seats[met], minlength=len(known.capacities))
    ordinary, lowest = _ordinary(inputs, whose, met)
    why = _why(inputs, whose, met, holders)
    weakest = lowest[wished.seats]
    is_refused = (why == Why.OUTRANKED) | (why == Why.REGION_FULL)
    same = wished.scores == wished.scores[weakest] if len(met) else np.zeros(len(whose), np.bool_)
    applicants = np.bincount(wished.seats, minlength=len(known.capacities))
    return Answers(why, is_refused & (weakest != NONE) & same, applicants, holders, ordinary, lowest)


def _why(inputs: Round, whose: Ints, met: Ints, holders: Ints) -> NDArray[np.int8]:
    wished, known = inputs.wishes, inputs.seats
    room = known.capacities[wished.seats]
    why = np.full(len(whose), Why.OUTRANKED, np.int8)
    why[(holders[wished.seats] < room) & (known.regions[wished.seats] != NONE)] = Why.REGION_FULL
    why[room == 0] = Why.NO_PLACES
    why[~wished.acceptable] = Why.NOT_ACCEPTABLE
    own = wished.indptr[1:].copy()  # of those who got nothing: the end of the list
    own[whose[met]] = met
    why[np.arange(len(whose)) > own[whose]] = Why.NOT_NEEDED
    why[met] = Why.MET
    return why


def _ordinary(inputs: Round, whose: Ints, met: Ints) -> tuple[Ints, Ints]:
    """How many ordinary holders each seat has, and the wish of the lowest of them: int64 (m,) each."""
    wished, known = inputs.wishes, inputs.seats
    seats, people, luck = wished.seats[met], whose[met], inputs.places[whose[met]]
    is_member = np.zeros(len(met), np.bool_)
    has_reserve = known.groups[seats] != NONE
    is_member[has_reserve] = inputs.members[people[has_reserve], known.groups[seats[has_reserve]]]
    order = np.lexsort(
        (luck, ~wished.scores[met], ~is_member, seats)
    )  # of each seat: members, best first, then the others
    place = np.arange(len(met)) - np.searchsorted(seats[order], seats[order])
    ordinary = met[order][~(is_member[order] & (place < known.reserves[seats[order]]))]
    strongest_first = np.lexsort((inputs.places[whose[ordinary]], ~wished.scores[ordinary]))
    lowest = np.full(len(known.capacities), NONE, np.int64)
    lowest[wished.seats[ordinary[strongest_first]]] = ordinary[strongest_first]  # the last one written stays
    return np.bincount(wished.seats[ordinary], minlength=len(known.capacities)), lowest
