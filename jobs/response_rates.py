"""How often an operator answers people by the day it promised: what a person may expect before applying.

Of the applications of the last year whose day of results is over: the share that had their result by the end of that day. Whoever
withdrew isn't counted, nor what the city decides in a round. Under five it says nothing of the operator, so it isn't shown.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from jobs.models import Application, Posting

A_YEAR = timedelta(days=365)
A_DAY = 24 * 60 * 60  # seconds
LEAST = 5


class ResponseRate(NamedTuple):
    """`in_time` of `counted` applications had their result by the day announced, as the rows said it on a day."""

    in_time: int
    counted: int
    on: date

    @property
    def share(self) -> float:
        return self.in_time / self.counted


def of(organisation_id: int, *, at: datetime) -> ResponseRate | None:
    """Return the operator's rate over the last year, reckoned once a day; None under five applications."""
    return cache.get_or_set(
        f"response-rate-on:{organisation_id}:{timezone.localdate(at)}", lambda: reckon(organisation_id, at=at), A_DAY
    )


def reckon(organisation_id: int, *, at: datetime) -> ResponseRate | None:
    """Return the operator's rate as the rows say it now."""
    today = timezone.localdate(at)
    due = Application.objects.filter(
        posting__organisation=organisation_id,
        posting__selection=Posting.Selection.OPERATOR,
        posting__results_at__gte=at - A_YEAR,
        posting__results_at__date__lt=today,
    ).exclude(state=Application.State.WITHDRAWN)
    in_time = Q(posting__results_released_at__date__lte=TruncDate("posting__results_at"))
    found = due.aggregate(counted=Count("pk"), in_time=Count("pk", filter=in_time))
    return ResponseRate(found["in_time"], found["counted"], today) if found["counted"] >= LEAST else None
