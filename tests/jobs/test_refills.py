"""How many days a seat that somebody left early stood empty, from the last day of one to the first of the next."""

from datetime import date

import pytest

from jobs import refills
from tests import make
from tests.jobs.placing import active, preparing
from tests.make import NOW

pytestmark = pytest.mark.django_db
JULY = date(2026, 7, 20)


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=3)


def left(posting, on: date):
    """Somebody who left early on a day, their seat free again."""
    row = active(posting, state="ended_early", finished_on=on)
    row.application.holds.update(released_at=NOW)
    return row


def test_a_seat_that_was_filled_again_counts_its_days(posting):
    first = left(posting, date(2026, 6, 10))
    second = active(posting, started_on=date(2026, 6, 17))
    assert second.seat == first.seat

    (found,) = refills.of(posting, today=JULY)

    assert (found.left_on, found.next_on, found.days) == (date(2026, 6, 10), date(2026, 6, 17), 7)
    assert refills.mean_days([found]) == 7


def test_an_empty_seat_counts_until_today_and_not_in_the_mean(posting):
    left(posting, date(2026, 7, 10))
    preparing(posting)  # placed on it, not begun

    (found,) = refills.of(posting, today=JULY)

    assert (found.next_on, found.days, found.is_filled) == (None, 10, False)
    assert refills.mean_days([found]) is None


def test_a_seat_left_twice_stands_twice(posting):
    left(posting, date(2026, 5, 20))
    make.changed(
        second := active(posting, started_on=date(2026, 5, 25)), state="ended_early", finished_on=date(2026, 6, 30)
    )
    second.application.holds.update(released_at=NOW)
    active(posting, started_on=date(2026, 7, 3))

    found = refills.of(posting, today=JULY)

    assert [(row.left_on, row.days) for row in found] == [(date(2026, 6, 30), 3), (date(2026, 5, 20), 5)]
    assert refills.mean_days(found) == 4


def test_nobody_waits_for_a_closed_seat_or_an_activity_that_is_over(posting):
    row = left(posting, date(2026, 7, 10))

    assert refills.of(posting, today=date(2026, 11, 1)) == []
    make.changed(row.seat, closed_at=NOW)
    assert refills.of(posting, today=JULY) == []


def test_completed_seats_are_no_refills(posting):
    active(posting, state="completed")

    assert refills.of(posting, today=JULY) == []
