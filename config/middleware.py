"""What every request gets before its view and every response before it leaves. Headers: Mozilla Observatory's A+ set."""

import uuid
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from config import errors

View = Callable[[HttpRequest], HttpResponse]

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def stamp(get_response: View) -> View:
    """Set request.received_at (what deadlines compare with) and request.id (what events and logs name)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.received_at = timezone.now()
        request.id = uuid.uuid4().hex
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
