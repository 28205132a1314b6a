"""Dead letters are listed while they could still be sent, told in plain words, and tried anew when the city says so."""

from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from profiles import contacts, dead_letters, events, notices, sender
from profiles.contacts import SEOUL
from profiles.models import DeliveryAttempt, Event
from tests import make
from tests.jobs.expect import refusal
from tests.make import NOW
from tests.profiles.mailing import CANCELLED, DEAD, QUEUED, SENT, reader, tell, tries_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def dead(person=None, *, key="1", answer="550 unknown", **columns):
    """A delivery that was given up at NOW."""
    delivery = tell(person or reader(f"reader{key}@example.com"), key=key, **columns)
    make.changed(delivery, state=DEAD, tries=10, settled_at=NOW)
    DeliveryAttempt.objects.create(delivery=delivery, at=NOW - timedelta(hours=1), is_sent=False, answer="450 busy")
    DeliveryAttempt.objects.create(delivery=delivery, at=NOW, is_sent=False, answer=answer)
    delivery.refresh_from_db()
    return delivery


@pytest.fixture
def city():
    return make.actor(make.city_user())


def test_send_again_lets_the_sender_carry_it_with_all_tries_before_it(mail_server, city):
    delivery = dead(reader())

    dead_letters.send_again([delivery.notice], by=city, at=LATER)

    assert tries_of(delivery)[:2] == (QUEUED, 0)
    assert (delivery.due_at, delivery.settled_at) == (LATER, None)
    assert sender.send_due(at=LATER) == 1
    assert tries_of(delivery) == (SENT, 1, [False, False, True])
    event = events.of(delivery.notice).get(verb="send_again")
    assert (event.user, event.at, event.params) == (city.user, LATER, {"channel": "email"})


def test_send_again_keeps_the_quiet_hours_and_the_digest(city):
    night = datetime.combine(NOW.date(), time(22), tzinfo=SEOUL)
    at_once, daily = dead(key="1"), dead(reader("daily@example.com", rhythm="daily"), key="2")

    dead_letters.send_again([at_once.notice, daily.notice], by=city, at=night)

    for delivery, hour in ((at_once, 8), (daily, 9)):
        delivery.refresh_from_db()
        assert delivery.due_at == datetime.combine(NOW.date() + timedelta(days=1), time(hour), tzinfo=SEOUL)


def test_send_again_a_second_time_is_refused_and_changes_nothing(city):
    first, second = dead(key="1"), dead(key="2")
    dead_letters.send_again([first.notice], by=city, at=LATER)

    with refusal("not_dead"):
        dead_letters.send_again([first.notice, second.notice], by=city, at=LATER)

    assert tries_of(second)[0] == DEAD
    assert Event.objects.filter(verb="send_again").count() == 1


def test_send_again_is_for_the_city_s_editors(city):
    delivery = dead()

    for user in (delivery.notice.recipient, make.member(), make.city_user("viewer"), make.city_user("auditor")):
        with pytest.raises(PermissionDenied):
            dead_letters.send_again([delivery.notice], by=make.actor(user), at=LATER)


def test_listed_are_those_that_could_still_be_sent(city):
    fine, untrue, read, gone = (dead(key=str(number)) for number in range(1, 5))
    left = dead(key="5", kind="jobs.log_due")
    tell(reader("waiting@example.com"), key="6")
    make.changed(read.notice, read_at=NOW)
    for delivery in (untrue, read):
        notices.cancel("application", [delivery.notice.subject_id], at=NOW)
    make.changed(gone.notice.recipient, is_active=False)
    person = left.notice.recipient
    contacts.choose(person, ways={"work": []}, rhythm="at_once", by=make.actor(person), at=NOW)

    assert list(dead_letters.listed()) == [fine]
    assert dead_letters.listed().get().last_answer == "550 unknown"
    assert [tries_of(row)[0] for row in (untrue, read, left)] == [CANCELLED] * 3
    with refusal("not_dead"):
        dead_letters.send_again([gone.notice], by=city, at=LATER)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("550 <a@example.com> unknown", "이메일 주소가 없거나 더는 쓰지 않는 주소입니다."),
        ("552 over quota", "받는 사람의 메일함이 가득 찼습니다."),
        ("450 mailbox busy", "나중에 다시 보내라고 했습니다."),
        ("554 spam", "메일을 거절했습니다."),
        ("connection lost: SMTPServerDisconnected", "연결이 여러 번 끊겼습니다."),
        ("no words: TemplateDoesNotExist", "알림의 글을 만들지 못했습니다."),
        ("the sender died", "도중에 멈추었습니다."),
        ("", "이유를 알 수 없습니다."),
        (None, "이유를 알 수 없습니다."),
    ],
)
def test_why_says_in_plain_words_what_a_server_answered(answer, said):
    assert said in str(dead_letters.why(answer))
    assert "@" not in str(dead_letters.why(answer))
