"""The language switch: remembered by a cookie for whoever reads, and by the account for what is sent."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.urls import reverse

from profiles import events, places
from profiles.web.profile_steps import STEPS
from tests import make

pytestmark = pytest.mark.django_db
URL = "/i18n/setlang/"
HANGUL = re.compile(r"[가-힣]+[^<>]*")
SWITCH = 'value="ko" lang="ko">한국어<'


def hangul(page: str) -> list[str]:
    """Korean words of an English page, without the button that leads back and the names of places and certificates."""
    page = re.sub(r"<datalist.*?</datalist>", "", page, flags=re.DOTALL)
    names = {name for code, name in places.choices()}
    names |= {dong.name for code, _name in places.choices() for dong in places.dongs(code)}
    return [found for found in HANGUL.findall(unescape(page.replace(SWITCH, ""))) if found.strip(' "\n') not in names]


def test_choice_of_a_visitor_is_remembered_and_leads_back(client):
    answer = client.post(URL, {"language": "en", "next": "/accounts/login/?next=/me/inbox/"})

    assert answer["Location"] == "/accounts/login/?next=/me/inbox/"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME]["max-age"] == 31_536_000
    assert '<html lang="en">' in client.get("/").content.decode()
    client.post(URL, {"language": "ko"})
    assert '<html lang="ko">' in client.get("/").content.decode()


def test_choice_of_a_member_is_kept_with_the_account(client):
    candidate = make.candidate()
    client.force_login(candidate.user)

    client.post(URL, {"language": "en", "next": "/me/inbox/"})

    candidate.user.refresh_from_db()
    assert candidate.user.language == "en"
    assert events.of(candidate.user).get(verb="choose_language").params == {"language": "en"}


@pytest.mark.parametrize("fields", [{}, {"language": ""}, {"language": "fr"}])
def test_choice_that_is_not_offered_changes_nothing(client, fields):
    user = make.user()
    client.force_login(user)

    assert client.post(URL, {**fields, "next": "/"}).status_code == 302

    user.refresh_from_db()
    assert user.language == "ko"
    assert '<html lang="ko">' in client.get(reverse("profiles:contact")).content.decode()


@pytest.mark.parametrize("url", ["/", "/accounts/login/", "/accounts/password/reset/", "/nowhere/", "/results/"])
def test_public_pages_are_english_throughout(client, url):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    assert hangul(client.get(url).content.decode()) == []


@pytest.mark.parametrize("step", [step.key for step in STEPS])
def test_profile_steps_are_english_throughout(client, step):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(make.candidate(name="Kim").user)
    page = client.get(reverse("profiles:candidate_profile_step", args=[step]), follow=True).content.decode()

    assert hangul(page) == []
