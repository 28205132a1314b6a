"""Applications at the same moment as their consent is given or taken back: none is taken in without one."""

from contextlib import ExitStack
from functools import partial

import pytest
from django.db import connection, transaction

from jobs import applications
from jobs.models import Application
from profiles import consents
from profiles.models import Consent, User
from tests import make
from tests.jobs.applying import form
from tests.jobs.racing import waiting
from tests.jobs.sharing import agreed
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


def test_a_consent_taken_back_meanwhile_stops_the_application_that_waits():
    person = make.candidate()
    given, by = agreed(person.user), make.actor(person.user)
    sent = form(make.posting(), person, agrees_to=None)

    with ExitStack() as race, transaction.atomic():
        consents.withdraw(given, by=by, at=NOW)
        found = race.enter_context(waiting([partial(applications.submit, [sent], by=by, at=NOW)]))

    assert found == ["consent_missing"]
    assert not Application.objects.exists()


def test_a_consent_is_taken_back_only_after_the_application_that_stands_on_it():
    person = make.candidate()
    given, by = agreed(person.user), make.actor(person.user)
    sent = form(make.posting(), person, agrees_to=None)

    with ExitStack() as race, transaction.atomic():
        applications.submit([sent], by=by, at=NOW)
        race.enter_context(waiting([partial(consents.withdraw, given, by=by, at=NOW)]))

    assert Application.objects.get().candidate == person
    assert Consent.objects.get().withdrawn_at == NOW
