"""What is held back of a move while it can be undone: its person stays at the stage they know, and no notice is written.

Whatever moves a held application on settles it first, so nothing is held of two moves. The batches stand in jobs/moves.py.
"""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, prefetch_related_objects

from jobs import letters, steps
from jobs.models import Application, Move, Moved
from profiles.actors import Actor

_BY_PERSON = ("withdraw",)  # who leaves need not be told how far they had come


def settle(applications: Sequence[Application], verb: str, *, at: datetime) -> None:
    """Before rows, locked, move on by this verb: tell what was held of them, or forget it where their person leaves."""
    held = [row for row in applications if row.held_from]
    if not held:
        return
    is_told = verb not in _BY_PERSON
    if is_told:
        letters.overtaken(held, at=at)
        letters.stage_moved(held, at=at)
    outcome = Moved.Outcome.TOLD if is_told else Moved.Outcome.OVERTAKEN
    Moved.objects.filter(application__in=held, outcome=Moved.Outcome.HELD).update(outcome=outcome)
    for row in held:
        row.held_from = ""


def hand_over(applications: Sequence[Application], *, by: Actor, at: datetime) -> None:
    """Before rows, locked, pass on to another operator: tell what was held of them, so that nothing waits in a batch of the giver's."""
    held = [row for row in applications if row.held_from]
    if not held:
        return
    prefetch_related_objects(held, "posting", "candidate")
    batches = list(Move.objects.filter(rows__application__in=held, rows__outcome=Moved.Outcome.HELD).distinct())
    settle(held, "consent_transfer", at=at)
    steps.write(held, "held_from")
    left = Moved.objects.filter(move=OuterRef("pk"), outcome=Moved.Outcome.HELD)
    done = Move.objects.filter(~Exists(left), pk__in=[batch.pk for batch in batches], told_at=None)
    done.update(told_at=at, told_by=by.user)


def resolve(people: Sequence[Application]) -> None:
    """Write what became of hidden decisions as results are told, of applications locked: who still stands there is told, else nobody."""
    rows = Moved.objects.filter(application__in=people, outcome=Moved.Outcome.HIDDEN)
    stands = {(row.pk, row.state, row.moved_at) for row in people}
    found = rows.values_list("pk", "application", "to_state", "move__moved_at")
    told = [pk for pk, *stood in found if tuple(stood) in stands]
    overtake(people, but=told)
    rows.filter(pk__in=told).update(outcome=Moved.Outcome.TOLD)


def overtake(applications: Sequence[Application], *, but: Sequence[int] = ()) -> None:
    """Write that hidden decisions about these, locked, are told to nobody, but for these rows of batches."""
    rows = Moved.objects.filter(application__in=applications, outcome=Moved.Outcome.HIDDEN)
    rows.exclude(pk__in=but).update(outcome=Moved.Outcome.OVERTAKEN)


def require_told(application: Application, sentence: str) -> None:
    """Refuse, with what comes first, somebody who doesn't know yet that they were moved on. Raises untold."""
    if application.held_from:
        raise ValidationError(sentence, code="untold")
