"""Results for everyone (사업 성과): the year's figures in public, small cells hidden so that nobody can be picked out."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jobs import reports
from jobs.figures import FIGURES
from jobs.reports import SMALLEST_SHOWN, Line, Scope
from jobs.web.target import Bar, bars, chosen_year

TOTALS = ("programmes", "jobs_provided", "persons", "person_places", "completed", "hired_3", "hired_6")


@login_not_required
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what one year gave, with the definition of each figure."""
    years = reports.years()
    scope = Scope(chosen_year(request, years))
    found = reports.values(TOTALS, scope)
    context = {
        "years": years,
        "year": scope.year,
        "figures": [{"figure": FIGURES[code], "value": _total(code, number)} for code, number in found.items()],
        "jobs": _total("jobs_provided", found["jobs_provided"]),
        "published": reports.PUBLISHED.get(scope.year),
        "is_demo": reports.is_demo(scope.year),
        "smallest": SMALLEST_SHOWN,
        "tables": [
            ("kinds", _drawn(reports.by_kind(["jobs_provided"], scope))),
            ("districts", _drawn(reports.by_district(["jobs_provided"], scope))),
            ("programmes", _drawn(reports.by_programme(["jobs_provided"], scope))),
        ],
    }
    return render(request, "jobs/public/results.html", context)


def _total(code: str, number: int) -> int | None:
    """Programmes are no people; any other total below the smallest cell stays hidden, too."""
    return None if code != "programmes" and 0 < number < SMALLEST_SHOWN else number


def _drawn(lines: Iterable[Line]) -> list[Bar]:
    """Bars of the jobs provided, small cells hidden."""
    rows = list(lines)
    shown = reports.suppressed({number: line.values["jobs_provided"] for number, line in enumerate(rows)})
    return bars([(line.label, shown[number], "") for number, line in enumerate(rows)])
