"""What seats have left after a round: the terms of the second round for those who got nothing, and who is next where a place falls free.

As after the main match of the US residencies, where a second round fills what is left (NRMP, Results and Data: 2024 Main Residency Match).
"""

import numpy as np

from matching.core.round_columns import NONE, Ints, Round, Seats


def remaining(inputs: Round, given: Ints) -> Seats:
    """The seats of a round without those who hold them.

    Parameters
    ----------
    inputs : n candidates, m seats; given : int64 (n,), the seat of each, -1 for none (also for those who have since declined)

    Returns
    -------
    Seats with what is left of capacities and caps; of a reserve what its group doesn't hold yet, as far as there is room; of a target
    what the seat is short of it. Where a region's cap leaves less than all that, its seats keep one each in turn, in their order.

    >>> from matching.core.round_columns import seats, wishes
    >>> one = wishes([0], [1], [0], [5], people=1)
    >>> remaining(Round(one, seats([2]), np.zeros((1, 0), bool), np.array([0])), np.array([0])).capacities.tolist()
    [1]
    """
    known, seated = inputs.seats, np.flatnonzero(given != NONE)
    held = np.bincount(given[seated], minlength=len(known.capacities))
    rooms = known.capacities - held
    groups = known.groups[given[seated]]
    members = given[seated][(groups != NONE) & _is_member(inputs, seated, groups)]
    reserves = np.maximum(known.reserves - np.bincount(members, minlength=len(rooms)), 0)
    inside = known.regions != NONE
    caps = known.caps - np.bincount(known.regions[inside], held[inside], len(known.caps)).astype(np.int64)
    short = np.minimum(np.maximum(known.targets - held, 0), rooms)
    targets = short.copy()
    for region, cap in enumerate(caps.tolist()):
        seats = np.flatnonzero(known.regions == region)
        targets[seats] = _in_turn(short[seats], cap)
    return known._replace(capacities=rooms, reserves=np.minimum(reserves, rooms), targets=targets, caps=caps)


def next_in_line(inputs: Round, given: Ints, *seats: int) -> Ints:
    """The candidates whom a seat would take next, one place after another: int64 (k,), the next one first.

    Parameters
    ----------
    inputs : n candidates, m seats; given : int64 (n,), the seat of each now, -1 for none
    seats : one seat, or those that share a line; whoever wishes several of them has the same score at each and stands there once

    Returns
    -------
    Everyone who wished the seat more than what they have and whom it may take. As many members of its group as its reserve is short of
    come first, best first, then all the others by (score, lottery). Whoever has a place elsewhere would leave it; whoever has given
    this one up is to be made not acceptable before.

    >>> from matching.core.round_columns import seats, wishes
    >>> three = wishes([0, 1, 2], [1, 1, 1], [0, 0, 0], [5, 7, 6], people=3)
    >>> next_in_line(Round(three, seats([1]), np.zeros((3, 0), bool), np.arange(3)), np.array([-1, 0, -1]), 0).tolist()
    [2, 0]
    """
    wished, known = inputs.wishes, inputs.seats
    whose = np.repeat(np.arange(len(given)), np.diff(wished.indptr))
    own = wished.indptr[1:].copy()  # of those who have nothing: the end of the list
    met = np.flatnonzero(wished.seats == given[whose])
    own[whose[met]] = met
    waits = np.isin(wished.seats, seats) & wished.acceptable & (np.arange(len(whose)) < own[whose])
    rows = np.flatnonzero(waits)
    line = rows[np.lexsort((inputs.places[whose[rows]], ~wished.scores[rows]))]
    first = np.zeros(len(given), np.bool_)
    for seat in seats:
        groups = np.full(len(given), known.groups[seat])
        is_member = (groups != NONE) & _is_member(inputs, np.arange(len(given)), groups)
        short = max(int(known.reserves[seat]) - int(is_member[given == seat].sum()), 0)
        here = whose[line[wished.seats[line] == seat]]
        first[here[is_member[here]][:short]] = True
    people = whose[line]
    people = people[np.sort(np.unique(people, return_index=True)[1])]
    return np.concatenate([people[first[people]], people[~first[people]]])


def _is_member(inputs: Round, people: Ints, groups: Ints) -> np.ndarray:
    if not inputs.members.shape[1]:
        return np.zeros(len(people), np.bool_)
    return inputs.members[people, groups]  # group -1 reads the last one: the caller leaves it out


def _in_turn(wanted: Ints, most: int) -> Ints:
    """One each in turn until all have what they want or `most` are given.

    >>> _in_turn(np.array([3, 1, 2]), 4).tolist()
    [2, 1, 1]
    """
    if wanted.sum() <= most:
        return wanted
    row = np.repeat(np.arange(len(wanted)), wanted)
    turn = np.arange(len(row)) - np.repeat(np.cumsum(wanted) - wanted, wanted)
    return np.bincount(row[np.lexsort((row, turn))][:most], minlength=len(wanted))
