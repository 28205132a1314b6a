"""For whom a counsellor acts in this session, and how that begins and ends: by pressing a button, and with the day, since each day is told.

Forms of pages that were open for another person are worth nothing from then on: their tokens no longer fit (two people in two tabs).
"""

from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils import timezone

from profiles import proxies
from profiles.models import Proxy

KEY = "acts_for"


def begin(request: HttpRequest, proxy: Proxy) -> None:
    """Open the person's pages in this session from now on."""
    request.session[KEY] = {"proxy": str(proxy.public_id), "on": timezone.localdate(request.received_at).isoformat()}
    rotate_token(request)


def standing(request: HttpRequest) -> Proxy | None:
    """Return the proxy by which the signed-in person acts today."""
    kept = request.session[KEY]
    if kept["on"] != timezone.localdate(request.received_at).isoformat():
        return None
    return proxies.acting(request.user, kept["proxy"], at=request.received_at)


def end(request: HttpRequest) -> None:
    """Open the counsellor's own pages again."""
    request.session.pop(KEY, None)
    rotate_token(request)
