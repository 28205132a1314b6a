"""Activity logs: read, confirmed, sent back, paid."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from jobs.models import Worklog
from jobs.web.operator import for_officers, officer_ids


@for_officers
@require_safe
def worklog_list(request: HttpRequest) -> HttpResponse:
    """List the operator's logs."""
    return render(request, "jobs/operator/worklog_list.html", {"worklogs": own_worklogs(request)})


@for_officers
@require_safe
def worklog_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one log."""
    worklog = get_object_or_404(own_worklogs(request), public_id=public_id)
    return render(request, "jobs/operator/worklog.html", {"worklog": worklog})


@for_officers
@require_POST
def worklog_step(request: HttpRequest) -> HttpResponse:
    """Take a step with one log or several."""
    return worklog_list(request)


def own_worklogs(request: HttpRequest):
    """Return the logs on the postings of the operators that the person works for."""
    mine = Worklog.objects.visible_to(request.user)
    return mine.filter(placement__application__posting__organisation_id__in=officer_ids(request))
