"""A reviewer's table: which applications to score, how far they are, one sheet after the other, and whom they must keep away from.

Officers score here as well. Decisions stand on the pages of applicants.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs import applicants, attachments, blinding, conflicts, criteria, review_terms, reviewing, score_sheets
from jobs.models import Application, Conflict, Posting, ScoreSheet
from jobs.web.forms import take_error
from jobs.web.operator import for_officers, for_reviewers, officer_ids
from jobs.web.operator_applicants import REVIEW
from jobs.web.operator_applications import found, person_of
from jobs.web.review_forms import KindForm, NamedKindForm, SheetForm
from profiles import access, actors

PER_PAGE = 50


@for_reviewers
@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """List the postings that have somebody to score, with how far one is."""
    progress = reviewing.by_posting(request.user, Posting.objects.reviewed_by(request.user))
    rows = Posting.objects.filter(pk__in=progress).select_related("programme_year__programme", "organisation")
    lines = [{"posting": row, "progress": progress[row.pk]} for row in rows.order_by("results_at", "pk")]
    context = {"lines": lines, "left": sum(line["progress"].left for line in lines)}
    return render(request, "jobs/operator/review_list.html", context)


@for_reviewers
@require_safe
def review(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List whom one scores at a posting; before the first sheet, ask for one's word on conflicts of interest."""
    return _review(request, _posting(request, public_id), NamedKindForm())


@for_reviewers
@require_POST
def pledge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give one's word that every conflict one knows of is declared."""
    posting = _posting(request, public_id)
    conflicts.pledge(posting, **actors.signed(request))
    messages.success(request, _("확인했습니다. 이제 심사표를 적을 수 있습니다."))
    return redirect("jobs:operator_review", public_id)


@for_reviewers
@require_POST
def declare_by_name(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Declare a conflict with somebody by name; the answer is the same whether they applied or not."""
    posting, form = _posting(request, public_id), NamedKindForm(request.POST)
    if form.is_valid():
        try:
            conflicts.declare_by_name(posting, **form.cleaned_data, **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("신고를 받았습니다. 그 이름으로 지원한 분이 있으면 지원서를 보지 않게 됩니다."))
            return redirect("jobs:operator_review", public_id)
    return _review(request, posting, form)


@for_reviewers
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read one application and write one's own sheet of its stage, then go on to the next without one."""
    application = found(request, public_id)
    asked = list(criteria.of(application.posting, application.state))
    own = application.score_sheets.filter(scored_by=request.user, stage=application.state)
    given = request.POST if request.method == "POST" else None
    form = SheetForm(given, asked=asked, sheet=own.prefetch_related("rows").first())
    if form.is_valid():
        try:
            score_sheets.score(application, stage=application.state, **form.sheet(), **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("심사표를 저장했습니다: %(number)s") % {"number": application.receipt_number})
            return _go_on(request, application)
    return _sheet(request, application, form)


@for_reviewers
@require_POST
def declare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Declare a conflict with this applicant, and see nothing of them from then on."""
    application, form = found(request, public_id), KindForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("어떤 관계인지 골라 주세요."))
        return redirect("jobs:operator_application_score", public_id)
    conflicts.declare(application, **form.cleaned_data, **actors.signed(request))
    text = _("이해충돌을 신고했습니다. 접수번호 %(number)s 지원서는 이제 보이지 않습니다.")
    messages.success(request, text % {"number": application.receipt_number})
    return redirect("jobs:operator_review", application.posting.public_id)


@for_officers
@require_POST
def conflict_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take somebody else's declaration back, with the reason."""
    own = Conflict.objects.visible_to(request.user).filter(
        application__posting__organisation_id__in=officer_ids(request)
    )
    conflict = get_object_or_404(own.select_related("application__posting"), public_id=public_id)
    try:
        conflicts.withdraw(conflict, reason=request.POST.get("reason", ""), **actors.signed(request))
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    else:
        messages.success(request, _("신고를 거두었습니다. 이유는 처리 기록에 남습니다."))
    return redirect("jobs:operator_scores", conflict.application.posting.public_id)


def _posting(request: HttpRequest, public_id: UUID) -> Posting:
    return get_object_or_404(Posting.objects.reviewed_by(request.user), public_id=public_id)


def _review(request: HttpRequest, posting: Posting, form: NamedKindForm) -> HttpResponse:
    rows = reviewing.queue(request.user, [posting])
    shown = rows.select_related("posting", "candidate__user__identity")
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    own = ScoreSheet.objects.filter(application__in=listed, scored_by=request.user)
    points = {(given.application_id, given.stage): given.points for given in own}
    access.record_request(
        request, [row.candidate for row in listed], purpose=str(REVIEW), by=actors.from_request(request)
    )
    is_pledged = conflicts.is_pledged(posting, request.user)
    context = {
        "posting": posting,
        "is_officer": posting.organisation_id in officer_ids(request),
        "is_pledged": is_pledged,
        "form": form,
        "progress": reviewing.by_posting(request.user, Posting.objects.filter(pk=posting.pk)).get(posting.pk),
        "lines": [
            {"application": row, "name": applicants.masked_name(row), "points": points.get((row.pk, row.state))}
            for row in listed
        ],
        "page_obj": page,
        "next": rows.filter(is_scored=False).first() if is_pledged else None,
        "formula": review_terms.in_words(posting),
        "declared": Conflict.objects.standing().filter(application__posting=posting, declared_by=request.user).count(),
        "crumbs": [(_("심사할 지원서"), reverse("jobs:operator_review_list")), (posting.title, None)],
    }
    return render(request, "jobs/operator/review.html", context, status=400 if form.errors else 200)


def _sheet(request: HttpRequest, application: Application, form: SheetForm) -> HttpResponse:
    posting = application.posting
    access.record_request(request, [application.candidate], purpose=str(REVIEW), by=actors.from_request(request))
    line = _line(request, application)
    place = next((number for number, row in enumerate(line) if row.pk == application.pk), None)
    stages = application.score_sheets.filter(scored_by=request.user).order_by("stage", "scored_at")
    context = {
        "application": application,
        "posting": posting,
        "form": form,
        "may_score": place is not None,
        "is_pledged": conflicts.is_pledged(posting, request.user),
        "name": applicants.masked_name(application),
        "sheets": [own for own in stages if own.stage != application.state],
        "person": person_of(application),
        "motive": blinding.text(application, application.motive),
        "answer": blinding.text(application, application.answer),
        "attached": attachments.seen_by(request.user, application),
        "wishes": application.wishes.select_related("posting_site__site").order_by("rank"),
        "conflict_form": KindForm(auto_id="conflict_%s"),
        "number": None if place is None else place + 1,
        "people": len(line),
        "done": sum(row.is_scored for row in line),
        "before": line[place - 1] if place else None,
        "after": line[place + 1] if place is not None and place + 1 < len(line) else None,
        "crumbs": [
            (_("심사할 지원서"), reverse("jobs:operator_review_list")),
            (posting.title, reverse("jobs:operator_review", args=[posting.public_id])),
            (application.receipt_number, None),
        ],
    }
    return render(request, "jobs/operator/sheet.html", context, status=400 if form.errors else 200)


def _line(request: HttpRequest, application: Application) -> list[Any]:
    """Everybody whom one scores at this stage: pk, public_id and whether one did."""
    rows = reviewing.queue(request.user, [application.posting]).filter(state=application.state)
    return list(rows.values_list("pk", "public_id", "is_scored", named=True))


def _go_on(request: HttpRequest, application: Application) -> HttpResponse:
    """To the next without a sheet, first those after this one; to the list when all are written."""
    line = _line(request, application)
    place = next((number for number, row in enumerate(line) if row.pk == application.pk), 0)
    left = [row for row in (*line[place + 1 :], *line[:place]) if not row.is_scored]
    if left and "stay" not in request.POST:
        return redirect("jobs:operator_application_score", left[0].public_id)
    return redirect("jobs:operator_review", application.posting.public_id)
