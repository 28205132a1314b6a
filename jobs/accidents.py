"""Accidents at work: what happened to whom, where, what was done, who was told, and what followed.

What tells of somebody's health is sealed (개인정보 보호법 제23조: sensitive), shown for a reason that the access log keeps, and never stands in the
history. A record is kept as it was written; what comes later is added. Source: 산업안전보건법 제57조 (record of accidents).
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import conflicts, placements, steps
from jobs.models import Accident, AccidentNote, Placement
from profiles import access, events, lines, privacy
from profiles.actors import Actor
from profiles.models import AccessEntry

MOST_PLACE, MOST_TOLD, MOST_TEXT = 120, 120, 2000


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def record(
    placement: Placement, *, happened_at: datetime, place: str, what: str, care: str = "", by: Actor, at: datetime
) -> Accident:
    """Write down an accident.

    Raises PermissionDenied and, by field, wrong_day, place_missing, what_missing, max_length, resident_number.
    """
    row = _lock(placement, by)
    where = lines.line(place, MOST_PLACE, field="place")
    said, done = lines.text(what, MOST_TEXT, field="what"), lines.text(care, MOST_TEXT, field="care")
    privacy.refuse_resident_numbers(place=where, what=said, care=done)
    if happened_at > at or timezone.localdate(happened_at) < timezone.localdate(row.placed_at):
        sentence = _("사고가 난 때는 배치한 날부터 지금까지 고를 수 있습니다.")
        raise ValidationError({"happened_at": ValidationError(sentence, code="wrong_day")})
    if not where:
        raise ValidationError({"place": ValidationError(_("어디에서 났는지 적어 주세요."), code="place_missing")})
    if not said:
        raise ValidationError({"what": ValidationError(_("무슨 일이 있었는지 적어 주세요."), code="what_missing")})
    made = Accident(placement=row, happened_at=happened_at, place=where, recorded_at=at, recorded_by=by.user)
    made.write(said, done)
    made.save()
    events.record("record_accident", [made], by=by, at=at)
    return made


@transaction.atomic
def tell(accident: Accident, *, told_to: str, told_on: date, by: Actor, at: datetime) -> Accident:
    """Note who was told of it, and when: the insurer, the family, the labour office.

    Raises PermissionDenied, closed and, by field, told_missing, wrong_day, max_length, resident_number.
    """
    row = _open_row(accident, by)
    whom = lines.line(told_to, MOST_TOLD, field="told_to")
    privacy.refuse_resident_numbers(told_to=whom)
    if not whom:
        raise ValidationError({"told_to": ValidationError(_("알린 곳을 적어 주세요."), code="told_missing")})
    if not timezone.localdate(row.happened_at) <= told_on <= timezone.localdate(at):
        sentence = _("알린 날은 사고가 난 날부터 오늘까지 고를 수 있습니다.")
        raise ValidationError({"told_on": ValidationError(sentence, code="wrong_day")})
    row.told_to, row.told_on = whom, told_on
    row.save(update_fields=["told_to", "told_on"])
    events.record("tell_accident", [row], by=by, at=at)
    return row


@transaction.atomic
def add_note(accident: Accident, *, text: str, by: Actor, at: datetime) -> AccidentNote:
    """Add what followed. Raises PermissionDenied, closed and, by field, note_missing, max_length, resident_number."""
    row = _open_row(accident, by)
    said = lines.text(text, MOST_TEXT, field="text")
    privacy.refuse_resident_numbers(text=said)
    if not said:
        raise ValidationError({"text": ValidationError(_("이어서 한 일을 적어 주세요."), code="note_missing")})
    made = AccidentNote(accident=row, written_at=at, written_by=by.user)
    made.text = said
    made.save()
    events.record("note_accident", [row], by=by, at=at)
    return made


@transaction.atomic
def close(accident: Accident, *, by: Actor, at: datetime) -> Accident:
    """Close a record that needs nothing more, once somebody was told of it. Raises PermissionDenied, closed, told_missing."""
    row = _open_row(accident, by)
    if row.told_on is None:
        raise ValidationError(_("어디에 알렸는지 먼저 적어 주세요."), code="told_missing")
    row.closed_at, row.closed_by = at, by.user
    row.save(update_fields=["closed_at", "closed_by"])
    events.record("close_accident", [row], by=by, at=at)
    return row


@transaction.atomic
def look(
    accident: Accident, *, reason: str, page: str, address: str | None, by: Actor, at: datetime
) -> tuple[Accident, list[AccidentNote]]:
    """Show what is sealed, for a reason that is kept with the look. Raises PermissionDenied, reason_missing, max_length."""
    row = Accident.objects.select_related("placement__candidate", "placement__application__posting").get(pk=accident.pk)
    _require(row, by)
    why = lines.text(reason, AccessEntry._meta.get_field("purpose").max_length, field="reason")
    if not why:
        raise ValidationError({"reason": ValidationError(_("이유를 적어 주세요."), code="reason_missing")})
    access.record([row.placement.candidate], page=page, purpose=why, by=by, at=at, address=address)
    return row, list(row.notes.select_related("accident").order_by("written_at", "pk"))


# Private --------------------------------------------------------------------------------------------------------------
def _lock(placement: Placement, by: Actor) -> Placement:
    (row,) = placements.lock([placement])
    row.application.candidate = row.candidate
    steps.require_party("operator", placements.parties(row), by)
    conflicts.require_none([row.application], [by])
    return row


def _require(row: Accident, by: Actor) -> None:
    row.placement.application.candidate = row.placement.candidate
    steps.require_party("operator", placements.parties(row.placement), by)
    conflicts.require_none([row.placement.application], [by])


def _open_row(accident: Accident, by: Actor) -> Accident:
    _lock(accident.placement, by)
    (row,) = steps.lock(Accident, [accident])
    if row.closed_at:
        raise ValidationError(_("마친 기록입니다. 더 적을 수 없습니다."), code="closed")
    return row
