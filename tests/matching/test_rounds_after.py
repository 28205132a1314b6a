"""What comes after the first round: seats that fall free, and the second round for what is left."""

import pytest

from jobs import offers
from matching import round_inputs, round_tables, rounds
from matching.models import RoundResult
from tests import make
from tests.jobs.expect import refusal
from tests.make import NOW
from tests.matching.allocating import (
    AFTER,
    OVER,
    applied,
    begun,
    confirmed,
    finished,
    posting,
    published,
    ran,
    state_of,
)

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
    finished(again, city, second)

    assert [state_of(row) for row in rows] == ["declined", "accepted", "offered", "waiting"]
    assert state_of(both) == "waiting"
    assert round_tables.beginnable() == []


def test_a_second_round_is_offered_once_a_seat_is_free(year, city, second):
    to = posting(year, seats=1)
    first = applied(to, 90)
    published(year, city, second)
    assert round_tables.beginnable() == []

    offers.decline([first.offers.get()], by=make.actor(first.candidate.user), at=AFTER)

    assert round_tables.beginnable() == [(year, 2)]


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

    finished(again, city, second)

    assert state_of(newcomer) == "offered"


def test_nothing_is_refilled_one_by_one_from_the_begin_of_the_second_round_to_its_results(year, city, second):
    to = posting(year, seats=1)
    rows = [applied(to, score) for score in (90, 80, 70)]
    published(year, city, second)
    (offer,) = rows[0].offers.all()
    offers.decline([offer], by=make.actor(rows[0].candidate.user), at=AFTER)
    again, officer = begun(year, city, 2), make.actor(make.member(to.organisation))

    with refusal("round_open"):
        offers.make([rows[1]], by=officer, at=AFTER)
    finished(again, city, second)

    assert [state_of(row) for row in rows] == ["declined", "offered", "waiting"]
    (offer,) = rows[1].offers.all()
    offers.decline([offer], by=make.actor(rows[1].candidate.user), at=AFTER)
    offers.make([rows[2]], by=officer, at=AFTER)
    assert state_of(rows[2]) == "offered"


def test_who_has_a_seat_of_the_year_is_not_in_the_second_round(year, city, second):
    first, late = posting(year, seats=1), posting(year, seats=1, apply_until=AFTER, results_at=AFTER)
    has, hopes = applied(first, 90), applied(late, 50)
    published(year, city, second)
    again = applied(late, 99, has.candidate)

    row = begun(year, city, 2)
    assert round_tables.left_out(row, at=AFTER)[0][1] == 1
    finished(row, city, second)

    assert [state_of(one) for one in (has, hopes, again)] == ["offered", "offered", "not_selected"]
    again.refresh_from_db()
    assert again.reason.startswith("이 사업에 이미 정해진 자리가 있어")
    assert not RoundResult.objects.filter(allocation=row.allocation, candidate=has.candidate).exists()


@pytest.mark.parametrize("state", ["offered", "accepted", "placed"])
def test_a_seat_that_an_operator_gave_keeps_one_out_of_the_first_round_too(year, city, second, state):
    person = make.candidate()
    make.hold(make.application(make.posting(programme_year_=year), person, state=state))
    again = applied(posting(year, seats=1), 90, person)
    other = applied(again.posting, 50)

    published(year, city, second)

    assert (state_of(again), state_of(other)) == ("not_selected", "offered")


def test_who_left_a_seat_early_is_in_the_round_again(year, city, second):
    left = make.application(make.posting(programme_year_=year), state="placed")
    make.placement(left, state="ended_early")
    again = applied(posting(year, seats=1), 90, left.candidate)

    published(year, city, second)

    assert state_of(again) == "offered"


def test_a_person_left_out_needs_no_interview_to_be_told(year, city, second):
    person = make.candidate()
    make.application(make.posting(programme_year_=year), person, state="accepted")
    to = posting(year, seats=1)
    waits = [make.application(to, person, state="received"), applied(to, 50)]

    published(year, city, second)

    assert [state_of(one) for one in waits] == ["not_selected", "offered"]


def test_an_account_that_was_closed_gets_no_seat(year, city, second):
    to = posting(year, seats=1)
    gone, stays = applied(to, 99), applied(to, 50)
    gone.candidate.user.is_active = False
    gone.candidate.user.save()

    published(year, city, second)

    assert [state_of(row) for row in (gone, stays)] == ["not_selected", "offered"]
    gone.refresh_from_db()
    assert gone.reason == "이용을 마친 회원이어서 일괄 배치에 들어가지 않았습니다."


@pytest.mark.parametrize("what", ["seat", "account"])
def test_a_seat_or_a_closed_account_after_the_run_stops_what_follows(year, city, second, what):
    seated = applied(posting(year, seats=1), 90)
    applied(seated.posting, 50)
    row = ran(year, city)
    if what == "seat":
        make.application(make.posting(programme_year_=year), seated.candidate, state="accepted")
    else:
        seated.candidate.user.is_active = False
        seated.candidate.user.save()

    with refusal("unsound"):
        rounds.verify(row, by=city, at=OVER)


@pytest.mark.parametrize("verb", ["confirm", "publish"])
def test_a_seat_taken_after_the_check_stops_confirming_and_publishing(year, city, second, verb):
    seated = applied(posting(year, seats=1), 90)
    applied(seated.posting, 50)
    row = confirmed(year, city, second) if verb == "publish" else rounds.verify(ran(year, city), by=city, at=OVER)
    make.application(make.posting(programme_year_=year), seated.candidate, state="accepted")

    with refusal("inputs_changed"):
        getattr(rounds, verb)(row, by=second, at=AFTER)


def test_the_waiting_list_passes_over_who_has_a_seat_by_now(year, city, second):
    to, other = posting(year, seats=1), posting(year, seats=1)
    rows = [applied(to, score) for score in (90, 80, 70)]
    both = applied(other, 10, rows[1].candidate, received_at=NOW.replace(hour=23))
    taken = applied(other, 60)
    published(year, city, second)
    (given,) = taken.offers.all()
    offers.decline([given], by=make.actor(taken.candidate.user), at=AFTER)
    offers.make([both], by=make.actor(make.member(other.organisation)), at=AFTER)
    (offer,) = rows[0].offers.all()
    offers.decline([offer], by=make.actor(rows[0].candidate.user), at=AFTER)
    officer = make.actor(make.member(to.organisation))

    with refusal("second_seat"):
        offers.make([rows[1]], by=officer, at=AFTER)
    assert offers.next_waiting(to) == rows[2]
    offers.make([rows[2]], by=officer, at=AFTER)

    assert [state_of(row) for row in rows] == ["declined", "waiting", "offered"]


def test_answers_that_cannot_be_read_stop_the_round_by_name(year, city):
    broken = applied(posting(year, seats=1), 90, make.candidate(statuses={"near_poor": "yes"}))

    (found,) = round_inputs.unready(begun(year, city), at=OVER)

    assert (found.application, found.code) == (broken, "statuses_broken")
