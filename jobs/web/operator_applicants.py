"""Who applied: the ranked list of a posting and of all postings, and moves in batches after a look at who moves.

Names are masked; the page writes who was shown. Reviewers see the postings given to them and move nobody.
"""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from jobs import agenda, applicants, applications, cautions, results
from jobs.models import Application, Posting, ScoreSheet
from jobs.web.operator import for_officers, for_reviewers, officer_ids, own_postings, tabs, uuid_of
from profiles import access, actors
from profiles.particles import quoted

PER_PAGE = 50
REVIEW = gettext_lazy("지원자 심사")
ALL = "all"  # asked for; without a word the list shows those still in selection
OVER = (*Application.ENDED, "waiting", "placed")
REASON_FOR_PERSON = ("reject", "withdraw_selection")
NEEDS_REASON = (*REASON_FOR_PERSON, "take_back")
MOVES = (*applications.BATCH_VERBS, "withdraw_selection")
_VERBS = {verb: getattr(results if verb == "take_back" else applications, verb) for verb in MOVES}


@for_reviewers
@require_safe
def applicant_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the applicants of a posting, ranked, with the moves of the stage looked at."""
    posting = get_object_or_404(Posting.objects.managed_by(request.user), public_id=public_id)
    rows = own_applications(request).filter(posting=posting)
    context = _list_context(request, rows)
    context |= {
        "posting": posting,
        "is_officer": posting.organisation_id in officer_ids(request),
        "crumbs": [
            (_("모집공고"), reverse("jobs:operator_posting_list")),
            (posting.title, reverse("jobs:operator_posting", args=[posting.public_id])),
            (_("지원자"), None),
        ],
    }
    return render(request, "jobs/operator/applicants.html", context)


@for_reviewers
@require_safe
def application_list(request: HttpRequest) -> HttpResponse:
    """List the applications to all postings of one's own; what is over with its year shows when asked or searched for."""
    rows, is_past = own_applications(request), bool(request.GET.get("past") or request.GET.get("q"))
    if not is_past:
        today = timezone.localdate(request.received_at)
        rows = rows.exclude(posting__programme_year__ends_on__lt=today, state__in=OVER)
    context = {**_list_context(request, rows), "is_past": is_past}
    return render(request, "jobs/operator/application_list.html", context)


@for_officers
@require_POST
def application_move(request: HttpRequest) -> HttpResponse:
    """Show who moves and who is told; with `confirmed`, move them."""
    verb = request.POST.get("verb", "")
    if verb not in MOVES:
        raise BadRequest
    rows = _chosen(request)
    if not rows:
        messages.error(request, _("지원자를 한 명 이상 골라 주세요."))
        return redirect(_back(request))
    if "confirmed" not in request.POST:
        return _preview(request, verb, rows)
    reason = {"reason": request.POST.get("reason", "")} if verb in NEEDS_REASON else {}
    try:
        _VERBS[verb](rows, by=actors.from_request(request), at=request.received_at, **reason)
    except ValidationError as broken:
        return _preview(request, verb, rows, broken.messages)
    messages.success(
        request,
        ngettext("%(people)d명을 옮겼습니다.", "%(people)d명을 옮겼습니다.", len(rows)) % {"people": len(rows)},
    )
    return redirect(_back(request, rows))


def own_applications(request: HttpRequest):
    """Return the applications to the postings that the person works on."""
    managed = Posting.objects.managed_by(request.user)
    return Application.objects.visible_to(request.user).filter(posting__in=managed)


def _list_context(request: HttpRequest, rows) -> dict:
    by = actors.from_request(request)
    operator_ids = officer_ids(request)
    sorts = applicants.SORTS if operator_ids else applicants.SORTS_OF_REVIEWERS
    asked, sort = request.GET.get("state", ""), request.GET.get("sort", applicants.POINTS)
    sort = sort if sort in dict(sorts) else applicants.POINTS
    typed = request.GET.get("q", "")[:60]
    state = asked if asked in Application.State.values else ""
    in_selection = not (state or asked == ALL or typed or request.GET.get("past"))
    counts = agenda.by_state(rows)
    found_rows = applicants.found_by(rows, typed, operator_ids=operator_ids)
    found_rows = found_rows.filter(state__in=applications.STAGES) if in_selection else found_rows
    sheets = _sheets(request, operator_ids)
    shown = applicants.listed(found_rows, state=state, sort=sort, sheets=sheets, operator_ids=operator_ids)
    paginator = Paginator(shown, PER_PAGE)
    if not typed:
        paginator.count = sum(counts.get(one, 0) for one in _states_of(state, in_selection))
    page = paginator.get_page(request.GET.get("page"))
    found = list(page.object_list)
    access.record_request(request, [row.candidate for row in found], purpose=str(REVIEW), by=by)
    moves = applications.steps_for(found[0], by) if found and state else []
    return {
        "page_obj": page,
        "applicants": applicants.lines(found),
        "tabs": tabs(counts, Application.State.choices, state),
        "current": "" if in_selection else state or ALL,
        "stage": state,
        "in_selection": in_selection,
        "in_selection_count": sum(counts.get(one, 0) for one in applications.STAGES),
        "everybody": sum(counts.values()),
        "sort": sort,
        "sorts": sorts,
        "by_name": bool(operator_ids),
        "typed": typed,
        "total": paginator.count,
        "moves": [step for step in moves if step.verb in applications.BATCH_VERBS],
    }


def _states_of(state: str, in_selection: bool) -> Sequence[str]:
    if in_selection:
        return applications.STAGES
    return [state] if state else Application.State.values


def _sheets(request: HttpRequest, operator_ids: Sequence[int]):
    """Officers see every score sheet of their postings, reviewers their own: nobody scores after another's points."""
    theirs = Q(application__posting__organisation_id__in=operator_ids)
    return ScoreSheet.objects.filter(theirs | Q(scored_by=request.user))


def _chosen(request: HttpRequest) -> list[Application]:
    """Return the rows ticked, in the order of the page; or everybody of a posting's stage, best first."""
    own = own_applications(request).filter(posting__in=own_postings(request))
    if "everyone" in request.POST:
        posting = get_object_or_404(own_postings(request), public_id=uuid_of(request.POST.get("posting")))
        state = request.POST["everyone"] or "none"
        everyone = applicants.in_order(own.filter(posting=posting), state=state, sort=applicants.SCORE)
        return list(everyone.select_related("posting", "candidate"))
    ids = request.POST.get("chosen", "").split() or request.POST.getlist("application")
    order = {uuid_of(text): place for place, text in enumerate(ids)}
    rows = list(own.filter(public_id__in=order).select_related("posting", "candidate"))
    if len(rows) != len(order):
        raise Http404
    return sorted(rows, key=lambda row: order[row.public_id])


def _preview(request: HttpRequest, verb: str, rows: Sequence[Application], errors: Sequence[str] = ()) -> HttpResponse:
    by = actors.from_request(request)
    access.record_request(request, [row.candidate for row in rows], purpose=str(REVIEW), by=by)
    step = next(found for found in applications.STEPS if found.verb == verb)
    read = {
        row.pk: row for row in applicants.with_lines(own_applications(request).filter(pk__in=[row.pk for row in rows]))
    }
    lines = applicants.lines(read[row.pk] for row in rows)
    after = Application.State(step.to_state).label if step.to_state else _("심사하던 단계")
    released = sum(row.posting.results_released_at is not None for row in rows)
    context = {
        "step": step,
        "after": quoted(str(after), "으로"),
        "people": len(rows),
        "applicants": lines[:PER_PAGE],
        "cautions": cautions.of(verb, lines),
        "others": max(0, len(rows) - PER_PAGE),
        "chosen": " ".join(str(row.public_id) for row in rows),
        "tells": applicants.TELLS[verb],
        "told_now": released if verb == "reject" else 0,
        "needs_reason": verb in NEEDS_REASON,
        "for_person": verb in REASON_FOR_PERSON,
        "reason": request.POST.get("reason", ""),
        "errors": errors,
        "back": _back(request, rows),
    }
    return render(request, "jobs/operator/move.html", context)


def _back(request: HttpRequest, rows: Sequence[Application] = ()) -> str:
    """The list that the move was begun on: the posting's own where all rows are of one."""
    postings = {row.posting.public_id for row in rows}
    if not postings and request.POST.get("posting"):
        postings = {uuid_of(request.POST["posting"])}
    state = request.POST.get("state", "")
    state = state if state in Application.State.values else ""
    url = (
        reverse("jobs:operator_applicants", args=[postings.pop()])
        if len(postings) == 1
        else reverse("jobs:operator_application_list")
    )
    return f"{url}?state={state}" if state else url
