"""What comes after the first round: seats that fall free, and the second round for what is left."""

import pytest

from jobs import offers
from matching import round_inputs, round_tables, rounds
from tests import make
from tests.jobs.expect import refusal
from tests.make import NOW
from tests.matching.allocating import AFTER, applied, begun, posting, published, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return make.programme_year()


def test_a_seat_that_falls_free_later_goes_down_the_waiting_list(year, city, second):
    to = posting(year, seats=1)
    rows = [applied(to, score) for score in (60, 90, 70)]
    published(year, city, second)
    (offer,) = rows[1].offers.all()
    offers.decline([offer], by=make.actor(rows[1].candidate.user), at=AFTER)
    officer = make.actor(make.member(to.organisation))

    assert offers.next_waiting(to) == rows[2]
    offers.make([rows[2]], by=officer, at=AFTER)

    assert state_of(rows[2]) == "offered"


def test_the_second_round_fills_what_declines_left(year, city, second):
    to, other = posting(year, seats=2), posting(year, seats=1)
    rows = [applied(to, score) for score in (90, 80, 70, 60)]
    both = applied(other, 50, rows[3].candidate, received_at=NOW.replace(hour=23))
    applied(other, 99)
    published(year, city, second)
    for row in rows[:2]:
        (offer,) = row.offers.all()
        verb = offers.decline if row is rows[0] else offers.accept
        verb([offer], by=make.actor(row.candidate.user), at=AFTER)

    again = begun(year, city, 2)
    terms = round_inputs.first_terms(again, at=AFTER)
    assert sorted(own.places for own in terms.sites.values()) == [0, 1]
    simulation = rounds.simulate(again, terms, name="남은 자리", by=city, at=AFTER)
    rounds.run(again, simulation, by=city, at=AFTER)
    rounds.verify(again, by=city, at=AFTER)
    rounds.confirm(again, by=second, at=AFTER)
    rounds.publish(again, by=city, at=AFTER)

    assert [state_of(row) for row in rows] == ["declined", "accepted", "offered", "waiting"]
    assert state_of(both) == "waiting"
    assert round_tables.beginnable() == []


def test_the_second_round_keeps_what_the_first_left_of_a_reserve(year, city, second):
    to = posting(year, seats=3, reserved=2)
    rows = [applied(to, score) for score in (90, 80, 70, 60)]
    poor = applied(to, 10, make.candidate(statuses={"near_poor": True}))
    published(year, city, second)
    for row in rows[:2]:
        if state_of(row) == "offered":
            (offer,) = row.offers.all()
            offers.decline([offer], by=make.actor(row.candidate.user), at=AFTER)

    (own,) = round_inputs.first_terms(begun(year, city, 2), at=AFTER).sites.values()

    assert state_of(poor) == "offered"
    assert (own.places, own.reserve) == (2, 1)


def test_the_second_round_takes_in_postings_that_closed_since(year, city, second):
    applied(posting(year, seats=1), 90)
    late = posting(year, seats=1, apply_until=AFTER, results_at=AFTER)
    newcomer = applied(late, 50)
    published(year, city, second)
    again = begun(year, city, 2)

    terms = round_inputs.first_terms(again, at=AFTER)
    simulation = rounds.simulate(again, terms, name="남은 자리", by=city, at=AFTER)
    rounds.run(again, simulation, by=city, at=AFTER)
    rounds.verify(again, by=city, at=AFTER)
    rounds.confirm(again, by=second, at=AFTER)
    rounds.publish(again, by=city, at=AFTER)

    assert state_of(newcomer) == "offered"


def test_a_refill_between_run_and_publishing_of_the_second_round_is_noticed(year, city, second):
    to = posting(year, seats=1)
    rows = [applied(to, score) for score in (90, 80)]
    published(year, city, second)
    (offer,) = rows[0].offers.all()
    offers.decline([offer], by=make.actor(rows[0].candidate.user), at=AFTER)
    again = begun(year, city, 2)
    terms = round_inputs.first_terms(again, at=AFTER)
    rounds.run(again, rounds.simulate(again, terms, name="", by=city, at=AFTER), by=city, at=AFTER)
    rounds.verify(again, by=city, at=AFTER)

    offers.make([rows[1]], by=make.actor(make.member(to.organisation)), at=AFTER)

    with refusal("inputs_changed"):
        rounds.confirm(again, by=second, at=AFTER)
