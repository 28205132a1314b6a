"""Coming to a training by the code on the wall: it lives two minutes, late and early cost hours, and the list stays with the officer."""

from datetime import datetime, time, timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from jobs import attendance, check_ins, placements, wall_codes
from jobs.models import Attendance
from profiles.actors import ANSWER, APPLY, FILL
from tests import make
from tests.jobs.expect import happened, refusal
from tests.jobs.placing import active, own, preparing
from tests.jobs.racing import at_once
from tests.jobs.training import session
from tests.make import NOW, RULES, SEOUL, TODAY
from tests.profiles import proxying

pytestmark = pytest.mark.django_db
TRAINED = ("training_attendance", {"percent": 80}, "place")
NINE = datetime.combine(TODAY, time(9), SEOUL)


def minutes(number: int) -> datetime:
    """So many minutes after nine."""
    return NINE + timedelta(minutes=number)


@pytest.fixture
def posting(operator):
    year = make.programme_year(rules=False)
    make.rule_set(year, [*RULES, TRAINED])
    return make.posting(operator, year, seats=5)


@pytest.fixture
def day(posting):
    """Four hours from nine."""
    return session(posting, 4, held_on=TODAY, begins_at=time(9))


@pytest.fixture
def row(posting):
    return preparing(posting)


def come(day, row, at, *, verb=check_ins.arrive, by=None, seen_at=None):
    seen = seen_at or at
    code = wall_codes.code_of(day, at=seen)
    return verb(day, row, code=code, seen_at=seen, by=by or own(row), at=at)


# the code -------------------------------------------------------------------------------------------------------------
def test_a_code_is_taken_for_two_minutes_at_most(day):
    code = wall_codes.code_of(day, at=NINE)

    assert len(code) == 8
    assert wall_codes.is_shown(day, code, at=NINE + timedelta(seconds=119))
    assert not wall_codes.is_shown(day, code, at=NINE + timedelta(seconds=120))
    assert not wall_codes.is_shown(day, code, at=NINE - timedelta(seconds=1))
    assert wall_codes.is_shown(day, wall_codes.shown(code).lower(), at=NINE)


def test_a_code_is_that_of_its_session_and_of_its_hours(day, posting):
    other = session(posting, 4, held_on=TODAY, begins_at=time(9))
    plain = session(posting, 4, held_on=TODAY)

    assert not wall_codes.is_shown(other, wall_codes.code_of(day, at=NINE), at=NINE)
    assert wall_codes.is_open(day, at=minutes(-60))
    assert wall_codes.is_open(day, at=minutes(240 + 30))
    for at in (minutes(-61), minutes(240 + 31), minutes(24 * 60)):
        assert not wall_codes.is_shown(day, wall_codes.code_of(day, at=at), at=at)
    assert not wall_codes.is_open(plain, at=NINE)


# arrive, leave --------------------------------------------------------------------------------------------------------
def test_arriving_in_time_is_the_whole_session_and_opens_the_start(day, row, officer):
    made = come(day, row, minutes(10))

    row.refresh_from_db()
    assert (made.hours, made.arrived_at) == (4, minutes(10))
    assert (row.training_hours, row.training_attended) == (4, 4)
    assert happened(row) == [("arrive", "", ""), ("record_training", "", "")]
    first = row.starts_on
    assert placements.start([row], on=first, by=officer, at=NOW + timedelta(days=20))[0].state == "active"


@pytest.mark.parametrize(
    ("came", "left", "hours"), [(29, 240, 4), (30, 240, 3), (89, 240, 3), (90, 240, 2), (20, 225, 3)]
)
def test_late_and_early_cost_an_hour_from_half_an_hour_on(day, row, came, left, hours):
    come(day, row, minutes(came))
    come(day, row, minutes(left), verb=check_ins.leave)

    noted = Attendance.objects.get()
    assert (noted.hours, noted.left_at) == (hours, minutes(left))


def test_too_little_keeps_the_gate_shut(day, row, officer):
    come(day, row, minutes(60))

    with refusal("not_trained"):
        placements.start([row], on=row.starts_on, by=officer, at=NOW + timedelta(days=20))


def test_a_photo_sent_home_is_worth_nothing(day, row):
    code = wall_codes.code_of(day, at=minutes(0))

    with refusal("code_old"):
        check_ins.arrive(day, row, code=code, seen_at=minutes(5), by=own(row), at=minutes(5))
    with refusal("code_old"):
        come(day, row, minutes(40), seen_at=minutes(5))  # seen, and not pressed for more than half an hour
    with refusal("code_old"):
        come(day, row, minutes(5), seen_at=minutes(6))
    assert not Attendance.objects.exists()


def test_nobody_attends_for_another(day, row, officer, stranger):
    proxy = proxying.entrusted(row.candidate, proxying.counsellor(), scopes=[FILL, APPLY, ANSWER])

    for by in (officer, stranger, proxying.acting(proxy), make.actor(make.candidate().user)):
        with pytest.raises(PermissionDenied):
            come(day, row, minutes(1), by=by)


def test_who_works_already_or_elsewhere_is_refused(day, posting, operator):
    at_work, elsewhere = active(posting), preparing(make.posting(operator))

    with refusal("wrong_state"):
        come(day, at_work, minutes(1))
    with refusal("other_posting"):
        come(day, elsewhere, minutes(1))


def test_once_and_in_order(day, row):
    with refusal("not_arrived"):
        come(day, row, minutes(1), verb=check_ins.leave)
    come(day, row, minutes(1))
    with refusal("noted_already"):
        come(day, row, minutes(2))
    come(day, row, minutes(240), verb=check_ins.leave)
    with refusal("left_already"):
        come(day, row, minutes(241), verb=check_ins.leave)


def test_what_an_officer_wrote_stays(day, row, officer):
    come(day, row, minutes(1))
    attendance.record(day, {row: 2}, by=officer, at=minutes(120))

    come(day, row, minutes(240), verb=check_ins.leave)

    noted = Attendance.objects.get()
    assert (noted.hours, noted.arrived_at, noted.left_at) == (2, minutes(1), minutes(240))


def test_the_list_sent_later_leaves_who_came_by_the_code(day, posting, row, officer):
    absent, paper = preparing(posting), preparing(posting)
    come(day, row, minutes(90))  # while the list lies open, since 08:55, with everybody's box full
    typed, shown = {row: 4, absent: 0, paper: 4}, dict.fromkeys([row, absent, paper])

    with refusal("changed_meanwhile"):
        attendance.record(day, typed, shown=shown, by=officer, at=minutes(100))
    assert Attendance.objects.get().hours == 2
    attendance.record(day, {**typed, row: 2}, shown={**shown, row: 2}, by=officer, at=minutes(100))

    noted = Attendance.objects.get(placement=row)
    assert (noted.hours, noted.recorded_by) == (2, row.candidate.user)
    come(day, row, minutes(180), verb=check_ins.leave)
    hours = dict(Attendance.objects.values_list("placement", "hours"))
    assert hours == {row.pk: 1, absent.pk: 0, paper.pk: 4}


def test_a_box_that_was_not_touched_leaves_what_was_mended_meanwhile(day, row, officer):
    come(day, row, minutes(1))
    attendance.record(day, {row: 3}, shown={row: 4}, by=officer, at=minutes(120))

    attendance.record(day, {row: 4}, shown={row: 4}, by=officer, at=minutes(130))

    assert Attendance.objects.get().hours == 3


def test_the_beginning_is_set_until_somebody_came(day, row, officer, stranger):
    with pytest.raises(PermissionDenied):
        attendance.set_beginning(day, begins_at=time(10), by=stranger, at=NOW)
    attendance.set_beginning(day, begins_at=time(10), by=officer, at=NOW)
    day.refresh_from_db()
    come(day, row, minutes(70))

    with refusal("attended"):
        attendance.set_beginning(day, begins_at=time(9), by=officer, at=NOW)
    assert Attendance.objects.get().hours == 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_pressing_twice_at_once_notes_once(day, row):
    found = at_once([partial(come, day, row, minutes(1))] * 8)

    assert found.count("noted_already") == 7
    assert Attendance.objects.count() == 1
