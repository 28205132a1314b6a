"""Web push against a service at the wire: what is told, who can open it, which browsers are forgotten, and where nothing goes."""

import pytest

from profiles import contacts, events, gone_browsers, push_subscriptions, sender
from profiles.channels.base import Answer, Message, Part
from profiles.channels.push import Push, public_key
from profiles.models import PushSubscription
from tests import make
from tests.make import NOW
from tests.profiles import push_service
from tests.profiles.mailing import DEAD, QUEUED, SENT, tell

pytestmark = pytest.mark.django_db
LINK = "https://dasi.example/me/inbox/1/"
KEY = "b25seSB0aGVzZSB0ZXN0cyBwdXNoIGJ5IHRoZSBrZXk"  # 32 bytes that open nothing but these tests


@pytest.fixture
def service(settings):
    with push_service.running() as running:
        settings.VAPID_PRIVATE_KEY, settings.VAPID_SUBJECT = KEY, "mailto:city@dasi.example"
        settings.PUSH_SERVICES = [running.url]
        yield running


def message(person, **columns):
    part = Part("jobs.result_selected", "합격하셨습니다", "내용", LINK)
    told = {
        "key": "0192-a",
        "recipient": Push.address_of(person),
        "title": part.title,
        "body": "내용",
        "language": "ko",
    }
    return Message(**{**told, "parts": (part,), **columns})


def send(one):
    with Push() as channel:
        return channel.send(one)


def subscribed(service, *names, user=None):
    person = user or make.user()
    browsers = [service.browser(name) for name in names]
    for browser in browsers:
        push_subscriptions.subscribe(person, **browser.fields(), by=make.actor(person), at=NOW)
    return person, browsers


def test_the_browser_alone_reads_the_title_and_where_to_read_on(service):
    person, (browser,) = subscribed(service, "phone")

    assert send(message(person)) == Answer(True, True, "answers 201")

    ((name, headers, body),) = service.taken
    told = browser.opened(body)
    assert (name, told["title"], told["url"], told["lang"]) == ("phone", "합격하셨습니다", LINK, "ko")
    assert "내용" not in str(told)
    assert "합격" not in body.decode("latin-1")
    assert (headers["ttl"], headers["topic"], headers["content-encoding"]) == ("86400", "0192a", "aes128gcm")
    assert service.is_from(public_key())


def test_a_digest_leads_to_the_inbox(service):
    person, (browser,) = subscribed(service, "phone")
    two = (Part("jobs.placed", "하나", "", LINK), Part("jobs.placed", "둘", "", LINK))

    send(message(person, parts=two))

    assert browser.opened(service.taken[0][2])["url"].endswith("/me/inbox/")


@pytest.mark.parametrize(
    ("codes", "answer", "left"),
    [
        ({"phone": 201, "desk": 410}, Answer(True, True, "answers 201, 410"), ["phone"]),
        ({"phone": 404, "desk": 410}, Answer(False, True, "answers 404, 410"), []),
        ({"phone": 500, "desk": 410}, Answer(False, False, "answers 500, 410"), ["phone"]),
        ({"phone": 429, "desk": 429}, Answer(False, False, "answers 429, 429"), ["phone", "desk"]),
        ({"phone": 413, "desk": 413}, Answer(False, True, "answers 413, 413"), ["phone", "desk"]),
        ({"phone": 403, "desk": 201}, Answer(True, True, "answers 403, 201"), ["phone", "desk"]),
    ],
)
def test_one_browser_is_enough_and_those_that_are_gone_are_forgotten(service, codes, answer, left):
    person, _browsers = subscribed(service, "phone", "desk")
    service.answers = codes

    assert send(message(person)) == answer

    kept = [row.target["endpoint"].rpartition("/")[2] for row in person.push_subscriptions.order_by("pk")]
    assert kept == left
    lost = events.of(person).filter(verb="lose_push")
    assert [row.actor_kind for row in lost] == ["system"] * (2 - len(left))


def test_a_browser_that_was_taken_back_meanwhile_is_not_lost_as_well(service):
    person, (browser,) = subscribed(service, "phone")
    row = person.push_subscriptions.get()
    push_subscriptions.unsubscribe(person, endpoint=browser.fields()["endpoint"], by=make.actor(person), at=NOW)

    assert gone_browsers.forget([row], at=NOW) == 0

    assert not events.of(person).filter(verb="lose_push").exists()


def test_a_service_that_sends_us_elsewhere_is_not_followed(service):
    person, _browsers = subscribed(service, "phone")
    service.answers = {"phone": 307}

    answer = send(message(person))

    assert (answer.is_sent, answer.is_final) == (False, False)
    assert [name for name, _headers, _body in service.taken] == ["phone"]


def test_a_service_that_is_not_there_is_tried_again(service, settings):
    settings.PUSH_SERVICES = [*settings.PUSH_SERVICES, "http://127.0.0.1:9"]
    person, _browsers = subscribed(service, "phone")
    row = person.push_subscriptions.get()
    row.target = {**row.target, "endpoint": "http://127.0.0.1:9/push/phone"}
    row.save()

    assert send(message(person)) == Answer(False, False, "answers 0")


def test_nothing_goes_to_an_address_that_is_of_no_known_service_any_more(service, settings):
    person, _browsers = subscribed(service, "phone")
    settings.PUSH_SERVICES = ["https://*.push.apple.com"]

    assert send(message(person)) == Answer(False, True, "answers 410")

    assert service.taken == []
    assert not person.push_subscriptions.exists()


def test_the_sender_pushes_what_is_due_and_settles_it(service):
    person, (browser,) = subscribed(service, "phone", user=make.user(channels=["push"]))
    tell(person)

    sender.send_due(at=NOW)

    (delivery,) = person.notices.get().deliveries.all()
    assert (delivery.channel, delivery.state) == ("push", SENT)
    assert browser.opened(service.taken[0][2])["title"]


def test_a_person_whose_browsers_are_gone_meanwhile_is_a_dead_letter_of_this_way_alone(service):
    person, _browsers = subscribed(service, "phone", user=make.user(channels=["push"]))
    tell(person)
    PushSubscription.objects.all().delete()

    sender.send_due(at=NOW)

    assert person.notices.get().deliveries.get().state == DEAD


def test_without_keys_nothing_is_pushed_nor_offered(service, settings, client):
    person, _browsers = subscribed(service, "phone", user=make.user(channels=["push"]))
    tell(person)
    settings.VAPID_PRIVATE_KEY = ""

    sender.send_due(at=NOW)

    assert person.notices.get().deliveries.get().state == QUEUED
    assert "push" not in contacts.ways_of([person.pk])[person.pk].reachable
    client.force_login(person)
    assert "data-push" not in client.get("/me/contact/").content.decode()
