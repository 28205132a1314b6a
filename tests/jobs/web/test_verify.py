"""Anyone checks a certificate by its code, sees little, and can't find codes by trying."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from jobs.web.verify import LOOK_UPS_A_MINUTE
from tests import make
from tests.jobs.certificates import certificate
from tests.jobs.web.open_postings import text

FORM = reverse("jobs:verify")


@pytest.fixture(autouse=True)
def _fresh_limit() -> None:
    cache.clear()


def page(code: str) -> str:
    return reverse("jobs:verify_code", args=[code])


@pytest.mark.django_db
def test_visitor_sees_the_masked_name_and_what_was_done(client) -> None:
    made = certificate(name="김영수")

    response = client.get(page(made.code))
    shown = text(response)

    assert "맞는 수료증입니다" in shown
    assert "김*수" in shown
    assert "342시간" in shown
    assert "2026년 어르신돌봄지원단" in shown
    for hidden in ("김영수", "1964", "서대문복지관", "어르신 말벗"):
        assert hidden not in shown
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_typed_code_leads_to_its_page(client) -> None:
    made = certificate(code="ABCDEFGH2345")

    response = client.get(FORM, {"code": " abcd-efgh 2345 "})

    assert response.url == page("ABCDEFGH2345")
    assert "맞는 수료증입니다" in text(client.get(page(made.shown_code.lower())))


@pytest.mark.django_db
def test_withdrawn_certificate_says_so_and_not_why(client) -> None:
    made = certificate(withdrawn_at=make.NOW, withdrawn_for="이름이 다릅니다.")

    shown = text(client.get(page(made.code)))

    assert "거둔 수료증입니다" in shown
    assert "맞는 수료증입니다" not in shown
    assert "이름이 다릅니다" not in shown


@pytest.mark.django_db
def test_wrong_codes_answer_alike(client) -> None:
    certificate(code="ABCDEFGH2345")
    answers = [client.get(page(code)) for code in ("ABCDEFGH2346", "NOPE", "한글")]
    answers.append(client.get(FORM, {"code": "0OO1"}))

    assert {response.status_code for response in answers} == {404}
    assert all("이 확인 번호의 수료증이 없습니다" in text(response) for response in answers)


@pytest.mark.django_db
def test_look_ups_are_limited_by_address(client) -> None:
    made = certificate()
    tries = range(2 * LOOK_UPS_A_MINUTE + 1)  # more than a minute lets through, also where the clock turns meanwhile

    of_one = [client.get(page("ABCDEFGH2346"), REMOTE_ADDR="192.0.2.7") for _ in tries]
    of_one_network = [client.get(page("ABCDEFGH2346"), REMOTE_ADDR=f"2001:db8::{number}") for number in tries]
    elsewhere = client.get(page(made.code), REMOTE_ADDR="192.0.2.8")

    for answers in (of_one, of_one_network):
        codes = [answer.status_code for answer in answers]
        assert codes[:LOOK_UPS_A_MINUTE] == [404] * LOOK_UPS_A_MINUTE
        assert 429 in codes[LOOK_UPS_A_MINUTE:]
        assert "너무 여러 번 확인하셨습니다" in text(answers[codes.index(429)])
    assert elsewhere.status_code == 200
