"""Forty people press at once where six are taken: six come in; and the test would see it if the count weren't under the lock."""

from functools import partial

import pytest
from django.db import connection, transaction

from jobs import applications, intake_limits
from jobs.models import Application, Posting
from tests import make
from tests.jobs.applying import form
from tests.jobs.racing import at_once
from tests.make import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]
PEOPLE, TAKEN = 40, 6


def test_the_limit_holds_when_all_press_at_once() -> None:
    posting = make.posting(seats=3, intake_limit=2)
    people = [make.candidate() for _number in range(PEOPLE)]
    calls = [
        partial(applications.submit, [form(posting, person)], by=make.actor(person.user), at=NOW) for person in people
    ]

    found = at_once(calls)

    assert Application.objects.filter(posting=posting).count() == TAKEN
    assert found.count("intake_full") == PEOPLE - TAKEN
    posting.refresh_from_db()
    assert posting.is_full


def test_withdrawing_and_applying_at_once_never_goes_beyond() -> None:
    posting = make.posting(seats=3, intake_limit=2, reopens_when_withdrawn=True)
    inside = [make.candidate() for _number in range(TAKEN)]
    sent = [applications.submit([form(posting, one)], by=make.actor(one.user), at=NOW)[0] for one in inside]
    outside = [make.candidate() for _number in range(12)]
    going = [partial(applications.withdraw, [row], by=make.actor(row.candidate.user), at=NOW) for row in sent[:3]]
    coming = [partial(applications.submit, [form(posting, one)], by=make.actor(one.user), at=NOW) for one in outside]

    at_once([call for pair in zip(coming, going * 4, strict=False) for call in pair][: len(coming) + len(going)])

    assert intake_limits.applied([posting]).get(posting.pk, 0) <= TAKEN
    posting.refresh_from_db()
    assert posting.is_full == (intake_limits.applied([posting])[posting.pk] == TAKEN)


def test_the_test_sees_a_count_without_the_lock() -> None:
    posting = make.posting(seats=3, intake_limit=2)
    people = [make.candidate() for _number in range(12)]

    def apply_naively(person) -> None:
        with transaction.atomic():
            few = Application.objects.filter(posting=posting).count() < TAKEN
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.1)")
            if few:
                make.application(Posting.objects.get(pk=posting.pk), person)

    at_once([partial(apply_naively, person) for person in people])

    assert Application.objects.filter(posting=posting).count() > TAKEN
