"""Whether messages that another side took have arrived: it is asked until it says so, less and less often.

What didn't arrive becomes a dead letter, which the city sees and may send again. A message that falls back to another kind
counts as lost when it still says so after `FALLBACK`. Of what nothing is said for `PATIENCE` nothing is concluded: it stays as
sent. What the words of the other side mean is told by its channel (`channels/sms.py`).
"""

import logging
import time as clock
from datetime import datetime, timedelta

from django.db import transaction

from profiles import attempts, channels
from profiles.channels.base import Answer, ChannelDown
from profiles.models import Delivery

FALLBACK = timedelta(hours=1)
PATIENCE = timedelta(days=3)
MOST = 100  # rows looked at in one go
WORK_SECONDS = 60  # then the rest is left to the next go
_log = logging.getLogger(__name__)


# Verbs ----------------------------------------------------------------------------------------------------------------
def ask(*, at: datetime, limit: int = MOST) -> int:
    """Ask about the messages whose time to ask has come. Return of how many the last word was heard."""
    return sum(_ask_through(name, limit, at) for name in channels.names_on() if _reports(name))


# Private --------------------------------------------------------------------------------------------------------------
def _reports(name: str) -> bool:
    return hasattr(channels.BY_NAME[name], "report")


def _ask_through(name: str, limit: int, at: datetime) -> int:
    awaited = Delivery.objects.filter(channel=name, state=Delivery.State.SENT, due_at__lte=at).exclude(awaited_id="")
    ids = list(awaited.order_by("due_at", "pk").values_list("awaited_id", flat=True)[:limit])
    heard, stop_at = 0, clock.monotonic() + WORK_SECONDS
    if not ids:
        return 0
    try:
        with channels.BY_NAME[name]() as channel:
            for awaited_id in dict.fromkeys(ids):
                if clock.monotonic() >= stop_at:
                    break
                heard += _hear(name, awaited_id, channel.report(awaited_id), at)
    except ChannelDown as down:
        _log.warning("no word of arrivals, %s: %s", name, down)
    return heard


@transaction.atomic
def _hear(channel: str, awaited_id: str, answer: Answer, at: datetime) -> bool:
    """Write down what was heard of a message, which a digest makes one of several rows. Tell whether it was the last word."""
    mine = Delivery.objects.filter(channel=channel, awaited_id=awaited_id, state=Delivery.State.SENT)
    rows = list(mine.select_for_update(of=("self",)).select_related("notice").order_by("pk"))
    if not rows:
        return False
    waited = at - min(row.settled_at for row in rows)
    is_lost = not answer.is_sent and (answer.is_final or waited >= FALLBACK)
    if not is_lost and not answer.is_final and waited < PATIENCE:
        mine.update(due_at=at + max(waited, timedelta(minutes=1)))
        return False
    mine.update(awaited_id="", **({"state": Delivery.State.DEAD, "settled_at": at} if is_lost else {}))
    if is_lost:
        attempts.note(rows, answer, at)
        attempts.give_up(rows, at)
    return True
