"""Attendance by session: its sum is what the rule of training looks at, for the start and for nobody else's posting."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jobs import attendance, placements
from jobs.models import Attendance, Placement, TrainingSession
from tests import make
from tests.jobs.expect import happened, queries, refusal
from tests.jobs.placing import active, preparing
from tests.jobs.training import session
from tests.make import NOW, RULES, TODAY

pytestmark = pytest.mark.django_db
MAY = NOW + timedelta(days=20)  # 2026-05-05
FIRST = date(2026, 5, 4)
TRAINED = ("training_attendance", {"percent": 80}, "place")


@pytest.fixture
def posting(operator):
    year = make.programme_year(rules=False)
    make.rule_set(year, [*RULES, TRAINED])
    return make.posting(operator, year, seats=5)


def hours_of(row: Placement) -> tuple[int | None, int | None]:
    row.refresh_from_db()
    return row.training_hours, row.training_attended


def test_attendance_adds_up_over_sessions_and_opens_the_start(posting, officer):
    first, second = session(posting, 6), session(posting, 4)
    row = preparing(posting)

    attendance.record(first, {row: 6}, by=officer, at=NOW)
    assert hours_of(row) == (10, 6)
    with refusal("not_trained"):
        placements.start([row], on=FIRST, by=officer, at=MAY)
    attendance.record(second, {row: 2}, by=officer, at=NOW)

    assert hours_of(row) == (10, 8)
    assert placements.start([row], on=FIRST, by=officer, at=MAY)[0].state == "active"
    assert happened(first) == [("record_attendance", "", "")]
    assert happened(row)[:2] == [("record_training", "", "")] * 2


def test_attendance_is_mended_by_recording_it_again(posting, officer):
    day, row = session(posting, 6), preparing(posting)
    attendance.record(day, {row: 6}, by=officer, at=NOW)

    attendance.record(day, {row: 0}, by=officer, at=NOW)

    assert Attendance.objects.get().hours == 0
    assert hours_of(row) == (6, 0)


def test_a_later_session_counts_for_those_who_came_before(posting, officer):
    row, other = preparing(posting), preparing(posting)
    attendance.record(session(posting, 6), {row: 6}, by=officer, at=NOW)

    added = attendance.add_session(posting, title="보충 교육", held_on=TODAY, hours=4, by=officer, at=NOW)
    assert hours_of(row) == (10, 6)
    assert hours_of(other) == (None, None)
    attendance.discard_session(added, by=officer, at=NOW)

    assert hours_of(row) == (6, 6)
    assert TrainingSession.objects.count() == 1


def test_one_figure_is_refused_where_there_are_sessions(posting, officer):
    session(posting)

    with refusal("by_sessions"):
        placements.record_training([preparing(posting)], hours=6, attended=[6], by=officer, at=NOW)


def test_attendance_that_cannot_be_is_refused(posting, operator, officer):
    day, row = session(posting, 6), preparing(posting)
    ahead = session(posting, held_on=TODAY + timedelta(days=1))

    for wrong in (7, -1):
        with refusal("training_attended"):
            attendance.record(day, {row: wrong}, by=officer, at=NOW)
    with refusal("future_day"):
        attendance.record(ahead, {row: 6}, by=officer, at=NOW)
    with refusal("other_posting"):
        attendance.record(day, {preparing(make.posting(operator)): 6}, by=officer, at=NOW)
    with refusal("wrong_state"):
        attendance.record(day, {active(posting): 6}, by=officer, at=NOW)
    assert not Attendance.objects.exists()


def test_attendance_is_the_operators(posting, stranger):
    day, row = session(posting), preparing(posting)

    for by in (stranger, make.actor(row.candidate.user)):
        with pytest.raises(PermissionDenied):
            attendance.record(day, {row: 6}, by=by, at=NOW)
        with pytest.raises(PermissionDenied):
            attendance.discard_session(day, by=by, at=NOW)
        with pytest.raises(PermissionDenied):
            attendance.add_session(posting, title="교육", held_on=TODAY, hours=2, by=by, at=NOW)


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"title": " "}, "title_missing"),
        ({"title": "620307-1234567"}, "resident_number"),
        ({"held_on": date(2026, 11, 1)}, "wrong_day"),
        ({"held_on": date(2026, 4, 7)}, "wrong_day"),
        ({"hours": 25}, "training_session_hours"),
        ({"hours": 0}, "training_session_hours"),
    ],
)
def test_session_that_cannot_be_is_refused(posting, officer, columns, code):
    given = {"title": "기초교육", "held_on": TODAY, "hours": 6, **columns}

    with refusal(code):
        attendance.add_session(posting, **given, by=officer, at=NOW)


def test_session_with_attendance_stays(posting, officer):
    day = session(posting)
    attendance.record(day, {preparing(posting): 6}, by=officer, at=NOW)

    with refusal("attended"):
        attendance.discard_session(day, by=officer, at=NOW)


def test_a_session_that_was_discarded_is_gone(posting, officer):
    day, row = session(posting), preparing(posting)
    seen = [TrainingSession.objects.get(pk=day.pk) for _ in range(2)]

    attendance.discard_session(day, by=officer, at=NOW)

    with refusal("gone"):
        attendance.discard_session(seen[0], by=officer, at=NOW)
    with refusal("gone"):
        attendance.record(seen[1], {row: 6}, by=officer, at=NOW)
    assert happened(seen[0]) == [("discard_session", "", "")]


def test_standing_tells_what_is_needed_by_the_rules(posting, officer):
    first, second, row = session(posting, 7), session(posting, 4), preparing(posting)
    attendance.record(first, {row: 5}, by=officer, at=NOW)

    found = attendance.standing_of(row, on=TODAY)

    assert found.lines == [(first, 5), (second, None)]
    assert (found.planned, found.attended, found.percent, found.needed, found.missing) == (11, 5, 80, 9, 4)
    assert not found.is_enough


def test_standing_without_sessions_takes_the_one_figure(operator):
    row = preparing(make.posting(operator), training_hours=12, training_attended=10)

    found = attendance.standing_of(row, on=TODAY)

    assert (found.lines, found.planned, found.attended, found.needed, found.is_enough) == ([], 12, 10, 0, True)


def test_recording_asks_the_same_number_of_queries_of_any_number(posting, officer):
    found = []
    for people in (1, 3):
        day, rows = session(posting), [preparing(posting) for _ in range(people)]
        hours = dict.fromkeys(rows, 6)
        found.append(queries(lambda day=day, hours=hours: attendance.record(day, hours, by=officer, at=NOW)))
        for row in rows:
            make.changed(row, state="ended_early")
    assert found[0] == found[1]
