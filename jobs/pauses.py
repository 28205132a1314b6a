"""The clock of the answer that is owed to a person stands still while a document is awaited from them, and goes on when it came or its day passed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import DurationField, Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest, Least

from jobs.models import Application, InfoRequest

NOTHING = timedelta(0)


def waits_for_person(at: datetime) -> Q:
    """Which applications wait for their own person at this moment."""
    return Q(Exists(InfoRequest.objects.open(at).filter(application=OuterRef("pk"))))


def stood_still(at: datetime) -> Coalesce:
    """For how long the clock of an application has stood still since its last step."""
    asked = InfoRequest.objects.filter(application=OuterRef("pk"), due_at__gt=OuterRef("moved_at"))
    begun = Greatest(F("asked_at"), OuterRef("moved_at"))
    waited = Least(Coalesce(F("ended_at"), Value(at)), F("due_at"), Value(at)) - begun
    summed = asked.filter(Q(ended_at=None) | Q(ended_at__gt=OuterRef("moved_at"))).order_by().values("application")
    total = summed.annotate(waited=Sum(waited, output_field=DurationField())).values("waited")
    return Coalesce(Subquery(total, output_field=DurationField()), Value(NOTHING), output_field=DurationField())


def of(applications: Sequence[Application], *, at: datetime) -> dict[int, timedelta]:
    """Return, by application, for how long its clock has stood still; those whose never did aren't in it."""
    rows = Application.objects.filter(pk__in=[row.pk for row in applications]).annotate(still=stood_still(at))
    return dict(rows.filter(info_requests__isnull=False).values_list("pk", "still")) if applications else {}
