"""Batches of applicants: moved together, held for some minutes, then told; until then all are put back by one step.

The moves themselves are the verbs of applications.py. What a person would read of one at once is held (jobs/holding.py): they stand where
they stood, and no notice is written before the time is over. How long, is settings.MOVES_HELD_MINUTES. Source: issue "the operator's workspace", 3.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import applications, conflicts, letters, progress, results, steps
from jobs.models import Application, Move, Moved
from jobs.steps import Parties, Step
from jobs.sweeps import sweep
from profiles import events
from profiles.actors import Actor, each

Outcome = Moved.Outcome
HELD = ("pass_eligibility", "pass_paper")  # told at once, were they not held
HIDDEN = ("select", "put_on_waiting_list", "reject")  # told with the results
VERBS: dict[str, Callable] = {
    **{verb: getattr(applications, verb) for verb in (*HELD, *HIDDEN, "withdraw_selection")},
    "take_back": results.take_back,
}
STEPS = (
    Step(
        "undo_move",
        gettext_lazy("되돌리기"),
        ("paper_review", "interview", *Application.DECIDED),
        "",  # to the stage each left
        ("operator",),
    ),
)


class Undone(NamedTuple):
    """Who was put back, and how many of the batch were not: moved on since, withdrawn, or another operator's by now."""

    applications: list[Application]
    left: int


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def make(
    verb: str, rows: Sequence[Application], *, by: Actor, at: datetime, reason: str | None = None
) -> list[Application]:
    """Move people together by a verb of applications, and hold what can be undone. Raises what the verb raises."""
    held_for = timedelta(minutes=settings.MOVES_HELD_MINUTES)
    applications.lock_postings(
        rows
    )  # first, as release, withdraw and consent do: whoever comes second waits, and nobody for each other
    stood = {row.pk: row for row in steps.lock(Application, rows)}
    told = {"reason": reason} if reason is not None else {}
    held = {"holds": True} if verb in HELD and held_for else {}
    moved = VERBS[verb](rows, by=by, at=at, **told, **held)
    if held_for:
        _keep(verb, _unknown(verb, moved), stood, by, at, at + held_for)
    return moved


@transaction.atomic
def undo(move: Move, *, by: Actor, at: datetime) -> Undone:
    """Put those of a batch back who still stand where it put them: their notices are never written.

    Raises PermissionDenied, undone, told, moved_on.
    """
    applications.lock_postings([row.application for row in move.rows.select_related("application")])
    people, batch = _lock(move)
    if batch.undone_at:
        raise ValidationError(_("이미 되돌린 일입니다."), code="undone")
    if not batch.may_be_undone(at):
        raise ValidationError(_("되돌릴 수 있는 시간이 지났습니다. 알림이 나갔거나 결정이 굳었습니다."), code="told")
    rows = [row for row in batch.rows.select_related("stood_by") if _stands(row, people[row.application_id], batch)]
    rows = [row for row in rows if people[row.application_id].posting.organisation_id == batch.organisation_id]
    found = [people[row.application_id] for row in rows]
    steps.check(STEPS, "undo_move", found, applications.parties, each(by, found))
    conflicts.require_none(found, each(by, found))
    if not rows:
        raise ValidationError(_("그사이 모두 다른 상태가 되어 되돌릴 분이 없습니다."), code="moved_on")
    moves = [(row.to_state, row.from_state) for row in rows]
    for row, application in zip(rows, found, strict=True):
        application.state, application.held_from, application.waiting_number = row.from_state, "", None
        application.moved_at, application.moved_by, application.reason = row.stood_since, row.stood_by, ""
    steps.write(found, "state", "held_from", "moved_at", "moved_by", "waiting_number", "reason")
    events.record("undo_move", found, by=by, at=at, moves=moves)
    Moved.objects.filter(pk__in=[row.pk for row in rows]).update(outcome=Outcome.UNDONE)
    batch.undone_at, batch.undone_by = at, by.user
    batch.save(update_fields=["undone_at", "undone_by"])
    return Undone(found, len(people) - len(found))


@transaction.atomic
def tell(move: Move, *, by: Actor, at: datetime) -> Move:
    """Tell those of a batch whose notices are held: an officer before the time is over, the system after it. Raises PermissionDenied, undone, told."""
    if not by.is_system:
        steps.require_party("operator", Parties(operator_id=move.organisation_id), by)
    people, batch = _lock(move)
    if batch.undone_at:
        raise ValidationError(_("이미 되돌린 일입니다."), code="undone")
    if batch.told_at or batch.verb not in HELD:
        raise ValidationError(_("이미 알렸거나 알릴 것이 없는 일입니다."), code="told")
    rows = list(batch.rows.filter(outcome=Outcome.HELD))
    held = [people[row.application_id] for row in rows]
    for application in held:
        if not by.is_system:
            steps.require_party("operator", applications.parties(application), by)
        application.held_from = ""
    steps.write(held, "held_from")
    letters.overtaken(held, at=at)
    letters.stage_moved(held, at=at)
    Moved.objects.filter(pk__in=[row.pk for row in rows]).update(outcome=Outcome.TOLD)
    batch.told_at, batch.told_by = at, by.user
    batch.save(update_fields=["told_at", "told_by"])
    events.record("tell_move", [batch], by=by, at=at)
    return batch


def tell_due(*, by: Actor, at: datetime) -> list[Move]:
    """Tell the batches whose time to be undone is over, one by one. Raises PermissionDenied."""
    steps.require_party("system", Parties(), by)
    due = Move.objects.filter(verb__in=HELD, told_at=None, undone_at=None, held_until__lte=at).order_by("pk")
    return sweep({move.pk: [move] for move in due}, partial(_tell_each, by=by, at=at))


# Questions ------------------------------------------------------------------------------------------------------------
def until(verb: str, moved: Sequence[Application], *, at: datetime) -> datetime | None:
    """Return until when some of these, moved at this moment, can be put back; None where nobody can."""
    held_for = timedelta(minutes=settings.MOVES_HELD_MINUTES)
    return at + held_for if held_for and _unknown(verb, moved) else None


# Private --------------------------------------------------------------------------------------------------------------
def _unknown(verb: str, moved: Sequence[Application]) -> list[Application]:
    """Those of a batch who don't know of it: held, or hidden until the results."""
    return [row for row in moved if verb in (*HELD, *HIDDEN) and progress.is_hidden(row)]


def _keep(verb: str, moved: Sequence[Application], stood: dict, by: Actor, at: datetime, until: datetime) -> None:
    of_operator: dict[int, list[Application]] = {}
    for row in moved:
        of_operator.setdefault(row.posting.organisation_id, []).append(row)
    for organisation_id, rows in of_operator.items():
        batch = Move.objects.create(
            organisation_id=organisation_id, verb=verb, moved_at=at, moved_by=by.user, held_until=until
        )
        Moved.objects.bulk_create(
            [
                Moved(
                    move=batch,
                    application=row,
                    from_state=stood[row.pk].state,
                    to_state=row.state,
                    stood_since=stood[row.pk].moved_at,
                    stood_by_id=stood[row.pk].moved_by_id,
                    outcome=Outcome.HELD if row.held_from else Outcome.HIDDEN,
                )
                for row in rows
            ]
        )


def _lock(move: Move) -> tuple[dict[int, Application], Move]:
    """The applications of a batch, then the batch itself, re-read: in this order wherever both are locked."""
    rows = [row.application for row in move.rows.select_related("application").order_by("pk")]
    people = {row.pk: row for row in steps.lock(Application, rows, "posting", "candidate")}
    (batch,) = steps.lock(Move, [move])
    return people, batch


def _stands(row: Moved, application: Application, batch: Move) -> bool:
    """Whether the person is still where the batch put them, and doesn't know."""
    is_open = row.outcome in (Outcome.HELD, Outcome.HIDDEN) and progress.is_hidden(application)
    return is_open and (application.state, application.moved_at) == (row.to_state, batch.moved_at)


def _tell_each(batches: Sequence[Move], *, by: Actor, at: datetime) -> list[Move]:
    return [tell(batch, by=by, at=at) for batch in batches]
