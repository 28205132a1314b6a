"""Postings that wait for the city's word: read as candidates will, approved one or many, or returned with a reason."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs import (
    agenda,
    announcements,
    bundles,
    history,
    oversight,
    posting_calls,
    posting_cautions,
    posting_checks,
    postings,
)
from jobs.models import Posting, Seat
from jobs.web import posting_diff, seen
from jobs.web.operator import chosen, tabs
from jobs.web.operator_calls import call_page, versions_context
from jobs.web.operator_forms import CloseForm
from jobs.web.staff import for_city, for_editors, holds
from jobs.web.staff_forms import ReturnForm, take_return_error
from profiles import actors, events, occupations, places

PER_PAGE = 20
CRUMBS = ((gettext_lazy("공고 승인"), reverse_lazy("jobs:staff_posting_list")),)
FIRST = "in_review"
FORMS: dict[str, type[Form]] = {"return_to_draft": ReturnForm, "close": CloseForm}
DONE = {
    "return_to_draft": gettext_lazy("운영기관에 고쳐 달라고 했습니다."),
    "close": gettext_lazy("공고를 마감했습니다."),
    "archive": gettext_lazy("공고를 보관했습니다."),
}


@for_city
@require_safe
def posting_list(request: HttpRequest) -> HttpResponse:
    """List postings by state; first those that wait for approval, the soonest to open on top."""
    all_postings = Posting.objects.visible_to(request.user).filter(state__in=oversight.WITH_THE_CITY)
    state = request.GET.get("state", FIRST)
    state = state if state in oversight.WITH_THE_CITY else FIRST
    shown = oversight.postings_with_figures(all_postings.filter(state=state))
    page = Paginator(shown.order_by("apply_from", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    beyond = oversight.seats_beyond(page.object_list)
    grounds = posting_checks.grounds(page.object_list, at=request.received_at)
    for posting, ground in zip(page.object_list, grounds, strict=True):
        over = beyond.get(posting.pk, 0)
        posting.cautions = posting_cautions.of(posting, beyond=over, at=request.received_at, ground=ground)
    context = {
        "page_obj": page,
        "tabs": tabs(agenda.by_state(all_postings), Posting.State.choices, state),
        "may_approve": state == FIRST and holds(request, "editor"),
        "state": state,
    }
    return render(request, "jobs/staff/posting_list.html", context)


@for_city
@require_safe
def posting_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show all that a posting says, whom it lets in, and what the city may do with it."""
    return render(request, "jobs/staff/posting.html", _context(request, _posting(request, public_id)))


@for_city
@require_safe
def posting_versions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what changed between two versions of a posting."""
    posting = _posting(request, public_id)
    crumbs = [*CRUMBS, (posting.title, None)]
    return render(request, "jobs/staff/posting_versions.html", versions_context(request, posting) | {"crumbs": crumbs})


@for_editors
@require_POST
def posting_step(request: HttpRequest) -> HttpResponse:
    """Approve one or many; return, close or archive one, or take it out of allocation rounds."""
    verb, by, at = request.POST.get("verb"), actors.from_request(request), request.received_at
    named = _chosen(request)
    if verb == "approve":
        return _approve(request, named)
    if len(named) != 1 or verb not in ("return_to_draft", "close", "archive", "leave_to_operator"):
        raise Http404
    (posting,) = named
    if verb == "leave_to_operator":
        return _leave_to_operator(request, posting)
    form = FORMS.get(verb, ReturnForm)(request.POST)
    try:
        if verb == "archive":
            postings.archive([posting], by=by, at=at)
        elif not form.is_valid():
            return render(request, "jobs/staff/posting.html", _context(request, posting, form, asked=verb), status=400)
        elif verb == "close":
            postings.close(posting, reason=form.cleaned_data["reason"], by=by, at=at)
        else:
            reason, remarks = form.cleaned_data["reason"], form.remarks()
            postings.return_to_draft(posting, reason=reason, remarks=remarks, by=by, at=at)
    except ValidationError as broken:
        if verb == "return_to_draft" and form.is_bound and hasattr(form, "cleaned_data"):
            take_return_error(form, broken)
            return render(request, "jobs/staff/posting.html", _context(request, posting, form, asked=verb), status=400)
        messages.error(request, " ".join(broken.messages))
        return redirect("jobs:staff_posting", posting.public_id)
    messages.success(request, DONE[verb])
    return redirect("jobs:staff_posting_list")


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def posting_call(request: HttpRequest, public_id: UUID, verb: str) -> HttpResponse:
    """Let an operator's posting take applications for longer, or once more: also one that the city closed, which it alone opens again."""
    return call_page(request, _posting(request, public_id), verb, back="jobs:staff_posting", crumbs=CRUMBS)


def _approve(request: HttpRequest, named: list[Posting]) -> HttpResponse:
    if not named:
        messages.error(request, _("승인할 공고를 골라 주세요."))
        return redirect("jobs:staff_posting_list")
    try:
        shown, by = seen.versions(request, named), actors.from_request(request)
        done = postings.approve(named, shown=shown, by=by, at=request.received_at)
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    else:
        said = ngettext("공고 %(count)s개를 게시했습니다.", "공고 %(count)s개를 게시했습니다.", len(done))
        messages.success(request, said % {"count": len(done)})
    return redirect("jobs:staff_posting_list")


def _leave_to_operator(request: HttpRequest, posting: Posting) -> HttpResponse:
    reason, by = request.POST.get("reason", ""), actors.from_request(request)
    try:
        postings.leave_to_operator(posting, reason=reason, by=by, at=request.received_at)
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    else:
        messages.success(request, _("일괄 배치에서 뺐습니다. 이제 운영기관이 선발합니다."))
    return redirect("jobs:staff_posting", posting.public_id)


def _postings(request: HttpRequest):
    shown = Posting.objects.visible_to(request.user).filter(state__in=oversight.WITH_THE_CITY)
    return shown.select_related("programme_year__programme", "organisation")


def _chosen(request: HttpRequest) -> list[Posting]:
    """The postings named in the form, each of them one that the city may see."""
    return chosen(_postings(request).order_by("pk"), request.POST.getlist("posting"))


def _posting(request: HttpRequest, public_id: UUID) -> Posting:
    return get_object_or_404(_postings(request), public_id=public_id)


def _context(request: HttpRequest, posting: Posting, form: Form | None = None, asked: str = "") -> dict:
    announced = announcements.announce(announcements.with_details(Posting.objects.filter(pk=posting.pk)))
    seats = Seat.objects.filter(posting_site__posting=posting, closed_at=None)
    by = actors.from_request(request)
    steps = {step.verb: step for step in postings.steps_for(posting, by)}
    asking = asked or next((verb for verb in FORMS if verb in steps), "")
    beyond = oversight.seats_beyond([posting]).get(posting.pk, 0)
    sent = events.of(posting).filter(verb="send_to_review").first()
    reasons = dict(sent.params.get("kept", [])) if sent else {}
    cautions = posting_cautions.of(posting, beyond=beyond, at=request.received_at, reasons=reasons)
    return {
        "looked": posting_diff.since_the_city_looked(posting),
        "remarks": posting_diff.remarks_of(request, posting),
        "has_versions": posting.version > 1,
        "posting": posting,
        "announced": announced[0],
        "sites": [{"name": line.site.name, "place": line.place, "seats": line.seats} for line in announced[0].sites],
        "reserved": seats.exclude(reserve="").count(),
        "rules": announcements.rules_of(posting, at=request.received_at),
        "occupation": occupations.name(posting.keco) if occupations.is_occupation(posting.keco) else "",
        "districts": [places.name(code) for code in posting.districts],
        "steps": steps,
        "asking": asking,
        "cautions": cautions,
        "quotes_words": any(caution.words for caution in cautions),
        "calls": [
            step
            for step in postings.STEPS
            if step.verb in postings.APART and posting_calls.may(step.verb, posting, by, at=request.received_at)
        ],
        "may_leave_round": postings.may_leave_round(posting, by),
        "is_late": posting.state == FIRST and posting.is_over(request.received_at),
        "history": history.of(posting),
        "may_bundle": posting.state != FIRST and holds(request, *bundles.READERS),
        "form": form or FORMS.get(asking, ReturnForm)(),
        "crumbs": [*CRUMBS, (posting.title, None)],
    }
