"""The sender against a real mail server on the wire and the real database."""

from datetime import datetime, time, timedelta

import pytest
from django.db import connection

from config.celery import app as celery_app
from profiles import actors, contacts, notices, sender
from profiles.contacts import SEOUL
from profiles.models import Delivery, Event, Notice
from tests import make
from tests.make import NOW
from tests.profiles.mailing import CANCELLED, DEAD, QUEUED, SENT, reader, tell, tries_of, words

pytestmark = pytest.mark.django_db
DELIVERY_MOMENT = datetime.combine(NOW.date() + timedelta(days=1), time(9), tzinfo=SEOUL)


def test_send_carries_the_notice_and_its_link(mail_server, settings):
    settings.PUBLIC_URL = "https://dasi.example"
    delivery = tell(reader())

    assert sender.send_due(at=NOW) == 1

    (mail,) = mail_server.mails
    assert mail["Subject"].strip() == "[다시] 답변 기한이 지났습니다: 공고 1"
    assert mail["To"] == "younghee@example.com"
    assert mail["Message-ID"] == f"<{delivery.notice.public_id}@dasi.example>"
    assert "자리가 다음 분에게 돌아갔습니다." in words(mail)
    assert "자세히 보기: https://dasi.example/me/offers/1/" in words(mail)
    assert "https://dasi.example/me/contact/" in words(mail)
    assert tries_of(delivery) == (SENT, 1, [True])
    assert (delivery.settled_at, delivery.lease_token) == (NOW, None)
    assert sender.send_due(at=NOW) == 0


def test_send_goes_to_the_address_of_the_moment(mail_server):
    person = reader()
    tell(person)
    person.email = "moved@example.com"
    person.save()

    sender.send_due(at=NOW)

    assert mail_server.recipients == ["moved@example.com"]


def test_send_keeps_the_quiet_hours_whatever_was_due_before(mail_server):
    tell(reader())
    evening = NOW.replace(hour=21)

    assert sender.send_due(at=evening) == 0
    assert sender.send_due(at=evening + timedelta(hours=10, minutes=59)) == 0
    assert mail_server.mails == []
    assert sender.send_due(at=evening + timedelta(hours=11)) == 1


def test_send_not_what_was_taken_back(mail_server):
    delivery = tell(reader())
    notices.cancel("application", [1], at=NOW)

    assert sender.send_due(at=NOW) == 0
    assert mail_server.mails == []
    assert tries_of(delivery) == (CANCELLED, 0, [])


def test_send_nothing_to_a_closed_account(mail_server):
    person = reader()
    delivery = tell(person)
    person.is_active = False
    person.save()

    sender.send_due(at=NOW)

    assert mail_server.mails == []
    assert tries_of(delivery) == (CANCELLED, 1, [])


def test_send_again_after_a_passing_refusal(mail_server):
    mail_server.refusals["younghee@example.com"] = "450 mailbox busy"
    delivery = tell(reader())

    sender.send_due(at=NOW)

    assert tries_of(delivery) == (QUEUED, 1, [False])
    assert delivery.attempts.get().answer == "450 mailbox busy"
    assert delivery.due_at == sender.next_try_at(delivery, NOW)
    assert sender.send_due(at=delivery.due_at - timedelta(seconds=1)) == 0
    mail_server.refusals.clear()
    assert sender.send_due(at=delivery.due_at) == 1
    assert tries_of(delivery) == (SENT, 2, [False, True])


def test_next_try_waits_twice_as_long_each_time_and_parts_the_rows():
    rows = [Delivery(pk=pk, tries=tries) for pk in range(1, 40) for tries in range(1, 10)]
    waits = {(row.pk, row.tries): sender.next_try_at(row, NOW) - NOW for row in rows}

    for (_pk, tries), wait in waits.items():
        whole = sender.FIRST_WAIT * 2 ** (tries - 1)
        assert whole / 2 <= wait <= whole
    assert len({wait for (_pk, tries), wait in waits.items() if tries == 1}) > 30


def test_send_gives_up_on_a_final_refusal(mail_server):
    mail_server.refusals["younghee@example.com"] = "550 <younghee@example.com> unknown"
    delivery = tell(reader())

    sender.send_due(at=NOW)

    assert tries_of(delivery) == (DEAD, 1, [False])
    assert delivery.attempts.get().answer == "550 <younghee@example.com> unknown"
    event = Event.objects.get(verb="give_up")
    assert (event.subject_type, event.subject_id, event.at) == ("notice", delivery.notice_id, NOW)
    assert (event.reason, event.params) == ("", {"channel": "email", "tries": 1})


def test_send_gives_up_after_ten_tries(mail_server):
    mail_server.refusals["younghee@example.com"] = "450 mailbox busy"
    delivery, days = tell(reader()), 0

    while sender.send_due(at=NOW + timedelta(days=days)):
        days += 1

    assert tries_of(delivery) == (DEAD, 10, [False] * 10)


def test_send_again_under_the_same_key_when_the_server_hung_up(mail_server):
    mail_server.hang_ups = 1
    first, second = tell(reader("a@example.com")), tell(reader("b@example.com"), key="2")

    assert sender.send_due(at=NOW) == 2
    assert tries_of(first) == (QUEUED, 1, [False])
    assert first.attempts.get().answer.startswith("connection lost")
    assert tries_of(second) == (SENT, 1, [True])
    sender.send_due(at=NOW + timedelta(minutes=1))

    assert tries_of(first) == (SENT, 2, [False, True])
    assert mail_server.recipients == ["a@example.com", "b@example.com", "a@example.com"]
    assert mail_server.mails[0]["Message-ID"] == mail_server.mails[2]["Message-ID"]


def test_send_waits_for_a_server_that_is_down(mail_server):
    mail_server.stop()
    deliveries = [tell(reader(f"{name}@example.com")) for name in "ab"]

    assert sender.send_due(at=NOW) == 0

    assert [tries_of(delivery) for delivery in deliveries] == [(QUEUED, 0, [])] * 2
    assert {(row.due_at, row.lease_token, row.leased_until) for row in deliveries} == {(NOW, None, None)}


def test_send_gives_back_what_a_slow_server_left_no_time_for(mail_server, monkeypatch):
    monkeypatch.setattr(sender, "WORK_SECONDS", 0.1)
    mail_server.delay_s = 0.2
    first, second = tell(reader("a@example.com")), tell(reader("b@example.com"))

    assert sender.send_due(at=NOW) == 1

    assert tries_of(first) == (SENT, 1, [True])
    assert tries_of(second) == (QUEUED, 0, [])
    assert second.lease_token is None


def test_send_gathers_a_day_in_one_mail(mail_server):
    gathered = [tell(reader("daily@example.com", "daily"), key="1")]
    person = gathered[0].notice.recipient
    gathered += [tell(person, key=key) for key in "23"]
    tell(reader("single@example.com"), key="4", at=DELIVERY_MOMENT)

    assert sender.send_due(at=NOW) == 0
    while sender.send_due(at=DELIVERY_MOMENT):
        continue

    assert mail_server.recipients == ["single@example.com", "daily@example.com"]
    text = words(mail_server.mails[1])
    assert mail_server.mails[1]["Subject"].strip() == "[다시] 알림 3건을 모아 보내 드립니다"
    assert [text.count(f": 공고 {number}") for number in "1234"] == [1, 1, 1, 0]
    assert [tries_of(delivery) for delivery in gathered] == [(SENT, 1, [True])] * 3


def test_send_puts_off_a_digest_as_a_whole(mail_server):
    mail_server.refusals["daily@example.com"] = "450 mailbox busy"
    first = tell(reader("daily@example.com", "daily"))
    second = tell(first.notice.recipient, key="2")

    sender.send_due(at=DELIVERY_MOMENT)

    assert [tries_of(delivery) for delivery in (first, second)] == [(QUEUED, 1, [False])] * 2
    assert first.due_at == second.due_at > DELIVERY_MOMENT


def test_send_the_only_notice_of_a_day_as_itself(mail_server):
    tell(reader(rhythm="daily"))

    sender.send_due(at=DELIVERY_MOMENT)

    assert mail_server.mails[0]["Subject"].strip() == "[다시] 답변 기한이 지났습니다: 공고 1"


def test_send_urgent_first_and_past_the_digest(mail_server):
    tell(reader("calm@example.com"), at=NOW - timedelta(minutes=10))
    daily = reader("daily@example.com", "daily")
    tell(daily, key="2")
    tell(daily, key="3", is_urgent=True)

    assert sender.send_due(at=NOW, limit=1) == 1
    assert mail_server.recipients == ["daily@example.com"]
    assert "공고 3" in mail_server.mails[0]["Subject"]
    while sender.send_due(at=NOW, limit=1):
        continue
    assert mail_server.recipients == ["daily@example.com", "calm@example.com"]


def test_send_the_others_when_one_has_no_words(mail_server, caplog):
    broken, good = tell(reader("a@example.com"), kind="jobs.no_such_kind"), tell(reader("b@example.com"))

    sender.send_due(at=NOW)

    assert tries_of(broken) == (QUEUED, 1, [False])
    assert broken.attempts.get().answer == "no words: TemplateDoesNotExist"
    assert tries_of(good) == (SENT, 1, [True])


def test_send_what_a_dead_sender_left_alone_and_not_before_its_lease_ran_out(mail_server):
    deliveries = [tell(reader(f"{name}@example.com")) for name in "abc"]
    sender._claim("email", make.uuid4(), 2, NOW)  # and then it is killed
    later = NOW + sender.LEASE

    assert sender.send_due(at=later - timedelta(seconds=1)) == 1
    assert mail_server.recipients == ["c@example.com"]
    assert [sender.send_due(at=later) for _ in range(3)] == [1, 1, 0]
    assert [tries_of(delivery) for delivery in deliveries] == [(SENT, 2, [True])] * 2 + [(SENT, 1, [True])]


def test_send_buries_what_kills_its_senders(mail_server):
    poison, at = tell(reader()), NOW
    for _ in range(sender.MAX_TRIES):
        assert sender._claim("email", make.uuid4(), 50, at)
        at += sender.LEASE

    assert sender.send_due(at=at) == 0

    assert tries_of(poison) == (DEAD, 10, [False])
    assert Event.objects.filter(verb="give_up", subject_id=poison.notice_id).count() == 1
    assert mail_server.mails == []


@pytest.mark.django_db(transaction=True)
def test_send_not_what_is_taken_back_while_others_leave(mail_server):
    tell(reader("a@example.com"), key="1")
    untrue = tell(reader("b@example.com"), key="2")

    def take_back(mail):
        notices.cancel("application", [2], at=NOW)
        connection.close()

    mail_server.on_mail = take_back
    sender.send_due(at=NOW)

    assert mail_server.recipients == ["a@example.com"]
    assert tries_of(untrue) == (CANCELLED, 1, [])


@pytest.mark.django_db(transaction=True)
def test_send_with_no_transaction_open(mail_server):
    tell(reader())
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        (pid,) = cursor.fetchone()
    seen = []

    def look(mail):
        with connection.cursor() as other:
            other.execute("select state from pg_stat_activity where pid = %s", [pid])
            seen.append(other.fetchone())
        connection.close()

    mail_server.on_mail = look
    sender.send_due(at=NOW)

    assert seen == [("idle",)]


@pytest.mark.django_db(transaction=True)
def test_settle_leaves_a_row_whose_lease_went_to_another(mail_server):
    delivery, token = tell(reader()), make.uuid4()

    def take_over(mail):
        Delivery.objects.update(lease_token=token, leased_until=NOW + timedelta(hours=1))
        connection.close()

    mail_server.on_mail = take_over
    sender.send_due(at=NOW)

    assert tries_of(delivery) == (QUEUED, 1, [True])  # the try is on record, the row is the other's
    assert delivery.lease_token == token


def test_choosing_no_channel_stops_what_waits(mail_server):
    delivery = tell(reader(), kind="jobs.log_due")
    person = delivery.notice.recipient

    contacts.choose(person, ways={"work": []}, rhythm="at_once", by=actors.user(person), at=NOW)

    assert sender.send_due(at=NOW) == 0
    assert tries_of(delivery) == (CANCELLED, 0, [])
    assert Notice.objects.visible_to(person).count() == 1


def test_the_name_that_wakes_the_sender_is_a_task_on_the_beat():
    celery_app.loader.import_default_modules()
    entry = celery_app.conf.beat_schedule["send due notices"]

    assert entry["task"] == "profiles.tasks.send_due_notices"
    assert entry["task"] in celery_app.tasks
