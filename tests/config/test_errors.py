"""Errors as pages and as problem JSON."""

import json
import logging

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import RequestFactory

from config import errors
from config.viewing import Viewing
from profiles.models import User
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(rf: RequestFactory):
    def asked(path: str):
        request = rf.get(path)
        request.user, request.id, request.session = AnonymousUser(), "a1b2", {}
        request.acting = request.proxy = None
        request.viewing, request.slots = Viewing(), {}
        return request

    return asked


def test_missing_page_says_what_to_do(client) -> None:
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "찾는 페이지가 없습니다" in response.content.decode()


def test_broken_rule_shows_its_sentence(ask) -> None:
    response = errors.broken_rule_page(ask("/me/"), ValidationError("자리가 없습니다.", code="too_few_seats"))

    assert response.status_code == 400
    assert "자리가 없습니다." in response.content.decode()


def test_broken_rule_of_the_api_is_a_problem_with_its_code(ask) -> None:
    response = errors.broken_rule_page(ask("/api/v1/x/"), ValidationError("자리가 없습니다.", code="too_few_seats"))

    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content) == {
        "type": "about:blank",
        "title": "자리가 없습니다.",
        "status": 400,
        "code": "too_few_seats",
    }


def test_rule_broken_under_the_api_takes_back_what_was_written_before() -> None:
    with transaction.atomic():
        user = make.user()
        answer = errors.api_exception_handler(ValidationError("자리가 없습니다.", code="too_few_seats"), {})

    assert answer.status_code == 400
    assert not User.objects.filter(pk=user.pk).exists()


def test_forbidden_page_gives_the_reason(ask) -> None:
    response = errors.permission_denied(ask("/operator/"), PermissionDenied("기관의 관리자만 할 수 있습니다."))

    assert response.status_code == 403
    assert "기관의 관리자만 할 수 있습니다." in response.content.decode()


def test_failure_page_asks_no_database_and_names_the_request(ask, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        response = errors.server_error(ask("/me/"))

    assert response.status_code == 500
    assert "a1b2" in response.content.decode()


def test_failure_page_gives_the_number_to_call_and_a_short_code(ask, settings) -> None:
    settings.HELPLINE = "02-000-0050"
    request = ask("/me/")
    request.id = "3f2a91bc" + "0" * 24

    shown = errors.server_error(request).content.decode()

    assert '<a href="tel:02-000-0050">' in shown
    assert ">3f2a91bc<" in shown
    settings.HELPLINE = ""
    assert "전화로" not in errors.server_error(request).content.decode()


def test_the_log_names_a_failed_request_by_the_same_code(ask) -> None:
    request = ask("/me/")
    request.id = "3f2a91bc" + "0" * 24
    handler = next(found for found in logging.getLogger().handlers if type(found) is logging.StreamHandler)
    line = logging.LogRecord("django.request", logging.ERROR, "", 0, "Internal Server Error: /me/", (), None)
    line.request = request

    handler.filter(line)

    assert "[3f2a91bc] Internal Server Error" in handler.format(line)
    plain = logging.LogRecord("config", logging.ERROR, "", 0, "무엇", (), None)
    handler.filter(plain)
    assert handler.format(plain).endswith("config 무엇")
