"""An officer's pages of a review: what is scored and how the ranking is made, the scores with their spread, and the minutes."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs import applicants, conflicts, criteria, minutes, minutes_papers, rankings, review_terms, reviewing
from jobs.models import Application, Minutes, Posting, ScoreSheet
from jobs.web.forms import take_error
from jobs.web.operator import for_officers, officer_ids, own_postings
from jobs.web.operator_applicants import REVIEW
from jobs.web.review_forms import CopyForm, CriteriaForm, TermsForm, WithdrawForm
from profiles import access, actors
from profiles.models import Candidate

PER_PAGE = 50
PAPER_NAME = gettext_lazy("심사 회의록")


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def criteria_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write the criteria of each stage and how the posting is reviewed, all or nothing."""
    posting = get_object_or_404(own_postings(request), public_id=public_id)
    given = request.POST if request.method == "POST" else None
    terms = TermsForm(given, instance=posting)
    stages = [CriteriaForm(given, posting=posting, stage=stage) for stage in criteria.stages_of(posting)]
    forms = (terms, *stages)
    if request.method == "POST" and not any(form.errors for form in forms) and _keep(request, posting, terms, stages):
        messages.success(request, _("심사 기준을 저장했습니다."))
        return redirect("jobs:operator_criteria", public_id)
    refused = any(form.errors for form in forms)
    context = {
        "posting": posting,
        "is_officer": True,
        "terms": terms,
        "stages": stages,
        "formula": review_terms.in_words(posting),
        "is_frozen": review_terms.is_frozen(posting),
        "sources": criteria.sources(posting)[:PER_PAGE],
        "crumbs": _crumbs(posting, _("심사 기준")),
    }
    return render(request, "jobs/operator/criteria.html", context, status=400 if refused else 200)


@for_officers
@require_POST
def criteria_copy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the criteria over from another posting of the operator."""
    posting, form = get_object_or_404(own_postings(request), public_id=public_id), CopyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("어느 공고에서 가져올지 골라 주세요."))
        return redirect("jobs:operator_criteria", public_id)
    source = get_object_or_404(own_postings(request), public_id=form.cleaned_data["source"])
    try:
        criteria.copy(posting, source, **actors.signed(request))
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    else:
        messages.success(request, _("평가 항목을 가져왔습니다. 이번 모집에 맞는지 확인해 주세요."))
    return redirect("jobs:operator_criteria", public_id)


@for_officers
@require_safe
def scores(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the ranking with each reviewer's points, how far they lie apart, who hasn't scored yet, and who keeps away from whom."""
    posting = get_object_or_404(own_postings(request), public_id=public_id)
    if minutes.has_applied(posting, request.user):
        raise Http404
    own = Application.objects.visible_to(request.user).filter(posting=posting)
    page = Paginator(rankings.in_order(own.exclude(state="received")), PER_PAGE).get_page(request.GET.get("page"))
    past = own.exclude(state__in=Application.ON_PAPER).count()
    rows = list(page.object_list.select_related("posting", "candidate__user__identity"))
    declared = list(conflicts.of_posting(posting).filter(application__in=own))
    may_read = minutes.may_read(posting, request.user)
    access.record_request(
        request, [row.candidate for row in rows], purpose=str(REVIEW), by=actors.from_request(request)
    )
    is_manager = posting.organisation_id in request.user.organisation_ids(kinds={"operator"}, roles={"manager"})
    context = {
        "posting": posting,
        "is_officer": True,
        "lines": _lines(posting, rows, rankings.ranks(rows, start=page.start_index(), past=past)),
        "page_obj": page,
        "stages": [stage.label for stage in criteria.stages_of(posting)],
        "reviewers": reviewing.reviewers(posting),
        "wide": reviewing.wide_spreads(posting),
        "formula": review_terms.in_words(posting),
        "declared": declared,
        "may_withdraw": is_manager,
        "named": conflicts.named_at(posting) if is_manager else [],
        "withdraw_form": WithdrawForm(),
        "made": Minutes.objects.visible_to(request.user).filter(posting=posting).order_by("-number")
        if may_read
        else [],
        "may_read": may_read,
        "crumbs": _crumbs(posting, _("심사 점수")),
    }
    return render(request, "jobs/operator/scores.html", context)


@for_officers
@require_POST
def minutes_make(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write the minutes as things stand."""
    posting = get_object_or_404(own_postings(request), public_id=public_id)
    try:
        made = minutes.make(posting, **actors.signed(request))
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    else:
        messages.success(request, _("심사 회의록 제%(number)d호를 만들었습니다.") % {"number": made.number})
    return redirect("jobs:operator_scores", public_id)


@for_officers
@require_safe
def minutes_pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the minutes as a file; whoever takes them sees all applicants, which the access log says."""
    own = Minutes.objects.visible_to(request.user).filter(posting__organisation_id__in=officer_ids(request))
    found = get_object_or_404(own.select_related("posting"), public_id=public_id)
    if not minutes.may_read(found.posting, request.user):
        raise Http404
    people = Candidate.objects.filter(applications__posting=found.posting, applications__received_at__lte=found.made_at)
    name = f"{PAPER_NAME} {found.number}"
    access.record_request(request, people, purpose=name, by=actors.from_request(request))
    response = HttpResponse(minutes_papers.pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.pdf")
    return response


@transaction.atomic
def _write(request: HttpRequest, posting: Posting, terms: TermsForm, stages: list[CriteriaForm]) -> None:
    signed = actors.signed(request)
    for form in [form for form in stages if not form.is_frozen]:
        try:
            criteria.set_all(posting, form.stage, form.lines(), **signed)
        except ValidationError as broken:
            take_error(form, ValidationError(broken.messages))
            raise
    try:
        review_terms.set_terms(posting, terms.terms(), **signed)
    except ValidationError as broken:
        take_error(terms, broken)
        raise


def _keep(request: HttpRequest, posting: Posting, terms: TermsForm, stages: list[CriteriaForm]) -> bool:
    try:
        _write(request, posting, terms, stages)
    except ValidationError:
        return False
    return True


def _lines(posting: Posting, rows: list[Application], ranks: Mapping[int, int]) -> list[dict[str, Any]]:
    """One line a person: rank, the total, and stage by stage each reviewer's points with their spread."""
    given: dict[tuple[int, str], list[ScoreSheet]] = {}
    sheets = ScoreSheet.objects.counted().filter(application__in=rows).select_related("scored_by")
    for sheet in sheets.order_by("scored_at", "pk"):
        given.setdefault((sheet.application_id, sheet.stage), []).append(sheet)
    found = []
    for row in rows:
        stages = []
        for stage in criteria.stages_of(posting):
            own = given.get((row.pk, stage), [])
            score = row.paper_score if stage == ScoreSheet.Stage.PAPER else row.interview_score
            spread = applicants.spread_of(posting, [sheet.points for sheet in own])
            stages.append({"label": stage.label, "sheets": own, "score": score, "spread": spread})
        found.append(
            {
                "application": row,
                "name": applicants.masked_name(row),
                "rank": ranks.get(row.pk),
                "score": row.ranked_score,
                "stages": stages,
            }
        )
    return found


def _crumbs(posting: Posting, here: str) -> list[tuple[str, str | None]]:
    return [
        (_("모집공고"), reverse("jobs:operator_posting_list")),
        (posting.title, reverse("jobs:operator_posting", args=[posting.public_id])),
        (here, None),
    ]
