"""What waits for an operator, in figures."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import agenda
from jobs.models import Posting
from tests import make
from tests.jobs import interviewing, objecting, placing, training
from tests.make import NOW


@pytest.mark.django_db
def test_with_figures_tells_seats_filled_from_people_over_time() -> None:
    posting, other = make.posting(seats=3), make.posting()
    left = make.placement(make.application(posting, state="placed"), state="ended_early")
    make.changed(left.application.holds.get(), released_at=NOW)
    after = make.application(posting, state="placed")
    make.hold(after, left.seat)
    make.placement(after)
    make.placement(make.application(posting, state="placed"), state="completed")
    make.placement(make.application(other, state="placed"), state="ended_early")
    make.placement(make.application(other, state="placed"), state="preparing")

    found = {row.pk: row for row in agenda.with_figures(Posting.objects.all())}

    assert (found[posting.pk].seats, found[posting.pk].filled, found[posting.pk].begun) == (3, 2, 3)
    assert (found[other.pk].filled, found[other.pk].begun) == (1, 1)


@pytest.mark.django_db
def test_a_posting_that_a_round_decides_is_no_ones_to_release(operator) -> None:
    past = {"apply_until": NOW - timedelta(days=3), "results_at": NOW - timedelta(days=1)}
    own, by_round = make.posting(operator, **past), make.posting(operator, selection="round", **past)
    for posting in (own, by_round):
        make.application(posting, state="interview")

    assert list(agenda.to_release(Posting.objects.all(), at=NOW)) == [own]


@pytest.mark.django_db
def test_an_officer_counts_the_objections_that_they_may_answer(operator, officer) -> None:
    colleague = make.member(operator)
    row, _me = objecting.refused(operator, officer)
    objecting.objection(row)

    counts = [agenda.of(Posting.objects.all(), user, at=NOW).objections for user in (officer.user, colleague)]

    assert counts == [0, 1]


@pytest.mark.django_db
def test_interviews_without_times_are_found_until_there_is_one_to_pick(operator) -> None:
    posting = make.posting(operator, has_interview=True)
    make.application(posting, state="paper_review")
    for _number in range(2):
        make.application(posting, state="interview")
    make.score_sheet(make.application(posting, state="interview"), 80, make.user())
    interviewing.pick(make.application(posting, state="interview"), interviewing.slot(posting, capacity=1))

    def waiting() -> list[tuple[Posting, int]]:
        return [(row, row.people) for row in agenda.without_times(Posting.objects.all(), at=NOW)]

    assert waiting() == [(posting, 2)]
    interviewing.slot(posting, capacity=1)
    assert waiting() == []


@pytest.mark.django_db
def test_training_is_looked_after_until_it_is_planned_and_noted() -> None:
    starts_on = timezone.localdate(NOW) + timedelta(days=9)
    posting, other = (make.posting(has_training=has, starts_on=starts_on) for has in (True, False))
    row = placing.preparing(posting, training_hours=None)
    placing.preparing(other, training_hours=None)

    def waiting() -> list[tuple[Posting, int | None, int | None]]:
        return [(row, row.unplanned, row.unnoted) for row in agenda.to_train(Posting.objects.all(), at=NOW)]

    assert waiting() == [(posting, 1, None)]
    training.session(posting, held_on=timezone.localdate(NOW) + timedelta(days=1))
    assert waiting() == []
    held = training.session(posting, held_on=timezone.localdate(NOW))
    assert waiting() == [(posting, None, 1)]
    training.attended(held, row)
    assert waiting() == []
