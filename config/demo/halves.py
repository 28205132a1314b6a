"""The two halves of the demo city: operators and people who never meet, so that two processes may live a year side by side.

What must stand before either half begins (the city's approvals: people are shown what is open in the whole city) is done first. One
process lives both halves by turns, and leaves the same rows.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from multiprocessing.connection import Connection
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count

from config.demo import pace, second
from config.demo.organisations import OPERATORS_OF_SMALL_CITY, PRINTED, Cast
from config.demo.progress import Progress, silent
from jobs.models import Seat
from profiles.models import Candidate

HALVES = (0, 1)
FIRST_LOOK = (
    4  # acts; then each time that twice as many are done: a plan that was good for ten rows takes minutes for thousands
)


class Half(NamedTuple):
    """Who lives in the first (0) or the second half (1): the organisations of its operators, and its people by primary key."""

    number: int
    operators: frozenset[int]
    people: dict[int, Candidate]


class Act(NamedTuple):
    """Something that happens at a time in one half."""

    at: datetime
    what: Callable[[datetime], None]
    half: int


def divide(cast: Cast, people: Sequence[Candidate]) -> list[Half]:
    """Share operators so that both halves hold about as many seats, and people as the seats; the printed ones live in the first.

    A city with few operators is one half.
    """
    if len(cast.operators) <= OPERATORS_OF_SMALL_CITY:
        operators_of_all = frozenset(actor.organisation.pk for actor in cast.operators)
        return [Half(HALVES[0], operators_of_all, {person.pk: person for person in people})]
    counted = Seat.objects.values_list("posting_site__posting__organisation").annotate(number=Count("pk"))
    seats = dict(counted.order_by())
    printed, *others = (actor.organisation.pk for actor in cast.operators)
    operators: tuple[list[int], list[int]] = ([printed], [])
    held = [seats.get(printed, 0), 0]
    for pk in sorted(others, key=lambda pk: (-seats.get(pk, 0), pk)):
        lesser = int(held[1] < held[0])
        operators[lesser].append(pk)
        held[lesser] += seats.get(pk, 0)
    homes: tuple[dict, dict] = ({}, {})
    total = sum(held) or 1
    for number, person in enumerate(people):
        is_second = (number + 1) * held[1] // total > number * held[1] // total
        homes[is_second and person.user.email != PRINTED["candidate"]][person.pk] = person
    return [Half(half, frozenset(operators[half]), homes[half]) for half in HALVES]


def live(acts: Iterable[Act], progress: Progress, what: str) -> None:
    """Let all acts happen in the order of their times: both halves side by side where that can be, else in one process."""
    ordered = sorted(acts, key=lambda act: act.at)
    first, other = ([act for act in ordered if act.half == half] for half in HALVES)
    if not (first and other and second.is_possible()):
        _do_watched(ordered, progress, what)
        return
    with second.beside(_follow, other) as running:  # which watches the tables: the first has more to do at the end
        for act in progress(first, what):
            do(act)
        second.hear(running)


def do(act: Act) -> None:
    """Let one act happen in a transaction of its own."""
    with transaction.atomic():
        act.what(act.at)


def _do_watched(acts: Sequence[Act], progress: Progress, what: str) -> None:
    """Do the acts in their order, with a look at the tables whenever they may have doubled."""
    next_look = FIRST_LOOK
    for number, act in enumerate(progress(acts, what)):
        if number == next_look:
            pace.analyse()
            next_look *= 2
        do(act)


def _follow(first: Connection, acts: Sequence[Act]) -> None:
    """Do what the second half does, and say when it is done."""
    _do_watched(acts, silent, "")
    first.send("lived")
