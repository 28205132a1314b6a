"""The events log as the city reads it: who did what to what, when and why. Who is shown what of people is written down."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jobs import event_details, event_log
from jobs.web import event_csv
from jobs.web.staff import for_city, holds
from jobs.web.staff_forms import EventFilterForm
from profiles import access, actors

PER_PAGE = 50
PURPOSE = gettext_lazy("처리 기록 확인")
DOWNLOAD = gettext_lazy("처리 기록 내려받기")


@for_city
@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """List events, newest first, narrowed by what was done, to what, by whom, of which application and when."""
    form = EventFilterForm(request.GET)
    asked = form.asked()
    page = Paginator(event_log.find(**asked), PER_PAGE).get_page(request.GET.get("page"))
    told, sees_people = list(page.object_list), holds(request, "editor", "auditor")
    if sees_people:
        by = actors.from_request(request)
        access.record_request(request, event_log.people(told), purpose=str(PURPOSE), by=by)
    context = {
        "form": form,
        "page_obj": page,
        "lines": [
            {"line": line, "details": event_details.in_words(line.details, line.verb)}
            for line in event_log.lines(told, sees_people=sees_people)
        ],
        "sees_people": sees_people,
        "is_narrowed": bool(asked),
        "download_url": _with_query("jobs:staff_event_download", request),
        "most": event_csv.MOST,
    }
    return render(request, "jobs/staff/event_list.html", context)


@for_city
@require_safe
def event_download(request: HttpRequest) -> HttpResponse:
    """Hand over the events that the page shows as a file, the newest first; whose they are is written down beforehand."""
    form = EventFilterForm(request.GET)
    if not form.is_valid():
        return redirect(_with_query("jobs:staff_event_list", request))
    keys = event_log.find(**form.asked()).values_list("pk", "subject_type", "subject_id", named=True)
    found = list(keys[: event_csv.MOST + 1])
    told, sees_people = found[: event_csv.MOST], holds(request, "editor", "auditor")
    if sees_people:
        by = actors.from_request(request)
        access.record_request(request, event_log.people(told), purpose=str(DOWNLOAD), by=by)
    lines = event_csv.lines(
        [row.pk for row in told],
        is_cut=len(found) > len(told),
        sees_people=sees_people,
        language=translation.get_language(),
    )
    name = f"dasi-events-{timezone.localdate(request.received_at)}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _with_query(page: str, request: HttpRequest) -> str:
    """The address of another page with the boxes as they are filled in."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"{reverse(page)}?{query.urlencode()}" if query else reverse(page)
