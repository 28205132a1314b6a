"""A seat given elsewhere, or a round begun, at the very moment of another step; and the tests would see it if no lock were taken."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

import pytest
from django.db import transaction

from jobs import offers, one_seat
from jobs.models import Posting, ProgrammeYear
from matching import rounds
from profiles.models import Candidate, User
from tests import make
from tests.jobs.racing import waiting
from tests.matching.allocating import AFTER, applied, confirmed, posting, published

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]


@pytest.fixture
def year():
    return make.programme_year()


def meanwhile(call: Callable, by: User, lock: Callable, change: Callable):
    """Make the call while we hold a lock and change something; without the lock it waits for us only as it commits, for its signer's row."""
    with ExitStack() as race, transaction.atomic():
        lock()
        User.objects.select_for_update().get(pk=by.pk)
        (answers,) = [race.enter_context(waiting([call]))]
        change()
    return answers[0]


def publishing_against_an_offer(year, city, second):
    seated = applied(posting(year, seats=1), 90)
    row, elsewhere = confirmed(year, city, second), make.posting(programme_year_=year)
    answer = meanwhile(
        partial(rounds.publish, row, by=city, at=AFTER),
        city.user,
        lambda: Candidate.objects.select_for_update(no_key=True).get(pk=seated.candidate_id),
        lambda: make.application(elsewhere, seated.candidate, state="accepted"),
    )
    return answer, one_seat.holding().filter(candidate=seated.candidate).count()


def test_a_seat_given_while_a_round_is_published_is_the_only_one(year, city, second):
    assert publishing_against_an_offer(year, city, second) == ("inputs_changed", 1)


def test_without_the_lock_of_the_person_there_are_two(year, city, second, monkeypatch):
    monkeypatch.setattr(one_seat, "lock", lambda rows: None)

    assert publishing_against_an_offer(year, city, second)[1] == 2


def refill_against_a_round(year, city, second):
    to = posting(year, seats=1)
    rows = [applied(to, score) for score in (90, 80)]
    published(year, city, second)
    (offer,) = rows[0].offers.all()
    offers.decline([offer], by=make.actor(rows[0].candidate.user), at=AFTER)
    officer = make.actor(make.member(to.organisation))
    return meanwhile(
        partial(offers.make, [rows[1]], by=officer, at=AFTER),
        officer.user,
        lambda: Posting.objects.select_for_update(no_key=True).get(pk=to.pk),
        lambda: ProgrammeYear.objects.filter(pk=year.pk).update(is_in_round=True),
    )


def test_a_refill_that_waits_for_a_round_to_begin_is_refused(year, city, second):
    assert refill_against_a_round(year, city, second) == "round_open"


def test_without_the_lock_of_the_postings_it_would_go_through(year, city, second, monkeypatch):
    monkeypatch.setattr(offers, "lock_postings", lambda rows: Posting.objects.in_bulk([row.posting_id for row in rows]))

    assert refill_against_a_round(year, city, second) != "round_open"
    assert one_seat.holding().count() == 1
