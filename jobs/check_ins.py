"""Coming to a training and leaving it, told by the participant with the code on the wall: what the list notes by hand.

Who comes late or leaves early loses an hour from half an hour on. What an officer noted or mended stays as they wrote it. Only the person
themselves: nobody attends for another.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jobs import attendance, placements, steps, wall_codes
from jobs.models import Attendance, Placement, TrainingSession
from profiles import events
from profiles.actors import Actor
from profiles.models import User

GRACE = timedelta(minutes=30)  # from scanning to pressing: signing in on a phone takes a while
HALF_HOUR = 30


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def arrive(
    session: TrainingSession, placement: Placement, *, code: str, seen_at: datetime, by: Actor, at: datetime
) -> Attendance:
    """Note that the person came, at the moment in which they saw the code.

    Raises PermissionDenied, wrong_state, other_posting, code_old, noted_already, gone.
    """
    found, row = _lock(session, placement, by)
    _require_code(found, code, seen_at, at)
    if Attendance.objects.filter(session=found, placement=row).exists():
        raise ValidationError(_("이 교육의 참석은 이미 적혀 있습니다."), code="noted_already")
    hours = hours_of(found, seen_at, None)
    made = Attendance.objects.create(
        session=found, placement=row, hours=hours, arrived_at=seen_at, recorded_at=at, recorded_by=by.user
    )
    events.record("arrive", [row], by=by, at=at, params={"training": found.title, "attended": hours})
    attendance.add_up([row], found.posting, by, at)
    return made


@transaction.atomic
def leave(
    session: TrainingSession, placement: Placement, *, code: str, seen_at: datetime, by: Actor, at: datetime
) -> Attendance:
    """Note that the person left, at the moment in which they saw the code; before the end it costs hours.

    Raises PermissionDenied, wrong_state, other_posting, code_old, not_arrived, left_already, gone.
    """
    found, row = _lock(session, placement, by)
    _require_code(found, code, seen_at, at)
    noted = Attendance.objects.select_for_update().filter(session=found, placement=row).first()
    if noted is None or noted.arrived_at is None:
        raise ValidationError(_("먼저 출석을 해 주세요."), code="not_arrived")
    if noted.left_at is not None:
        raise ValidationError(_("나간 시각은 이미 적혀 있습니다."), code="left_already")
    noted.left_at = seen_at
    if noted.recorded_by_id == by.user.pk:  # else an officer wrote the hours
        noted.hours, noted.recorded_at = hours_of(found, noted.arrived_at, seen_at), at
    noted.save(update_fields=["left_at", "hours", "recorded_at"])
    events.record("leave", [row], by=by, at=at, params={"training": found.title, "attended": noted.hours})
    attendance.add_up([row], found.posting, by, at)
    return noted


# Questions ------------------------------------------------------------------------------------------------------------
def placements_at(user: User, session: TrainingSession) -> QuerySet[Placement]:
    """Return the person's own placement at a session's posting, if they have one."""
    return Placement.objects.filter(candidate__user=user, application__posting=session.posting_id)


def hours_of(session: TrainingSession, arrived_at: datetime, left_at: datetime | None) -> int:
    """Return how many of a session's hours count for somebody who came and left at these moments."""
    begins, ends = wall_codes.span_of(session)
    late = max(timedelta(), arrived_at - begins)
    early = max(timedelta(), ends - left_at) if left_at else timedelta()
    missed = int((late + early).total_seconds() // 60)
    return max(0, session.hours - (missed + HALF_HOUR) // 60)


# Private --------------------------------------------------------------------------------------------------------------
def _lock(session: TrainingSession, placement: Placement, by: Actor) -> tuple[TrainingSession, Placement]:
    """In the order of `attendance.record`: posting, session, placement."""
    posting = attendance.lock_posting(session)
    (found,) = steps.lock(TrainingSession, [session])
    found.posting = posting
    (row,) = placements.lock([placement], is_judged=True)
    row.application.candidate = row.candidate
    steps.require_party("candidate", placements.parties(row), by)
    if row.application.posting_id != posting.pk:
        raise ValidationError(_("이 공고의 참여자가 아닙니다."), code="other_posting")
    if row.state != Placement.State.PREPARING:
        raise steps.wrong_state(row)
    return found, row


def _require_code(session: TrainingSession, code: str, seen_at: datetime, at: datetime) -> None:
    is_fresh = seen_at <= at <= seen_at + GRACE
    if not is_fresh or not wall_codes.is_shown(session, code, at=seen_at):
        raise ValidationError(
            _("코드가 바뀌었습니다. 교육장에 지금 보이는 코드를 다시 찍거나 적어 주세요."), code="code_old"
        )
