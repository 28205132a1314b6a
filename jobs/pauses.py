"""The clock of the answer that is owed to a person stands still while a document is awaited from them, and goes on when it came or its day passed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import DurationField, Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest, Least

from jobs.models import InfoRequest

NOTHING = timedelta(0)


class Still(NamedTuple):
    """For how long a clock has stood still, and whether it does now."""

    so_far: timedelta
    is_now: bool


RUNNING = Still(NOTHING, is_now=False)


def waits_for_person(at: datetime) -> Exists:
    """Which applications wait for their own person at this moment."""
    return Exists(InfoRequest.objects.open(at).filter(application=OuterRef("pk")))


def stood_still(at: datetime) -> Coalesce:
    """For how long the clock of an application has stood still since its last step."""
    asked = InfoRequest.objects.filter(application=OuterRef("pk"), due_at__gt=OuterRef("moved_at"))
    begun = Greatest(F("asked_at"), OuterRef("moved_at"))
    waited = Least(Coalesce(F("ended_at"), Value(at)), F("due_at"), Value(at)) - begun
    summed = asked.filter(Q(ended_at=None) | Q(ended_at__gt=OuterRef("moved_at"))).order_by().values("application")
    total = summed.annotate(waited=Sum(waited, output_field=DurationField())).values("waited")
    return Coalesce(Subquery(total, output_field=DurationField()), Value(NOTHING), output_field=DurationField())


def of(since: Mapping[int, datetime], *, at: datetime) -> dict[int, Still]:
    """Return, by application, how its clock stands that began to run at `since`; those of whose people nothing was ever asked aren't in it."""
    found: dict[int, Still] = {}
    asked = InfoRequest.objects.filter(application__in=list(since)).order_by("pk")
    for wanted in asked.only("application_id", "state", "asked_at", "due_at", "ended_at"):
        before = found.get(wanted.application_id, RUNNING)
        waited = min(wanted.ended_at or at, wanted.due_at, at) - max(wanted.asked_at, since[wanted.application_id])
        is_now = wanted.state == InfoRequest.State.OPEN and wanted.due_at > at
        found[wanted.application_id] = Still(before.so_far + max(waited, NOTHING), before.is_now or is_now)
    return found
