"""What a person has typed of a month's log so far: kept as it stands, right or wrong, sealed, until the log is handed in.

Nobody else reads it and it counts for nothing, so keeping it is no event. Resident numbers are refused here, too (PIPA art. 24-2).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from jobs import placements, steps
from jobs.models import Placement, WorklogDraft
from profiles.actors import Actor
from profiles.models import User
from profiles.privacy import holds_resident_number, resident_number

NAMES = {"on": 10, "hours": 40, "minutes": 40, "what": 200, "rest": 2}  # and how much of each is kept
_IF_TOLD = {"rest"}  # kept only of a day of which it was told
MOST_ROWS = 80


@transaction.atomic
def keep(
    placement: Placement, month: date, rows: Sequence[Mapping[str, object]], *, usual: str, by: Actor, at: datetime
) -> dict[str, ValidationError]:
    """Keep what the person typed in place of what was kept before; return the boxes that may not be kept, and why.

    A box is "usual" or the number of its row and its name: "0-what". Raises PermissionDenied.
    """
    (locked,) = placements.lock([placement])
    if not steps.is_party("candidate", placements.parties(locked), by):
        raise PermissionDenied
    boxes = {
        f"{number}-{name}": str(row.get(name, "")) for number, row in enumerate(rows[:MOST_ROWS]) for name in NAMES
    }
    boxes["usual"] = usual
    refused = {box: resident_number() for box, text in boxes.items() if holds_resident_number(text)}
    sound = {box: text for box, text in boxes.items() if box not in refused}
    typed = [_row(number, sound) for number in range(len(rows[:MOST_ROWS]))]
    draft = WorklogDraft.objects.filter(placement=locked, month=month).first() or WorklogDraft(
        placement=locked, month=month
    )
    draft.typed = {"rows": [row for row in typed if any(row.values())], "usual": sound.get("usual", "")[:200]}
    draft.saved_at, draft.saved_by = at, by.user
    draft.save()
    return refused


def of(placement: Placement, month: date, user: User) -> WorklogDraft | None:
    """Return what this person typed so far."""
    return WorklogDraft.objects.visible_to(user).filter(placement=placement, month=month).first()


def _row(number: int, sound: Mapping[str, str]) -> dict[str, str]:
    """The boxes of one row, cut to what is kept of each."""
    cut = {name: sound.get(f"{number}-{name}", "")[:most] for name, most in NAMES.items()}
    return {name: text for name, text in cut.items() if text or name not in _IF_TOLD}
