"""Many senders at once carry each notice once; without the lease they wouldn't."""

import threading
from datetime import datetime, time, timedelta

import pytest
from django.db import connection, transaction

from profiles import notices, sender
from profiles.contacts import SEOUL
from profiles.models import Delivery, DeliveryAttempt
from tests.make import NOW
from tests.profiles.mailing import QUEUED, SENT, reader, tell, tries_of

pytestmark = pytest.mark.django_db
DELIVERY_MOMENT = datetime.combine(NOW.date() + timedelta(days=1), time(9), tzinfo=SEOUL)


def in_parallel(work, number=2):
    """Run the same work in threads that begin together, each on a connection of its own."""
    barrier, troubles = threading.Barrier(number), []

    def run():
        try:
            barrier.wait()
            work()
        except Exception as error:
            troubles.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []


def send_all():
    while sender.send_due(at=DELIVERY_MOMENT, limit=3):
        continue


def send_all_without_lease():
    """What the sender must not be: look, send, settle."""
    for row in list(Delivery.objects.filter(state=QUEUED).select_related("notice__recipient")):
        message = sender._message([row], [notices.render(row.notice, "ko")], row.notice.recipient.email)
        with sender.channels.BY_NAME["email"]() as channel:
            channel.send(message)
        Delivery.objects.filter(pk=row.pk).update(state=SENT, settled_at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_senders_carry_each_notice_once(mail_server):
    for number in range(20):
        tell(reader(f"p{number}@example.com"))
    daily = reader("daily@example.com", "daily")
    for key in "1234":
        tell(daily, key=key)

    in_parallel(send_all)

    assert sorted(mail_server.recipients) == sorted([*(f"p{number}@example.com" for number in range(20)), daily.email])
    assert Delivery.objects.filter(state=SENT).count() == DeliveryAttempt.objects.count() == 24


@pytest.mark.django_db(transaction=True)
def test_two_senders_without_lease_would_carry_notices_twice(mail_server):
    for number in range(20):
        tell(reader(f"p{number}@example.com"))

    in_parallel(send_all_without_lease)

    assert len(mail_server.mails) > 20


@pytest.mark.django_db(transaction=True)
def test_claim_waits_for_nobody(mail_server):
    held, free = tell(reader("a@example.com")), tell(reader("b@example.com"))

    def send_while_held():
        with transaction.atomic():
            Delivery.objects.select_for_update().get(pk=held.pk)
            in_parallel(send_all, number=1)

    send_while_held()

    assert mail_server.recipients == ["b@example.com"]
    assert tries_of(held) == (QUEUED, 0, [])
    assert tries_of(free) == (SENT, 1, [True])
