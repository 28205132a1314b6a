"""Which browsers of a person are told things by web push, each at a service that we know. Source: RFC 8030, 8291, 8292."""

import base64
import binascii
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from profiles import actors, contacts, events
from profiles.actors import Actor
from profiles.models import PushSubscription, User
from profiles.models.sealing import blind_index
from profiles.push_services import is_known

MOST = 5  # browsers of one person; a sixth takes the place of the oldest
CHANNEL = "push"
_POINT, _SECRET = 65, 16  # bytes of an uncompressed P-256 point and of the shared secret (RFC 8291)


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def subscribe(user: User, *, endpoint: str, p256dh: str, auth: str, by: Actor, at: datetime) -> PushSubscription:
    """Tell this browser things from now on; one that another person used belongs to this one now.

    Raises PermissionDenied, unknown_service, bad_key.
    """
    actors.require_person(by, user.pk)
    if not is_known(endpoint):
        raise ValidationError(
            _("이 브라우저로는 알림을 보낼 수 없습니다. 크롬, 엣지, 파이어폭스, 사파리에서 다시 해 주세요."),
            code="unknown_service",
        )
    if (_size(p256dh), _size(auth)) != (_POINT, _SECRET):
        raise ValidationError(
            _("브라우저가 알림 주소를 잘못 보냈습니다. 화면을 새로 고치고 다시 해 주세요."), code="bad_key"
        )
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    PushSubscription.objects.filter(endpoint_index=blind_index(endpoint)).delete()
    row = PushSubscription(user=user, endpoint_index=blind_index(endpoint), created_at=at)
    row.target = {"endpoint": endpoint, "keys": {"p256dh": p256dh, "auth": auth}}
    row.save()
    older = user.push_subscriptions.order_by("-created_at", "-pk")[MOST:]
    PushSubscription.objects.filter(pk__in=[one.pk for one in older]).delete()
    contacts.add_way(user, CHANNEL, by=by, at=at)
    events.record("subscribe_push", [user], by=by, at=at)
    return row


@transaction.atomic
def unsubscribe(user: User, *, endpoint: str, by: Actor, at: datetime) -> int:
    """Tell this browser nothing any more. Return how many rows went. Raises PermissionDenied."""
    actors.require_person(by, user.pk)
    gone, _by_model = user.push_subscriptions.filter(endpoint_index=blind_index(endpoint)).delete()
    if gone:
        events.record("unsubscribe_push", [user], by=by, at=at)
    return gone


# Private --------------------------------------------------------------------------------------------------------------
def _size(encoded: str) -> int:
    """How many bytes a base64url text holds; -1 where it is none."""
    try:
        return len(base64.b64decode(encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        return -1
