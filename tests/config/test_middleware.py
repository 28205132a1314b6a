"""What each request gets and each response carries."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpResponse

from config import middleware
from profiles.models import User

SIGNED_IN = User(pk=1, email="signed-in@example.com")


@pytest.fixture
def request_(rf):
    request = rf.get("/api/v1/postings/")
    request.user = AnonymousUser()
    return request


def test_stamp_gives_the_moment_and_an_id(request_):
    before = datetime.now(UTC)

    response = middleware.stamp(lambda request: HttpResponse(request.id))(request_)

    assert timedelta(0) <= request_.received_at - before < timedelta(seconds=5)
    assert re.fullmatch("[0-9a-f]{32}", request_.id)
    assert response["X-Request-ID"] == response.content.decode() == request_.id


def test_headers_leave_what_a_view_has_set(request_):
    own = HttpResponse(headers={"Permissions-Policy": "camera=(self)"})

    plain = middleware.headers(lambda request: HttpResponse())(request_)
    kept = middleware.headers(lambda request: own)(request_)

    assert plain["Cross-Origin-Resource-Policy"] == "same-origin"
    assert plain["Permissions-Policy"].startswith("camera=(), geolocation=()")
    assert kept["Permissions-Policy"] == "camera=(self)"


def test_private_pages_stay_out_of_caches(request_):
    request_.user = SIGNED_IN

    response = middleware.private_pages(lambda request: HttpResponse())(request_)

    assert response["Cache-Control"] == "no-store"
    assert "Clear-Site-Data" not in response


def test_public_pages_may_be_cached(request_):
    response = middleware.private_pages(lambda request: HttpResponse())(request_)

    assert "Cache-Control" not in response


def test_signing_out_empties_the_browser(request_):
    request_.user = SIGNED_IN

    def sign_out(request):
        request.user = AnonymousUser()
        return HttpResponse()

    response = middleware.private_pages(sign_out)(request_)

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response["Cache-Control"] == "no-store"


def test_broken_rule_becomes_an_answer(request_):
    handle = middleware.broken_rules(lambda request: HttpResponse()).process_exception

    response = handle(request_, ValidationError("지원 기간이 아닙니다.", code="not_open"))

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content) == {
        "type": "about:blank",
        "title": "지원 기간이 아닙니다.",
        "status": 400,
        "code": "not_open",
    }
    assert handle(request_, RuntimeError("not a rule")) is None
