"""Coming to a training: the code on the wall leads here. The moment of scanning counts, signing in afterwards takes no time away."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jobs import check_ins, wall_codes
from jobs.models import Attendance, Placement, TrainingSession
from profiles import actors

KEPT = "wall_codes"  # in the browser's session: the code it saw, and when
MOST_KEPT = 5


class Seen(NamedTuple):
    """A code that this browser saw on the wall, and when."""

    code: str
    at: datetime


@login_not_required
@never_cache
@require_safe
def arrive(request: HttpRequest, public_id: UUID, code: str) -> HttpResponse:
    """Keep in this browser which code was seen when, and go on to the page that asks to sign in."""
    found = get_object_or_404(TrainingSession, public_id=public_id)
    if wall_codes.is_shown(found, code, at=request.received_at):
        kept = dict(list(request.session.get(KEPT, {}).items())[-MOST_KEPT:])
        request.session[KEPT] = {**kept, str(public_id): [wall_codes.read(code), request.received_at.isoformat()]}
    else:
        messages.error(request, _("코드가 바뀌었습니다. 교육장에 지금 보이는 코드를 다시 찍거나 적어 주세요."))
    return redirect("jobs:check_in", public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show whether the person is noted; note that they came or left. Whoever doesn't take part reads whom the code is for, and what to do."""
    session = TrainingSession.objects.select_related("posting").filter(public_id=public_id).first()
    placement = _own(request, session).first() if session else None
    if placement is None:
        is_officer = bool(request.user.organisation_ids(kinds={"operator"}, roles={"member", "manager"}))
        return render(request, "jobs/candidate/check_in_other.html", {"is_officer": is_officer}, status=404)
    typed = request.POST.get("code", "").strip()
    seen, error = Seen(typed, request.received_at) if typed else _seen(request, public_id), ""
    if request.method == "POST":
        try:
            return _note(request, session, placement, seen)
        except ValidationError as broken:
            error = " ".join(broken.messages)
    noted = Attendance.objects.filter(session=session, placement=placement).first()
    context = {
        "session": session,
        "placement": placement,
        "noted": noted,
        "span": wall_codes.span_of(session),
        "is_open": wall_codes.is_open(session, at=request.received_at),
        "has_seen": seen is not None and not typed and _is_fresh(seen, request.received_at),
        "seen": seen,
        "typed": typed,
        "error": error,
    }
    return render(request, "jobs/candidate/check_in.html", context, status=400 if error else 200)


def _note(request: HttpRequest, session: TrainingSession, placement: Placement, seen: Seen | None) -> HttpResponse:
    code, seen_at = seen or Seen("", request.received_at)
    told = {"code": code, "seen_at": seen_at, **actors.signed(request)}
    if request.POST.get("verb") == "leave":
        check_ins.leave(session, placement, **told)
        messages.success(request, _("나간 시각을 적었습니다. 조심히 가세요."))
    else:
        check_ins.arrive(session, placement, **told)
        messages.success(request, _("출석했습니다."))
    request.session[KEPT] = {
        key: row for key, row in request.session.get(KEPT, {}).items() if key != str(session.public_id)
    }
    return redirect("jobs:check_in", session.public_id)


def _own(request: HttpRequest, session: TrainingSession):
    own = check_ins.placements_at(request.user, session)
    return own.select_related("candidate", "application__posting", "application__candidate")


def _seen(request: HttpRequest, public_id: UUID) -> Seen | None:
    code, moment = request.session.get(KEPT, {}).get(str(public_id), ("", ""))
    return Seen(code, parse_datetime(moment)) if code else None


def _is_fresh(seen: Seen, at: datetime) -> bool:
    return at <= seen.at + check_ins.GRACE
