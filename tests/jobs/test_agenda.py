"""What waits for an operator, in figures."""

from datetime import timedelta

import pytest

from jobs import agenda
from jobs.models import Posting
from tests import make
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
