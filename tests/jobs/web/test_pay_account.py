"""The page on which a person tells their account: after selection alone, masked, faults beside their boxes."""

import pytest
from django.urls import reverse

from jobs.models import PayAccount
from tests import make

pytestmark = pytest.mark.django_db
PAGE = reverse("jobs:pay_account")
TYPED = {"bank": "088", "number": "110-123-456789", "holder": "김영수"}


def test_nobody_is_asked_before_selection(client, person):
    make.application(make.posting(), person, state="selected")

    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, TYPED).status_code == 404
    assert not PayAccount.objects.exists()


def test_an_account_is_told_and_shown_masked(client, person):
    make.application(make.posting(), person, state="accepted")
    assert client.get(PAGE).context["form"]["holder"].value() == "김영수"

    wrong = client.post(PAGE, {**TYPED, "number": "123"})
    assert "신한은행 계좌번호는 11~14자리입니다" in wrong.content.decode()
    assert list(wrong.context["form"].errors) == ["number"]
    client.post(PAGE, TYPED)

    shown = client.get(PAGE).content.decode()
    assert "신한은행 ****6789" in shown
    assert "110123456789" not in shown
    assert PayAccount.objects.get().number == "110123456789"


def test_home_asks_for_it_once(client, person):
    placement = make.placement(
        make.application(make.posting(), person, state="placed"), state="preparing", agreed_at=make.NOW
    )
    PayAccount.objects.all().delete()
    home = reverse("jobs:home")

    assert "활동비 받을 계좌 적기" in client.get(home).content.decode()
    make.pay_account(placement.candidate)
    assert "활동비 받을 계좌 적기" not in client.get(home).content.decode()
