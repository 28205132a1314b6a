"""Public holidays: the city sets them day by day; a log is never filled along the agreed week on one.

No list comes with the programme: which days are free, substitutes and election days among them, is decided anew each year
(공휴일에 관한 법률; 관공서의 공휴일에 관한 규정). Who worked on one writes it down all the same.
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from jobs import steps
from jobs.models import Holiday
from profiles import actors, events
from profiles.actors import Actor
from profiles.lines import one_line


@transaction.atomic
def add(on: date, name: str, *, by: Actor, at: datetime) -> Holiday:
    """Set a public holiday. Raises PermissionDenied, holiday_once; by field blank, max_length."""
    actors.require_role(by, roles={"editor"}, kinds={"city"})
    row = Holiday(on=on, name=one_line(name), set_at=at, set_by=by.user)
    row.full_clean()
    row.save()
    events.record("add_holiday", [row], by=by, at=at, params={"holiday": str(row)})
    return row


@transaction.atomic
def remove(holiday: Holiday, *, by: Actor, at: datetime) -> None:
    """Take a day out that is no holiday. Raises PermissionDenied, gone."""
    actors.require_role(by, roles={"editor"}, kinds={"city"})
    (row,) = steps.lock(Holiday, [holiday])
    events.record("remove_holiday", [row], by=by, at=at, params={"holiday": str(row)})
    row.delete()


def among(days: Collection[date]) -> dict[date, str]:
    """Return which of these days are public holidays, in their order, and what each is called."""
    return dict(Holiday.objects.filter(on__in=days).order_by("on").values_list("on", "name"))
