"""How many postings a list would have with each choice of its filters, and without each condition it has.

The conditions are those that find (jobs/conditions.py): the database judges each posting once and counts under every choice. Districts and figures
are counted by groups, for there are many of them and a posting has few.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import reduce
from operator import and_
from typing import NamedTuple

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.utils import timezone

from jobs import allowances, conditions, search
from jobs.models import OutsidePosting, PayTerms, Posting, PostingSite, Programme
from jobs.search import Terms
from profiles import places

MOST = 100_000  # postings counted; a bound also keeps the database from judging one again for each count
MONTHS, PAYS = 6, 4  # offered as starts, from the month of the day on, and as hourly figures


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
    rows, asked = search.among(postings, terms, at=at), search.conditions_of(terms)
    figures, months = _figures(rows), _months(timezone.localdate(at))
    offered = {
        **{("kind", value): Terms(kind=value) for value in Programme.Kind.values},
        **{("days", value): Terms(days=value) for value, _label in conditions.DAYS},
        **{("part", value): Terms(part=value) for value, _label in conditions.PARTS},
        **{("hours", value): Terms(hours=value) for value, _label in conditions.HOURS},
        **{("start", first.isoformat()): Terms(start_from=first, start_until=last) for first, last in months},
        **_distances(terms),
    }
    choices, without = _counted(rows, {key: search.conditions_of(chosen) for key, chosen in offered.items()}, asked)
    pays = _few(row.hourly_won for rows_of_year in figures.values() for row in rows_of_year)
    return Counts(choices | _in_districts(rows, asked) | _paying(rows, asked, figures, pays), without, pays, months)


def of_outside(terms: Terms, *, at: datetime) -> Counts:
    """Count imported postings under each choice of what they tell."""
    pays = _outside_pays(at)
    districts = {("district", row.code): Terms(districts=(row.code,)) for row in places.districts()}
    offered = {("pay", str(won)): Terms(pay=won) for won in pays} | districts | _distances(terms)
    rows, asked = search.among_outside(terms, at=at), search.outside_conditions_of(terms)
    told = {key: search.outside_conditions_of(chosen) for key, chosen in offered.items()}
    choices, without = _counted(rows, told, asked)
    return Counts(choices, without, pays, [])


def _distances(terms: Terms) -> dict[tuple[str, str], Terms]:
    """Each distance that is offered; it finds only where it is known from where."""
    return {("distance", str(km)): Terms(near=terms.near, km=km) for km in conditions.KILOMETRES}


def _counted(
    rows: QuerySet, offered: Mapping[tuple[str, str], Mapping[str, Q]], asked: Mapping[str, Q]
) -> tuple[dict[tuple[str, str], int], dict[str, int]]:
    """Ask once for all numbers: of each choice beside the other conditions, and without each of them.

    Each condition is a column of its own, so that the database judges a posting by it once, however many numbers rest on it.
    """
    told = {key: choice for key, choice in offered.items() if key[0] in choice}
    columns = {f"asked_{name}": condition for name, condition in asked.items()}
    columns |= {f"choice_{place}": choice[key[0]] for place, (key, choice) in enumerate(told.items())}
    judged = rows.order_by().annotate(
        **{name: ExpressionWrapper(condition, BooleanField()) for name, condition in columns.items()}
    )
    wanted = {key: [*_others(asked, key[0]), Q(**{f"choice_{place}": True})] for place, key in enumerate(told)}
    wanted |= {("", name): _others(asked, name) for name in search.CONDITIONS}
    numbered = {f"number_{place}": Count("pk", filter=_all(held)) for place, held in enumerate(wanted.values())}
    found = dict(zip(wanted, judged[:MOST].aggregate(**numbered).values(), strict=True))
    without = {name: number for (empty, name), number in found.items() if not empty}
    return {key: number for key, number in found.items() if key[0]}, without


def _others(asked: Mapping[str, Q], left_out: str) -> list[Q]:
    return [Q(**{f"asked_{name}": True}) for name in asked if name != left_out]


def _all(held: Sequence[Q]) -> Q | None:
    return reduce(and_, held) if held else None


def _in_districts(rows: QuerySet[Posting], asked: Mapping[str, Q]) -> dict[tuple[str, str], int]:
    """How many have a site in each district, beside the other conditions."""
    fitting = rows.filter(*(condition for name, condition in asked.items() if name != "district")).order_by()
    sites = PostingSite.objects.filter(posting__in=fitting.values("pk")).order_by().values_list("site__district")
    numbers = dict(sites.annotate(Count("posting", distinct=True)))
    return {("district", row.code): numbers.get(row.code, 0) for row in places.districts()}


def _paying(
    rows: QuerySet[Posting], asked: Mapping[str, Q], figures: Mapping[int, Sequence[PayTerms]], pays: Sequence[int]
) -> dict[tuple[str, str], int]:
    """How many pay at least so much, beside the other conditions: those that begin together in one year are paid alike."""
    fitting = rows.filter(*(condition for name, condition in asked.items() if name != "pay")).order_by()
    paid: Counter[int] = Counter()
    for year, starts_on, number in fitting.values_list("programme_year", "starts_on").annotate(Count("pk")):
        terms = allowances.terms_on(figures.get(year, ()), starts_on)
        paid[terms.hourly_won if terms else 0] += number
    return {("pay", str(won)): sum(number for figure, number in paid.items() if figure >= won) for won in pays}


def _figures(rows: QuerySet[Posting]) -> dict[int, list[PayTerms]]:
    """Their pay terms, by programme year."""
    years = rows.order_by().values("programme_year")
    found: dict[int, list[PayTerms]] = {}
    for row in PayTerms.objects.filter(programme_year__in=years):
        found.setdefault(row.programme_year_id, []).append(row)
    return found


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
