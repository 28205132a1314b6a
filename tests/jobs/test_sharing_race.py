"""Two first applications of one person at the same moment: both are taken in, on one consent."""

from functools import partial

import pytest
from django.db import connection

from jobs import applications
from jobs.models import Application
from profiles.models import Consent, User
from tests import make
from tests.jobs.applying import form
from tests.jobs.racing import waiting
from tests.make import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]


def test_first_applications_sent_at_once_to_two_postings_stand_on_one_consent():
    person = make.candidate()
    sent = [form(make.posting(), person) for _ in range(2)]
    calls = [partial(applications.submit, [one], by=make.actor(person.user), at=NOW) for one in sent]

    connection.set_autocommit(False)
    try:
        User.objects.select_for_update(no_key=True).get(pk=person.user_id)
        with waiting(calls):
            connection.commit()
    finally:
        connection.rollback()
        connection.set_autocommit(True)

    assert Application.objects.count() == 2
    assert Consent.objects.get().user == person.user
