"""Placements: from the papers seen, through training and agreement, to the first day and the last.

The rules of placing gate twice: all of them when a person is placed, the training's attendance when they start (DESIGN
section 3). A seat's first started placement is a job of the year; a refill adds a person, not a job.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import agreement_letters, conflicts, judging, letters, seats, steps
from jobs.applications import begin, finish
from jobs.eligibility import MET, PLACE
from jobs.models import Application, EligibilityCheck, Hold, Placement, Posting, TrainingSession, Worklog
from jobs.steps import Parties, Step
from profiles import events, lines, notices
from profiles.actors import Actor, each
from profiles.models import Candidate

ENDED = ("completed", "ended_early")
STEPS = (
    Step("record_training", gettext_lazy("교육 참석 적기"), ("preparing",), "preparing", ("operator",)),
    Step("agree", gettext_lazy("종이 약정 적기"), ("preparing",), "preparing", ("operator",)),
    Step("start", gettext_lazy("활동 시작하기"), ("preparing",), "active", ("operator",)),
    Step("complete", gettext_lazy("수료로 하기"), ("active",), "completed", ("operator",)),
    Step("end_early", gettext_lazy("중도종료로 하기"), ("preparing", "active"), "ended_early", ("operator",)),
    Step(
        "record_outcomes", gettext_lazy("사후관리 결과 적기"), ENDED, "", ("candidate", "operator")
    ),  # jobs/outcomes.py
)
TRAINING = "training_attendance"
MOST_REASON = 300


@transaction.atomic
def place(
    applications: Sequence[Application], *, starts_on: date | None = None, by: Actor | Sequence[Actor], at: datetime
) -> list[Placement]:
    """Place people on the seats they accepted; without a day they start when the posting does, or today.

    Raises PermissionDenied, wrong_state, documents_first, no_seat, person_twice, wrong_day, not_eligible.
    """
    rows, moves = begin("place", applications, by)
    if any(row.documents_seen_at is None for row in rows):
        raise ValidationError(_("서류를 먼저 확인해 주세요. 확인한 뒤에 배치할 수 있습니다."), code="documents_first")
    seat_ids = dict(Hold.objects.filter(application__in=rows, released_at=None).values_list("application_id", "seat"))
    if len(seat_ids) < len(rows):
        raise ValidationError(_("정해진 자리가 없는 분이 있습니다. 참여 의사부터 다시 물어봐 주세요."), code="no_seat")
    people = steps.lock(Candidate, [row.candidate for row in rows])  # another operator may be placing them, too
    if len(people) < len(rows):
        raise ValidationError(_("한 분을 한 번에 두 자리에 배치할 수 없습니다."), code="person_twice")
    if _barred(rows, at):
        raise _not_eligible()
    made = Placement.objects.bulk_create(
        _new(row, seat_ids[row.pk], starts_on, actor, at) for row, actor in zip(rows, each(by, rows), strict=True)
    )
    finish("place", rows, moves, by=by, at=at)
    events.record("place", made, by=by, at=at, moves=("", "preparing"))
    letters.placed(_read(made), at=at)
    return made


@transaction.atomic
def check_again(applications: Sequence[Application], *, by: Actor | Sequence[Actor], at: datetime) -> list[Application]:
    """Judge people again before their first day and keep what is said, so that a rule that bars can be set aside.

    Returns those in whose way a rule stands. Raises PermissionDenied, wrong_state.
    """
    rows = steps.lock(Application, applications, "posting", "candidate")
    begun = Placement.objects.filter(application__in=rows).exclude(state=Placement.State.PREPARING)
    begun_ids = set(begun.values_list("application_id", flat=True))
    for row, actor in zip(rows, each(by, rows), strict=True):
        steps.require_party("operator", Parties(row.candidate.user_id, row.posting.organisation_id), actor)
        if row.state not in (Application.State.ACCEPTED, Application.State.PLACED) or row.pk in begun_ids:
            raise steps.wrong_state(row)
    conflicts.require_none(rows, each(by, rows))
    events.record("check_again", rows, by=by, at=at)
    return _barred(rows, at)


@transaction.atomic
def record_training(
    placements: Sequence[Placement],
    *,
    hours: int,
    attended: Sequence[int],
    by: Actor | Sequence[Actor],
    at: datetime,
) -> list[Placement]:
    """Record how many of the training's hours each attended, and judge by it: a rule that bars can be set aside in time.

    A posting with sessions has one source alone: attendance.py. Raises PermissionDenied, wrong_state, by_sessions, training_attended.
    """
    rows, _moves = _begin("record_training", placements, by, is_judged=True)
    if TrainingSession.objects.filter(posting__in={row.application.posting_id for row in rows}).exists():
        raise ValidationError(
            _("이 공고는 교육마다 참석을 적습니다. 공고의 ‘교육’ 화면에서 적어 주세요."), code="by_sessions"
        )
    return put_training(rows, hours=hours, attended=attended, by=by, at=at)


def require_training(rows: Sequence[Placement], by: Actor) -> None:
    """Refuse whoever mayn't record the training of these, locked. Raises PermissionDenied, wrong_state."""
    _check("record_training", rows, by)


def put_training(
    rows: list[Placement], *, hours: int, attended: Sequence[int], by: Actor | Sequence[Actor], at: datetime
) -> list[Placement]:
    """Write the figures of placements that are locked and whose actor was checked, and judge by them. Raises training_attended."""
    for row, present in zip(rows, attended, strict=True):
        if not 0 < hours <= 1000 or not 0 <= present <= hours:
            raise ValidationError(_("참석한 시간은 0시간부터 교육 시간까지입니다."), code="training_attended")
        row.training_hours, row.training_attended = hours, present
    steps.write(rows, "training_hours", "training_attended")
    judging.judge_stage([row.application for row in rows], stage=PLACE, at=at)
    told = [{"hours": hours, "attended": present} for present in attended]
    events.record("record_training", rows, by=by, at=at, params=told)
    return rows


@transaction.atomic
def agree(placements: Sequence[Placement], *, by: Actor | Sequence[Actor], at: datetime) -> list[Placement]:
    """Note that both signed the agreement (약정) on paper; on screen it is jobs/agreements.py. Raises PermissionDenied, wrong_state, agreed."""
    rows, _moves = _begin("agree", placements, by)
    for row, actor in zip(rows, each(by, rows), strict=True):
        if row.agreed_at:
            raise ValidationError(_("이미 약정했습니다."), code="agreed")
        row.agreed_at, row.agreed_by = at, actor.user
    steps.write(rows, "agreed_at", "agreed_by")
    events.record("agree", rows, by=by, at=at)
    agreement_letters.on_paper(rows, at=at)
    return rows


@transaction.atomic
def start(placements: Sequence[Placement], *, on: date, by: Actor | Sequence[Actor], at: datetime) -> list[Placement]:
    """Begin the activity on a day that has come. Raises PermissionDenied, wrong_state, agree_first, wrong_day, not_trained, not_eligible."""
    rows, moves = _begin("start", placements, by, is_judged=True)
    if any(row.agreed_at is None for row in rows):
        raise ValidationError(_("약정을 먼저 해야 합니다. 약정하지 않은 분이 있습니다."), code="agree_first")
    for row in rows:
        # Who was there before had left by then: a seat falls free on the last day or after it.
        first = max(row.application.posting.starts_on, timezone.localdate(row.placed_at))
        _require_day(on, first, row.ends_on, at)
    _require_rules([row.application for row in rows], at)
    return _finish("start", rows, moves, by=by, at=at, sign="started_by", started_at=at, started_on=on)


@transaction.atomic
def complete(
    placements: Sequence[Placement], *, on: date, by: Actor | Sequence[Actor], at: datetime
) -> list[Placement]:
    """End an activity that was seen through (수료); its seat is used up.

    Raises PermissionDenied, wrong_state, wrong_day, logged_later.
    """
    rows, moves = _begin("complete", placements, by)
    for row in rows:
        _require_day(on, row.started_on, row.ends_on, at)
    _require_logged_by(on, rows)
    return _finish("complete", rows, moves, by=by, at=at, sign="finished_by", finished_at=at, finished_on=on)


@transaction.atomic
def end_early(
    placements: Sequence[Placement],
    *,
    on: date,
    ended_for: str,
    reason: str,
    by: Actor | Sequence[Actor],
    at: datetime,
) -> list[Placement]:
    """End a placement before its time (중도종료); the seat falls free and the operator is told who is next.

    Raises PermissionDenied, wrong_state, wrong_day, logged_later, reason_missing, max_length, ended_for_unknown.
    """
    rows, moves = _begin("end_early", placements, by)
    if ended_for not in Placement.EndedFor.values:
        raise ValidationError(_("누구의 사정인지 골라 주세요."), code="ended_for_unknown")
    if not reason.strip():
        raise ValidationError(_("중도종료하는 이유를 적어 주세요."), code="reason_missing")
    for row in rows:
        _require_day(on, row.started_on or timezone.localdate(row.placed_at), row.ends_on, at)
    _require_logged_by(on, rows)
    why = lines.text(reason, MOST_REASON, field="reason")
    columns = {"finished_at": at, "finished_on": on, "ended_for": ended_for, "reason": why}
    _finish("end_early", rows, moves, by=by, at=at, sign="finished_by", **columns)
    applications = [row.application for row in rows]
    seats.release(applications, by=by, at=at)
    notices.cancel("application", [row.pk for row in applications], kinds=["jobs.placed"], at=at)
    letters.seat_freed(applications, at=at)
    return rows


def steps_for(placement: Placement, by: Actor) -> list[Step]:
    """Return the steps this actor may take now: what the page draws as buttons."""
    found = [step for step in STEPS if steps.may(step, placement, parties(placement), by)]
    closed = {"agree"} if placement.agreed_at else {"start"}
    return [step for step in found if step.verb not in closed]


def parties(placement: Placement) -> Parties:
    """Return whose placement it is."""
    return Parties(
        user_id=placement.candidate.user_id,
        operator_id=placement.application.posting.organisation_id,
        host_id=placement.seat.posting_site.site.host_id,
        site_id=placement.seat.posting_site.site_id,
    )


def people_of(posting: Posting) -> QuerySet[Placement]:
    """Return a posting's participants, by site, with what a list of them shows."""
    rows = Placement.objects.filter(application__posting=posting)
    return rows.select_related(
        "candidate", "application__candidate__user__identity", "seat__posting_site__site"
    ).order_by("seat__posting_site__site__name", "starts_on", "pk")


def lock(placements: Sequence[Placement], *, is_judged: bool = False) -> list[Placement]:
    """Return the rows re-read and locked by pk, with all that says whose they are; `is_judged`: and what the rules look at."""
    return steps.lock(
        Placement,
        placements,
        "application__posting__programme_year",
        "candidate",
        "seat__posting_site__site",
        only=None if is_judged else steps.WHOSE,
    )


def _begin(verb: str, placements: Sequence[Placement], by: Actor | Sequence[Actor], *, is_judged: bool = False):
    rows = lock(placements, is_judged=is_judged)
    step = _check(verb, rows, by)
    return rows, [(row.state, step.to_state) for row in rows]


def _check(verb: str, rows: Sequence[Placement], by: Actor | Sequence[Actor]) -> Step:
    for row in rows:
        row.application.candidate = row.candidate
    step = steps.check(STEPS, verb, rows, parties, each(by, rows))
    conflicts.require_none([row.application for row in rows], each(by, rows))
    return step


def _finish(
    verb: str,
    rows: list[Placement],
    moves,
    *,
    by: Actor | Sequence[Actor],
    at: datetime,
    sign: str,
    **columns,
) -> list[Placement]:
    """Write the new state with what the step sets, the same for all, and who did it; append the events."""
    for row, (_before, after), actor in zip(rows, moves, each(by, rows), strict=True):
        for name, value in {**columns, "state": after, sign: actor.user}.items():
            setattr(row, name, value)
    steps.write(rows, "state", sign, *columns)
    events.record(verb, rows, by=by, at=at, moves=moves, reason=columns.get("reason", ""))
    return rows


def _new(row: Application, seat_id: int, starts_on: date | None, by: Actor, at: datetime) -> Placement:
    posting = row.posting
    earliest = max(posting.starts_on, timezone.localdate(at))
    first = starts_on or earliest
    if not earliest <= first <= posting.ends_on:
        raise _wrong_day(earliest, posting.ends_on)
    return Placement(
        application=row,
        candidate=row.candidate,
        seat_id=seat_id,
        starts_on=first,
        ends_on=posting.ends_on,
        placed_at=at,
        placed_by=by.user,
    )


def _read(made: Sequence[Placement]) -> list[Placement]:
    pks = [row.pk for row in made]
    rows = Placement.objects.filter(pk__in=pks).order_by("pk")
    return list(rows.select_related("application__posting", "application__candidate", "seat__posting_site__site"))


def _barred(applications: Sequence[Application], at: datetime) -> list[Application]:
    """Judge people again as of the day; return those in whose way a rule stands that nobody set aside."""
    judging.judge_stage(applications, stage=PLACE, at=at)
    return judging.barred(applications)


def _require_rules(applications: Sequence[Application], at: datetime) -> None:
    """Attendance that isn't recorded gates the start like attendance that is too short."""
    checks = judging.judge_stage(applications, stage=PLACE, at=at)
    aside = judging.set_aside(row.pk for row in applications)
    if any(_is_untrained(check, aside[check.application_id]) for check in checks):
        raise ValidationError(
            _("교육에 정해진 시간만큼 참석하지 않은 분이 있습니다. 교육 참석을 먼저 적어 주세요."), code="not_trained"
        )
    if judging.barred(applications):
        raise _not_eligible()


def _is_untrained(check: EligibilityCheck, aside: Sequence[dict]) -> bool:
    found = [row for row in check.verdicts if row["kind"] == TRAINING and row["outcome"] != MET]
    return any(judging.essence(row) not in aside for row in found)


def _not_eligible() -> ValidationError:
    return ValidationError(
        _(
            "지금은 자격이 맞지 않는 분이 있습니다. 자격을 다시 확인한 뒤 예외로 하는 이유를 적거나 합격을 취소해 주세요."
        ),
        code="not_eligible",
    )


def _require_day(on: date, first: date, last: date, at: datetime) -> None:
    if not first <= on <= last or on > timezone.localdate(at):
        raise _wrong_day(first, min(last, timezone.localdate(at)))


def _require_logged_by(last: date, rows: Sequence[Placement]) -> None:
    """No log that stands names a day after the last one: it would be paid."""
    logs = Worklog.objects.filter(placement__in=rows, month__gte=last.replace(day=1))
    told = logs.exclude(state=Worklog.State.RETURNED).values_list("entries", flat=True)
    days = [entry["on"] for entries in told for entry in entries if entry["on"] > last.isoformat()]
    if days:
        raise ValidationError(
            _(
                "활동일지에 %(on)s 활동이 있습니다. 마지막 날을 그날이나 그 뒤로 고르거나, 활동일지를 먼저 돌려보내 주세요."
            )
            % {"on": max(days)},
            code="logged_later",
        )


def _wrong_day(first: date, last: date) -> ValidationError:
    return ValidationError(
        _("날짜는 %(first)s부터 %(last)s까지 고를 수 있습니다.") % {"first": first, "last": last}, code="wrong_day"
    )
