"""One application on an officer's table: verdicts, scores, wishes, contact by a reason, and what may be done next.

A reviewer sees the same person masked, writes a score sheet, and nothing else.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobs import (
    acts,
    applicants,
    applications,
    attachments,
    blinding,
    document_checks,
    history,
    info_requests,
    overrides,
    placements,
    seats,
)
from jobs.eligibility import OPERATOR
from jobs.models import Application, ScoreSheet
from jobs.web import verdicts
from jobs.web.forms import take_error
from jobs.web.operator import for_officers, for_reviewers, officer_ids
from jobs.web.operator_applicants import REVIEW, own_applications
from jobs.web.operator_forms import ContactForm, InfoForm, ReasonForm
from jobs.web.operator_moves import MOVES, REASON_FOR_PERSON
from jobs.web.placement_forms import PlaceForm
from jobs.web.review_forms import KindForm
from profiles import access, actors, occupations, places, privacy


@for_reviewers
@require_safe
def application_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one application."""
    application = found(request, public_id)
    applicants.look(application, by=_by(request), at=request.received_at)
    return page(request, application)


@for_officers
@require_POST
def application_contact(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show name and phone, once the officer says what for; the reason stands in the access log."""
    application = found(request, public_id, officer=True)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return page(request, application, contact_form=form)
    return page(request, application, opened_for=form.purpose())


@for_officers
@require_POST
def application_override(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Set one rule aside for this person, with a reason."""
    application = found(request, public_id, officer=True)
    refused = set_aside(request, application)
    if refused:
        return page(request, application, refused=refused)
    return redirect("jobs:operator_application", public_id)


@for_officers
@require_POST
def application_documents(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record that the papers were seen and agree, each rule ticked."""
    application = found(request, public_id, officer=True)
    ticked = request.POST.getlist("rule")
    try:
        document_checks.confirm([application], rules=ticked, by=_by(request), at=request.received_at)
    except ValidationError as broken:
        if broken.code == "rules_left":
            return page(request, application, ticked=ticked, papers_left=broken.messages)
        messages.error(request, " ".join(broken.messages))
        return redirect("jobs:operator_application", public_id)
    messages.success(request, _("서류를 확인했다고 적었습니다. 이제 배치할 수 있습니다."))
    return redirect("jobs:operator_application", public_id)


@for_officers
@require_POST
def application_recheck(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Judge the person again as of now, where placing or starting was refused."""
    application = found(request, public_id, officer=True)
    try:
        barred = placements.check_again([application], by=_by(request), at=request.received_at)
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    else:
        if barred:
            messages.warning(request, _("맞지 않는 규칙이 있습니다. ‘자격 확인’에서 이유를 보고 정해 주세요."))
        else:
            messages.success(request, _("자격을 다시 확인했습니다. 막는 규칙이 없습니다."))
    return redirect("jobs:operator_application", public_id)


@for_officers
@require_POST
def application_place(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Place the person on the seat held for them."""
    application = found(request, public_id, officer=True)
    form = PlaceForm(request.POST)
    if form.is_valid():
        try:
            (placement,) = placements.place(
                [application], starts_on=form.cleaned_data["starts_on"], by=_by(request), at=request.received_at
            )
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("배치했습니다. 참여자에게 알림을 보냅니다."))
            return redirect("jobs:operator_placement", placement.public_id)
    return page(request, application, place_form=form)


def found(request: HttpRequest, public_id: UUID, *, officer: bool = False) -> Application:
    """Return the application, or answer 404 when it isn't of a posting that the person works on."""
    rows = own_applications(request).select_related(
        "posting__programme_year", "candidate__user__identity", "assessment"
    )
    if officer:
        rows = rows.filter(posting__organisation_id__in=officer_ids(request))
    return get_object_or_404(rows, public_id=public_id)


def set_aside(request: HttpRequest, application: Application) -> dict[str, ReasonForm]:
    """Set the rule named in the request aside; return the form by its kind when that is refused, else nothing."""
    kind = request.POST.get("kind", "")
    form = ReasonForm(request.POST, auto_id=f"{kind}_%s")
    if form.is_valid():
        try:
            overrides.make(
                application, kind, reason=form.cleaned_data["reason"], by=_by(request), at=request.received_at
            )
        except ValidationError as broken:
            messages.error(request, " ".join(broken.messages))
        else:
            messages.success(request, _("이 규칙을 예외로 했습니다. 이유는 감사 자료에 남습니다."))
            return {}
    return {kind: form}


def page(request: HttpRequest, application: Application, opened_for: str = "", **forms: Any) -> HttpResponse:
    """Show the application with the forms as typed; write whom it shows, and what for."""
    by = _by(request)
    access.record_request(request, [application.candidate], purpose=opened_for or str(REVIEW), by=by)
    is_officer = application.posting.organisation_id in officer_ids(request)
    may = {step.verb: step for step in applications.steps_for(application, by)} if is_officer else {}
    held = application.holds.filter(released_at=None).select_related("seat__posting_site__site").first()
    context = {
        "application": application,
        "helper": None if application.is_blind else acts.helpers_of([application.pk]).get(application.pk),
        "posting": application.posting,
        "is_officer": is_officer,
        "name": applicants.masked_name(application),
        "contact": contact_of(application) if opened_for else None,
        "opened_for": opened_for,
        "contact_form": forms.get("contact_form") or ContactForm(),
        "verdicts": verdicts.of(
            application, who=OPERATOR if is_officer else None, refused=forms.get("refused"), hides=True
        ),
        "assessment": getattr(application, "assessment", None),
        "reasons": _reasons(application),
        "person": person_of(application),
        "motive": blinding.text(application, application.motive),
        "answer": blinding.text(application, application.answer),
        "attached": attachments.seen_by(request.user, application),
        "wishes": application.wishes.select_related("posting_site__site").order_by("rank"),
        "moves": [step for verb, step in may.items() if verb in MOVES and verb not in REASON_FOR_PERSON],
        "turning_down": [step for verb, step in may.items() if verb in REASON_FOR_PERSON],
        "may": set(may),
        "placement": getattr(application, "placement", None),
        "held": held,
        "rank": seats.rank_of(application, held.seat.posting_site_id) if held else None,
        "history": history.of(application) if is_officer else [],
        "asked": info_requests.of(application) if is_officer else [],
        "may_ask": info_requests.may_ask(application, by),
        "info_form": forms.get("info_form") or InfoForm(auto_id="info_%s"),
        "crumbs": _crumbs(application),
        **_scoring(request, application, is_officer),
        **_placing(request, application, "place" in may, forms),
    }
    return render(request, "jobs/operator/application.html", context)


def _scoring(request: HttpRequest, application: Application, is_officer: bool) -> dict[str, Any]:
    """The score sheets that the reader may see, and whether they may write one now."""
    sheets = application.score_sheets.counted().order_by("stage", "scored_at")
    return {
        "may_score": application.state in ScoreSheet.Stage.values and application.candidate.user_id != request.user.pk,
        "conflict_form": KindForm(auto_id="conflict_%s"),
        "sheets": sheets if is_officer else sheets.filter(scored_by=request.user),
    }


def _placing(
    request: HttpRequest, application: Application, may_place: bool, forms: Mapping[str, Any]
) -> dict[str, Any]:
    """The papers to confirm before somebody is placed, and from when they work."""
    first_on = max(application.posting.starts_on, timezone.localdate(request.received_at))
    return {
        "papers": verdicts.papers(application, forms.get("ticked", ())) if may_place else [],
        "papers_left": forms.get("papers_left", []),
        "open_again": verdicts.open_again(application) if may_place else [],
        "place_form": forms.get("place_form") or PlaceForm(initial={"starts_on": first_on}),
    }


def _reasons(application: Application) -> list[dict[str, Any]]:
    assessment = getattr(application, "assessment", None)
    return blinding.reasons(applicants.reasons_of(assessment), application) if assessment else []


def contact_of(application: Application) -> dict[str, str]:
    """Name and phone, for who said what they are opened for."""
    identity = getattr(application.candidate.user, "identity", None)
    return {"name": identity.name if identity else "", "phone": identity.phone if identity else ""}


def person_of(application: Application, *, hides: bool = True) -> dict[str, Any]:
    """What the profile tells for this choice: no name, no birthday, no number; to who chooses blind no age and no place either."""
    candidate = application.candidate
    on = timezone.localdate(application.received_at)
    return {
        "is_blind": hides and application.is_blind,
        "age": privacy.age_band(candidate.birth_on, on) if candidate.birth_on else "",
        "district": places.name(candidate.district) if places.is_home(candidate.district) else "",
        "employment": candidate.get_employment_display(),
        "careers": [
            {
                "title": blinding.text(application, career.title),
                "months": career.months,
                "duties": blinding.text(application, career.duties),
                "occupation": occupations.name(career.keco) if occupations.is_occupation(career.keco) else "",
            }
            for career in candidate.careers.order_by("-months")
        ],
        "certificates": [held.name for held in candidate.certificates.order_by("name")],
        "skills": blinding.text(application, candidate.skills),
        "hours_mask": candidate.hours_mask,
        "hours_per_month": candidate.hours_per_month,
    }


def _crumbs(application: Application) -> list[tuple[str, str | None]]:
    posting = application.posting
    return [
        (_("모집공고"), reverse("jobs:operator_posting_list")),
        (posting.title, reverse("jobs:operator_posting", args=[posting.public_id])),
        (_("지원자"), reverse("jobs:operator_applicants", args=[posting.public_id])),
        (applicants.numbered_name(application), None),
    ]


def _by(request: HttpRequest):
    return actors.from_request(request)
