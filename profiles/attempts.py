"""What is written down of the tries of deliveries, and of those that are given up."""

import logging
from collections.abc import Sequence
from datetime import datetime

from profiles import actors, events
from profiles.channels.base import Answer
from profiles.models import Delivery, DeliveryAttempt

_log = logging.getLogger(__name__)


def note(rows: Sequence[Delivery], answer: Answer, at: datetime) -> None:
    """Write down what the other side answered to one try of the rows."""
    DeliveryAttempt.objects.bulk_create(
        DeliveryAttempt(delivery=row, at=at, is_sent=answer.is_sent, answer=answer.text[:200]) for row in rows
    )


def give_up(rows: Sequence[Delivery], at: datetime) -> None:
    """Put dead letters in the history, where the city sees them; without the answer, which may hold an address."""
    if rows:
        _log.warning("dead letters: deliveries %s", [row.pk for row in rows])
        told = [{"channel": row.channel, "tries": row.tries} for row in rows]
        events.record("give_up", [row.notice for row in rows], by=actors.system(), at=at, params=told)
