"""What only the city may let pass: a rule of age or residence, and a month of 60 hours or more; each with a reason.

Editors and auditors see the people, masked, and every look is written down; editors alone decide.
"""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from jobs import applicants, history, hours, oversight, worklogs
from jobs.eligibility import CITY
from jobs.hours import OfMonth
from jobs.models import Application, Worklog
from jobs.web import operator_applications as table
from jobs.web import operator_worklogs, verdicts
from jobs.web.forms import take_error
from jobs.web.operator_forms import ReasonForm
from jobs.web.staff import for_city, holds, require_editor
from jobs.web.worklog_forms import LogReasonForm
from profiles import access, actors

PER_PAGE = 50
PURPOSE = gettext_lazy("예외 확인")
CRUMBS = ((PURPOSE, reverse_lazy("jobs:staff_application_list")),)


@for_city
@require_safe
def application_list(request: HttpRequest) -> HttpResponse:
    """List who fails a rule that the city alone may set aside, and the logs that need it; or find any by receipt number."""
    typed = request.GET.get("q", "").strip()[:60]
    seen = Application.objects.visible_to(request.user)
    rows = applicants.found_by(seen, typed) if typed else oversight.waiting_for_the_city(seen)
    shown = applicants.with_lines(rows).select_related("posting__organisation").order_by("received_at", "pk")
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    found, logs = list(page.object_list), [] if typed or page.number > 1 else _logs(request)
    _record(request, [*found, *(row.log.placement.application for row in logs)])
    context = {
        "logs": [{"of": row, "name": applicants.numbered_name(row.log.placement.application)} for row in logs],
        "page_obj": page,
        "applicants": applicants.lines(found),
        "typed": typed,
        "sees_people": holds(request, "editor", "auditor"),
    }
    return render(request, "jobs/staff/application_list.html", context)


@for_city
@require_http_methods(["GET", "HEAD", "POST"])
def application_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one application with what the rules said; set aside a rule that is the city's."""
    application = get_object_or_404(_applications(request), public_id=public_id)
    refused: dict[str, ReasonForm] = {}
    if request.method == "POST":
        require_editor(request)
        refused = table.set_aside(request, application)
        if not refused:
            return redirect("jobs:staff_application", public_id)
    _record(request, [application])
    logs = Worklog.objects.visible_to(request.user).filter(placement__application=application)
    context = {
        "application": application,
        "posting": application.posting,
        "name": applicants.masked_name(application),
        "verdicts": verdicts.of(application, who=CITY if holds(request, "editor") else None, refused=refused),
        "override_url": request.path,
        "person": table.person_of(application, hides=False),
        "wishes": application.wishes.select_related("posting_site__site").order_by("rank"),
        "worklogs": logs.order_by("month"),
        "history": history.of(application),
        "crumbs": [*CRUMBS, (application.receipt_number, None)],
    }
    return render(request, "jobs/staff/application.html", context)


@for_city
@require_http_methods(["GET", "HEAD", "POST"])
def worklog_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one log with its hours against the cap; let the month go over it."""
    rows = operator_worklogs.with_lines(Worklog.objects.visible_to(request.user))
    worklog = get_object_or_404(rows, public_id=public_id)
    form = LogReasonForm(request.POST or None)
    if request.method == "POST":
        require_editor(request)
        if form.is_valid() and _allow(request, worklog, form):
            return redirect("jobs:staff_worklog", public_id)
    application = worklog.placement.application
    _record(request, [application])
    steps = worklogs.steps_for(worklog, actors.from_request(request))
    context = {
        **operator_worklogs.card_of(worklog),
        "application_url": reverse("jobs:staff_application", args=[application.public_id]),
        "may_allow": any(step.verb == "allow_over_cap" for step in steps),
        "city_hours_from": application.posting.programme_year.city_hours_from,
        "form": form,
        "crumbs": [
            *CRUMBS,
            (application.receipt_number, reverse("jobs:staff_application", args=[application.public_id])),
            (_("활동일지"), None),
        ],
    }
    return render(request, "jobs/staff/worklog.html", context)


def _allow(request: HttpRequest, worklog: Worklog, form: LogReasonForm) -> bool:
    by, reason = actors.from_request(request), form.cleaned_data["reason"]
    try:
        worklogs.allow_over_cap(worklog, reason=reason, by=by, at=request.received_at)
    except ValidationError as broken:
        take_error(form, broken)
        return False
    messages.success(request, _("이 달의 한도를 넘길 수 있게 했습니다. 참여자가 활동일지를 다시 내면 됩니다."))
    return True


def _logs(request: HttpRequest) -> list[OfMonth]:
    """The logs that wait for the city, the oldest month first."""
    shown = operator_worklogs.with_lines(Worklog.objects.visible_to(request.user))
    return hours.waiting_for_the_city(shown.select_related("placement__application__posting__organisation"))


def _applications(request: HttpRequest) -> QuerySet[Application]:
    seen = Application.objects.visible_to(request.user)
    return seen.select_related("posting__organisation", "posting__programme_year", "candidate__user__identity")


def _record(request: HttpRequest, rows: list[Application]) -> None:
    people = [row.candidate for row in rows]
    access.record_request(request, people, purpose=str(PURPOSE), by=actors.from_request(request))
