"""The link in a mail asks before it does anything; only a mail program's own button does it at once."""

import pytest
from django.test import Client
from django.urls import reverse

from profiles import contacts, events
from profiles.models import Event
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make.user(channels=["email"])


def address(user, target="suggestions", *, name="stop_mail"):
    return reverse(f"profiles:{name}", args=[contacts.stop_token(user, target)])


def groups_by_mail(user):
    ways = contacts.ways_of([user.pk])[user.pk]
    return [name for name in contacts.GROUPS if ways.for_group(name)]


def test_opening_the_link_changes_nothing(client, person):
    page = client.get(address(person))
    by_hand = client.get(address(person, name="stop_mail_one_click"), follow=True)

    assert "이런 메일을 그만 받으시겠습니까?" in page.content.decode()
    assert page.content.decode().count("맞춤 일자리와 저장한 검색") == 1
    assert "이런 메일을 그만 받으시겠습니까?" in by_hand.content.decode()
    assert not Event.objects.exists()


def test_pressing_the_button_stops_the_group_and_says_how_it_comes_back(client, person):
    page = client.post(address(person)).content.decode()

    assert "이런 메일을 더 보내지 않습니다" in page
    assert reverse("profiles:contact") in page
    assert set(contacts.GROUPS) - set(groups_by_mail(person)) == {"suggestions"}
    assert events.of(person).get().user == person


def test_the_page_keeps_our_token_against_forgery(person):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(address(person)).status_code == 403
    assert (
        strict.post(address(person, name="stop_mail_one_click"), {"List-Unsubscribe": "One-Click"}).status_code == 200
    )
    assert "suggestions" not in groups_by_mail(person)


@pytest.mark.parametrize("body", [{}, {"List-Unsubscribe": "Two-Clicks"}])
def test_one_click_takes_the_body_of_the_standard_alone(client, person, body):
    assert client.post(address(person, name="stop_mail_one_click"), body).status_code == 400
    assert "suggestions" in groups_by_mail(person)


def test_stopping_twice_is_as_once(client, person):
    for _ in range(2):
        assert client.post(address(person, contacts.DIGEST)).status_code == 200
    assert groups_by_mail(person) == ["offers"]


@pytest.mark.parametrize("token", ["none", "WyJhIiwib2ZmZXJzIl0:abc"])
def test_a_link_that_is_not_ours_is_not_found(client, token):
    assert client.get(reverse("profiles:stop_mail", args=[token])).status_code == 404
    answer = client.post(reverse("profiles:stop_mail_one_click", args=[token]), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 404


def test_a_link_to_what_may_not_be_stopped_or_of_who_left_is_not_found(client, person):
    assert client.post(address(person, "offers")).status_code == 404
    make.changed(person, is_active=False)
    assert client.post(address(person)).status_code == 404
