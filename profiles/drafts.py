"""What was typed and can't be kept yet, step by step: half a date, a career on its way. It comes back after a sign-out, on any device.

A draft is no fact: no event, no new match, sealed as names are, and nobody but the person meets it. No resident number is drafted
(PIPA art. 24-2).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from profiles import actors, destructions, privacy
from profiles.actors import Actor
from profiles.models import Candidate, Destruction, ProfileDraft

MOST_BOXES = 300  # a week by the hour has 112
LONGEST = 10_000  # signs of one box
BATCH = 2_000  # rows of one transaction


class Draft(NamedTuple):
    """values: what each box held; marks: what its page showed of the fields when it was typed (profiles.answers)."""

    values: dict[str, list[str]]
    marks: dict[str, str]


NOTHING = Draft({}, {})


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def keep(
    candidate: Candidate,
    step: str,
    values: Mapping[str, Sequence[str]],
    *,
    marks: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
) -> dict[str, ValidationError]:
    """Keep what the boxes of a step hold, in place of what was kept before; return the boxes that may not be kept, and why: what stood there stays.

    Nothing typed leaves no draft. Raises PermissionDenied.
    """
    actors.require_person(by, candidate.user_id, scope=actors.FILL)
    row = Candidate.objects.select_for_update(no_key=True).get(pk=candidate.pk)
    row.drafts.filter(step=refused_of(step)).delete()
    boxes = dict(list(values.items())[:MOST_BOXES])
    refused = {box: why for box, texts in boxes.items() if (why := refusal(texts))}
    stands = row.drafts.filter(step=step).first()
    stood = stands.typed["values"] if refused and stands else {}
    kept = {box: stood.get(box, ()) if box in refused else texts for box, texts in boxes.items()}
    sound = {box: list(texts) for box, texts in kept.items() if texts or box not in refused}
    if not any(text.strip() for texts in sound.values() for text in texts) and not marks:
        row.drafts.filter(step=step).delete()
        return refused
    draft = stands or ProfileDraft(candidate=row, step=step)
    draft.typed, draft.typed_at = {"values": sound, "marks": dict(marks or {})}, at
    draft.save()
    return refused


@transaction.atomic
def wipe(candidate: Candidate, step: str, *, by: Actor) -> None:
    """Forget the draft of a step: what it held is kept, or no longer wanted. Raises PermissionDenied."""
    actors.require_person(by, candidate.user_id, scope=actors.FILL)
    candidate.drafts.filter(step__in=(step, refused_of(step))).delete()


@transaction.atomic
def forget_those_who_left(*, at: datetime) -> int:
    """Destroy a batch of drafts of people who closed their account; how many went."""
    ids = destructions.held(ProfileDraft.objects.filter(candidate__user__is_active=False), BATCH)
    return destructions.destroy(ProfileDraft, ids, cause=Destruction.Cause.LEFT, at=at)


# Questions ------------------------------------------------------------------------------------------------------------
def refused_of(step: str) -> str:
    """Name the draft of a whole step as it was sent and refused; it goes with the next word of the step."""
    return f"{step} refused"


def of(candidate: Candidate, step: str) -> Draft:
    """Return what the boxes of a step held when the person left it."""
    row = candidate.drafts.filter(step=step).first()
    return Draft(**row.typed) if row else NOTHING


def refusal(texts: Sequence[str]) -> ValidationError | None:
    """Why what a box holds may not be kept, if so."""
    if any(privacy.holds_resident_number(text) for text in texts):
        return privacy.resident_number()
    if any(len(text) > LONGEST for text in texts):
        sentence = _("너무 길어서 저장하지 못했습니다. %(most)s자 안으로 줄여 주세요.") % {"most": f"{LONGEST:,}"}
        return ValidationError(sentence, code="max_length")
    return None
