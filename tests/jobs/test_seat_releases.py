"""Releasing reserved seats: by a person, for a reason, past nobody they are for; and what is reserved until then."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, IntegrityError, transaction

from jobs import applicants, applications, cautions, offers, seat_releases, seats
from jobs.models import Application, Hold, Seat
from profiles import events
from tests import make
from tests.jobs.expect import happened, refusal
from tests.make import NOW

pytestmark = pytest.mark.django_db
WHY = "차상위계층인 지원자가 모두 정해졌습니다."
AFTER = NOW + timedelta(days=8)  # the intake of make.posting is over
POOR = {"statuses": {"near_poor": True}}


@pytest.fixture
def posting(operator):
    """Three seats, one of them reserved; results are out."""
    return make.posting(operator, seats=3, reserved=1, results_released_at=NOW)


def poor(posting, state="selected", **columns):
    return make.application(posting, make.candidate(**POOR), state=state, **columns)


def other(posting, state="selected", **columns):
    return make.application(posting, state=state, **columns)


def _cautions(row):
    return cautions.of("select", applicants.lines(applicants.with_lines(Application.objects.filter(pk=row.pk))))


def release(posting, by, *, number=None, at=AFTER, reason=WHY):
    chosen = list(seat_releases.free_kept(posting).select_related("posting_site"))[:number]
    return seat_releases.release_reserved(chosen, reason=reason, by=by, at=at)


def test_a_released_seat_says_when_by_whom_and_why(posting, officer):
    (seat,) = release(posting, officer)

    seat.refresh_from_db()
    assert (seat.reserve, seat.reserve_released_at, seat.reserve_released_by) == ("near_poor", AFTER, officer.user)
    assert (seat.reserve_released_for, seat.is_kept) == (WHY, False)
    assert happened(posting) == [("release_reserved", "", "")]
    event = events.of(posting).get()
    assert (event.reason, event.params) == (WHY, {"seats": [f"{seat.posting_site.site.name} {seat.number}"]})


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_release_without_a_reason_is_refused(posting, officer, reason):
    with refusal("reason_missing"):
        release(posting, officer, reason=reason)


def test_release_with_a_reason_that_is_too_long_is_refused(posting, officer):
    with refusal("max_length"):
        release(posting, officer, reason="가" * 201)


def test_release_by_anyone_but_the_operator_is_refused(posting, stranger, city, system):
    for by in (stranger, city, system, make.actor(make.member(posting.organisation, "reviewer"))):
        with pytest.raises(PermissionDenied):
            release(posting, by)


def test_release_while_people_may_apply_is_refused(posting, officer):
    with refusal("still_open"):
        release(posting, officer, at=NOW)


def test_release_of_nothing_is_refused(officer):
    with refusal("none_chosen"):
        seat_releases.release_reserved([], reason=WHY, by=officer, at=AFTER)


def test_release_twice_or_of_a_seat_that_is_held_is_refused(operator, officer):
    posting = make.posting(operator, seats=2, reserved=2)
    first, second = seat_releases.free_kept(posting).select_related("posting_site")
    make.hold(poor(posting, state="offered"), second)
    seat_releases.release_reserved([first], reason=WHY, by=officer, at=AFTER)

    for seat in (first, second):
        with refusal("seat_not_kept"):
            seat_releases.release_reserved([seat], reason=WHY, by=officer, at=AFTER)


@pytest.mark.parametrize("state", ["received", "paper_review", "interview", "selected", "waiting"])
def test_release_past_somebody_whom_the_seat_is_for_is_refused(posting, officer, state):
    row = poor(posting, state=state)

    with pytest.raises(Exception, match=row.receipt_number) as refused:
        release(posting, officer)

    assert refused.value.code == "passes_over"
    assert not Seat.objects.exclude(reserve_released_at=None).exists()


@pytest.mark.parametrize("state", ["offered", "accepted", "placed", "not_selected", "withdrawn", "declined", "lapsed"])
def test_release_is_held_up_by_nobody_who_has_a_seat_or_left(posting, officer, state):
    row = poor(posting, state=state)
    if state in ("offered", "accepted", "placed"):
        make.hold(row, seats.free(posting).filter(reserve="").first())

    assert len(release(posting, officer)) == 1


def test_release_leaves_as_many_as_there_are_people_they_are_for(operator, officer):
    posting = make.posting(operator, seats=3, reserved=2)
    poor(posting)
    assert seat_releases.most_to_release(posting) == 1

    with refusal("passes_over"):
        release(posting, officer)

    assert len(release(posting, officer, number=1)) == 1
    assert seat_releases.most_to_release(posting) == 0


def test_release_names_nobody_who_is_reviewed_blind(operator, officer):
    posting = make.posting(operator, seats=2, reserved=1, is_blind=True)
    row = poor(posting, state="paper_review")

    with pytest.raises(Exception, match="서류심사 중 1명") as refused:
        release(posting, officer)

    assert row.receipt_number not in str(refused.value)


def test_a_round_opens_its_reserves_by_its_own_rule(operator, officer):
    posting = make.posting(operator, seats=2, reserved=1, selection="round")

    with refusal("by_round"):
        release(posting, officer)


def test_the_database_keeps_a_release_as_it_was_said(posting, officer):
    (seat,) = release(posting, officer)
    kept = Seat.objects.filter(pk=seat.pk)

    for change in ({"reserve_released_at": None, "reserve_released_for": ""}, {"reserve_released_for": "다른 이유"}):
        with pytest.raises(Error, match="Cannot update"), transaction.atomic():
            kept.update(**change)
    kept.update(closed_at=AFTER)


def test_the_database_takes_no_release_without_a_reason_or_of_a_common_seat(posting):
    reserved, common = Seat.objects.exclude(reserve="").get(), Seat.objects.filter(reserve="").first()

    for seat, told in ((reserved, {}), (common, {"reserve_released_for": WHY})):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.filter(pk=seat.pk).update(reserve_released_at=AFTER, **told)


def test_the_database_holds_a_reserved_seat_for_nobody_else(posting, officer):
    seat, row = seat_releases.free_kept(posting).get(), other(posting)

    with pytest.raises(IntegrityError, match="reserved seat"), transaction.atomic():
        Hold.objects.create(seat=seat, application=row, held_at=NOW)

    release(posting, officer)
    Hold.objects.create(seat=seat, application=row, held_at=NOW)


# Selecting ------------------------------------------------------------------------------------------------------------
def test_select_for_a_reserved_seat_says_for_whom_it_is(operator, officer):
    posting = make.posting(operator, seats=3, reserved=1, has_interview=False)
    rows = [other(posting, state="paper_review") for _ in range(3)]

    with pytest.raises(Exception, match="우선 선발 1자리는 차상위계층인 분을 위한 자리입니다") as refused:
        applications.select(rows, by=officer, at=AFTER)
    assert refused.value.code == "seat_reserved"

    applications.select(rows[:2], by=officer, at=AFTER)
    release(posting, officer)
    applications.select(rows[2:], by=officer, at=AFTER)


def test_select_counts_whom_the_reserve_is_for_into_it_first(operator, officer):
    posting = make.posting(operator, seats=3, reserved=1)
    applications.select([poor(posting, state="interview")], by=officer, at=AFTER)
    assert seats.count_unclaimed([posting.pk])[posting.pk] == (2, 0)

    applications.select([other(posting, state="interview") for _ in range(2)], by=officer, at=AFTER)
    with refusal("too_few_seats"):
        applications.select([poor(posting, state="interview")], by=officer, at=AFTER)


def test_select_takes_more_people_of_the_group_than_are_reserved(operator, officer):
    posting = make.posting(operator, seats=3, reserved=1)

    applications.select([poor(posting, state="interview") for _ in range(3)], by=officer, at=AFTER)

    assert seats.count_unclaimed([posting.pk])[posting.pk] == (0, 0)


def test_one_who_no_longer_claims_the_reserve_takes_no_seat_of_another(operator, officer):
    posting = make.posting(operator, seats=2, reserved=1)
    first, second = poor(posting), other(posting)
    make.changed(first.candidate, statuses={"near_poor": False})
    assert seats.count_unclaimed([posting.pk])[posting.pk] == (-1, 1)

    applications.select([poor(posting, state="interview")], by=officer, at=AFTER)
    assert second.posting_id == posting.pk


def test_the_preview_says_it_before_anybody_is_moved(operator):
    posting = make.posting(operator, seats=1, reserved=1)
    row = other(posting, state="interview")

    said = " ".join(_cautions(row))

    assert "우선 선발 1자리는" in said
    assert "자리" not in " ".join(_cautions(poor(posting, state="interview")))


# Offering -------------------------------------------------------------------------------------------------------------
def test_the_turn_is_of_the_first_whom_a_reserved_seat_is_for(operator, officer):
    posting = make.posting(operator, seats=1, reserved=1, results_released_at=NOW)
    ahead, behind = other(posting, state="waiting"), poor(posting, state="waiting")
    assert offers.next_waiting(posting) == behind

    with refusal("seat_reserved"):
        offers.make([ahead], by=officer, at=AFTER)

    (made,) = offers.make([behind], by=officer, at=AFTER)
    assert made.seat.is_kept
    assert offers.next_waiting(posting) == ahead


def test_the_turn_is_of_nobody_until_the_seat_is_released(operator, officer):
    posting = make.posting(operator, seats=1, reserved=1, results_released_at=NOW)
    row = other(posting, state="waiting")
    assert offers.next_waiting(posting) is None

    release(posting, officer)

    assert offers.next_waiting(posting) == row
    assert len(offers.make([row], by=officer, at=AFTER)) == 1


def test_an_open_seat_goes_by_the_order_of_the_line(operator, officer):
    posting = make.posting(operator, seats=2, reserved=1, results_released_at=NOW)
    ahead, behind = other(posting, state="waiting"), poor(posting, state="waiting")

    with refusal("waiting_order"):
        offers.make([behind], by=officer, at=AFTER)

    made = offers.make([behind, ahead], by=officer, at=AFTER)
    assert [offer.seat.reserve for offer in made] == ["near_poor", ""]


def test_a_reserved_seat_that_falls_free_again_is_reserved_again(operator, officer):
    posting = make.posting(operator, seats=1, reserved=1, results_released_at=NOW)
    (made,) = offers.make([poor(posting)], by=officer, at=AFTER)
    offers.decline([made], by=make.actor(made.application.candidate.user), at=AFTER)

    with refusal("seat_reserved"):
        offers.make([other(posting, state="waiting")], by=officer, at=AFTER)


def test_a_released_seat_that_falls_free_again_is_everybodys(operator, officer):
    posting = make.posting(operator, seats=1, reserved=1, results_released_at=NOW)
    release(posting, officer)
    (made,) = offers.make([other(posting)], by=officer, at=AFTER)
    offers.decline([made], by=make.actor(made.application.candidate.user), at=AFTER)

    assert len(offers.make([other(posting, state="waiting")], by=officer, at=AFTER)) == 1
