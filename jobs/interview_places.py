"""Places of an interview slot can't be oversold: the one primitive that picking, leaving and withdrawing go through.

The slot's row is locked, a place has a number up to the slot's capacity, and the database allows one standing pick a number.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from jobs import steps
from jobs.models import Application, InterviewPick, InterviewSlot
from profiles import events
from profiles.actors import Actor, each

State = InterviewPick.State
TO_PICK = "jobs.interview_to_pick"
UNTRUE = (TO_PICK, "jobs.interview_picked", "jobs.interview_tomorrow", "jobs.interview_cancelled")


class Standing(NamedTuple):
    """Where a person stands with the interview: the pick that stands, else until when a slot can be picked."""

    pick: InterviewPick | None
    until: datetime | None


def take(slot: InterviewSlot, application: Application, *, by: Actor, at: datetime) -> InterviewPick:
    """Take the lowest free place of a slot, which is locked. Raises slot_full."""
    taken = set(InterviewPick.objects.filter(slot=slot, state__in=InterviewPick.KEPT).values_list("number", flat=True))
    number = next((number for number in range(1, slot.capacity + 1) if number not in taken), None)
    if number is None:
        raise full()
    made = InterviewPick(slot=slot, application=application, number=number)
    made.picked_at, made.picked_by, made.moved_at, made.moved_by = at, by.user, at, by.user
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as taken_meanwhile:
        raise full() from taken_meanwhile
    return made


def move(picks: Sequence[InterviewPick], state: str, *, by: Actor | Sequence[Actor], at: datetime) -> None:
    """Write where picks stand now; their applications are locked."""
    for pick, actor in zip(picks, each(by, picks), strict=True):
        pick.state, pick.moved_at, pick.moved_by = state, at, actor.user
    steps.write(picks, "state", "moved_at", "moved_by")


def give_back(applications: Sequence[Application], *, by: Actor | Sequence[Actor], at: datetime) -> None:
    """Free the times ahead of applications that are past the interview, which are locked: somebody else may have them.

    That is no change of the person's: whoever comes back to the interview may still change once.
    """
    whose = {row.pk: actor for row, actor in zip(applications, each(by, applications), strict=True)}
    held = list(standing(whose).filter(state=State.PICKED, slot__starts_at__gt=at))
    move(held, State.FREED, by=[whose[pick.application_id] for pick in held], at=at)
    rows = {row.pk: row for row in applications}
    left = [rows[pick.application_id] for pick in held]
    events.record("leave_slot", left, by=[whose[row.pk] for row in left], at=at)


def standing(application_ids: Iterable[int]) -> QuerySet[InterviewPick]:
    """Return the picks of these applications that stand, with their slots."""
    found = InterviewPick.objects.filter(application__in=list(application_ids), state__in=InterviewPick.KEPT)
    return found.select_related("slot")


def waits_for_nobody(at: datetime) -> Q:
    """Which applications have an interview ahead, or one of their own to pick: no answer is owed to them meanwhile."""
    kept = InterviewPick.objects.filter(application=OuterRef("pk"), state__in=InterviewPick.KEPT)
    open_slots = InterviewSlot.objects.open(at).filter(posting=OuterRef("posting"))
    to_pick = Q(state=Application.State.INTERVIEW) & Exists(open_slots) & ~Exists(kept)
    return Q(Exists(kept.filter(state=State.PICKED, slot__starts_at__gt=at))) | to_pick


def standings(applications: Sequence[Application], *, at: datetime) -> dict[int, Standing]:
    """Return, by application, where each stands with the interview; two queries for any number."""
    if not applications:
        return {}
    picks = {pick.application_id: pick for pick in standing(row.pk for row in applications)}
    open_slots = with_room(InterviewSlot.objects.open(at).filter(posting__in={row.posting_id for row in applications}))
    until = dict(open_slots.values_list("posting_id").annotate(Max("closes_at")))
    return {row.pk: Standing(picks.get(row.pk), until.get(row.posting_id)) for row in applications}


def with_taken(slots: QuerySet[InterviewSlot]) -> QuerySet[InterviewSlot]:
    """Count along with each slot how many places are taken."""
    return slots.annotate(taken=Count("picks", filter=Q(picks__state__in=InterviewPick.KEPT)))


def with_room(slots: QuerySet[InterviewSlot]) -> QuerySet[InterviewSlot]:
    """Keep the slots that still have a free place."""
    kept = with_taken(InterviewSlot.objects.all()).filter(taken__gte=F("capacity"))
    return slots.exclude(pk__in=kept.values("pk"))


def full() -> ValidationError:
    """The error when the last place of a slot is gone."""
    return ValidationError(
        _("그사이 이 시간의 자리가 모두 찼습니다. 다른 시간을 골라 주세요. 적으신 것은 바뀌지 않았습니다."),
        code="slot_full",
    )
