"""Whose page it is, told to the device: a keyed hash, from which nobody learns who it is."""

from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def mark_of(request: HttpRequest) -> str:
    """Return the mark of who asks; "" for a visitor."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return salted_hmac("profiles.web.marks", str(user.pk), algorithm="sha256").hexdigest()[:32]
