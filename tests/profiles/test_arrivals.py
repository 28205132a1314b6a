"""Whether texts arrived, asked of a provider at the wire: what is lost becomes a dead letter, what is under way is asked about again."""

from datetime import timedelta

import pytest

from profiles import arrivals, dead_letters, events, sender
from profiles.models import ContactChoice, Delivery
from tests import make
from tests.make import NOW
from tests.profiles.mailing import DEAD, SENT, tell, tries_of

pytestmark = pytest.mark.django_db
SOON = NOW + sender.FIRST_ASK


@pytest.fixture
def person(sms_server):
    user = make.user(channels=["sms"])
    make.candidate(user, phone="01012345678")
    return user


def say(sms_server, code, **columns):
    for text in sms_server.texts:
        text.update(statusCode=code, **columns)


def test_arrived_text_is_asked_about_once(sms_server, person):
    delivery = tell(person)
    sender.send_due(at=NOW)
    say(sms_server, "4000")

    assert arrivals.ask(at=SOON - timedelta(seconds=1)) == 0
    assert arrivals.ask(at=SOON) == 1
    asked = sms_server.requests
    assert arrivals.ask(at=SOON + timedelta(days=1)) == 0

    assert tries_of(delivery) == (SENT, 1, [True])
    assert sms_server.requests == asked


@pytest.mark.parametrize("code", ["2062", "3010", "3043", "3059"])
def test_lost_text_is_a_dead_letter(sms_server, person, code):
    delivery = tell(person)
    sender.send_due(at=NOW)
    say(sms_server, code)

    assert arrivals.ask(at=SOON) == 1

    assert tries_of(delivery) == (DEAD, 1, [True, False])
    (listed,) = dead_letters.listed()
    assert (listed, listed.last_answer, listed.settled_at) == (delivery, f"not arrived {code}", SOON)
    assert "도착하지 못했습니다" in str(dead_letters.why(listed.last_answer))
    assert events.of(delivery.notice).get(verb="give_up").params == {"channel": "sms", "tries": 1}


def test_lost_text_is_sent_anew_when_the_city_says_so(sms_server, person):
    delivery = tell(person)
    sender.send_due(at=NOW)
    say(sms_server, "3043")
    arrivals.ask(at=SOON)

    dead_letters.send_again([delivery.notice], by=make.actor(make.city_user()), at=SOON)
    sender.send_due(at=SOON)
    sms_server.texts[1]["statusCode"] = "4000"
    arrivals.ask(at=SOON + sender.FIRST_ASK)

    assert len(sms_server.texts) == 2
    assert tries_of(delivery) == (SENT, 1, [True, False, True])


def test_text_under_way_is_asked_about_less_and_less_and_never_lost(sms_server, person):
    delivery = tell(person)
    sender.send_due(at=NOW)
    say(sms_server, "3000")

    at, gaps = SOON, []
    while Delivery.objects.exclude(awaited_id="").exists():
        arrivals.ask(at=at)
        delivery.refresh_from_db()
        gaps.append(delivery.due_at - at)
        at = delivery.due_at if delivery.due_at > at else at + timedelta(minutes=1)

    assert gaps[:4] == [timedelta(minutes=minutes) for minutes in (3, 6, 12, 24)]
    assert at - NOW >= arrivals.PATIENCE
    assert tries_of(delivery) == (SENT, 1, [True])


def test_alimtalk_has_an_hour_to_fall_back(sms_server, person):
    delivery = tell(person)
    sender.send_due(at=NOW)
    say(sms_server, "3104", type="ATA")

    assert arrivals.ask(at=SOON) == 0
    assert tries_of(delivery)[0] == SENT
    assert arrivals.ask(at=NOW + arrivals.FALLBACK) == 1
    assert tries_of(delivery) == (DEAD, 1, [True, False])


def test_text_that_took_the_place_of_alimtalk_arrived(sms_server, person):
    delivery = tell(person)
    sender.send_due(at=NOW)
    say(sms_server, "3104", type="ATA")
    arrivals.ask(at=SOON)
    say(sms_server, "4000", type="SMS")

    assert arrivals.ask(at=NOW + arrivals.FALLBACK) == 1
    assert tries_of(delivery) == (SENT, 1, [True])


def test_digest_is_lost_as_a_whole(sms_server, person):
    ContactChoice.objects.filter(user=person).update(rhythm="daily")
    rows = [tell(person, key=key) for key in ("1", "2")]
    sender.send_due(at=max(row.due_at for row in rows))
    (text,) = sms_server.texts
    text["statusCode"] = "3043"

    arrivals.ask(at=rows[0].due_at + timedelta(days=1))

    assert [tries_of(row)[0] for row in rows] == [DEAD, DEAD]


@pytest.mark.parametrize("trouble", [(500, "oops"), (200, "{not json"), (0, "")])
def test_provider_in_trouble_decides_nothing(sms_server, person, trouble):
    delivery = tell(person)
    sender.send_due(at=NOW)
    say(sms_server, "3043")
    sms_server.troubles.append(trouble)

    assert arrivals.ask(at=SOON) == 0
    assert tries_of(delivery) == (SENT, 1, [True])
    assert arrivals.ask(at=SOON + sender.FIRST_ASK) == 1


def test_report_that_is_not_understood_holds_up_no_other(sms_server, person):
    rows = [tell(person, key=key) for key in ("1", "2")]
    sender.send_due(at=NOW)
    sms_server.texts[0]["type"] = "PIGEON"
    sms_server.texts[1]["statusCode"] = "3043"

    assert arrivals.ask(at=SOON) == 1
    assert sorted(tries_of(row)[0] for row in rows) == [DEAD, SENT]


def test_message_that_the_provider_no_longer_knows_is_not_lost(sms_server, person):
    delivery = tell(person)
    sender.send_due(at=NOW)
    sms_server.texts.clear()

    assert arrivals.ask(at=SOON) == 0
    assert tries_of(delivery)[0] == SENT


def test_mails_are_not_asked_about(mail_server, person):
    ContactChoice.objects.filter(user=person).update(channels=["email"])
    tell(person)
    sender.send_due(at=NOW)

    assert not Delivery.objects.exclude(awaited_id="").exists()
