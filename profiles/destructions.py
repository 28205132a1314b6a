"""How long rows are kept, and what was destroyed: periods are data with versions, and every batch that goes leaves a record.

The apps that own the rows destroy them, batch by batch, in the transaction of the record. Sources: 개인정보 보호법 art. 21; 표준 개인정보 보호지침
arts. 10, 11.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles import actors, events
from profiles.actors import Actor
from profiles.models import Destruction, RetentionPeriod


class NoPeriod(LookupError):
    """No period is in force for a class of rows: nothing of it may be destroyed."""


class Overdue(NamedTuple):
    """Rows from before a moment are due, by the period that says so."""

    period: RetentionPeriod
    before: datetime


class Standing(NamedTuple):
    """A class with the period that counts today, and those that are to count later, soonest first."""

    key: str
    now: RetentionPeriod | None
    coming: list[RetentionPeriod]


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def set_period(key: str, *, days: int, valid_from: date, source: str = "", by: Actor, at: datetime) -> RetentionPeriod:
    """Set how long a class of rows is kept from a day on. Raises PermissionDenied, unknown_class, in_the_past and, by field, those of the columns."""
    actors.require_role(by, roles={"editor"}, kinds={"city"})
    last = RetentionPeriod.objects.select_for_update().filter(key=key).order_by("-version").first()
    if last is None:
        raise ValidationError(_("이런 보유 구분은 없습니다."), code="unknown_class")
    if valid_from < timezone.localdate(at):
        late = ValidationError(_("적용일은 오늘이나 그 뒤여야 합니다."), code="in_the_past")
        raise ValidationError({"valid_from": late})
    row = RetentionPeriod(
        key=key,
        version=last.version + 1,
        days=days,
        valid_from=valid_from,
        source=source,
        added_at=at,
        added_by=by.user,
    )
    row.full_clean()
    row.save()
    events.record("set_period", [row], by=by, at=at, params={"version": row.version})
    return row


def record(rows_of: str, count: int, *, cause: str, at: datetime, period: RetentionPeriod | None = None) -> Destruction:
    """Write down what the caller destroys after this, in the same transaction: rows by the label of their model, or one column of them."""
    return Destruction.objects.create(rows_of=rows_of, count=count, cause=cause, period=period, at=at)


def destroy(
    model: type[Model], ids: list[int], *, cause: str, at: datetime, period: RetentionPeriod | None = None
) -> int:
    """Write the record, then let the rows go: for some kinds the database asks for that order. Return how many went."""
    if ids:
        record(model._meta.label, len(ids), cause=cause, period=period, at=at)
        model.objects.filter(pk__in=ids).delete()
    return len(ids)


def until_none(batch: Callable[..., int], at: datetime) -> int:
    """Destroy batch by batch until nothing is due; how many rows went."""
    count = 0
    while gone := batch(at=at):
        count += gone
    return count


# Questions ------------------------------------------------------------------------------------------------------------
def overdue(key: str, *, at: datetime) -> Overdue:
    """From before when rows of a class are due. Raises NoPeriod."""
    period = standing(key, on=timezone.localdate(at)).now
    if period is None:
        raise NoPeriod(f"no period is in force for {key}")
    return Overdue(period, at - timedelta(days=period.days))


def held(rows: QuerySet[Model], most: int) -> list[int]:
    """The ids of a batch, held to the end of the transaction; rows that somebody else holds are left to the next sweep."""
    return list(rows.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)[:most])


def standing(key: str, *, on: date) -> Standing:
    """How long a class is kept: the newest version that is valid, and newer ones that aren't yet."""
    rows = list(RetentionPeriod.objects.filter(key=key).order_by("-version"))
    now = next((row for row in rows if row.valid_from <= on), None)
    coming = [
        row
        for place, row in enumerate(rows)
        if row.valid_from > on and all(newer.valid_from > row.valid_from for newer in rows[:place])
    ]
    return Standing(key, now, sorted(coming, key=lambda row: (row.valid_from, row.version)))


def journal() -> QuerySet[Destruction]:
    """What was destroyed, the last first, with its period."""
    return Destruction.objects.select_related("period").order_by("-at", "-pk")
