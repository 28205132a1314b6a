"""Fairness as the city reads it: counts of groups, never of a person, with the definition of each beside them."""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobs.reports import SMALLEST_SHOWN
from jobs.web.staff import for_city
from jobs.web.target import Bar, bars
from matching import fairness_years
from matching.fairness import Alarm, Month, Table
from matching.fairness_words import DEFINITIONS, GINI_LISTED, GINI_SEEN, STEP_LABELS, STEPS
from matching.models import FairnessYear, RunFigures
from profiles.templatetags.dasi import month
from profiles.web.fields import whole


class Drawn(NamedTuple):
    """A run with the lengths it is drawn with, in hundredths; no share of people where they are few."""

    figures: RunFigures
    share: float | None
    listed_length: int
    gini_length: int


@for_city
@require_safe
def fairness_page(request: HttpRequest) -> HttpResponse:
    """Show one year as it was counted last: how groups fared, how evenly postings were seen, by month and by run."""
    years = fairness_years.years()
    asked = whole(request.GET.get("year", ""))
    counted = FairnessYear.objects.filter(year=asked if asked in years else next(iter(years), 0)).first()
    crumbs = [(_("목표와 실적"), reverse("jobs:staff_target")), (_("공정성"), None)]
    if counted is None:
        return render(request, "matching/staff/fairness.html", {"definitions": DEFINITIONS, "crumbs": crumbs})
    found = fairness_years.report(counted)
    told, by_chance = (_alarms(found.tables, by_chance=chance) for chance in (False, True))
    context = {
        "years": years,
        "year": counted.year,
        "counted": counted,
        "report": found,
        "totals": [(STEP_LABELS[step], number) for step, number in found.totals.items()],
        "step_labels": [STEP_LABELS[step] for step in STEPS],
        "alarms": told,
        "alarm_count": _count(told),
        "by_chance": by_chance,
        "by_chance_count": _count(by_chance),
        "gini_seen": GINI_SEEN,
        "gini_listed": GINI_LISTED,
        "has_hidden": any(line.has_hidden for table in found.tables for line in table.lines),
        "smallest": SMALLEST_SHOWN,
        "months": _months(found.months),
        "runs": [_drawn(row) for row in found.runs],
        "definitions": DEFINITIONS,
        "crumbs": crumbs,
    }
    return render(request, "matching/staff/fairness.html", context)


def _alarms(tables: list[Table], *, by_chance: bool) -> list[tuple[Table, Promise, list[Alarm]]]:
    """Alarms as the page lists them: a line a dimension and step."""
    return [(table, step, alarms) for table in tables for step, alarms in table.alarms_told(by_chance=by_chance)]


def _count(lines: list[tuple[Table, Promise, list[Alarm]]]) -> int:
    return sum(len(alarms) for _table, _step, alarms in lines)


def _months(months: list[Month]) -> list[tuple[Any, list[Bar]]]:
    """The two series, each against its largest month."""
    series = [(STEP_LABELS["shown"], "shown"), (STEP_LABELS["applied"], "applied")]
    return [(label, bars([(month(row.first), getattr(row, name), "") for row in months])) for label, name in series]


def _drawn(row: RunFigures) -> Drawn:
    is_few = 0 < row.people_listed < SMALLEST_SHOWN
    share = row.people_listed / row.run.people if row.run.people and not is_few else None
    return Drawn(row, share, round(100 * (share or 0)), round(100 * (row.gini or 0)))
