"""The events log as the city reads it: who did what to what, when and why. Who is shown what of people is written down."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jobs import event_log
from jobs.web import event_details
from jobs.web.staff import for_city, holds
from jobs.web.staff_forms import EventFilterForm
from profiles import access, actors

PER_PAGE = 50
PURPOSE = gettext_lazy("처리 기록 확인")


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
            {"line": line, "details": event_details.in_words(line.details)}
            for line in event_log.lines(told, sees_people=sees_people)
        ],
        "is_narrowed": bool(asked),
    }
    return render(request, "jobs/staff/event_list.html", context)
