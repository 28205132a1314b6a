"""What is known of a site's contact goes when its period after the end is over; the row stays without it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from profiles import contact_people, destructions
from profiles.models import ContactPerson, Destruction
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db
KEPT = timedelta(days=1_096)


def contact(*, ended_on=None):
    person = ContactPerson(organisation=make.organisation(), started_on=NOW.date().replace(year=2019), added_at=NOW)
    person.name, person.phone, person.email, person.ended_on = "박담당", "01012345678", "site@example.com", ended_on
    person.save()
    return person


def test_destroy_overdue_forgets_who_ended_long_ago():
    today = timezone.localdate(NOW)
    old, kept, current = contact(ended_on=today - KEPT), contact(ended_on=today - KEPT + timedelta(days=1)), contact()

    assert destructions.until_none(contact_people.destroy_overdue, NOW) == 1

    for row in (old, kept, current):
        row.refresh_from_db()
    assert (old.name, old.phone, old.email, old.phone_index, old.email_index) == ("", "", "", "", "")
    assert (kept.name, current.phone) == ("박담당", "01012345678")
    record = Destruction.objects.get()
    assert (record.rows_of, record.count, record.period.key) == ("profiles.ContactPerson.name", 1, "site contact")


def test_a_forgotten_contact_stands_in_nobodys_way():
    row = contact(ended_on=timezone.localdate(NOW) - KEPT)
    contact_people.destroy_overdue(at=NOW)
    row.refresh_from_db()

    assert not contact_people.is_same(row, make.user("site@example.com"))
    assert not contact_people.is_member(row, timezone.localdate(NOW))
