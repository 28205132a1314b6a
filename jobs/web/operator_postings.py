"""The operator's postings: written, copied, sent to the city for review, taken back, closed; their sites and reviewers."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs import agenda, attendance, history, intake_limits, posting_calls, posting_checks, postings, reviewers, sites
from jobs.models import Posting
from jobs.web import operator_writing, posting_diff
from jobs.web.forms import take_error
from jobs.web.operator import acting_for, for_officers, for_reviewers, officer_ids, own_postings, tabs
from jobs.web.operator_forms import CloseForm, ReviewerForm, SiteForm
from jobs.web.operator_home import to_invite, to_train
from jobs.web.operator_writing import CRUMBS
from profiles import actors, events, occupations, places
from profiles.models import Membership

PER_PAGE = 20
DONE = {
    "send_to_review": gettext_lazy("시에 검토를 요청했습니다. 승인되면 지원 시작 시각에 열립니다."),
    "recall": gettext_lazy("검토 요청을 거두었습니다. 고친 뒤 다시 요청해 주세요."),
    "close": gettext_lazy("공고를 마감했습니다."),
    "archive": gettext_lazy("공고를 보관했습니다."),
}


class SaidOfWords(NamedTuple):
    """Words of the check, the box for why they stay, and what was written in it."""

    finding: posting_checks.Finding
    name: str
    reason: str = ""


@for_reviewers
@require_safe
def posting_list(request: HttpRequest) -> HttpResponse:
    """List the operator's postings with their states and figures; a reviewer's list holds those assigned."""
    managed = Posting.objects.managed_by(request.user)
    state = request.GET.get("state", "")
    shown = managed.filter(state=state) if state in Posting.State.values else managed.exclude(state="archived")
    rows = agenda.with_figures(shown).order_by("-apply_until", "-pk")
    context = {
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "current": state,
        "tabs": tabs(agenda.by_state(managed), Posting.State.choices, state),
        "is_officer": bool(officer_ids(request)),
    }
    return render(request, "jobs/operator/posting_list.html", context)


@for_reviewers
@require_safe
def posting_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a posting as candidates see it, with what may be done next."""
    return _posting_page(request, public_id, CloseForm(auto_id="close_%s"))


@for_officers
@require_POST
def posting_step(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send to review, take back, delete once asked again, close or archive."""
    posting = get_object_or_404(own_postings(request).select_related("programme_year"), public_id=public_id)
    take = TAKES.get(request.POST.get("verb", ""))
    if take is None:
        raise BadRequest
    try:
        return take(request, posting)
    except ValidationError as broken:
        if hasattr(broken, "error_dict"):
            return operator_writing.form_to_mend(request, posting, broken)
        messages.error(request, " ".join(broken.messages))
    return redirect("jobs:operator_posting", posting.public_id)


def _send_to_review(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Words that need a reason are asked for on a page of their own."""
    found = posting_checks.of(posting, posting_checks.ground_of(posting, at=request.received_at))
    lines = [SaidOfWords(one, f"why_{number}") for number, one in enumerate(found)]
    reasons = {line.finding.key: request.POST.get(line.name, "") for line in lines}
    try:
        postings.send_to_review(posting, reasons=reasons, **actors.signed(request))
    except ValidationError as broken:
        if getattr(broken, "code", "") != "reasons_missing":
            raise
        said = [line._replace(reason=reasons[line.finding.key]) for line in lines]
        context = {
            "posting": posting,
            "lines": said,
            "is_asked_again": any(line.name in request.POST for line in lines),
            "crumbs": [*CRUMBS, (posting.title, None)],
        }
        return render(request, "jobs/operator/posting_send.html", context)
    return _done(request, posting)


def _recall(request: HttpRequest, posting: Posting) -> HttpResponse:
    postings.recall(posting, **actors.signed(request))
    return _done(request, posting)


def _archive(request: HttpRequest, posting: Posting) -> HttpResponse:
    postings.archive([posting], **actors.signed(request))
    return _done(request, posting)


def _close(request: HttpRequest, posting: Posting) -> HttpResponse:
    """A reason that isn't taken stands beside its field."""
    form = CloseForm(request.POST, auto_id="close_%s")
    if form.is_valid():
        try:
            postings.close(posting, reason=form.cleaned_data["reason"], **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            return _done(request, posting)
    return _posting_page(request, posting.public_id, form)


def _discard(request: HttpRequest, posting: Posting) -> HttpResponse:
    """A draft is deleted once it was asked again."""
    if posting.state == Posting.State.DRAFT and "confirmed" not in request.POST:
        crumbs = [*CRUMBS, (posting.title, None)]
        return render(request, "jobs/operator/posting_discard.html", {"posting": posting, "crumbs": crumbs})
    postings.discard(posting, **actors.signed(request))
    messages.success(request, _("공고를 지웠습니다: %(title)s") % {"title": posting.title})
    return redirect("jobs:operator_posting_list")


def _done(request: HttpRequest, posting: Posting) -> HttpResponse:
    messages.success(request, DONE[request.POST["verb"]])
    return redirect("jobs:operator_posting", posting.public_id)


TAKES = {
    "send_to_review": _send_to_review,
    "recall": _recall,
    "close": _close,
    "archive": _archive,
    "discard": _discard,
}


@for_officers
@require_POST
def reviewer_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let a reviewer see the applicants of a posting."""
    posting = get_object_or_404(own_postings(request), public_id=public_id)
    form = ReviewerForm(request.POST, memberships=_free_reviewers(posting, request))
    if not form.is_valid():
        messages.error(request, _("심사위원을 골라 주세요."))
        return redirect("jobs:operator_posting", posting.public_id)
    try:
        reviewers.assign(posting, form.chosen(), by=actors.from_request(request), at=request.received_at)
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    else:
        messages.success(request, _("심사위원에게 이 공고를 맡겼습니다."))
    return redirect("jobs:operator_posting", posting.public_id)


@for_officers
@require_POST
def reviewer_end(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Let a reviewer see the applicants of a posting no more."""
    posting = get_object_or_404(own_postings(request), public_id=public_id)
    assignment = get_object_or_404(posting.reviewer_assignments, pk=pk)
    try:
        reviewers.end(assignment, by=actors.from_request(request), at=request.received_at)
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    else:
        messages.success(request, _("심사위원이 이 공고를 더 보지 않습니다."))
    return redirect("jobs:operator_posting", posting.public_id)


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def site_new(request: HttpRequest) -> HttpResponse:
    """Add a site where people may work, and go back to the posting that it is for."""
    form, back = SiteForm(request.POST or None), _way_back(request)
    if request.method == "POST" and form.is_valid():
        try:
            site = sites.add(
                acting_for(request), by=actors.from_request(request), at=request.received_at, **form.written()
            )
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("활동처를 더했습니다: %(name)s") % {"name": site.name})
            return redirect(back)
    crumbs = [*CRUMBS, (_("활동처 더하기"), None)]
    return render(request, "jobs/operator/site_form.html", {"form": form, "back": back, "crumbs": crumbs})


def _way_back(request: HttpRequest) -> str:
    """Where the person came from, as the address says, when that is a page of this site; else a new posting."""
    asked, own = request.GET.get("next", ""), {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=own, require_https=request.is_secure())
    return asked if is_ours else reverse("jobs:operator_posting_new")


def _posting_page(request: HttpRequest, public_id: UUID, close_form: CloseForm) -> HttpResponse:
    posting = get_object_or_404(
        agenda.with_figures(Posting.objects.managed_by(request.user)).select_related("organisation"),
        public_id=public_id,
    )
    context = {**_posting_context(request, posting), "close_form": close_form}
    return render(request, "jobs/operator/posting.html", context)


def _posting_context(request: HttpRequest, posting: Posting) -> dict:
    by = actors.from_request(request)
    is_officer = posting.organisation_id in officer_ids(request)
    is_manager = posting.organisation_id in request.user.organisation_ids(kinds={"operator"}, roles={"manager"})
    came_back = events.of(posting).filter(to_state="draft").first() if posting.state == "draft" else None
    own, today = own_postings(request).filter(pk=posting.pk), timezone.localdate(request.received_at)
    at = request.received_at
    return {
        "posting": posting,
        "sessions": attendance.sessions_of(posting) if is_officer else [],
        "todo": [*to_invite(agenda.without_times(own, at=at), today), *to_train(agenda.to_train(own, at=at), today)],
        "sites": [
            {"name": row.site.name, "place": places.name(row.site.place), "seats": len(row.seats.all())}
            for row in posting.posting_sites.select_related("site").prefetch_related("seats").order_by("pk")
        ],
        "occupation": occupations.name(posting.keco) if occupations.is_occupation(posting.keco) else "",
        "districts": [places.name(code) for code in posting.districts],
        "steps": postings.steps_for(posting, by) if is_officer else [],
        "is_officer": is_officer,
        "calls": [verb for verb in postings.APART if is_officer and posting_calls.may(verb, posting, by, at=at)],
        "most_people": intake_limits.people_for([posting]).get(posting.pk),
        "remarks": posting_diff.remarks_of(request, posting) if is_officer else [],
        "has_versions": is_officer and posting.version > 1,
        "findings": _findings(posting, at) if is_officer and posting.state == Posting.State.DRAFT else [],
        "returned": came_back if came_back and came_back.verb == "return_to_draft" else None,
        "history": history.of(posting),
        "crumbs": [*CRUMBS, (posting.title, None)],
        "reviewers": posting.reviewer_assignments.filter(ended_at=None).select_related("membership__user"),
        "reviewer_form": ReviewerForm(memberships=_free_reviewers(posting, request)) if is_manager else None,
    }


def _free_reviewers(posting: Posting, request: HttpRequest):
    current = Membership.objects.current(timezone.localdate(request.received_at))
    assigned = posting.reviewer_assignments.filter(ended_at=None).values("membership")
    return (
        current.filter(organisation=posting.organisation_id, role="reviewer")
        .exclude(pk__in=assigned)
        .select_related("user")
    )


def _findings(posting: Posting, at: datetime) -> list[posting_checks.Finding]:
    return posting_checks.of(posting, posting_checks.ground_of(posting, at=at))
