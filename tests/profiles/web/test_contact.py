"""The page on which people say what reaches them where and when."""

from datetime import time

import pytest
from django.urls import reverse

from profiles import contacts
from profiles.models import ContactChoice
from tests import make

pytestmark = pytest.mark.django_db
TIMES = {"rhythm": "at_once", "quiet_from": "21:00", "quiet_until": "08:00"}


@pytest.fixture
def member(client):
    user = make.candidate(make.user("hana@example.com", channels=["email"])).user
    client.force_login(user)
    return user


def test_page_asks_what_a_candidate_is_told_and_shows_what_stands(client, member, sms_server):
    page = client.get(reverse("profiles:contact")).content.decode()

    assert "hana@example.com" in page
    assert "010-1234-5678" in page
    assert 'name="group_offers" value="email"' in page
    assert 'name="group_suggestions" value="sms"' in page
    assert "group_duties" not in page


def test_page_says_nothing_of_texts_while_none_are_sent(client, member, settings):
    settings.SOLAPI_API_KEY = ""
    page = client.get(reverse("profiles:contact")).content.decode()

    assert "문자" not in page
    assert "010-1234-5678" not in page


def test_page_of_an_officer_asks_of_duties_alone(client):
    client.force_login(make.member())
    assert client.get(reverse("profiles:contact")).context["form"].groups.keys() == {"duties"}


def test_choice_is_kept(client, member, sms_server):
    told = {"group_offers": ["email", "sms"], "group_work": ["sms"], **TIMES, "rhythm": "daily", "quiet_from": "19:00"}

    answer = client.post(reverse("profiles:contact"), told)

    assert answer["Location"] == reverse("profiles:contact")
    ways = contacts.ways_of([member.pk])[member.pk]
    assert [ways.for_group(name) for name in ("offers", "work", "application", "suggestions")] == [
        ["email", "sms"],
        ["sms"],
        [],
        [],
    ]
    choice = ContactChoice.objects.get(user=member)
    assert (choice.rhythm, choice.quiet_from, choice.quiet_until) == ("daily", time(19), time(8))


def test_what_must_reach_is_asked_for_beside_its_boxes(client, member):
    answer = client.post(reverse("profiles:contact"), {"group_work": ["email"], **TIMES})

    assert answer.context["form"].errors == {
        "group_offers": ["답변 기한을 놓치지 않도록 받을 곳을 하나는 골라 주세요."]
    }


def test_what_is_not_offered_is_refused(client, member):
    told = {"group_offers": ["pigeon"], "rhythm": "hourly", "quiet_from": "23:00", "quiet_until": "05:00"}

    answer = client.post(reverse("profiles:contact"), told)

    assert set(answer.context["form"].errors) == {"group_offers", "rhythm", "quiet_from", "quiet_until"}
