"""What people said when they finished: to an operator of its own, to the city of all; distributions of five or more alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobs import surveys
from jobs.reports import SMALLEST_SHOWN
from jobs.surveys import SCALE, Result
from jobs.web.operator import for_officers, officer_ids
from jobs.web.staff import for_city
from jobs.web.target import bars


@for_officers
@require_safe
def of_operator(request: HttpRequest) -> HttpResponse:
    """Show what the operator's own people said."""
    return _page(request, surveys.results(organisation_ids=officer_ids(request)))


@for_city
@require_safe
def of_city(request: HttpRequest) -> HttpResponse:
    """Show what people said of each programme year, over all operators."""
    return _page(request, surveys.results())


def _page(request: HttpRequest, results: list[Result]) -> HttpResponse:
    context = {"results": [_shown(result) for result in results], "smallest": SMALLEST_SHOWN}
    return render(request, "jobs/operator/survey_results.html", context)


def _shown(result: Result) -> dict[str, Any]:
    questions = [
        {"text": _(text), "bars": bars([(SCALE[number], count, "") for number, count in counts.items()])}
        for text, counts in result.lines
    ]
    return {"result": result, "questions": questions}
