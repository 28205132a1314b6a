"""What is held back of a move while it can be undone: its person stays at the stage they know, and no notice is written.

Whatever moves a held application on settles it first, so nothing is held of two moves. The batches stand in jobs/moves.py.
"""

from collections.abc import Sequence
from datetime import datetime

from jobs import letters
from jobs.models import Application, Moved

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
