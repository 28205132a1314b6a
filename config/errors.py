"""Errors of rules, turned into pages and, under /api/, into problem JSON (RFC 9457) with the rule's code."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from config import request_codes

PROBLEM_TYPE = "application/problem+json"


def problem(code: str, title: str, *, http_status: int, **extra: Any) -> dict[str, Any]:
    """Return the body of a problem: `code` is the rule's, `title` its sentence, `errors` (if any) by field."""
    return {"type": "about:blank", "title": title, "status": http_status, "code": code, **extra}


def api_exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an API error as problem JSON; an error that nobody foresaw returns None and becomes a 500."""
    if isinstance(error, ValidationError):
        set_rollback()  # what was written before the rule broke must not stay
        return _response(_of_rule(error), status.HTTP_400_BAD_REQUEST)
    response = exception_handler(error, context)
    if response is None:
        return None
    body = _of_api(error, response)
    return _response(body, response.status_code, headers=response.headers)


def broken_rule_page(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Show the sentence of a broken rule that its view didn't catch."""
    if _wants_problem(request):
        return _json(_of_rule(error), status.HTTP_400_BAD_REQUEST)
    return render(request, "400.html", {"sentences": error.messages}, status=400)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that can't be read."""
    return _answer(request, 400, "bad_request", _("요청을 읽을 수 없습니다."))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a person whose role doesn't allow this."""
    return _answer(request, 403, "forbidden", str(exception) or _("이 일을 할 권한이 없습니다."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for a missing object and for another's alike."""
    return _answer(request, 404, "not_found", _("찾는 페이지가 없거나 볼 수 없습니다."))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when we failed; the page gives a short code to tell us on the phone, and the number to call. No database is asked."""
    more = {"helpline": settings.HELPLINE, "helpline_hours": settings.HELPLINE_HOURS}
    return _answer(
        request, 500, "server_error", _("일시적인 문제가 생겼습니다."), number=request_codes.of(request), **more
    )


def too_large(request: HttpRequest, typed: Sequence[tuple[str, str]] = ()) -> HttpResponse:
    """Answer a request that is larger than any that we take; what was typed leads back to its form."""
    sentence = _("보내신 파일이 너무 큽니다. %(most)dMB보다 작은 파일을 올려 주세요.") % {
        "most": settings.UPLOAD_MAX_MB
    }
    return _answer(request, 413, "too_large", sentence, typed=typed)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was sent from an old page."""
    return _answer(request, 403, "csrf", _("화면이 오래되었습니다. 새로 고친 뒤 다시 시도해 주세요."))


def _answer(request: HttpRequest, http_status: int, code: str, title: str, **more: Any) -> HttpResponse:
    if _wants_problem(request):
        return _json(problem(code, title, http_status=http_status), http_status)
    context = {"explanation": title, "sentences": [title], **more}
    return render(request, f"{http_status}.html", context, status=http_status)


def _wants_problem(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _json(body: dict[str, Any], http_status: int) -> JsonResponse:
    return JsonResponse(body, status=http_status, content_type=PROBLEM_TYPE, json_dumps_params={"ensure_ascii": False})


def _response(body: dict[str, Any], http_status: int, headers: dict | None = None) -> Response:
    return Response(body, status=http_status, headers=headers, content_type=PROBLEM_TYPE)


def _of_rule(error: ValidationError) -> dict[str, Any]:
    leaves = (
        error.error_list
        if hasattr(error, "error_list")
        else [leaf for found in error.error_dict.values() for leaf in found]
    )
    extra = {"errors": error.message_dict} if hasattr(error, "error_dict") else {}
    return problem(leaves[0].code or "invalid", " ".join(error.messages), http_status=400, **extra)


def _of_api(error: Exception, response: Response) -> dict[str, Any]:
    if isinstance(error, exceptions.ValidationError):
        title = _("입력한 값을 다시 확인해 주세요.")
        return problem("invalid", title, http_status=response.status_code, errors=response.data)
    if isinstance(error, Http404):
        return problem("not_found", _("찾는 페이지가 없거나 볼 수 없습니다."), http_status=response.status_code)
    if isinstance(error, PermissionDenied):
        return problem("forbidden", str(error) or _("이 일을 할 권한이 없습니다."), http_status=response.status_code)
    return problem(error.default_code, str(error.detail), http_status=response.status_code)
