"""What the menu counts is what waits: of every stage, in one query, and never what was true before."""

from datetime import timedelta
from itertools import product

import pytest

from jobs import errand_counts, errands, offers
from jobs.errand_counts import Counts
from jobs.models import Application
from profiles import events
from tests import make
from tests.jobs import agreeing, interviewing, placed
from tests.make import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def both(person, at=NOW):
    """The same counted in one query and out of all that is read."""
    counts = errand_counts.of(person.user, at=at)
    assert counts == errand_counts.counted(errands.of(person.user, at=at))
    return counts


@pytest.mark.parametrize(
    ("state", "left_at", "is_released"),
    [
        *((state, "", False) for state in Application.State.values),
        *product(Application.DECIDED, ["interview", "paper_review"], [True, False]),
    ],
)
def test_an_interview_time_to_pick_counts_as_its_person_knows_it(state, left_at, is_released) -> None:
    posting = make.posting(results_released_at=NOW if is_released else None)
    row = make.application(posting, state=state)
    interviewing.slot(posting)
    if left_at:
        officer = make.actor(make.member(posting.organisation))
        events.record("reject", [row], by=officer, at=NOW, moves=(left_at, state))

    counts = both(row.candidate)

    hidden = state in Application.DECIDED and not is_released and left_at != "paper_review"
    assert counts == Counts(of_applications=1 if state == "interview" or hidden else 0)


@pytest.mark.parametrize(
    ("hidden_by", "number"), [("nothing", 1), ("picked", 0), ("full", 0), ("closed", 0), ("old", 0), ("cancelled", 0)]
)
def test_an_interview_counts_while_a_time_can_be_picked(hidden_by, number) -> None:
    row, _by = interviewing.invited()
    slot = interviewing.slot(row.posting, capacity=1)
    if hidden_by == "picked":
        interviewing.pick(row, slot)
    if hidden_by == "full":
        interviewing.pick(make.application(row.posting, state="interview"), slot)
    if hidden_by == "closed":
        make.changed(slot, closes_at=NOW - DAY)
    if hidden_by == "cancelled":
        make.changed(slot, cancelled_at=NOW, cancelled_by=make.user())
    if hidden_by == "old":
        make.changed(row.posting.programme_year, ends_on=(NOW - DAY).date())

    assert both(row.candidate).of_applications == number


@pytest.mark.parametrize("state", ["preparing", "active", "completed", "ended_early"])
def test_what_waits_in_a_placement_counts(state) -> None:
    person = make.candidate()
    row = make.placement(make.application(candidate_=person, state="placed"), state=state)
    seen = {both(person, at=NOW + days * DAY).of_placements for days in (0, 30, 60, 120, 240, 400)}

    assert max(seen) > 0 or state == "preparing"
    if state == "active":
        months = len(errands.of(person.user, at=NOW + 60 * DAY).due)
        make.worklog(row, state="returned")
        assert both(person, at=NOW + 60 * DAY).of_placements == months


def test_what_was_answered_counts_no_more() -> None:
    person = make.candidate()
    row = make.placement(make.application(candidate_=person, state="placed"), state="completed")
    at = NOW.replace(year=2027, month=1, day=31)  # three months after it ended
    assert [both(person, at=at - days * DAY).of_placements for days in (1, 0)] == [0, 1]

    placed.outcome(row, at=at)

    assert both(person, at=at).of_placements == 0


def test_an_offer_that_was_answered_counts_no_more() -> None:
    offer = make.offer()
    person = offer.application.candidate
    assert both(person) == Counts(1, 0)

    offers.decline([offer], by=make.actor(person.user), at=NOW)

    assert both(person) == Counts(0, 0)


def test_nobody_counts_what_waits_for_others() -> None:
    make.offer()
    agreeing.drawn(make.placement(make.application(state="placed"), state="preparing", agreed_at=None))

    assert both(make.candidate()) == Counts(0, 0)


@pytest.mark.parametrize("items", [1, 3])
def test_counting_is_one_query(items, django_assert_num_queries) -> None:
    person = make.candidate()
    for _ in range(items):
        make.offer(make.application(candidate_=person, state="offered"))
        placed = make.application(candidate_=person, state="placed")
        agreeing.drawn(make.placement(placed, state="preparing", agreed_at=None))

    with django_assert_num_queries(1):
        assert errand_counts.of(person.user, at=NOW) == Counts(items, items)
