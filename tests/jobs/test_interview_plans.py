"""Interviews of days in several rooms; a time set by the operator; who didn't come apart from who withdrew and whom we cancelled."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from jobs import applications, interviews, moves
from jobs.models import Holiday, InterviewPick, InterviewSlot
from jobs.web.interview_forms import SlotForm, working_days
from tests import make
from tests.jobs import interviewing
from tests.jobs.expect import happened, refusal, told
from tests.make import NOW

pytestmark = pytest.mark.django_db
TYPED = {
    "starts_at_day": "2026-04-24",  # a Friday
    "starts_at_time": "10:00",
    "minutes": "30",
    "gap": "10",
    "in_a_row": "4",
    "break_from": "12:00",
    "break_until": "13:00",
    "days": "2",
    "rooms": "1면접실\n2면접실",
    "capacity": "1",
    "place": "서부캠퍼스",
    "area": "11410",
    "address": "통일로 684",
    "closes_at_day": "2026-04-22",
    "closes_at_time": "18:00",
}


@pytest.fixture
def posting(operator):
    return make.posting(operator)


def form(**changed: str) -> SlotForm:
    return SlotForm({**TYPED, **changed})


def test_days_rooms_and_a_break_make_the_times() -> None:
    filled = form()
    assert filled.is_valid(), filled.errors

    drafts = filled.drafts()

    local = [timezone.localtime(draft.starts_at) for draft in drafts]
    assert sorted({at.date() for at in local}) == [date(2026, 4, 24), date(2026, 4, 27)]
    first_day = [at.time() for at in local if at.date() == date(2026, 4, 24)]
    assert first_day[::2] == [time(10), time(10, 40), time(11, 20), time(13)]
    assert [draft.room for draft in drafts[:2]] == ["1면접실", "2면접실"]
    assert len(drafts) == 16


def test_working_days_leave_out_weekends_and_holidays() -> None:
    Holiday.objects.create(on=date(2026, 4, 27), name="임시공휴일", set_at=NOW)

    assert working_days(date(2026, 4, 24), 3) == [date(2026, 4, 24), date(2026, 4, 28), date(2026, 4, 29)]
    assert working_days(date(2026, 4, 25), 1) == [date(2026, 4, 25)]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"break_until": ""}, "break_until"),
        ({"break_until": "11:00"}, "break_until"),
        ({"in_a_row": "30", "days": "10"}, "days"),
        ({"rooms": "\n".join(f"{n}실" for n in range(11))}, "rooms"),
        ({"rooms": "가" * 41}, "rooms"),
        ({"gap": "-1"}, "gap"),
    ],
)
def test_what_cannot_be_a_plan_says_where(changed, field) -> None:
    filled = form(**changed)

    assert not filled.is_valid()
    assert field in filled.errors


def test_two_rooms_at_the_same_time_stand_apart(posting, officer) -> None:
    rooms = [interviewing.draft(room="1면접실"), interviewing.draft(room="2면접실")]

    made = interviews.offer_slots(posting, rooms, by=officer, at=NOW)

    assert [slot.where for slot in made] == ["서부캠퍼스 3층 회의실 1면접실", "서부캠퍼스 3층 회의실 2면접실"]
    assert not made[0].overlaps(made[1])
    with refusal("interview_slot_once"):
        interviews.offer_slots(posting, rooms[:1], by=officer, at=NOW)


def test_after_a_cancelled_time_the_operator_sets_another(posting, officer, stranger) -> None:
    row, _person = interviewing.invited(posting)
    lost, later = interviewing.slot(posting), interviewing.slot(posting, room="2면접실", capacity=1)
    interviewing.pick(row, lost)
    interviews.cancel_slot(lost, reason="면접관이 아픕니다.", by=officer, at=NOW)
    assert interviews.lost_by_us([row]) == {row.pk}
    with pytest.raises(PermissionDenied):
        interviews.set_slot(row, later, by=stranger, at=NOW)

    made = interviews.set_slot(row, later, by=officer, at=later.closes_at + timedelta(minutes=1))

    assert (made.state, made.slot, made.picked_by) == ("picked", later, officer.user)
    assert happened(row)[-1][0] == "set_slot"
    assert told(row.candidate.user)[-1] == "jobs.interview_picked"
    assert interviews.lost_by_us([row]) == set()
    with refusal("picked_already"):
        interviews.set_slot(row, later, by=officer, at=NOW)
    other, _person = interviewing.invited(posting)
    with refusal("slot_full"):
        interviews.set_slot(other, later, by=officer, at=NOW)


def test_a_time_is_set_for_nobody_who_withdrew_or_is_held_and_none_that_is_gone(posting, officer) -> None:
    row, person = interviewing.invited(posting)
    slot = interviewing.slot(posting)
    with refusal("slot_begun"):
        interviews.set_slot(row, slot, by=officer, at=slot.starts_at)
    elsewhere = interviewing.slot(make.posting(posting.organisation))
    with pytest.raises(PermissionDenied):
        interviews.set_slot(row, elsewhere, by=officer, at=NOW)
    applications.withdraw([row], by=person, at=NOW)
    with refusal("wrong_state"):
        interviews.set_slot(row, slot, by=officer, at=NOW)
    held = make.application(posting, state="paper_review")
    moves.make("pass_paper", [held], by=officer, at=NOW)
    with refusal("untold"):
        interviews.set_slot(held, slot, by=officer, at=NOW)
    interviews.cancel_slot(slot, reason="취소", by=officer, at=NOW)
    other, _person = interviewing.invited(posting)
    with refusal("slot_cancelled"):
        interviews.set_slot(other, slot, by=officer, at=NOW)


def test_not_coming_withdrawing_and_our_cancelling_are_told_apart(posting, officer) -> None:
    (absent, _), (gone, person), (cancelled, _) = (interviewing.invited(posting) for _ in range(3))
    slot, ours = interviewing.slot(posting), interviewing.slot(posting)
    no_show = interviewing.pick(absent, slot)
    interviewing.pick(gone, slot)
    interviewing.pick(cancelled, ours)

    applications.withdraw([gone], by=person, at=NOW)
    interviews.cancel_slot(ours, reason="면접관이 아픕니다.", by=officer, at=NOW)
    interviews.mark_absent([no_show], by=officer, at=slot.starts_at)

    states = dict(InterviewPick.objects.values_list("application", "state"))
    assert states == {absent.pk: "absent", gone.pk: "freed", cancelled.pk: "cancelled"}
    verbs = [{verb for verb, *_ in happened(row)} for row in (absent, gone, cancelled)]
    assert verbs == [{"mark_absent"}, {"withdraw", "leave_slot"}, {"lose_slot"}]
    kinds = [told(row.candidate.user) for row in (absent, gone, cancelled)]
    assert kinds == [["jobs.interview_absent"], ["jobs.application_withdrawn"], ["jobs.interview_cancelled"]]


def test_whoever_came_after_all_is_no_longer_told_otherwise(posting, officer) -> None:
    row, _person = interviewing.invited(posting)
    slot = interviewing.slot(posting)
    pick = interviewing.pick(row, slot)
    interviews.mark_absent([pick], by=officer, at=slot.starts_at)

    interviews.mark_attended([pick], by=officer, at=slot.starts_at)

    assert told(row.candidate.user) == []
    assert InterviewSlot.objects.get(pk=slot.pk).picks.get().state == "attended"


def test_the_list_of_a_day_goes_by_time_and_room(posting) -> None:
    first = interviewing.slot(posting, room="2면접실")
    second = interviewing.slot(posting, room="1면접실", starts_at=first.starts_at)
    rows = [interviewing.invited(posting)[0] for _ in range(3)]
    interviewing.pick(rows[0], first)
    interviewing.pick(rows[1], second)
    interviewing.pick(rows[2], first, state="left")

    on = timezone.localdate(first.starts_at)

    assert [pick.application for pick in interviews.of_day(posting, on)] == [rows[1], rows[0]]
    assert interviews.of_day(posting, on + timedelta(days=1)) == []
