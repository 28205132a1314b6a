"""The page of leaving says what goes and what stays, asks the password once more, and signs out."""

import pytest
from django.urls import reverse

from profiles.models import User
from tests import make
from tests.jobs.web.open_postings import open_posting, text

pytestmark = pytest.mark.django_db
PAGE = reverse("jobs:leave")


@pytest.fixture
def known(client, person):
    person.user.set_password("다시 시작하는 오늘")
    person.user.save()
    client.force_login(person.user)
    return person


def test_consents_lead_to_leaving_and_it_says_what_stays_how_long(client, known) -> None:
    assert f'href="{PAGE}"' in text(client.get(reverse("profiles:consents")))
    shown = text(client.get(PAGE))

    assert "그해 사업이 끝난 뒤 5년" in shown
    assert "되돌릴 수 없습니다" in shown


def test_the_right_password_closes_the_account_and_signs_out(client, known) -> None:
    wrong = client.post(PAGE, {"password": "다른 것"})
    assert "비밀번호가 맞지 않습니다." in text(wrong)
    assert User.objects.get(pk=known.user_id).is_active

    client.post(PAGE, {"password": "다시 시작하는 오늘"})

    assert not User.objects.get(pk=known.user_id).is_active
    assert "_auth_user_id" not in client.session


def test_who_still_works_is_told_so_and_asked_nothing(client, known) -> None:
    make.placement(make.application(open_posting(title="돌봄"), known, state="placed"))

    shown = text(client.post(PAGE, {"password": "다시 시작하는 오늘"}))

    assert "‘돌봄’ 활동이 아직 끝나지 않았습니다." in shown
    assert 'name="password"' not in shown
    assert User.objects.get(pk=known.user_id).is_active


def test_without_a_password_a_new_sign_in_is_asked_for(client, person) -> None:
    person.user.set_unusable_password()
    person.user.save()
    client.force_login(person.user)

    client.post(PAGE, {})

    assert "다시 로그인하고" in text(client.get(PAGE))
    assert User.objects.get(pk=person.user_id).is_active
