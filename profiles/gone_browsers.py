"""Browsers that their push service knows no more: nobody took them back, so the history tells that they went.

Apart from push_subscriptions.py, which needs the ways to reach people that need this.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from profiles import actors, events
from profiles.models import PushSubscription, User


@transaction.atomic
def forget(rows: Collection[PushSubscription], *, at: datetime) -> int:
    """Forget these browsers, as far as nobody took them back or anew meanwhile; return how many went."""
    people = {row.user_id for row in rows}
    locked = {row.pk: row for row in User.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk")}
    left = list(PushSubscription.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))
    PushSubscription.objects.filter(pk__in=[row.pk for row in left]).delete()
    events.record("lose_push", [locked[row.user_id] for row in left], by=actors.system(), at=at)
    return len(left)
