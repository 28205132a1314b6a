"""The push services that we send to.

A browser gives an address of its maker's service. An address of anybody's choosing would let them make this server call whatever they like,
so it is looked at when it is given and again before each push; one that two libraries could read in two ways is no address.
Sources: RFC 3986, 8030; the makers' published host names.
"""

import re
from urllib.parse import urlsplit

from django.conf import settings

_HOST = re.compile(r"[a-z0-9.-]+")
_UNREADABLE = re.compile(
    r"[^!-~]|\\"
)  # what no address holds as it is: spaces, control signs, other scripts, and the backslash


def is_known(endpoint: str) -> bool:
    """Tell whether an address is one of a push service that we know, over https and on its usual port.

    >>> is_known("https://fcm.googleapis.com/fcm/send/abc"), is_known("https://fcm.googleapis.com.example.org/")
    (True, False)
    """
    if len(endpoint) > 2000 or _UNREADABLE.search(endpoint):
        return False
    try:
        parts = urlsplit(endpoint)
        origin = f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return False
    if "@" in parts.netloc or not _HOST.fullmatch(parts.hostname or ""):
        return False
    return any(_is_of(origin, service) for service in settings.PUSH_SERVICES)


def _is_of(origin: str, service: str) -> bool:
    """`https://*.example.com` stands for every host under it."""
    before, star, after = service.partition("*")
    return origin == service if not star else origin.startswith(before) and origin.endswith(after)
