"""The training of a posting: its sessions, and who attended each for how long."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from jobs import applicants, attendance, wall_codes
from jobs.models import Attendance, Placement, TrainingSession
from jobs.web.forms import take_error
from jobs.web.operator import for_officers, own_postings
from profiles import access, actors
from profiles.web.fields import KoreanDateField, whole

PURPOSE = gettext_lazy("교육 참석 확인")


class SessionForm(forms.Form):
    """One session of a posting's training."""

    title = forms.CharField(
        label=gettext_lazy("교육 이름"),
        max_length=80,
        error_messages={"required": gettext_lazy("교육 이름을 적어 주세요. 예: 기초소양교육 1일차")},
    )
    held_on = KoreanDateField(label=gettext_lazy("교육하는 날"))
    begins_at = forms.TimeField(
        label=gettext_lazy("시작하는 시각"),
        required=False,
        widget=forms.TimeInput({"type": "time", "class": "short"}, format="%H:%M"),
        help_text=gettext_lazy("적으면 교육장에 출석 코드(QR)를 띄울 수 있습니다."),
        error_messages={"invalid": gettext_lazy("시각을 09:30처럼 적어 주세요.")},
    )
    hours = forms.IntegerField(
        label=gettext_lazy("교육 시간"),
        min_value=1,
        max_value=24,
        widget=forms.NumberInput({"class": "short", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("이 교육이 몇 시간인지 적어 주세요.")},
    )


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def training(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List a posting's sessions; add one."""
    posting = get_object_or_404(own_postings(request), public_id=public_id)
    form = SessionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by = actors.from_request(request)
        try:
            attendance.add_session(posting, **form.cleaned_data, by=by, at=request.received_at)
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("교육을 더했습니다."))
            return redirect("jobs:operator_training", posting.public_id)
    context = {"posting": posting, "is_officer": True, "sessions": attendance.sessions_of(posting), "form": form}
    return render(request, "jobs/operator/training.html", context)


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who attended a session; record it, or take the session back."""
    own = TrainingSession.objects.select_related("posting").filter(posting__in=own_postings(request))
    found = get_object_or_404(own, public_id=public_id)
    by, at = actors.from_request(request), request.received_at
    error = ""
    if request.method == "POST":
        try:
            if request.POST.get("verb") == "discard":
                attendance.discard_session(found, by=by, at=at)
                return redirect("jobs:operator_training", found.posting.public_id)
            hours = _typed(request, _people(request, found))
            attendance.record(found, hours, shown=_shown(request, hours), by=by, at=at)
            messages.success(request, _("교육 참석을 적었습니다."))
            return redirect("jobs:operator_session", found.public_id)
        except ValidationError as broken:
            error = " ".join(broken.messages)
            is_stale = getattr(broken, "code", "") == "changed_meanwhile"
            return _session_page(request, found, error, {} if is_stale else request.POST)
    return _session_page(request, found, error, {})


def _session_page(request: HttpRequest, found: TrainingSession, error: str, typed: Mapping[str, str]) -> HttpResponse:
    """Show the list; after a change by somebody else what stands now, not what was typed over it."""
    rows = _people(request, found)
    access.record_request(
        request, [row.candidate for row in rows], purpose=str(PURPOSE), by=actors.from_request(request)
    )
    known = {row.placement_id: row for row in Attendance.objects.filter(session=found)}
    has_arrivals = any(row.arrived_at for row in known.values())
    is_by_code = has_arrivals or _is_by_code(found, request.received_at)
    context = {
        "session": found,
        "posting": found.posting,
        "is_officer": True,
        "error": error,
        "lines": [_line(row, known, typed, "" if is_by_code else found.hours) for row in rows],
        "has_records": bool(known),
        "is_by_code": is_by_code,
        "crumbs": [
            (found.posting.title, reverse("jobs:operator_training", args=[found.posting.public_id])),
            (found.title, None),
        ],
    }
    return render(request, "jobs/operator/session.html", context, status=400 if error else 200)


def _people(request: HttpRequest, found: TrainingSession) -> list[Placement]:
    """Those who prepare for their first day: attendance gates it, so nothing is recorded after."""
    own = Placement.objects.visible_to(request.user)
    rows = own.filter(application__posting=found.posting, state=Placement.State.PREPARING)
    return list(rows.select_related("application__candidate__user__identity", "candidate").order_by("pk"))


def _is_by_code(found: TrainingSession, at: datetime) -> bool:
    """Whether people may still come by the code on the wall: nobody is taken for present before."""
    span = wall_codes.span_of(found)
    return span is not None and at <= span[1] + wall_codes.AFTER


def _line(
    row: Placement, known: Mapping[int, Attendance], typed: Mapping[str, str], unknown: int | str
) -> dict[str, Any]:
    """What was typed, else what is known, else all of the session: nearly everybody comes; where people scan, nothing."""
    noted = known.get(row.pk)
    hours = typed.get(f"hours_{row.public_id}", noted.hours if noted else unknown)
    return {
        "noted": noted,
        "placement": row,
        "name": applicants.numbered_name(row.application),
        "hours": hours,
        "shown": noted.hours if noted else "",
        "is_known": row.pk in known,
    }


def _typed(request: HttpRequest, rows: list[Placement]) -> dict[Placement, int]:
    """The hours in the rows; one left blank isn't recorded."""
    found = {}
    for row in rows:
        text = request.POST.get(f"hours_{row.public_id}", "").strip()
        if text and whole(text) is None:
            raise ValidationError(_("참석한 시간은 숫자로 적어 주세요."), code="training_attended")
        if text:
            found[row] = int(text)
    if not found:
        raise ValidationError(_("참석한 시간을 한 분 이상 적어 주세요."), code="training_attended")
    return found


def _shown(request: HttpRequest, rows: Mapping[Placement, int]) -> dict[Placement, int | None] | None:
    """What the page showed of each; None from where no page was."""
    boxes = {row: request.POST.get(f"shown_{row.public_id}") for row in rows}
    return {row: whole(text or "") for row, text in boxes.items()} if None not in boxes.values() else None
