"""How many postings a list would have with each choice of its filters, and without each condition it has: one question for all of them.

The conditions are those that find (jobs/conditions.py); the database judges each posting once and counts under every choice.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import reduce
from operator import and_
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from jobs import conditions, search
from jobs.models import OutsidePosting, PayTerms, Posting, Programme
from jobs.search import Terms
from profiles import places

MOST = 100_000  # postings counted; a bound also keeps the database from judging one again for each count
MONTHS, PAYS = 6, 4  # offered as starts, from the month of the day on, and as hourly figures
MEASURES = (
    "work_kind",
    "weekend_hours",
    "hourly_won",
    "site_districts",
    "km",
    *(f"beyond_{part}" for part, _ in conditions.PARTS),
)
OUTSIDE_MEASURES = ("site_districts", "km")


class Counts(NamedTuple):
    """choices : by (condition, value) how many there are with this choice in place of its condition; without : how many without a condition;
    pays, months : what is offered beside the fixed choices, hourly figures, and first and last days of months
    """

    choices: dict[tuple[str, str], int]
    without: dict[str, int]
    pays: list[int]
    months: list[tuple[date, date]]


def of_own(postings: QuerySet[Posting], terms: Terms, *, at: datetime) -> Counts:
    """Count our own postings under each choice."""
    pays, months = _pays(postings, at), _months(timezone.localdate(at))
    offered = {
        **{("kind", value): Terms(kind=value) for value in Programme.Kind.values},
        **{("days", value): Terms(days=value) for value, _label in conditions.DAYS},
        **{("part", value): Terms(part=value) for value, _label in conditions.PARTS},
        **{("hours", value): Terms(hours=value) for value, _label in conditions.HOURS},
        **{("pay", str(won)): Terms(pay=won) for won in pays},
        **{("start", first.isoformat()): Terms(start_from=first, start_until=last) for first, last in months},
        **_at_places(terms),
    }
    rows = search.among(postings, terms, at=at).annotate(**{name: F(name) for name in MEASURES})
    choices, without = _counted(rows, offered, search.conditions_of(terms))
    return Counts(choices, without, pays, months)


def of_outside(terms: Terms, *, at: datetime) -> Counts:
    """Count imported postings under each choice of what they tell."""
    rows = search.among_outside(terms, at=at).annotate(**{name: F(name) for name in OUTSIDE_MEASURES})
    asked = search.conditions_of(terms)
    told = {name: asked[name] for name in search.OUTSIDE_TELL if name in asked}
    pays = _outside_pays(at)
    offered = {("pay", str(won)): Terms(pay=won) for won in pays} | _at_places(terms)
    choices, without = _counted(rows, offered, told)
    return Counts(choices, without, pays, [])


def _at_places(terms: Terms) -> dict[tuple[str, str], Terms]:
    """Each district, and each distance where it is known from where."""
    districts = {("district", row.code): Terms(districts=(row.code,)) for row in places.districts()}
    distances = {("distance", str(km)): Terms(near=terms.near, km=km) for km in conditions.KILOMETRES}
    return districts | distances


def _counted(
    rows: QuerySet, offered: Mapping[tuple[str, str], Terms], asked: Mapping[str, Q]
) -> tuple[dict[tuple[str, str], int], dict[str, int]]:
    """Ask once for all numbers: of each choice beside the other conditions, and without each of them."""
    wanted = {}
    for (name, value), chosen in offered.items():
        if name in (choice := search.conditions_of(chosen)):
            wanted[name, value] = [*_others(asked, name), choice[name]]
    wanted |= {("", name): _others(asked, name) for name in search.CONDITIONS}
    numbered = {f"number_{place}": Count("pk", filter=_all(held)) for place, held in enumerate(wanted.values())}
    found = dict(zip(wanted, rows.order_by()[:MOST].aggregate(**numbered).values(), strict=True))
    without = {name: number for (empty, name), number in found.items() if not empty}
    return {key: number for key, number in found.items() if key[0]}, without


def _others(asked: Mapping[str, Q], name: str) -> list[Q]:
    return [condition for other, condition in asked.items() if other != name]


def _all(held: Sequence[Q]) -> Q | None:
    return reduce(and_, held) if held else None


def _pays(postings: QuerySet[Posting], at: datetime) -> list[int]:
    """The hourly figures of what is open."""
    years = postings.open(at).values("programme_year")
    return _few(PayTerms.objects.filter(programme_year__in=years).values_list("hourly_won", flat=True))


def _outside_pays(at: datetime) -> list[int]:
    """The hourly figures that open imported postings tell."""
    rows = OutsidePosting.objects.open(timezone.localdate(at)).exclude(hourly_won=None)
    return _few(rows.values_list("hourly_won", flat=True).distinct())


def _few(figures: Iterable[int]) -> list[int]:
    """A few figures from the least to the most."""
    found = sorted(set(figures))
    return found[:: -(-len(found) // PAYS) or 1]


def _months(today: date) -> list[tuple[date, date]]:
    """The first and last days of the coming months, this one first."""
    firsts = [
        date(today.year + (today.month - 1 + more) // 12, (today.month - 1 + more) % 12 + 1, 1)
        for more in range(MONTHS + 1)
    ]
    return [(first, after - timedelta(days=1)) for first, after in zip(firsts, firsts[1:], strict=False)]
