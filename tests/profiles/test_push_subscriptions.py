"""Which browsers are told things: only of known services, at most five a person, and each of one person alone."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from profiles import contacts, events, push_subscriptions
from profiles.models import ContactChoice, PushSubscription
from profiles.push_services import is_known
from profiles.push_subscriptions import MOST
from tests import make
from tests.make import NOW
from tests.profiles.push_service import Browser

pytestmark = pytest.mark.django_db
SERVICE = "https://fcm.googleapis.com"


def subscribe(person, name="phone", by=None, **fields):
    told = {**Browser(SERVICE, name).fields(), **fields}
    return push_subscriptions.subscribe(person, **told, by=by or make.actor(person), at=NOW)


def endpoints(person):
    return [row.target["endpoint"].rpartition("/")[2] for row in person.push_subscriptions.order_by("pk")]


def test_subscribe_keeps_the_address_sealed_and_says_so():
    person = make.user()

    row = subscribe(person)

    assert row.target["endpoint"] == f"{SERVICE}/push/phone"
    assert b"googleapis" not in bytes(row.sealed)
    assert "googleapis" not in row.endpoint_index
    assert events.of(person).get(verb="subscribe_push").params == {}


def test_subscribe_again_is_one_browser_still():
    person = make.user()

    subscribe(person)
    subscribe(person)

    assert endpoints(person) == ["phone"]


def test_a_browser_that_another_person_used_belongs_to_this_one():
    first, second = make.user(), make.user()
    subscribe(first)

    subscribe(second)

    assert (endpoints(first), endpoints(second)) == ([], ["phone"])


def test_the_oldest_browser_makes_room():
    person = make.user()

    for number in range(MOST + 1):
        subscribe(person, f"b{number}")

    assert endpoints(person) == [f"b{number}" for number in range(1, MOST + 1)]


def test_subscribe_opens_the_way_for_somebody_who_had_chosen_before(settings):
    settings.VAPID_PRIVATE_KEY = "on"
    person = make.user(channels=["email"])

    subscribe(person)

    assert contacts.ways_of([person.pk])[person.pk].for_group("application") == ["email", "push"]
    assert ContactChoice.objects.get(user=person).channels == ["email", "push"]


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/push/1",
        "https://fcm.googleapis.com:8443/push/1",
        "https://fcm.googleapis.com.example.org/push/1",
        "https://somebody@fcm.googleapis.com/push/1",
        "https://notify.windows.com.example.org/1",
        "https://127.0.0.1/push/1",
        "https://fcm.googleapis.com/" + "1" * 2000,
        "https://[::1/push",
        "https://evil.example\\.push.apple.com/1",  # urllib3 ends the host at the backslash
        "https://evil.example\\@web.push.apple.com/1",
        "https://evil.example%2f.push.apple.com/1",
        "https://evil.example#.push.apple.com/1",
        "https://evil.example?.push.apple.com/1",
        "https://evil.example .push.apple.com/1",
        "https://evil.example\t.push.apple.com/1",
        "https://\nfcm.googleapis.com/push/1",
        "https://fcm.googleapis.com/push/1\r\nHost: evil.example",
        "https://@fcm.googleapis.com/push/1",
        "",
    ],
)
def test_subscribe_refuses_addresses_of_no_known_service(endpoint):
    with pytest.raises(ValidationError) as refused:
        subscribe(make.user(), endpoint=endpoint)

    assert refused.value.code == "unknown_service"
    assert not PushSubscription.objects.exists()


def test_every_host_under_a_star_is_known():
    assert is_known("https://db5p.notify.windows.com/w/?token=1")
    assert is_known("https://web.push.apple.com/1")


@pytest.mark.parametrize("fields", [{"p256dh": "AAAA"}, {"auth": ""}, {"p256dh": "!" * 87}, {"auth": "가나다"}])
def test_subscribe_refuses_keys_that_are_none(fields):
    with pytest.raises(ValidationError) as refused:
        subscribe(make.user(), **fields)

    assert refused.value.code == "bad_key"


def test_nobody_subscribes_for_another():
    with pytest.raises(PermissionDenied):
        subscribe(make.user(), by=make.actor(make.user()))


def test_unsubscribe_forgets_this_browser_of_this_person_alone():
    person, other = make.user(), make.user()
    mine, theirs = subscribe(person), subscribe(other, "theirs")

    def stop(row):
        return push_subscriptions.unsubscribe(person, endpoint=row.target["endpoint"], by=make.actor(person), at=NOW)

    assert (stop(theirs), stop(mine), stop(mine)) == (0, 1, 0)
    assert PushSubscription.objects.get() == theirs
    assert events.of(person).filter(verb="unsubscribe_push").count() == 1
