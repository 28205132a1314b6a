"""Web push: what is told stands on the lock screen of a phone, so it is the title alone; where to read on comes with it, sealed.

The push service sees neither (RFC 8291). One person may have several browsers: one that took it is enough. A repeat replaces the first
there (Topic, RFC 8030).
"""

import base64
import json

import requests
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db.models import Q
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from py_vapid import Vapid02
from pywebpush import WebPushException, webpush

from profiles import gone_browsers
from profiles.channels.base import Answer, Message
from profiles.models import PushSubscription, User
from profiles.push_services import is_known

A_DAY = 86_400  # how long the service keeps what it can't deliver, in seconds
TIMEOUT = 10
GONE = (404, 410)
REFUSED = (400, 413)  # of this message, not of now


class Push:
    """One session a batch; it follows no redirect, or a known service could send us anywhere."""

    REACHES = Q(pk__in=PushSubscription.objects.values("user"))

    def __init__(self) -> None:
        self._session = requests.Session()
        self._session.max_redirects = 0
        self._session.trust_env = False

    @staticmethod
    def is_on() -> bool:
        return bool(settings.VAPID_PRIVATE_KEY)

    @staticmethod
    def address_of(person: User) -> str:
        """The ids of the person's browsers, as text."""
        return " ".join(str(pk) for pk in person.push_subscriptions.order_by("pk").values_list("pk", flat=True))

    def __enter__(self) -> "Push":
        return self

    def __exit__(self, *error: object) -> None:
        self._session.close()

    def send(self, message: Message) -> Answer:
        """Push to each browser. Those that are gone are forgotten."""
        rows = list(PushSubscription.objects.filter(pk__in=message.recipient.split()).order_by("pk"))
        codes = {row.pk: self._push(row, message) for row in rows}
        gone_browsers.forget([row for row in rows if codes[row.pk] in GONE], at=timezone.now())
        said = f"answers {', '.join(str(code) for code in codes.values()) or 'none'}"
        is_sent = any(200 <= code < 300 for code in codes.values())
        return Answer(is_sent, is_sent or all(code in (*GONE, *REFUSED) for code in codes.values()), said)

    def _push(self, row: PushSubscription, message: Message) -> int:
        """Return what the service answered; 0 where it didn't, 410 where we know no such service (any more)."""
        if not is_known(row.target["endpoint"]):
            return GONE[1]
        try:
            answer = webpush(
                row.target,
                data=json.dumps(_told(message), ensure_ascii=False),
                vapid_private_key=settings.VAPID_PRIVATE_KEY,
                vapid_claims={"sub": settings.VAPID_SUBJECT},
                ttl=A_DAY,
                timeout=TIMEOUT,
                headers={"Topic": message.key.replace("-", "")[:32]},
                requests_session=self._session,
            )
        except WebPushException as refused:
            return refused.response.status_code if refused.response is not None else 0
        except requests.RequestException:
            return 0
        return answer.status_code


def public_key() -> str:
    """The key by which browsers know who may push to them, as base64url; "" while nothing is pushed."""
    if not settings.VAPID_PRIVATE_KEY:
        return ""
    point = Vapid02.from_string(settings.VAPID_PRIVATE_KEY).public_key.public_bytes(
        Encoding.X962, PublicFormat.UncompressedPoint
    )
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def _told(message: Message) -> dict[str, str]:
    return {
        "title": message.title,
        "url": message.parts[0].url
        if len(message.parts) == 1
        else f"{settings.PUBLIC_URL}{reverse('profiles:candidate_inbox')}",
        "tag": message.key,
        "lang": message.language,
        "icon": static("dasi/icon-192.png"),
    }
