"""Interview times: offered by the operator, seen by whoever may, taken back with a reason."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jobs import interviews, progress
from jobs.models import InterviewPick, InterviewSlot
from profiles.models import Event, Notice
from tests import make
from tests.jobs import interviewing
from tests.jobs.expect import happened, refusal, told
from tests.jobs.interviewing import SOON, draft, invited
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(operator):
    return make.posting(operator)


def picks_of(row):
    return list(row.interview_picks.order_by("pk").values_list("slot_id", "state"))


def test_offer_slots_tells_whoever_has_no_time_yet(posting, officer):
    row, _me = invited(posting)
    other, _other = invited(posting)
    interviewing.pick(other)
    make.application(posting, state="paper_review")

    made = interviews.offer_slots(posting, [draft(), draft(starts_at=SOON + timedelta(minutes=20))], by=officer, at=NOW)

    assert [slot.minutes for slot in made] == [20, 20]
    assert told(row.candidate.user) == ["jobs.interview_to_pick"]
    assert Notice.objects.count() == 1
    assert [happened(slot) for slot in made] == [[("offer_slots", "", "")]] * 2


def test_offer_slots_added_one_by_one_is_told_once_a_day(posting, officer):
    row, _me = invited(posting)

    for hours in range(3):
        interviews.offer_slots(posting, [draft(starts_at=SOON + timedelta(hours=hours))], by=officer, at=NOW)
    interviews.offer_slots(posting, [draft(place="별관")], by=officer, at=NOW + timedelta(days=1))

    assert told(row.candidate.user) == ["jobs.interview_to_pick"] * 2


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"starts_at": NOW, "closes_at": NOW}, "slot_past"),
        ({"closes_at": NOW}, "slot_past"),
        ({"closes_at": SOON + timedelta(minutes=1)}, "interview_slot_closes_before"),
        ({"capacity": 0}, "interview_slot_has_room"),
        ({"place": ""}, "blank"),
        ({"place": "620307-1234567"}, "resident_number"),
        ({"address": "620307-1234567"}, "resident_number"),
    ],
)
def test_offer_slots_refuses_what_nobody_could_come_to(posting, officer, changed, code):
    with refusal(code):
        interviews.offer_slots(posting, [draft(**changed)], by=officer, at=NOW)


def test_offer_slots_refuses_the_same_time_twice(posting, officer):
    interviews.offer_slots(posting, [draft()], by=officer, at=NOW)

    with refusal("interview_slot_once"):
        interviews.offer_slots(posting, [draft()], by=officer, at=NOW)
    with refusal("interview_slot_once"):
        interviews.offer_slots(posting, [draft(place="별관"), draft(place="별관")], by=officer, at=NOW)


def test_offer_slots_needs_an_interview_and_one_s_own_posting(posting, officer, stranger, operator):
    with refusal("no_interview"):
        interviews.offer_slots(make.posting(operator, has_interview=False), [draft()], by=officer, at=NOW)
    with refusal("wrong_state"):
        interviews.offer_slots(make.posting(operator, state="draft"), [draft()], by=officer, at=NOW)
    with pytest.raises(PermissionDenied):
        interviews.offer_slots(posting, [draft()], by=stranger, at=NOW)


def test_cancel_slot_tells_why_and_costs_nobody_their_change(posting, officer):
    slot, first, second = (interviewing.slot(posting) for _ in range(3))
    row, me = invited(posting)
    interviews.pick(row, slot, by=me, at=NOW)

    interviews.cancel_slot(slot, reason="심사위원 사정", by=officer, at=NOW)

    assert told(row.candidate.user) == ["jobs.interview_cancelled"]
    interviews.pick(row, first, by=me, at=NOW)
    interviews.pick(row, second, by=me, at=NOW)
    assert [state for _slot, state in picks_of(row)] == ["cancelled", "left", "picked"]
    lost = next(line for line in progress.history(row) if str(line.text).startswith("운영기관이 면접 시간을 취소"))
    assert lost.reason == "심사위원 사정"


def test_cancelling_the_last_open_time_asks_nobody_to_pick_any_more(posting, officer):
    row, _me = invited(posting)
    first, last = interviews.offer_slots(posting, [draft(), draft(place="별관")], by=officer, at=NOW)
    interviewing.slot(posting, closes_at=NOW)

    interviews.cancel_slot(first, reason="심사위원 사정", by=officer, at=NOW)
    assert told(row.candidate.user) == ["jobs.interview_to_pick"]
    interviews.cancel_slot(last, reason="심사위원 사정", by=officer, at=NOW)
    assert told(row.candidate.user) == []


def test_cancel_slot_is_refused_without_reason_twice_late_and_to_strangers(posting, officer, stranger):
    slot = interviewing.slot(posting)

    with refusal("reason_missing"):
        interviews.cancel_slot(slot, reason=" ", by=officer, at=NOW)
    with refusal("resident_number"):
        interviews.cancel_slot(slot, reason="620307-1234567 때문", by=officer, at=NOW)
    with refusal("max_length"):
        interviews.cancel_slot(slot, reason="가" * 201, by=officer, at=NOW)
    with refusal("slot_begun"):
        interviews.cancel_slot(slot, reason="사정", by=officer, at=slot.starts_at)
    with pytest.raises(PermissionDenied):
        interviews.cancel_slot(slot, reason="사정", by=stranger, at=NOW)
    interviews.cancel_slot(slot, reason="사정", by=officer, at=NOW)
    with refusal("slot_cancelled"):
        interviews.cancel_slot(slot, reason="사정", by=officer, at=NOW)


def test_slots_are_seen_by_their_operator_and_whoever_applied(posting, officer, stranger, city):
    slot = interviewing.slot(posting)
    row, me = invited(posting)
    other = make.actor(make.candidate().user)

    sees = {
        name: InterviewSlot.objects.visible_to(by.user).filter(pk=slot.pk).exists()
        for name, by in (("officer", officer), ("me", me), ("stranger", stranger), ("other", other), ("city", city))
    }

    assert sees == {"officer": True, "me": True, "stranger": False, "other": False, "city": True}
    assert row.posting == posting
    assert not InterviewPick.objects.exists()
    assert not Event.objects.exists()


def test_plan_names_what_overlaps_at_the_same_place_and_writes_nothing(posting, officer, operator, stranger):
    other = make.posting(operator)
    clash = interviewing.slot(other, starts_at=SOON + timedelta(minutes=10), closes_at=NOW + timedelta(days=1))
    interviewing.slot(other, starts_at=SOON, closes_at=NOW + timedelta(days=1), place="별관")
    interviewing.slot(other, starts_at=SOON, closes_at=NOW + timedelta(days=1), cancelled_at=NOW)
    interviewing.slot(make.posting(), starts_at=SOON, closes_at=NOW + timedelta(days=1))
    touching = draft(starts_at=SOON + timedelta(minutes=30))

    planned = interviews.plan(posting, [draft(), touching], by=officer, at=NOW)

    assert [row.clashes for row in planned] == [[clash], []]
    assert not posting.interview_slots.exists()
    with refusal("slot_past"):
        interviews.plan(posting, [draft(closes_at=NOW)], by=officer, at=NOW)
    with pytest.raises(PermissionDenied):
        interviews.plan(posting, [draft()], by=stranger, at=NOW)
