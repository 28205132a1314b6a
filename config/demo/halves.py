"""The two halves of the demo city: operators and people who never meet, so that two processes may live a year side by side.

What concerns the whole city (the city's approvals, the system's reminders) is done between stages, while both halves wait. One process
lives the same halves one after the other, and leaves the same rows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from multiprocessing.connection import Connection
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count

from config.demo import pace, second
from config.demo.organisations import OPERATORS_OF_SMALL_CITY, PRINTED, Cast
from config.demo.progress import Progress
from jobs.models import Seat
from profiles.models import Candidate

HALVES = (0, 1)
FIRST_STAGES = 7  # tables grow from nothing at first: a plan that was good for ten rows takes minutes for thousands
STAGES_BETWEEN_LOOKS = 6


class Half(NamedTuple):
    """Who lives in the first (0) or the second half (1): the organisations of its operators, and its people by primary key."""

    number: int
    operators: frozenset[int]
    people: dict[int, Candidate]


class Act(NamedTuple):
    """Something that happens at a time, in one half or (None) in the whole city."""

    at: datetime
    what: Callable[[datetime], None]
    half: int | None = None


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
    """Let all acts happen in the order of their times: side by side where that can be, else one half after the other."""
    stages = list(_stages(sorted(acts, key=lambda act: act.at)))
    has_second = any(act.half == HALVES[1] for _shared, apart in stages for act in apart)
    if not has_second or not second.is_possible():
        for number, (shared, apart) in enumerate(progress(stages, what)):
            _share(number, shared)
            for half in HALVES:
                _do(act for act in apart if act.half == half)
        return
    of_second = [[act for act in apart if act.half == HALVES[1]] for _shared, apart in stages]
    with second.beside(_follow, of_second) as other:
        for number, (shared, apart) in enumerate(progress(stages, what)):
            _share(number, shared)
            second.tell(other, number)
            _do(act for act in apart if act.half == HALVES[0])
            second.hear(other)


def _stages(acts: Sequence[Act]) -> Iterator[tuple[list[Act], list[Act]]]:
    """Yield (what concerns everybody, what the halves do until the next such thing)."""
    shared: list[Act] = []
    for is_shared, group in groupby(acts, key=lambda act: act.half is None):
        if is_shared:
            shared = list(group)
        else:
            yield shared, list(group)
            shared = []
    if shared:
        yield shared, []


def _share(number: int, shared: Iterable[Act]) -> None:
    if number < FIRST_STAGES or number % STAGES_BETWEEN_LOOKS == 0:
        pace.analyse()
    _do(shared)


def _do(acts: Iterable[Act]) -> None:
    for act in acts:
        with transaction.atomic():
            act.what(act.at)


def _follow(first: Connection, apart: Sequence[Sequence[Act]]) -> None:
    """Do what the second half does in each stage that the first process names."""
    while True:
        number = first.recv()
        _do(apart[number])
        first.send(number)
