"""Checks an allocation from the outside: capacities, wishes, and that nobody was passed over. Shares no code with allocation.py.

A blocking pair is a candidate and a seat that would both rather have each other than what they got (Gale & Shapley, 1962): the candidate
wishes the seat more than their own, and the seat has room or holds somebody with a weaker claim.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

Score = float


class Wish(NamedTuple):
    """One wish: `score` is the seat's of the candidate, higher is better."""

    seat: str
    score: Score


def problems(
    wishes: Mapping[str, Sequence[Wish]],
    capacities: Mapping[str, int],
    given: Mapping[str, str | None],
    places: Mapping[str, int],
) -> list[str]:
    """Say everything that is wrong with an allocation; an empty list means that it stands.

    wishes : by candidate, best first; capacities : by seat; given : seat or None of every candidate
    places : among equal scores the candidate with the lower place has the stronger claim

    >>> problems({"a": [Wish("s", 1.0)]}, {"s": 1}, {"a": None}, {"a": 0})
    ['a is passed over at s, which has room']
    """
    found = [f"{candidate} has no row" for candidate in wishes if candidate not in given]
    holders: dict[str, list[str]] = {seat: [] for seat in capacities}
    for candidate, seat in given.items():
        if seat is None:
            continue
        if seat not in {wish.seat for wish in wishes.get(candidate, ())}:
            found.append(f"{candidate} got {seat} without wishing it")
        holders.setdefault(seat, []).append(candidate)
    for seat, people in holders.items():
        if len(people) > capacities.get(seat, 0):
            found.append(f"{seat} takes {capacities.get(seat, 0)} and got {len(people)}")
    weakest = {seat: _weakest(seat, people, wishes, places) for seat, people in holders.items()}
    for candidate, wished in wishes.items():
        found += _passed_over(candidate, wished, given.get(candidate), capacities, holders, weakest, places)
    return found


def _passed_over(candidate, wished, own, capacities, holders, weakest, places) -> list[str]:
    found = []
    for wish in wished:
        if wish.seat == own:
            break
        if len(holders[wish.seat]) < capacities[wish.seat]:
            found.append(f"{candidate} is passed over at {wish.seat}, which has room")
        elif weakest[wish.seat] and (wish.score, -places[candidate]) > weakest[wish.seat]:
            found.append(f"{candidate} is passed over at {wish.seat} by a weaker claim")
    return found


def _weakest(seat, people, wishes, places) -> tuple[Score, int] | None:
    claims = [
        (wish.score, -places[person]) for person in people for wish in wishes.get(person, ()) if wish.seat == seat
    ]
    return min(claims, default=None)
