"""Pages of host sites and firms: the logs of the people who work at theirs, to confirm or to send back.

A host sees the people placed at its own sites, masked, and nothing of how they were chosen or what they are paid.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from jobs import worklogs
from jobs.applicants import numbered_name
from jobs.models import Worklog
from jobs.web import seen
from jobs.web.operator import chosen
from profiles import access, actors

View = Callable[..., HttpResponse]
PER_PAGE = 20
PURPOSE = gettext_lazy("활동일지 확인")


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
    """List the logs of the people who work at one's sites: those to confirm, or all."""
    return _list(request)


@for_hosts
@require_POST
def worklog_confirm(request: HttpRequest) -> HttpResponse:
    """Confirm the logs ticked, or send one back with what to mend."""
    by, at = actors.from_request(request), request.received_at
    back = request.POST.get("send_back")
    rows = _chosen(request, [back] if back else request.POST.getlist("worklog"))
    try:
        if back:
            worklogs.send_back(rows, reason=request.POST.get(f"reason_{back}", ""), by=by, at=at)
            messages.success(request, _("활동일지를 돌려보냈습니다. 적은 이유가 참여자에게 전해집니다."))
        elif rows:
            worklogs.confirm_at_site(rows, shown=seen.moments(request, rows), by=by, at=at)
            done = ngettext("활동일지 %(logs)d건을 확인했습니다.", "활동일지 %(logs)d건을 확인했습니다.", len(rows))
            messages.success(request, done % {"logs": len(rows)})
        else:
            return _list(request, [_("활동일지를 하나 이상 골라 주세요.")])
    except ValidationError as broken:
        return _list(request, broken.messages, refused=back)
    return redirect("jobs:site_worklog_list")


def _list(request: HttpRequest, errors: Sequence[str] = (), refused: str | None = None) -> HttpResponse:
    """Show the list; after a refusal with what was typed and ticked, the error beside the log that it is about."""
    by, own = actors.from_request(request), _worklogs(request)
    is_all = request.GET.get("state") == "all"
    rows = own if is_all else own.filter(state=Worklog.State.SUBMITTED)
    page = Paginator(rows.order_by("-month", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    access.record_request(request, [row.placement.candidate for row in found], purpose=str(PURPOSE), by=by)
    context = {
        "page_obj": page,
        "lines": [{**line_of(row), **_typed(row, request, errors, refused)} for row in found],
        "is_all": is_all,
        "errors": [] if refused else errors,
        "list_url": reverse("jobs:site_worklog_list"),
    }
    return render(request, "jobs/site/worklog_list.html", context)


def _typed(row: Worklog, request: HttpRequest, errors: Sequence[str], refused: str | None) -> dict[str, Any]:
    """What was typed and ticked for one log, and what was refused of it."""
    return {
        "reason": request.POST.get(f"reason_{row.public_id}", ""),
        "is_ticked": str(row.public_id) in request.POST.getlist("worklog"),
        "errors": errors if str(row.public_id) == refused else [],
    }


def _worklogs(request: HttpRequest):
    mine = Worklog.objects.visible_to(request.user)
    return mine.filter(placement__seat__posting_site__site__host_id__in=host_ids(request)).select_related(
        "placement__application__posting",
        "placement__application__candidate__user__identity",
        "placement__candidate",
        "placement__seat__posting_site__site",
    )


def line_of(row: Worklog) -> dict[str, Any]:
    """Return what a site reads of a log: whose it is, without the name in full, and its days."""
    return {
        "log": row,
        "name": numbered_name(row.placement.application),
        "posting": row.placement.application.posting.title,
        "site": row.placement.seat.posting_site.site.name,
        "entries": [{**entry, "day": date.fromisoformat(entry["on"])} for entry in row.entries],
    }


def _chosen(request: HttpRequest, texts: Sequence[str]) -> list[Worklog]:
    return chosen(_worklogs(request).order_by("month", "pk"), texts)
