"""Interviews (면접심사): an operator offers times, each person picks one and may change it once, until the slot closes.

Who is at the interview is what the person may know: a decision that isn't released leaves the choice as it was (jobs/progress.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import conflicts, holding, interview_letters, interview_places, progress, steps
from jobs.applications import parties
from jobs.models import Application, InterviewPick, InterviewSlot, Posting
from jobs.steps import Parties, Step
from jobs.sweeps import sweep
from profiles import events, lines, places, privacy
from profiles.actors import ANSWER, Actor
from profiles.models import Candidate

State = InterviewPick.State
STEPS = (
    Step("change_slot", gettext_lazy("다른 시간으로 바꾸기"), ("picked",), "left", ("candidate",)),
    # By whatever ends the interview, whoever does that: its own verb says who may.
    Step("leave_slot", gettext_lazy("고른 면접 시간 비우기"), ("picked",), "freed", ("candidate", "operator", "city")),
    Step("cancel_slot", gettext_lazy("면접 시간 취소하기"), ("picked",), "cancelled", ("operator",)),
    Step("mark_attended", gettext_lazy("참석으로 적기"), ("picked", "absent"), "attended", ("operator",)),
    Step("mark_absent", gettext_lazy("불참으로 적기"), ("picked", "attended"), "absent", ("operator",)),
)
MOST_CHANGES = 1
DAY = timedelta(days=1)  # no interview lasts longer
MOST_REASON = 200


@dataclass(frozen=True)
class Draft:
    """A time that an operator offers: how long, where, for how many at once, and until when it can be picked or left."""

    starts_at: datetime
    minutes: int
    place: str
    address: str
    area: str
    capacity: int
    closes_at: datetime
    room: str = ""


@dataclass(frozen=True)
class Planned:
    """A time as it would be made, and the operator's own times at the same place that it would overlap."""

    slot: InterviewSlot
    clashes: list[InterviewSlot]


@dataclass(frozen=True)
class Choice:
    """A slot as the person sees it: how many places are left, whether it is theirs, how far from home it is."""

    slot: InterviewSlot
    left: int
    is_mine: bool
    km: float | None


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def offer_slots(posting: Posting, drafts: Sequence[Draft], *, by: Actor, at: datetime) -> list[InterviewSlot]:
    """Offer times for the interviews of a posting, and tell those who have none yet.

    Raises PermissionDenied, wrong_state, no_interview, slot_past, interview_slot_once, resident_number and what the columns refuse.
    """
    (row,) = steps.lock(Posting, [posting])
    made = _checked(row, drafts, by=by, at=at)
    for slot in made:
        slot.full_clean(exclude=["posting", "offered_by"], validate_constraints=True)
    try:
        with transaction.atomic():
            InterviewSlot.objects.bulk_create(made)
    except IntegrityError as twice:
        raise ValidationError(_("같은 곳에 같은 시각의 면접이 이미 있습니다."), code="interview_slot_once") from twice
    events.record("offer_slots", made, by=by, at=at)
    interview_letters.to_pick(_without_pick(row), until=max(slot.closes_at for slot in made), at=at)
    return made


@transaction.atomic
def pick(application: Application, slot: InterviewSlot, *, by: Actor, at: datetime) -> InterviewPick:
    """Pick a time, or change the one picked, once; picking the same again changes nothing.

    Raises PermissionDenied, wrong_state, other_posting, slot_cancelled, slot_closed, changed_already, slot_full.
    """
    (wanted,) = steps.lock(InterviewSlot, [slot])
    (row,) = steps.lock(Application, [application], "posting", "candidate")
    steps.require_party("candidate", parties(row), by, scope=ANSWER)
    if not is_at_interview(row):
        raise steps.wrong_state(row)
    held = interview_places.standing([row.pk]).first()
    if held and held.slot_id == wanted.pk:
        return held
    _require_open(row, wanted, at)
    if held:
        _require_changeable(row, held, at)
        interview_places.move([held], State.LEFT, by=by, at=at)
    made = interview_places.take(wanted, row, by=by, at=at)
    events.record("change_slot" if held else "pick_slot", [row], by=by, at=at, params={"slot_at": _plain(wanted)})
    interview_letters.picked([made], at=at)
    return made


@transaction.atomic
def set_slot(application: Application, slot: InterviewSlot, *, by: Actor, at: datetime) -> InterviewPick:
    """Give a time to somebody who has none, as agreed with them by phone: after a cancelled one, or once picking is over.

    Raises PermissionDenied, untold, wrong_state, slot_cancelled, slot_begun, picked_already, slot_full.
    """
    (wanted,) = steps.lock(InterviewSlot, [slot])
    (row,) = steps.lock(Application, [application], "posting", "candidate")
    steps.require_party("operator", parties(row), by)
    conflicts.require_none([row], [by])
    holding.require_told(row, _("아직 알리지 않은 분입니다. 알린 뒤에 면접 시간을 정해 주세요."))
    if row.state != Application.State.INTERVIEW:
        raise steps.wrong_state(row)
    if wanted.posting_id != row.posting_id:
        raise PermissionDenied
    if wanted.cancelled_at:
        raise ValidationError(_("이미 취소한 면접 시간입니다."), code="slot_cancelled")
    if wanted.starts_at <= at:
        raise ValidationError(_("이미 시작한 시간으로는 정할 수 없습니다."), code="slot_begun")
    if interview_places.standing([row.pk]).exists():
        raise ValidationError(
            _("그사이 면접 시간을 고르신 분입니다. 화면을 새로 고쳐 확인해 주세요."), code="picked_already"
        )
    made = interview_places.take(wanted, row, by=by, at=at)
    events.record("set_slot", [row], by=by, at=at, params={"slot_at": _plain(wanted)})
    interview_letters.picked([made], at=at)
    return made


@transaction.atomic
def cancel_slot(slot: InterviewSlot, *, reason: str, by: Actor, at: datetime) -> InterviewSlot:
    """Take a time back; whoever picked it is told why and picks anew, which is no change of theirs.

    Raises PermissionDenied, slot_cancelled, slot_begun, reason_missing and, by field, max_length, resident_number.
    """
    steps.lock(Posting, [slot.posting])  # so that one of two officers who take the last times back sees it
    (row,) = steps.lock(InterviewSlot, [slot], "posting")
    steps.require_party("operator", Parties(operator_id=row.posting.organisation_id), by)
    if row.cancelled_at:
        raise ValidationError(_("이미 취소한 면접 시간입니다."), code="slot_cancelled")
    if row.starts_at <= at:
        raise ValidationError(_("이미 시작한 면접은 취소할 수 없습니다."), code="slot_begun")
    why = lines.text(reason, MOST_REASON, field="reason")
    if not why:
        raise ValidationError(_("취소하는 이유를 적어 주세요. 고르신 분이 읽습니다."), code="reason_missing")
    privacy.refuse_resident_numbers(reason=why)
    row.cancelled_at, row.cancelled_by = at, by.user
    steps.write([row], "cancelled_at", "cancelled_by")
    held = list(row.picks.filter(state=State.PICKED).order_by("application_id"))
    people = steps.lock(Application, [pick.application for pick in held], "posting", "candidate") if held else []
    held = list(row.picks.filter(state=State.PICKED, application__in=people))
    interview_places.move(held, State.CANCELLED, by=by, at=at)
    events.record("cancel_slot", [row], by=by, at=at, reason=why)
    events.record("lose_slot", people, by=by, at=at, reason=why, params={"slot_at": _plain(row)})
    interview_letters.cancelled(people, row, reason=why, at=at)
    if not row.posting.interview_slots.open(at).exists():
        interview_letters.none_left(row.posting, at=at)
    return row


@transaction.atomic
def mark_attended(picks: Sequence[InterviewPick], *, by: Actor, at: datetime) -> list[InterviewPick]:
    """Note who came to the interview; who was told that they hadn't come isn't any more. Raises PermissionDenied, wrong_state, too_early."""
    rows = _mark("mark_attended", picks, by=by, at=at)
    interview_letters.came([row.application for row in rows], at=at)
    return rows


@transaction.atomic
def mark_absent(picks: Sequence[InterviewPick], *, by: Actor, at: datetime) -> list[InterviewPick]:
    """Note who didn't come, and tell them, so that a slip is heard of; a person decides what follows. Raises PermissionDenied, wrong_state, too_early."""
    rows = _mark("mark_absent", picks, by=by, at=at)
    known = at_interview([row.application for row in rows])
    interview_letters.absent([row for row in rows if row.application_id in known], at=at)
    return rows


def remind(*, by: Actor, at: datetime) -> int:
    """Remind people of tomorrow's interview, posting by posting, once each; return how many were told. Raises PermissionDenied."""
    steps.require_party("system", Parties(), by)
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    due = InterviewPick.objects.filter(state=State.PICKED, slot__starts_at__date=tomorrow)
    by_posting: dict[int, list[Application]] = {}
    for pick in due.select_related("application").order_by("application__posting", "pk"):
        by_posting.setdefault(pick.application.posting_id, []).append(pick.application)
    return sum(sweep(by_posting, partial(_remind, tomorrow, at)))


# Questions ------------------------------------------------------------------------------------------------------------
def plan(posting: Posting, drafts: Sequence[Draft], *, by: Actor, at: datetime) -> list[Planned]:
    """Return the times that would be made, each with those it would overlap; nothing is written.

    Raises PermissionDenied, wrong_state, no_interview, slot_past, resident_number and what the columns refuse.
    """
    made = _checked(posting, drafts, by=by, at=at)
    for slot in made:
        slot.full_clean(exclude=["posting", "offered_by"], validate_constraints=False)
    places_named = {slot.place for slot in made}
    own = InterviewSlot.objects.standing().filter(posting__organisation=posting.organisation_id, starts_at__gt=at - DAY)
    near = list(own.filter(place__in=places_named).select_related("posting").order_by("starts_at", "pk"))
    return [Planned(slot, [other for other in near if slot.overlaps(other)]) for slot in made]


def waiting_to_pick(posting: Posting) -> int:
    """Return how many people are at the interview and have no time yet."""
    return len(_without_pick(posting))


def is_at_interview(application: Application) -> bool:
    """Whether the person stands at the interview as far as they know."""
    return application.pk in at_interview([application])


def at_interview(applications: Sequence[Application]) -> set[int]:
    """Return the pks of those who stand at the interview as far as they know."""
    known = {row.pk: row.state for row in applications}
    known |= progress.stages_left([row for row in applications if progress.is_hidden(row)])
    return {pk for pk, state in known.items() if state == Application.State.INTERVIEW}


def choices(application: Application, *, at: datetime) -> list[Choice]:
    """Return the times that the person can pick from now, and the one they picked, in their order."""
    held = interview_places.standing([application.pk]).first()
    own = InterviewSlot.objects.filter(posting=application.posting_id)
    slots = own.open(at) | own.filter(pk=held.slot_id if held else None)
    rows = interview_places.with_taken(slots.distinct()).order_by("starts_at", "pk")
    home = application.candidate
    return [
        Choice(slot, max(slot.capacity - slot.taken, 0), bool(held and held.slot_id == slot.pk), km_to(slot, home))
        for slot in rows
    ]


def may_change(application: Application, held: InterviewPick, *, at: datetime) -> bool:
    """Whether the person may still leave the time they picked for another."""
    return held.state == State.PICKED and at < held.slot.closes_at and _changes(application) < MOST_CHANGES


def km_to(slot: InterviewSlot, person: Candidate) -> float | None:
    """Return how far from home a slot is as the crow flies; None where the home has no point in the city."""
    if not person.place or person.place == places.OUTSIDE:
        return None
    return places.distance_km(person.place, slot.area)


def to_set(posting: Posting, *, at: datetime) -> QuerySet[InterviewSlot]:
    """Return the times ahead that have room, in their order: what an officer can give to somebody who has none."""
    ahead = posting.interview_slots.standing().filter(starts_at__gt=at)
    return interview_places.with_room(ahead).order_by("starts_at", "pk")


def lost_by_us(applications: Sequence[Application]) -> set[int]:
    """Return the pks of those whose last time the operator took back."""
    picks = InterviewPick.objects.filter(application__in=applications).order_by("application_id", "-pk")
    last = picks.distinct("application_id").values_list("application_id", "state")
    return {pk for pk, state in last if state == State.CANCELLED}


def of_day(posting: Posting, on: date) -> list[InterviewPick]:
    """Return who comes on a day, in the order of times and rooms."""
    picks = InterviewPick.objects.filter(slot__posting=posting, state__in=InterviewPick.KEPT, slot__starts_at__date=on)
    picks = picks.select_related("slot", "application__posting", "application__candidate__user__identity")
    return list(picks.order_by("slot__starts_at", "slot__place", "slot__room", "number"))


def of_posting(posting: Posting) -> QuerySet[InterviewSlot]:
    """Return the slots of a posting in their order, with how many places are taken."""
    return interview_places.with_taken(posting.interview_slots.all()).order_by("starts_at", "pk")


def steps_for(found: InterviewPick, by: Actor) -> list[Step]:
    """Return the steps this actor may take with a pick now."""
    return [step for step in STEPS if steps.may(step, found, parties(found.application), by)]


# Private --------------------------------------------------------------------------------------------------------------
def _checked(posting: Posting, drafts: Sequence[Draft], *, by: Actor, at: datetime) -> list[InterviewSlot]:
    steps.require_party("operator", Parties(operator_id=posting.organisation_id), by)
    if not posting.is_public:
        raise steps.wrong_state(posting)
    if not posting.has_interview:
        raise ValidationError(_("면접심사가 없는 공고입니다."), code="no_interview")
    made = [InterviewSlot(posting=posting, offered_at=at, offered_by=by.user, **vars(draft)) for draft in drafts]
    for slot in made:
        _require_ahead(slot, at)
        privacy.refuse_resident_numbers(place=slot.where, address=slot.address)
    return made


def _mark(verb: str, picks: Sequence[InterviewPick], *, by: Actor, at: datetime) -> list[InterviewPick]:
    with transaction.atomic():
        people = steps.lock(Application, [row.application for row in picks], "posting", "candidate")
        of = {row.pk: row for row in people}
        rows = steps.lock(InterviewPick, picks, "slot")
        for row in rows:
            row.application = of[row.application_id]
        step = steps.check(STEPS, verb, rows, lambda row: parties(row.application), [by] * len(rows))
        if any(at < row.slot.starts_at for row in rows):
            raise ValidationError(_("면접이 시작된 뒤에 적을 수 있습니다."), code="too_early")
        interview_places.move(rows, step.to_state, by=by, at=at)
        events.record(verb, [row.application for row in rows], by=by, at=at)
        return rows


def _remind(tomorrow: date, at: datetime, applications: Sequence[Application]) -> list[int]:
    """Remind those who still have a time tomorrow; who changes it meanwhile waits, or was waited for."""
    people = {row.pk: row for row in steps.lock(Application, applications, "posting", "candidate")}
    there = at_interview(list(people.values()))
    picks = interview_places.standing(there).filter(state=State.PICKED, slot__starts_at__date=tomorrow)
    held = list(picks.order_by("pk"))
    for row in held:
        row.application = people[row.application_id]
    return [interview_letters.tomorrow(held, at=at)]


def _require_ahead(slot: InterviewSlot, at: datetime) -> None:
    if slot.starts_at <= at or slot.closes_at <= at:
        raise ValidationError(
            {"closes_at": ValidationError(_("면접 시각과 고르는 기한은 지금보다 뒤여야 합니다."), code="slot_past")}
        )


def _require_open(row: Application, slot: InterviewSlot, at: datetime) -> None:
    if slot.posting_id != row.posting_id:
        raise PermissionDenied
    if slot.cancelled_at:
        raise ValidationError(
            _("그사이 운영기관이 이 시간을 취소했습니다. 다른 시간을 골라 주세요."), code="slot_cancelled"
        )
    if at >= slot.closes_at:
        raise ValidationError(
            _("이 시간을 고르는 기한이 지났습니다. 다른 시간을 고르거나 운영기관에 전화해 주세요."), code="slot_closed"
        )


def _require_changeable(row: Application, held: InterviewPick, at: datetime) -> None:
    if held.state != State.PICKED:
        raise steps.wrong_state(held)
    if _changes(row) >= MOST_CHANGES:
        raise ValidationError(
            _("면접 시간은 한 번만 바꿀 수 있고 이미 바꾸셨습니다. 사정이 있으면 운영기관에 전화해 주세요."),
            code="changed_already",
        )
    if at >= held.slot.closes_at:
        raise ValidationError(
            _("면접 시간을 바꿀 수 있는 기한이 지났습니다. 사정이 있으면 운영기관에 전화해 주세요."), code="slot_closed"
        )


def _changes(row: Application) -> int:
    return row.interview_picks.filter(state=State.LEFT).count()


def _without_pick(posting: Posting) -> list[Application]:
    kept = InterviewPick.objects.filter(application=OuterRef("pk"), state__in=InterviewPick.KEPT)
    rows = posting.applications.filter(~Exists(kept), state=Application.State.INTERVIEW, held_from="")
    return list(rows.select_related("posting", "candidate").order_by("pk"))


def _plain(slot: InterviewSlot) -> str:
    return slot.starts_at.isoformat()
