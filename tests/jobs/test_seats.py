"""Seats: held once, freed once, handed out by wish and by what they are reserved for."""

import pytest
from django.db import IntegrityError, transaction

from jobs import seats
from jobs.models import Hold, Seat, Wish
from tests import make
from tests.jobs.expect import refusal
from tests.make import NOW

pytestmark = pytest.mark.django_db


def seats_of(posting):
    return list(Seat.objects.filter(posting_site__posting=posting).order_by("posting_site_id", "number"))


def test_take_holds_and_names_who(officer):
    posting = make.posting()
    seat, row = seats_of(posting)[0], make.application(posting)

    (held,) = seats.take([(seat, row)], by=officer, at=NOW)

    assert (held.seat, held.application, held.held_at, held.held_by) == (seat, row, NOW, officer.user)
    assert list(seats.free(posting)) == seats_of(posting)[1:]


def test_take_of_a_held_seat_takes_none(officer):
    posting = make.posting()
    first, second = seats_of(posting)
    make.hold(make.application(posting), first)

    with refusal("seat_taken"):
        seats.take([(second, make.application(posting)), (first, make.application(posting))], by=officer, at=NOW)

    assert Hold.objects.count() == 1


def test_the_database_itself_allows_one_hold_a_seat_and_one_a_person():
    posting = make.posting()
    first, second = seats_of(posting)
    row = make.application(posting)
    make.hold(row, first)

    for seat, application in ((first, make.application(posting)), (second, row)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Hold.objects.create(seat=seat, application=application, held_at=NOW)


def test_release_frees_for_the_next_and_keeps_the_trace(officer):
    posting = make.posting(seats=1)
    row, next_row = make.application(posting), make.application(posting)
    seat = make.hold(row).seat

    assert seats.release([row, next_row], by=officer, at=NOW) == 1
    assert seats.release([row], by=officer, at=NOW) == 0

    old = Hold.objects.get()
    assert (old.released_at, old.released_by) == (NOW, officer.user)
    seats.take([(seat, next_row)], by=officer, at=NOW)
    assert Hold.objects.count() == 2


def test_count_free_leaves_out_held_and_closed_seats():
    posting, full = make.posting(seats=3), make.posting(seats=1)
    make.hold(make.application(posting))
    make.hold(make.application(full))
    last = seats_of(posting)[-1]
    last.closed_at = NOW
    last.save()

    assert seats.count_free([posting.pk, full.pk]) == {posting.pk: 1}


def test_assign_follows_the_wishes(operator):
    posting = make.posting(operator, seats=1, sites=[make.site(operator), make.site(operator)])
    near, far = posting.posting_sites.order_by("pk")
    row = make.application(posting)
    Wish.objects.filter(application=row).update(posting_site=far)

    ((seat, _row),) = seats.assign([row], seats_of(posting))

    assert seat.posting_site == far
    assert near != far


def test_assign_gives_the_first_in_line_the_seat_both_want(operator):
    posting = make.posting(operator, seats=1, sites=[make.site(operator), make.site(operator)])
    rows = [make.application(posting) for _ in range(2)]

    found = seats.assign(rows, seats_of(posting))

    assert [(row, seat.posting_site_id) for seat, row in found] == list(
        zip(rows, posting.posting_sites.order_by("pk").values_list("pk", flat=True), strict=True)
    )


def test_assign_keeps_a_reserve_for_whom_it_is(operator):
    posting = make.posting(operator, seats=3, reserved=1)
    plain, favoured = make.application(posting), make.application(posting, make.candidate(statuses={"near_poor": True}))

    found = {row: seat.reserve for seat, row in seats.assign([plain, favoured], seats_of(posting))}

    assert found == {plain: "", favoured: "near_poor"}


def test_assign_a_reserve_to_others_only_as_a_round_does(operator):
    posting = make.posting(operator, seats=2, reserved=1)
    rows = [make.application(posting) for _ in range(2)]

    with refusal("seat_reserved"):
        seats.assign(rows, seats_of(posting))

    found = seats.assign(rows, seats_of(posting), by_round=True)
    assert sorted(seat.reserve for seat, _row in found) == ["", "near_poor"]


def test_assign_a_reserve_to_others_once_it_is_released(operator):
    posting = make.posting(operator, seats=2, reserved=1)
    Seat.objects.exclude(reserve="").update(reserve_released_at=NOW, reserve_released_for="지원한 분이 없음")

    found = seats.assign([make.application(posting) for _ in range(2)], seats_of(posting))

    assert sorted(seat.reserve for seat, _row in found) == ["", "near_poor"]


def test_assign_a_status_that_was_not_told_is_no_claim(operator):
    posting = make.posting(operator, seats=2, reserved=1)
    unknown = make.application(posting, make.candidate(statuses={"near_poor": None}))

    assert [seat.reserve for seat, _row in seats.assign([unknown], seats_of(posting))] == [""]


def test_assign_more_people_than_seats_is_refused():
    posting = make.posting(seats=1)

    with refusal("too_few_seats"):
        seats.assign([make.application(posting) for _ in range(2)], seats_of(posting))
