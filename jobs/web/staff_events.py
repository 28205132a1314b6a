"""The events log as the city reads it: who did what to what, when and why."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jobs import event_log
from jobs.web.staff import for_city, holds
from jobs.web.staff_forms import EventFilterForm

PER_PAGE = 50


@for_city
@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """List events, newest first, narrowed by what was done, to what, by whom and on which day."""
    form = EventFilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = Paginator(event_log.find(**asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "lines": event_log.lines(page.object_list, sees_people=holds(request, "editor", "auditor")),
        "is_narrowed": any(asked.values()),
    }
    return render(request, "jobs/staff/event_list.html", context)
