"""A reserved seat is released once, and never while somebody whom it is for comes to want it; and the test would see it if not."""

from contextlib import contextmanager
from functools import partial

import pytest
from django.db import connection

from jobs import offers, results, seat_releases
from jobs.models import Hold, Posting, Seat
from profiles.models import Event
from tests import make
from tests.jobs.racing import at_once, waiting
from tests.jobs.test_seat_releases import AFTER, WHY, poor
from tests.make import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]


@contextmanager
def uncommitted():
    """What is done in the block is seen by nobody until it commits."""
    connection.set_autocommit(False)
    try:
        yield
    finally:
        connection.rollback()
        connection.set_autocommit(True)


@pytest.fixture
def unlocked(monkeypatch):
    """A program that doesn't lock the posting while it looks."""

    def read(chosen):
        return Posting.objects.select_related("programme_year").get(pk=chosen[0].posting_site.posting_id)

    monkeypatch.setattr(seat_releases, "_locked_posting", read)


def kept(posting) -> list[Seat]:
    return list(seat_releases.free_kept(posting).select_related("posting_site"))


def releasing(seat, by):
    return partial(seat_releases.release_reserved, [seat], reason=WHY, by=by, at=AFTER)


def turned_down(operator):
    """A posting with one reserved seat, and somebody whom it is for who was turned down and isn't told yet."""
    posting = make.posting(operator, seats=2, reserved=1)
    row = poor(posting, state="interview")
    make.changed(row, state="not_selected", reason="점수 순위")
    return posting, row


def test_two_officers_release_a_seat_once(operator, officer):
    posting = make.posting(operator, seats=2, reserved=1)
    (seat,) = kept(posting)
    other = make.actor(make.member(operator))

    found = at_once([releasing(seat, by) for by in (officer, other)])

    assert found.count("seat_not_kept") == 1
    assert Event.objects.filter(verb="release_reserved").count() == 1


def two_for_one(operator):
    """Two reserved seats, and one person who may still get one."""
    posting = make.posting(operator, seats=3, reserved=2)
    poor(posting)
    return posting, kept(posting)


def test_two_officers_leave_a_seat_for_whom_it_is(operator, officer):
    posting, (first, second) = two_for_one(operator)

    found = at_once([releasing(first, officer), releasing(second, make.actor(make.member(operator)))])

    assert found.count("passes_over") == 1
    assert len(kept(posting)) == 1


def test_without_the_lock_two_officers_leave_none(operator, officer, unlocked):
    posting, (first, second) = two_for_one(operator)
    other = make.actor(make.member(operator))

    with uncommitted():
        releasing(first, officer)()
        found = at_once([releasing(second, other)])
        connection.commit()

    assert "passes_over" not in found
    assert kept(posting) == []


def test_who_comes_back_at_the_same_moment_keeps_the_seat(operator, officer):
    posting, row = turned_down(operator)
    (seat,) = kept(posting)

    with uncommitted():
        results.take_back([row], reason="점수를 잘못 읽음", by=officer, at=AFTER)
        with waiting([releasing(seat, officer)]) as answers:
            connection.commit()

    assert answers == ["passes_over"]
    assert kept(posting) == [seat]


def test_without_the_lock_who_comes_back_is_passed_over(operator, officer, unlocked):
    posting, row = turned_down(operator)
    (seat,) = kept(posting)

    with uncommitted():
        results.take_back([row], reason="점수를 잘못 읽음", by=officer, at=AFTER)
        answers = at_once([releasing(seat, officer)])
        connection.commit()

    assert answers != ["passes_over"]
    assert kept(posting) == []


def test_an_offer_to_whom_a_seat_is_for_wins_over_its_release(operator, officer):
    posting = make.posting(operator, seats=2, reserved=1, results_released_at=NOW)
    row = poor(posting, state="waiting")
    (seat,) = kept(posting)
    other = make.actor(make.member(operator))

    with uncommitted():
        offers.make([row], by=officer, at=AFTER)
        with waiting([releasing(seat, other)]) as answers:
            connection.commit()

    assert answers == ["seat_not_kept"]
    assert Hold.objects.get().seat == seat
    assert Hold.objects.get().seat.is_kept


def test_an_offer_and_a_release_at_once_pass_nobody_over(operator, officer):
    posting = make.posting(operator, seats=1, reserved=1, results_released_at=NOW)
    row = poor(posting, state="waiting")
    (seat,) = kept(posting)

    found = at_once([partial(offers.make, [row], by=officer, at=AFTER), releasing(seat, officer)])

    assert found[1] in ("passes_over", "seat_not_kept")
    assert Hold.objects.get().application == row
