"""Results for everyone (사업 성과): the year's figures in public, small cells hidden so that nobody can be picked out."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jobs import reports, stories
from jobs.figures import FIGURES
from jobs.reports import SMALLEST_SHOWN, Line, Scope
from jobs.web.target import Bar, bars, chosen_year

STORIES_SHOWN = 12
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
        "stories": stories.of_year(scope.year)[:STORIES_SHOWN],
        "tables": _tables(scope),
    }
    return render(request, "jobs/public/results.html", context)


def _total(code: str, number: int) -> int | None:
    """Programmes are no people; any other total below the smallest cell stays hidden, too."""
    return None if code != "programmes" and 0 < number < SMALLEST_SHOWN else number


def _tables(scope: Scope) -> list[tuple[str, list[Bar]]]:
    """The jobs provided, broken down three ways, small cells hidden; programmes are parts of the kinds above them."""
    kinds, districts, programmes = (
        list(lines(["jobs_provided"], scope)) for lines in (reports.by_kind, reports.by_district, reports.by_programme)
    )
    shown = reports.suppressed(_cells(kinds))
    kind_of = {line.key: line.key.programme.kind for line in programmes}
    return [
        ("kinds", _drawn(kinds, shown)),
        ("districts", _drawn(districts, reports.suppressed(_cells(districts)))),
        ("programmes", _drawn(programmes, reports.suppressed_parts(_cells(programmes), kind_of, shown))),
    ]


def _cells(lines: Iterable[Line]) -> dict[object, int]:
    return {line.key: line.values["jobs_provided"] for line in lines}


def _drawn(lines: Iterable[Line], shown: Mapping[object, int | None]) -> list[Bar]:
    return bars([(line.label, shown[line.key], "") for line in lines])
