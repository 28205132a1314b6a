"""Pages of host sites and firms: the logs of the people who work at theirs, to confirm."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from jobs.models import Worklog

View = Callable[..., HttpResponse]


def for_hosts(view: View) -> View:
    """Let in the people of a host site or firm; answer 404 to anyone else."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs) -> HttpResponse:
        if not host_ids(request):
            raise Http404
        return view(request, **kwargs)

    return guarded


def host_ids(request: HttpRequest) -> list[int]:
    """Return the host organisations that the person works for today."""
    return request.user.organisation_ids(kinds={"host", "firm"}, roles={"member", "manager"})


@for_hosts
@require_safe
def worklog_list(request: HttpRequest) -> HttpResponse:
    """List the logs of the people who work at one's sites."""
    return render(request, "jobs/site/worklog_list.html", {"worklogs": _worklogs(request)})


@for_hosts
@require_POST
def worklog_confirm(request: HttpRequest) -> HttpResponse:
    """Confirm logs."""
    return worklog_list(request)


def _worklogs(request: HttpRequest):
    mine = Worklog.objects.visible_to(request.user)
    return mine.filter(placement__seat__posting_site__site__host_id__in=host_ids(request))
