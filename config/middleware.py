"""What every request gets before its view and every response before it leaves. Headers: Mozilla Observatory's A+ set."""

import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from config import cut_off, errors

View = Callable[[HttpRequest], HttpResponse]

_LISTEN_SECONDS, _PIECE = 10, 65_536
_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def stamp(get_response: View) -> View:
    """Set request.received_at (what deadlines compare with), request.id (what events and logs name) and that nobody acts for another."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.received_at = timezone.now()
        request.id = uuid.uuid4().hex
        request.acting = request.proxy = None  # nobody acts for anybody yet (config.acting)
        response = get_response(request)
        response["X-Request-ID"] = request.id
        return response

    return middleware


def headers(get_response: View) -> View:
    """Add the security headers that Django has no setting for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", _PERMISSIONS)
        return response

    return middleware


def bounded_uploads(get_response: View) -> View:
    """Refuse a request that is too large before any file of it is read; what still arrives is thrown away for a moment, but for the words before it.

    A browser shows no answer while it is cut off in the middle of sending (RFC 9112 section 9.6), so we listen a little longer.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) <= settings.UPLOAD_MAX_MB * 1024 * 1024:
            return get_response(request)
        until, beginning = time.monotonic() + _LISTEN_SECONDS, b""
        while time.monotonic() < until and (piece := request.read(_PIECE)):
            if len(beginning) < cut_off.MOST_BYTES:
                beginning += piece
        return errors.too_large(request, cut_off.words(request, beginning))

    return middleware


def private_pages(get_response: View) -> View:
    """Keep signed-in pages out of every cache, and empty the browser's storage when a person signs out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = get_response(request)
        if was_signed_in or request.user.is_authenticated:
            response["Cache-Control"] = "no-store"
        if was_signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return middleware


def broken_rules(get_response: View) -> View:
    """Turn a rule's ValidationError that no view caught into a 400 page with its sentence."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, ValidationError):
            return errors.broken_rule_page(request, exception)
        return None

    middleware.process_exception = process_exception
    return middleware
