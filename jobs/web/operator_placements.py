"""Participants: training, agreement, start, completion, early end and outcomes, one by one or in batches."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from jobs import agenda, agreements, applicants, certificates, history, offers, outcomes, placements
from jobs.models import Certificate, PayLine, Placement, Posting, Worklog
from jobs.web.forms import take_error
from jobs.web.operator import chosen, for_officers, officer_ids, own_postings, tabs, uuid_of
from jobs.web.operator_forms import NothingForm
from jobs.web.placement_forms import CompleteForm, EndEarlyForm, OutcomeForm, StartForm, TrainingForm
from profiles import access, actors
from profiles.web.fields import whole

PER_PAGE = 50
PURPOSE = gettext_lazy("참여자 관리")
FORMS: dict[str, type[forms.Form]] = {
    "record_training": TrainingForm,
    "agree": NothingForm,
    "start": StartForm,
    "complete": CompleteForm,
    "end_early": EndEarlyForm,
    "record_outcomes": OutcomeForm,
}
BATCHES = {"preparing": ("record_training", "agree", "start"), "active": ("complete",)}


@for_officers
@require_safe
def placement_list(request: HttpRequest) -> HttpResponse:
    """List the operator's placements by state, with the steps that many may take at once."""
    return _list(request)


@for_officers
@require_safe
def placement_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one placement with its logs, pay and next steps."""
    return _page(request, get_object_or_404(_with_lines(own_placements(request)), public_id=public_id))


@for_officers
@require_POST
def placement_step(request: HttpRequest) -> HttpResponse:
    """Take a step with one placement or several."""
    verb = request.POST.get("verb", "")
    if verb not in FORMS:
        raise BadRequest
    rows, form = _chosen(request), FORMS[verb](request.POST, auto_id=f"{verb}_%s")
    if rows and form.is_valid() and _is_taken(verb, rows, form, request):
        return redirect(_refill(rows) if verb == "end_early" and "one" in request.POST else _back(request, rows))
    return _not_taken(verb, rows, form, request)


@for_officers
@require_POST
def placement_certificate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Issue the certificate of completion, or withdraw the one that stands."""
    found = get_object_or_404(own_placements(request), public_id=public_id)
    by, at = actors.from_request(request), request.received_at
    try:
        if request.POST.get("verb") == "withdraw":
            standing = get_object_or_404(Certificate.objects.visible_to(request.user).valid(), placement=found)
            certificates.withdraw(standing, reason=request.POST.get("reason", ""), by=by, at=at)
            messages.success(request, _("수료증을 거두고 참여자에게 알렸습니다."))
        else:
            certificates.issue([found], by=by, at=at)
            messages.success(request, _("수료증을 발급하고 참여자에게 알렸습니다."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("jobs:operator_placement", found.public_id)


def own_placements(request: HttpRequest):
    """Return the placements on the postings of the operators that the person works for."""
    mine = Placement.objects.visible_to(request.user)
    return mine.filter(application__posting__organisation_id__in=officer_ids(request))


def _is_taken(verb: str, rows: Sequence[Placement], form: forms.Form, request: HttpRequest) -> bool:
    """Take the step and say so; what refuses it stands in the form."""
    try:
        _take(verb, rows, form.cleaned_data, request)
    except ValidationError as broken:
        take_error(form, broken)
        return False
    done = ngettext("%(people)d명을 처리했습니다.", "%(people)d명을 처리했습니다.", len(rows))
    messages.success(request, done % {"people": len(rows)})
    return True


def _not_taken(verb: str, rows: Sequence[Placement], form: forms.Form, request: HttpRequest) -> HttpResponse:
    """Show the form as typed where the step stands: on the page of one, in the list, else as a message."""
    if "one" in request.POST and len(rows) == 1:
        return _page(request, rows[0], **{verb: form})
    if not rows:
        form.add_error(None, _("참여자를 한 명 이상 골라 주세요."))
    if verb in BATCHES.get(_state(request), ()):
        return _list(request, **{verb: form})
    messages.error(request, " ".join(text for found in form.errors.values() for text in found))
    return redirect(_back(request, rows))


def _take(verb: str, rows: Sequence[Placement], given: dict[str, Any], request: HttpRequest) -> None:
    by, at = actors.from_request(request), request.received_at
    if verb == "record_training":
        attended = [_attended(request, row, given["hours"]) for row in rows]
        placements.record_training(rows, hours=given["hours"], attended=attended, by=by, at=at)
    elif verb == "record_outcomes":
        results = [given["result"]] * len(rows)
        outcomes.record(rows, months_after=given["months_after"], results=results, by=by, at=at)
    else:
        getattr(placements, verb)(rows, by=by, at=at, **given)


def _state(request: HttpRequest) -> str:
    """The state looked at: by the address, or by the form that was sent from there; else all."""
    state = request.GET.get("state") or request.POST.get("state", "")
    return state if state in Placement.State.values else ""


def _attended(request: HttpRequest, row: Placement, hours: int) -> int:
    """What stands in the row; left blank, the whole training."""
    typed = request.POST.get(f"attended_{row.public_id}", "").strip()
    if typed and whole(typed) is None:
        raise ValidationError(_("참석한 시간은 숫자로 적어 주세요."), code="training_attended")
    return int(typed) if typed else hours


def _list(request: HttpRequest, **bound: forms.Form) -> HttpResponse:
    """Show the list that the address narrows; a step that was refused keeps its form as typed and the rows ticked."""
    rows = own_placements(request)
    posting = _posting(request)
    rows = rows.filter(application__posting=posting) if posting else rows
    state = _state(request)
    counts = agenda.by_state(rows)
    paginator = Paginator(_with_lines(rows.filter(state=state) if state else rows), PER_PAGE)
    paginator.count = counts.get(state, 0) if state else sum(counts.values())
    page = paginator.get_page(request.GET.get("page"))
    found = list(page.object_list)
    access.record_request(
        request, [row.candidate for row in found], purpose=str(PURPOSE), by=actors.from_request(request)
    )
    today = {"on": timezone.localdate(request.received_at)}
    context = {
        "posting": posting,
        "is_officer": True,
        "page_obj": page,
        "lines": [_line(row, request) for row in found],
        "tabs": tabs(counts, Placement.State.choices, state),
        "current": state,
        "batch": [
            {"step": step, "form": bound.get(step.verb) or FORMS[step.verb](initial=today, auto_id=f"{step.verb}_%s")}
            for step in placements.STEPS
            if step.verb in BATCHES.get(state, ())
        ],
        "is_everyone": "everyone" in request.POST,
        "list_url": reverse("jobs:operator_placement_list"),
    }
    return render(request, "jobs/operator/placement_list.html", context)


def _page(request: HttpRequest, placement: Placement, **bound: forms.Form) -> HttpResponse:
    by = actors.from_request(request)
    access.record_request(request, [placement.candidate], purpose=str(PURPOSE), by=by)
    known = {"on": timezone.localdate(request.received_at), "hours": placement.training_hours}
    lines = PayLine.objects.visible_to(request.user).filter(placement=placement)
    steps = [
        {"step": step, "form": bound.get(step.verb) or FORMS[step.verb](initial=known, auto_id=f"{step.verb}_%s")}
        for step in placements.steps_for(placement, by)
    ]
    context = {
        "placement": placement,
        "agreement": agreements.standing_of(placement),
        "may_draw": placement.state in agreements.OPEN,
        "attended": _line(placement, request)["attended"],
        "posting": placement.application.posting,
        "name": applicants.numbered_name(placement.application),
        "site": placement.seat.posting_site.site,
        "steps": steps,
        "certificates": Certificate.objects.visible_to(request.user).filter(placement=placement).order_by("-pk"),
        "outcomes": placement.outcomes.order_by("months_after"),
        "worklogs": Worklog.objects.visible_to(request.user).filter(placement=placement).order_by("month"),
        "pay_lines": lines.select_related("worklog").order_by("paid_at", "pk"),
        "history": history.of(placement),
        "crumbs": [
            (_("참여자"), reverse("jobs:operator_placement_list")),
            (applicants.numbered_name(placement.application), None),
        ],
    }
    return render(request, "jobs/operator/placement.html", context)


def _with_lines(rows):
    return rows.select_related(
        "application__posting__programme_year",
        "application__candidate__user__identity",
        "candidate",
        "seat__posting_site__site",
    ).order_by("-starts_on", "pk")


def _line(row: Placement, request: HttpRequest) -> dict[str, Any]:
    known = "" if row.training_attended is None else row.training_attended
    return {
        "placement": row,
        "name": applicants.numbered_name(row.application),
        "site": row.seat.posting_site.site.name,
        "attended": request.POST.get(f"attended_{row.public_id}", known),
        "is_ticked": str(row.public_id) in request.POST.getlist("placement"),
    }


def _chosen(request: HttpRequest) -> list[Placement]:
    texts = request.POST.get("shown", "").split() if "everyone" in request.POST else request.POST.getlist("placement")
    return chosen(_with_lines(own_placements(request)), texts)


def _posting(request: HttpRequest) -> Posting | None:
    asked = request.GET.get("posting")
    return get_object_or_404(agenda.with_figures(own_postings(request)), public_id=uuid_of(asked)) if asked else None


def _refill(rows: Sequence[Placement]) -> str:
    """Where a seat fell free and somebody is next: the page whose first button asks them; else the placement."""
    posting = rows[0].application.posting
    if posting.results_released_at and offers.next_waiting(posting):
        return f"{reverse('jobs:operator_waiting', args=[posting.public_id])}#queue"
    return reverse("jobs:operator_placement", args=[rows[0].public_id])


def _back(request: HttpRequest, rows: Sequence[Placement]) -> str:
    if "one" in request.POST and len(rows) == 1:
        return reverse("jobs:operator_placement", args=[rows[0].public_id])
    state, url = _state(request), reverse("jobs:operator_placement_list")
    return f"{url}?state={state}" if state else url
