"""Moves in batches: who moves and who reads what before it is done; for some minutes after it, all of them put back or told at once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from jobs import applicant_filters, applicants, applications, cautions, move_texts, moves, seats
from jobs.models import Application, Move, Posting
from jobs.web.operator import for_officers, own_postings, uuid_of
from jobs.web.operator_applicants import PER_PAGE, REVIEW, own_applications
from profiles import access, actors
from profiles.particles import quoted
from profiles.templatetags.dasi import moment

REASON_FOR_PERSON = ("reject", "withdraw_selection")
NEEDS_REASON = (*REASON_FOR_PERSON, "take_back")
MOVES = (*applications.BATCH_VERBS, "withdraw_selection")


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
        moved = moves.make(verb, rows, by=actors.from_request(request), at=request.received_at, **reason)
    except ValidationError as broken:
        return _preview(request, verb, rows, broken.messages)
    messages.success(request, _said(moved, moves.until(verb, moved, at=request.received_at)))
    return redirect(_back(request, rows))


@for_officers
@require_safe
def move_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a batch: who was moved, what became of each notice, and whether it can be put back."""
    move = get_object_or_404(Move.objects.visible_to(request.user).select_related("moved_by"), public_id=public_id)
    seen = own_applications(request)
    rows = move.rows.filter(application__in=seen).select_related(
        "application__posting", "application__candidate__user__identity"
    )
    rows = rows.order_by("pk")
    shown = list(rows[:PER_PAGE])
    access.record_request(
        request, [row.application.candidate for row in shown], purpose=str(REVIEW), by=actors.from_request(request)
    )
    context = {
        "move": move,
        "label": next(step.label for step in applications.STEPS if step.verb == move.verb),
        "rows": [{"row": row, "name": applicants.numbered_name(row.application)} for row in shown],
        "people": rows.count(),
        "others": max(0, rows.count() - PER_PAGE),
        "may_undo": move.may_be_undone(request.received_at),
        "is_told": move.verb in moves.HELD,
    }
    return render(request, "jobs/operator/moved.html", context)


@for_officers
@require_POST
def move_undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put everybody of a batch back who still stands where it put them."""
    move = get_object_or_404(Move.objects.visible_to(request.user), public_id=public_id)
    try:
        undone = moves.undo(move, **actors.signed(request))
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
        return redirect("jobs:operator_move", public_id)
    people = len(undone.applications)
    said = ngettext(
        "%(people)d명을 되돌렸습니다. 알림은 가지 않았습니다.",
        "%(people)d명을 되돌렸습니다. 알림은 가지 않았습니다.",
        people,
    )
    messages.success(request, said % {"people": people})
    if undone.left:
        said = ngettext(
            "%(people)d명은 그사이 상태가 바뀌어 그대로 두었습니다.",
            "%(people)d명은 그사이 상태가 바뀌어 그대로 두었습니다.",
            undone.left,
        )
        messages.warning(request, said % {"people": undone.left})
    return redirect("jobs:operator_move", public_id)


@for_officers
@require_POST
def move_tell(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Tell everybody of a batch now; from then on nobody is put back."""
    move = get_object_or_404(Move.objects.visible_to(request.user), public_id=public_id)
    try:
        moves.tell(move, **actors.signed(request))
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    else:
        messages.success(request, _("알림을 보냈습니다."))
    return redirect("jobs:operator_move", public_id)


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
    access.record_request(request, [row.candidate for row in rows[:PER_PAGE]], purpose=str(REVIEW), by=by)
    step = next(found for found in applications.STEPS if found.verb == verb)
    read = {
        row.pk: row for row in applicants.with_lines(own_applications(request).filter(pk__in=[row.pk for row in rows]))
    }
    lines = applicants.lines(read[row.pk] for row in rows)
    after = Application.State(step.to_state).label if step.to_state else _("심사하던 단계")
    released = sum(row.posting.results_released_at is not None for row in rows)
    told_at_once = verb in moves.HIDDEN and released == len(rows)
    context = {
        "step": step,
        "reserved_at": _with_reserves(rows) if verb == "select" else [],
        "after": quoted(str(after), "으로"),
        "people": len(rows),
        "applicants": lines[:PER_PAGE],
        "cautions": cautions.of(verb, lines),
        "others": max(0, len(rows) - PER_PAGE),
        "chosen": " ".join(str(row.public_id) for row in rows),
        "tells": applicants.tells(verb, people=len(rows), released=released),
        "texts": move_texts.of(verb, rows, reason=request.POST.get("reason", ""), at=request.received_at),
        "held_minutes": settings.MOVES_HELD_MINUTES if verb in (*moves.HELD, *moves.HIDDEN) and not told_at_once else 0,
        "is_held": verb in moves.HELD,
        "needs_reason": verb in NEEDS_REASON,
        "for_person": verb in REASON_FOR_PERSON,
        "reason": request.POST.get("reason", ""),
        "errors": errors,
        "layout": request.POST.get("layout", ""),
        "back": _back(request, rows),
    }
    return render(request, "jobs/operator/move.html", context)


def _said(moved: Sequence[Application], until: datetime | None) -> str:
    """How many were moved, and until when they can be put back."""
    said = ngettext("%(people)d명을 옮겼습니다.", "%(people)d명을 옮겼습니다.", len(moved)) % {"people": len(moved)}
    if until is None:
        return said
    return said + " " + _("%(when)s까지 되돌릴 수 있습니다.") % {"when": moment(until)}


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
    if request.POST.get("layout") == applicant_filters.BOARD:
        return f"{url}?layout={applicant_filters.BOARD}"
    return f"{url}?state={state}" if state else url


def _with_reserves(rows: Sequence[Application]) -> list[Posting]:
    """The postings of these people that have seats left which are reserved."""
    found = {row.posting_id: row.posting for row in rows}
    return [found[pk] for pk, room in seats.count_unclaimed(found).items() if room.kept]
