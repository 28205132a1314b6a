"""Interviews on an officer's table: the times offered, who picked which, taking a time back, who came.

Names are masked; the page writes who was shown.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from jobs import applicants, interviews
from jobs.models import Application, InterviewPick, InterviewSlot, Posting
from jobs.web.forms import take_error
from jobs.web.interview_forms import SetSlotForm, SlotForm, is_same, usual_place
from jobs.web.operator import chosen, for_officers, officer_ids, own_postings, uuid_of
from jobs.web.operator_applications import contact_of
from jobs.web.operator_forms import ContactForm, ReasonForm
from profiles import access, actors, places

PURPOSE = gettext_lazy("면접 일정")
VERBS = {"mark_attended": interviews.mark_attended, "mark_absent": interviews.mark_absent}


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def interview_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the interview times of a posting with who picked them; offer more, after a look at what would be made."""
    posting = get_object_or_404(own_postings(request), public_id=public_id)
    slots = list(interviews.of_posting(posting))
    form = SlotForm(request.POST or None, initial=usual_place(slots))
    if request.method == "POST" and form.is_valid() and "edit" not in request.POST:
        try:
            if "confirmed" not in request.POST:
                return _preview(request, posting, form)
            made = interviews.offer_slots(posting, form.drafts(), **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            said = ngettext("면접 시간 %(number)d개를 열었습니다.", "면접 시간 %(number)d개를 열었습니다.", len(made))
            messages.success(request, said % {"number": len(made)})
            return redirect("jobs:operator_interviews", public_id)
    return render(request, "jobs/operator/interviews.html", _context(request, posting, slots, form))


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def interview_cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask why, then take a time back; whoever picked it is told and picks anew."""
    slot = get_object_or_404(_slots(request), public_id=public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            interviews.cancel_slot(slot, reason=form.cleaned_data["reason"], **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("면접 시간을 취소했습니다. 고르신 분에게 알림을 보냅니다."))
            return redirect("jobs:operator_interviews", slot.posting.public_id)
    people = slot.picks.filter(state=InterviewPick.State.PICKED).count()
    context = {"slot": slot, "form": form, "people": people, "crumbs": _crumbs(slot.posting)}
    return render(request, "jobs/operator/interview_cancel.html", context)


@for_officers
@require_POST
def interview_mark(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note who came and who didn't."""
    slot = get_object_or_404(_slots(request), public_id=public_id)
    verb = VERBS.get(request.POST.get("verb", ""))
    if verb is None:
        raise BadRequest
    rows = chosen(slot.picks.select_related("application"), request.POST.getlist("pick"))
    if not rows:
        messages.error(request, _("지원자를 한 명 이상 골라 주세요."))
        return redirect("jobs:operator_interviews", slot.posting.public_id)
    try:
        verb(rows, **actors.signed(request))
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    else:
        messages.success(request, _("면접 참석 여부를 적었습니다."))
    return redirect("jobs:operator_interviews", slot.posting.public_id)


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def interview_day(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The list of one day, to print: masked, or with names and phones once the officer says what for."""
    posting = get_object_or_404(own_postings(request), public_id=public_id)
    days = sorted({timezone.localdate(slot.starts_at) for slot in posting.interview_slots.standing()})
    on = _day(request.GET.get("on", ""), days, timezone.localdate(request.received_at))
    form = ContactForm(request.POST if request.method == "POST" else None)
    opened_for = form.purpose() if request.method == "POST" and form.is_valid() else ""
    picks = interviews.of_day(posting, on) if on else []
    seen = _seen(request, posting)
    picks = [pick for pick in picks if pick.application_id in seen]
    people = [pick.application.candidate for pick in picks]
    access.record_request(request, people, purpose=opened_for or str(PURPOSE), by=actors.from_request(request))
    context = {
        "posting": posting,
        "on": on,
        "days": days,
        "rows": [
            {
                "pick": pick,
                "name": applicants.masked_name(pick.application),
                "contact": contact_of(pick.application) if opened_for else None,
            }
            for pick in picks
        ],
        "form": form,
        "opened_for": opened_for,
        "crumbs": _crumbs(posting),
    }
    return render(request, "jobs/operator/interview_day.html", context)


@for_officers
@require_POST
def interview_set(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a time to somebody who has none."""
    posting = get_object_or_404(own_postings(request), public_id=public_id)
    own = Application.objects.visible_to(request.user).filter(posting=posting)
    if not request.POST.get("application"):
        messages.error(request, _("지원자를 한 명 이상 골라 주세요."))
        return redirect("jobs:operator_interviews", public_id)
    application = get_object_or_404(own, public_id=uuid_of(request.POST["application"]))
    form = SetSlotForm(request.POST, slots=list(interviews.to_set(posting, at=request.received_at)))
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["slot"]))
        return redirect("jobs:operator_interviews", public_id)
    try:
        interviews.set_slot(application, form.slots[form.cleaned_data["slot"]], **actors.signed(request))
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    else:
        messages.success(request, _("면접 시간을 정했습니다. 지원하신 분에게 알림을 보냅니다."))
    return redirect("jobs:operator_interviews", public_id)


def _seen(request: HttpRequest, posting: Posting) -> set[int]:
    """The applications of the posting that the officer may see; nobody sees whom they declared a conflict with."""
    return set(Application.objects.visible_to(request.user).filter(posting=posting).values_list("pk", flat=True))


def _day(text: str, days: list[date], today: date) -> date | None:
    """The day asked for; else the next one with interviews, else the last."""
    asked = next((day for day in days if day.isoformat() == text), None)
    return asked or next((day for day in days if day >= today), days[-1] if days else None)


def _preview(request: HttpRequest, posting: Posting, form: SlotForm) -> HttpResponse:
    """Show the times that would be made and what they overlap; the boxes go along as they were typed."""
    planned = interviews.plan(posting, form.drafts(), **actors.signed(request))
    first = planned[0].slot
    seats, people = sum(row.slot.capacity for row in planned), interviews.waiting_to_pick(posting)
    context = {
        "posting": posting,
        "planned": planned,
        "first": first,
        "area": places.name(first.area),
        "seats": seats,
        "people": people,
        "left_without": max(0, people - seats),
        "is_after_results": any(row.slot.starts_at > posting.results_at for row in planned),
        "has_clashes": any(row.clashes for row in planned),
        "is_twice": any(is_same(row.slot, clash) for row in planned for clash in row.clashes),
        "typed": [(name, text) for name, text in request.POST.items() if name != "csrfmiddlewaretoken"],
        "crumbs": _crumbs(posting),
    }
    return render(request, "jobs/operator/interview_preview.html", context)


def _context(request: HttpRequest, posting: Posting, slots: list[InterviewSlot], form: SlotForm) -> dict[str, Any]:
    at = request.received_at
    picks = InterviewPick.objects.filter(slot__in=slots, state__in=InterviewPick.KEPT)
    picks = picks.filter(application__in=Application.objects.visible_to(request.user))
    picks = list(
        picks.select_related("application__posting", "application__candidate__user__identity").order_by("number")
    )
    invited = Application.objects.visible_to(request.user).filter(posting=posting, state=Application.State.INTERVIEW)
    invited = invited.filter(held_from="")
    invited = invited.exclude(pk__in=[pick.application_id for pick in picks])
    unpicked = list(invited.select_related("posting", "candidate__user__identity").order_by("moved_at", "pk"))
    lost = interviews.lost_by_us(unpicked)
    to_set = list(interviews.to_set(posting, at=at)) if unpicked else []
    shown = [row.candidate for row in (*(pick.application for pick in picks), *unpicked)]
    access.record_request(request, shown, purpose=str(PURPOSE), by=actors.from_request(request))
    of_slot: dict[int, list[dict[str, Any]]] = {}
    for pick in picks:
        of_slot.setdefault(pick.slot_id, []).append(
            {"pick": pick, "name": applicants.numbered_name(pick.application), "application": pick.application}
        )
    return {
        "posting": posting,
        "is_officer": True,
        "form": form,
        "rows": [
            {
                "slot": slot,
                "area": places.name(slot.area),
                "people": of_slot.get(slot.pk, []),
                "has_begun": slot.starts_at <= at,
            }
            for slot in slots
        ],
        "days": sorted({timezone.localdate(slot.starts_at) for slot in slots if not slot.cancelled_at}),
        "unpicked": [
            {
                "application": row,
                "name": applicants.numbered_name(row),
                "is_lost": row.pk in lost,
                "form": SetSlotForm(slots=to_set, auto_id=f"{row.public_id}_%s") if to_set else None,
            }
            for row in unpicked
        ],
        "crumbs": _crumbs(posting),
    }


def _slots(request: HttpRequest):
    own = InterviewSlot.objects.visible_to(request.user).filter(posting__organisation_id__in=officer_ids(request))
    return own.select_related("posting")


def _crumbs(posting: Posting) -> list[tuple[str, str | None]]:
    return [
        (_("모집공고"), reverse("jobs:operator_posting_list")),
        (posting.title, reverse("jobs:operator_posting", args=[posting.public_id])),
        (_("면접 일정"), None),
    ]
