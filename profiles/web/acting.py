"""For whom a counsellor acts in this session, and how that begins and ends.

Forms of pages that were open for another person are worth nothing from then on: their tokens no longer fit (two people in two tabs).
"""

from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from profiles.models import Proxy

KEY = "acts_for"


def begin(request: HttpRequest, proxy: Proxy) -> None:
    """Open the person's pages in this session from now on."""
    request.session[KEY] = str(proxy.public_id)
    rotate_token(request)


def end(request: HttpRequest) -> None:
    """Open the counsellor's own pages again."""
    request.session.pop(KEY, None)
    rotate_token(request)
