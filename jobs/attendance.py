"""Attendance of the training (교육 참석), session by session: what the rule `training_attendance` looks at is the sum of these rows.

A posting with sessions has no other way to tell attendance; one without keeps the one figure of `placements.record_training`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from math import ceil
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobs import placements, programmes, steps
from jobs.models import Attendance, Placement, Posting, TrainingSession
from jobs.steps import Parties
from profiles import events, lines
from profiles.actors import Actor
from profiles.privacy import refuse_resident_numbers

MOST_TITLE = 80


class Line(NamedTuple):
    """A session and how many of its hours somebody attended; None where nobody has recorded it."""

    session: TrainingSession
    attended: int | None


class Standing(NamedTuple):
    """Where somebody stands: hours planned in all, attended so far, and needed by the rules (0: no rule asks)."""

    lines: list[Line]
    planned: int
    attended: int
    percent: int
    needed: int
    today: date

    @property
    def is_enough(self) -> bool:
        return self.attended >= self.needed

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.attended)


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def add_session(
    posting: Posting,
    *,
    title: str,
    held_on: date,
    hours: int,
    begins_at: time | None = None,
    by: Actor,
    at: datetime,
) -> TrainingSession:
    """Add a session to a posting's training. Raises PermissionDenied, title_missing, max_length, wrong_day, training_session_hours, resident_number."""
    row = _lock(posting, by)
    named = lines.line(title, MOST_TITLE, field="title")
    if not named:
        raise ValidationError({"title": ValidationError(_("교육 이름을 적어 주세요."), code="title_missing")})
    refuse_resident_numbers(title=named)
    first, last = timezone.localdate(row.apply_from), row.ends_on
    if not first <= held_on <= last:
        text = _("교육하는 날은 %(first)s부터 %(last)s까지 고를 수 있습니다.") % {
            "first": date_format(first, "DATE_FORMAT"),
            "last": date_format(last, "DATE_FORMAT"),
        }
        raise ValidationError({"held_on": ValidationError(text, code="wrong_day")})
    made = TrainingSession(posting=row, title=named, held_on=held_on, begins_at=begins_at, hours=hours)
    made.added_at, made.added_by = at, by.user
    made.full_clean()
    made.save()
    events.record("add_session", [made], by=by, at=at)
    add_up(_begun(row, by), row, by, at)
    return made


@transaction.atomic
def set_beginning(session: TrainingSession, *, begins_at: time, by: Actor, at: datetime) -> TrainingSession:
    """Set at what time a session begins, by which the code on the wall counts. Raises PermissionDenied, attended, gone."""
    _lock(session.posting, by)
    (found,) = steps.lock(TrainingSession, [session])
    if Attendance.objects.filter(session=found, arrived_at__isnull=False).exists():
        raise ValidationError(_("출석한 분이 있어 시작 시각을 바꿀 수 없습니다."), code="attended")
    found.begins_at = begins_at
    found.save(update_fields=["begins_at"])
    events.record("set_beginning", [found], by=by, at=at)
    return found


@transaction.atomic
def discard_session(session: TrainingSession, *, by: Actor, at: datetime) -> None:
    """Take a session back for which nothing was recorded. Raises PermissionDenied, attended, gone."""
    row = _lock(session.posting, by)
    (found,) = steps.lock(TrainingSession, [session])
    if Attendance.objects.filter(session=found).exists():
        raise ValidationError(_("참석을 적은 교육은 지울 수 없습니다."), code="attended")
    events.record("discard_session", [found], by=by, at=at)
    found.delete()
    add_up(_begun(row, by), row, by, at)


@transaction.atomic
def record(
    session: TrainingSession,
    hours: Mapping[Placement, int],
    *,
    shown: Mapping[Placement, int | None] | None = None,
    by: Actor,
    at: datetime,
) -> list[Placement]:
    """Record how long each attended a session, and judge people by the sum: a rule that bars can be set aside in time.

    `shown`: what stood there for each when the page was drawn, None where nothing was noted. Who was noted since, by the code on the wall or by
    a colleague, keeps that where the box is as it was, and is refused where it was changed. What says the same as before isn't touched.
    Raises PermissionDenied, wrong_state, other_posting, future_day, training_attended, changed_meanwhile, gone.
    """
    posting = _lock(session.posting, by)
    (found,) = steps.lock(TrainingSession, [session])
    if found.held_on > timezone.localdate(at):
        raise ValidationError(_("아직 하지 않은 교육입니다."), code="future_day")
    if not all(0 <= number <= found.hours for number in hours.values()):
        raise ValidationError(_("참석한 시간은 0시간부터 교육 시간까지입니다."), code="training_attended")
    rows = placements.lock(list(hours), is_judged=True)
    if any(row.application.posting_id != posting.pk for row in rows):
        raise ValidationError(_("이 공고의 참여자가 아닌 분이 있습니다."), code="other_posting")
    placements.require_training(rows, by)
    changed = _changed(found, rows, hours, shown)
    Attendance.objects.bulk_create(
        [
            Attendance(session=found, placement=row, hours=hours[row], recorded_at=at, recorded_by=by.user)
            for row in changed
        ],
        update_conflicts=True,
        unique_fields=["session", "placement"],
        update_fields=["hours", "recorded_at", "recorded_by"],
    )
    events.record("record_attendance", [found], by=by, at=at)
    add_up(rows, posting, by, at)
    return rows


def lock_posting(session: TrainingSession) -> Posting:
    """Lock the posting of a session: one change of its training at a time."""
    (row,) = steps.lock(Posting, [session.posting])
    return row


# Questions ------------------------------------------------------------------------------------------------------------
def sessions_of(posting: Posting) -> list[TrainingSession]:
    """Return a posting's sessions in the order of their days."""
    return list(TrainingSession.objects.filter(posting=posting).order_by("held_on", "pk"))


def standing_of(placement: Placement, *, on: date) -> Standing:
    """Return where somebody stands with the training, by the rules in force on a day."""
    attended = dict(Attendance.objects.filter(placement=placement).values_list("session", "hours"))
    sessions = sessions_of(placement.application.posting)
    lines = [Line(session, attended.get(session.pk)) for session in sessions]
    planned = sum(session.hours for session in sessions) if sessions else placement.training_hours or 0
    total = sum(attended.values()) if sessions else placement.training_attended or 0
    percent = _percent_needed(placement, on)
    return Standing(lines, planned, total, percent, ceil(planned * percent / 100), on)


# Private --------------------------------------------------------------------------------------------------------------
def _lock(posting: Posting, by: Actor) -> Posting:
    """One at a time: what is planned in all counts for everybody's share."""
    (row,) = steps.lock(Posting, [posting])
    steps.require_party("operator", Parties(operator_id=row.organisation_id), by)
    return row


def _changed(
    session: TrainingSession,
    rows: Sequence[Placement],
    hours: Mapping[Placement, int],
    shown: Mapping[Placement, int | None] | None,
) -> list[Placement]:
    """Those of whom something else is to be noted than stands there; the posting is locked, so nobody arrives meanwhile."""
    noted = dict(Attendance.objects.filter(session=session, placement__in=rows).values_list("placement", "hours"))
    found = []
    for row in rows:
        now, told = noted.get(row.pk), hours[row]
        was = shown.get(row) if shown is not None else now
        if now == told or (now != was and told == was):
            continue
        if now != was:
            raise ValidationError(
                _("그사이 참석이 적힌 분이 있습니다. 지금 적힌 시간과 시각을 보고, 고칠 분만 다시 적어 주세요."),
                code="changed_meanwhile",
            )
        found.append(row)
    return found


def _begun(posting: Posting, by: Actor) -> list[Placement]:
    """Those whom a change of the plan concerns, locked: still preparing, with attendance recorded."""
    preparing = Placement.objects.filter(application__posting=posting, state=Placement.State.PREPARING)
    noted = list(preparing.filter(attendances__isnull=False).distinct().order_by("pk"))
    rows = placements.lock(noted, is_judged=True) if noted else []
    placements.require_training(rows, by)
    return rows


def add_up(rows: Sequence[Placement], posting: Posting, by: Actor, at: datetime) -> None:
    """Write into each placement the sum of what is noted; the posting is locked and the actor checked."""
    if not rows:
        return
    planned = TrainingSession.objects.filter(posting=posting).aggregate(hours=Sum("hours"))["hours"]
    told = Attendance.objects.filter(placement__in=rows).order_by().values_list("placement").annotate(Sum("hours"))
    attended = dict(told)
    sums = [attended.get(row.pk, 0) for row in rows]
    placements.put_training(rows, hours=planned, attended=sums, by=by, at=at)


def _percent_needed(placement: Placement, on: date) -> int:
    rule_set = programmes.rule_set_on(placement.application.posting.programme_year, on)
    rules = rule_set.rules.all() if rule_set else ()
    return max((rule.params["percent"] for rule in rules if rule.kind == placements.TRAINING), default=0)
