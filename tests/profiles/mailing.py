"""Readers of mail, what they are told, and how its sending stands."""

from profiles import notices
from profiles.models import ContactChoice, Delivery
from profiles.notices import Telling
from tests import make
from tests.make import NOW

QUEUED, SENT, CANCELLED, DEAD = Delivery.State.values


def reader(email="younghee@example.com", rhythm="at_once"):
    person = make.user(email, channels=["email"])
    ContactChoice.objects.filter(user=person).update(rhythm=rhythm)
    return person


def tell(person, *, key="1", at=NOW, **columns):
    columns = {
        "kind": "jobs.offer_expired",
        "params": {"posting": f"공고 {key}"},
        "url": f"/me/offers/{key}/",
    } | columns
    telling = Telling(recipient_id=person.pk, unique_key=f"{person.pk}:{key}", subject_id=int(key), **columns)
    notices.tell([telling._replace(subject_type="application")], at=at)
    return Delivery.objects.get(notice__unique_key=telling.unique_key)


def tries_of(delivery):
    delivery.refresh_from_db()
    return delivery.state, delivery.tries, [attempt.is_sent for attempt in delivery.attempts.order_by("pk")]


def words(mail, kind="plain"):
    """The mail as its reader sees it: without markup, or with it."""
    return mail.get_body((kind,)).get_content()
