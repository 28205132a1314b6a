"""The clock of the answer that is owed to a person stands still while a document is awaited from them, and goes on when it came or its day passed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import DurationField, Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest, Least

from jobs.models import Application, InfoRequest

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


def of(applications: Sequence[Application], *, at: datetime) -> dict[int, Still]:
    """Return, by application, how its clock stands; those of whose people nothing was ever asked aren't in it."""
    asked = InfoRequest.objects.filter(application__in=[row.pk for row in applications]).values("application")
    rows = Application.objects.filter(pk__in=asked).annotate(still=stood_still(at), waits=waits_for_person(at))
    return {pk: Still(still, waits) for pk, still, waits in rows.values_list("pk", "still", "waits")}
