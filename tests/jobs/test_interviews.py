"""Interview times as a person has them: picked once, changed once, given back, marked, remembered; never too many on one."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from jobs import applications, calendars, interview_places, interviews, progress, results
from jobs.models import Application, Posting
from tests import make
from tests.jobs import interviewing
from tests.jobs.expect import happened, queries, refusal, told
from tests.jobs.interviewing import SOON, invited
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(operator):
    return make.posting(operator)


def picks_of(row):
    return list(row.interview_picks.order_by("pk").values_list("slot_id", "state"))


# Picking --------------------------------------------------------------------------------------------------------------
def test_pick_then_change_once_then_no_more(posting):
    row, me = invited(posting)
    first, second, third = (interviewing.slot(posting) for _ in range(3))

    interviews.pick(row, first, by=me, at=NOW)
    interviews.pick(row, first, by=me, at=NOW)  # a form sent twice
    interviews.pick(row, second, by=me, at=NOW)

    with refusal("changed_already"):
        interviews.pick(row, third, by=me, at=NOW)
    assert picks_of(row) == [(first.pk, "left"), (second.pk, "picked")]
    assert [verb for verb, *_states in happened(row)] == ["pick_slot", "change_slot"]
    assert told(row.candidate.user) == ["jobs.interview_picked"]


def test_pick_keeps_the_deadline_by_the_second(posting):
    row, me = invited(posting)
    slot, later = interviewing.slot(posting), interviewing.slot(posting, closes_at=SOON)

    with refusal("slot_closed"):
        interviews.pick(row, slot, by=me, at=slot.closes_at)
    interviews.pick(row, slot, by=me, at=slot.closes_at - timedelta(microseconds=1))
    with refusal("slot_closed"):
        interviews.pick(row, later, by=me, at=slot.closes_at)
    assert picks_of(row) == [(slot.pk, "picked")]


def test_pick_of_a_full_slot_is_refused_and_changes_nothing(posting):
    slot, free = interviewing.slot(posting, capacity=1), interviewing.slot(posting)
    interviewing.pick(invited(posting)[0], slot)
    row, me = invited(posting)
    interviews.pick(row, free, by=me, at=NOW)

    with refusal("slot_full"):
        interviews.pick(row, slot, by=me, at=NOW)

    row.refresh_from_db()
    assert interview_places.standing([row.pk]).get().slot == free


def test_pick_takes_the_place_that_somebody_left(posting):
    slot, other = interviewing.slot(posting, capacity=1), interviewing.slot(posting)
    (first, me), (second, you) = invited(posting), invited(posting)
    interviews.pick(first, slot, by=me, at=NOW)

    interviews.pick(first, other, by=me, at=NOW)
    interviews.pick(second, slot, by=you, at=NOW)

    assert interview_places.standing([first.pk, second.pk]).count() == 2


def test_pick_is_one_s_own_and_of_the_same_posting(posting, operator, officer):
    row, me = invited(posting)
    _other, somebody = invited(posting)
    slot, foreign = interviewing.slot(posting), interviewing.slot(make.posting(operator))

    for who, where in ((somebody, slot), (officer, slot), (me, foreign)):
        with pytest.raises(PermissionDenied):
            interviews.pick(row, where, by=who, at=NOW)
    assert picks_of(row) == []


def test_pick_waits_for_the_stage_and_refuses_a_cancelled_time(posting):
    early = make.application(posting, state="paper_review")
    row, me = invited(posting)
    gone = interviewing.slot(posting, cancelled_at=NOW)

    with refusal("wrong_state"):
        interviews.pick(early, interviewing.slot(posting), by=make.actor(early.candidate.user), at=NOW)
    with refusal("slot_cancelled"):
        interviews.pick(row, gone, by=me, at=NOW)


@pytest.mark.parametrize("decided", ["selected", "waiting", "not_selected"])
def test_a_hidden_decision_leaves_the_choice_as_it_was(posting, decided):
    row = make.application(posting, state=decided)
    slot = interviewing.slot(posting)

    interviews.pick(row, slot, by=make.actor(row.candidate.user), at=NOW)

    (where,) = progress.of([row], at=NOW)
    assert str(where.comes_next).startswith("면접 시간이 정해졌습니다.")
    assert where.interview.pick.slot == slot


def test_the_database_refuses_more_places_than_a_slot_has(posting):
    slot = interviewing.slot(posting, capacity=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        interviewing.pick(invited(posting)[0], slot, number=2)
    interviewing.pick(invited(posting)[0], slot)
    with pytest.raises(IntegrityError), transaction.atomic():
        interviewing.pick(invited(posting)[0], slot, number=1)


# Ending ---------------------------------------------------------------------------------------------------------------
def test_withdrawing_gives_the_time_back(posting):
    slot = interviewing.slot(posting, capacity=1)
    (row, me), (other, you) = invited(posting), invited(posting)
    interviews.pick(row, slot, by=me, at=NOW)

    applications.withdraw([row], by=me, at=NOW)
    interviews.pick(other, slot, by=you, at=NOW)

    assert picks_of(row) == [(slot.pk, "freed")]
    assert told(row.candidate.user) == ["jobs.application_withdrawn"]
    assert "leave_slot" in [verb for verb, *_states in happened(row)]


def test_picking_anew_takes_back_that_a_time_was_cancelled(posting, officer):
    slot, other = interviewing.slot(posting), interviewing.slot(posting)
    row, me = invited(posting)
    interviews.pick(row, slot, by=me, at=NOW)
    interviews.cancel_slot(slot, reason="심사위원 사정", by=officer, at=NOW)

    interviews.pick(row, other, by=me, at=NOW)

    assert told(row.candidate.user) == ["jobs.interview_picked"]


def test_mark_says_who_came_once_it_began(posting, officer, stranger):
    slot = interviewing.slot(posting)
    came, missed = (interviewing.pick(invited(posting)[0], slot) for _ in range(2))

    with refusal("too_early"):
        interviews.mark_attended([came], by=officer, at=slot.starts_at - timedelta(seconds=1))
    with pytest.raises(PermissionDenied):
        interviews.mark_attended([came], by=stranger, at=slot.starts_at)
    interviews.mark_attended([came, missed], by=officer, at=slot.starts_at)
    interviews.mark_absent([missed], by=officer, at=slot.starts_at)

    assert list(slot.picks.order_by("pk").values_list("state", flat=True)) == ["attended", "absent"]
    assert [verb for verb, *_states in happened(missed.application)] == ["mark_attended", "mark_absent"]


def test_a_time_that_was_come_to_is_changed_no_more(posting):
    row, me = invited(posting)
    interviewing.pick(row, state="attended")

    with refusal("wrong_state"):
        interviews.pick(row, interviewing.slot(posting), by=me, at=NOW)


# Reminding and reading ------------------------------------------------------------------------------------------------
def test_remind_tells_the_day_before_once(posting, system):
    slot, later = interviewing.slot(posting), interviewing.slot(posting, starts_at=SOON + timedelta(days=5))
    row, _me = invited(posting)
    interviewing.pick(row, slot)
    interviewing.pick(invited(posting)[0], later)
    interviewing.pick(invited(posting)[0], slot, state="left")
    day_before = slot.starts_at - timedelta(days=1)

    assert interviews.remind(by=system, at=day_before - timedelta(days=1)) == 0
    assert interviews.remind(by=system, at=day_before) == 1
    assert interviews.remind(by=system, at=day_before) == 0
    assert told(row.candidate.user) == ["jobs.interview_tomorrow"]


@pytest.mark.parametrize("end", ["reject", "select", "release"])
def test_whoever_is_told_a_result_loses_the_time_and_is_not_reminded(posting, officer, system, end):
    slot = interviewing.slot(posting, capacity=1, starts_at=NOW + timedelta(days=1), closes_at=NOW)
    (row, _me), (other, you) = invited(posting), invited(posting)
    interviewing.pick(row, slot)
    if end != "release":
        Posting.objects.filter(pk=posting.pk).update(results_released_at=NOW)
    verb = applications.select if end == "select" else partial(applications.reject, reason="인원이 찼습니다.")

    verb([row], by=officer, at=NOW)
    if end == "release":
        applications.reject([other], reason="인원이 찼습니다.", by=officer, at=NOW)
        assert picks_of(row) == [(slot.pk, "picked")]
        results.tell_everybody([posting], by=system, at=NOW)
    else:
        interviews.pick(other, slot, by=you, at=NOW - timedelta(hours=1))

    assert picks_of(row) == [(slot.pk, "freed")]
    assert interviews.remind(by=system, at=NOW) == (0 if end == "release" else 1)
    assert "jobs.interview_tomorrow" not in told(row.candidate.user)


def test_a_time_that_is_over_stays_to_be_marked_after_the_result(posting, officer):
    slot = interviewing.slot(posting)
    row, _me = invited(posting)
    found = interviewing.pick(row, slot)
    Posting.objects.filter(pk=posting.pk).update(results_released_at=NOW)

    applications.reject([row], reason="인원이 찼습니다.", by=officer, at=slot.starts_at)

    assert picks_of(row) == [(slot.pk, "picked")]
    assert [pick.state for pick in interviews.mark_absent([found], by=officer, at=slot.starts_at)] == ["absent"]


@pytest.mark.parametrize(("columns", "reminded"), [({"state": "not_selected"}, 1), ({"state": "declined"}, 0)])
def test_remind_goes_by_what_the_person_knows(posting, system, columns, reminded):
    slot = interviewing.slot(posting)
    row = make.application(posting, **columns)
    interviewing.pick(row, slot)

    assert interviews.remind(by=system, at=slot.starts_at - timedelta(days=1)) == reminded


def test_remind_is_the_system_s(officer):
    with pytest.raises(PermissionDenied):
        interviews.remind(by=officer, at=NOW)


def test_calendar_holds_the_time_and_place(posting):
    row, me = invited(posting)
    slot = interviewing.slot(posting, starts_at=SOON, closes_at=NOW + timedelta(days=1))
    picked = interviews.pick(row, slot, by=me, at=NOW)
    picked.application = row

    event = calendars.interview_of(picked, url="https://dasi.example/me/", at=NOW)
    text = calendars.calendar([event]).decode()

    assert "DTSTART;TZID=Asia/Seoul:20260418T100000" in text
    assert "DTEND;TZID=Asia/Seoul:20260418T102000" in text
    assert "서대문구 통일로 684" in text.replace("\r\n ", "")
    assert "SEQUENCE:0" in text
    assert "TRIGGER:-P1D" in text


def test_choices_show_places_left_and_the_way_from_home(posting):
    row, me = invited(posting)
    mine, shut = interviewing.slot(posting), interviewing.slot(posting, closes_at=NOW)
    full = interviewing.slot(posting, capacity=1)
    interviewing.pick(invited(posting)[0], full)
    interviews.pick(row, mine, by=me, at=NOW)

    found = {choice.slot.pk: (choice.left, choice.is_mine) for choice in interviews.choices(row, at=NOW)}

    assert found == {mine.pk: (1, True), full.pk: (0, False)}
    assert shut.pk not in found
    assert interviews.km_to(mine, row.candidate) == 0
    row.candidate.district = "99999"
    assert interviews.km_to(mine, row.candidate) is None


def test_standings_ask_the_same_for_more_people(posting):
    for row, _me in [invited(posting) for _ in range(3)]:
        interviewing.pick(row)
    rows = list(Application.objects.select_related("posting", "placement"))

    one, three = (queries(lambda few=few: progress.of(few, at=NOW)) for few in (rows[:1], rows))

    assert one == three
