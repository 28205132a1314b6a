"""How often an operator answers by the day it promised, and when nothing is said of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import response_rates
from tests import make
from tests.jobs.expect import queries
from tests.make import NOW

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)


def results(operator, *, applications: int, released_after: timedelta | None, **columns):
    """A posting whose results were due ten days ago, and were told so long after, or never."""
    due = NOW - timedelta(days=10)
    released = None if released_after is None else due + released_after
    times = {
        "apply_from": due - timedelta(days=30),
        "apply_until": due - timedelta(days=9),
        "results_at": due,
        "results_released_at": released,
    }
    posting = make.posting(operator, **{**times, **columns})
    for _ in range(applications):
        make.application(posting, state="selected")
    return posting


def test_rate_counts_who_heard_by_the_end_of_the_day(operator):
    results(operator, applications=3, released_after=timedelta(hours=5))
    results(operator, applications=1, released_after=timedelta(days=1))
    results(operator, applications=2, released_after=None)

    assert response_rates.of(operator.pk, at=NOW) == (3, 6, TODAY)


def test_rate_leaves_out_who_withdrew_rounds_others_and_what_is_not_due(operator):
    posting = results(operator, applications=5, released_after=timedelta(0))
    make.application(posting, state="withdrawn")
    results(operator, applications=2, released_after=None, selection="round")
    results(make.organisation(), applications=2, released_after=None)
    results(operator, applications=2, released_after=None, results_at=NOW)
    results(operator, applications=2, released_after=None, results_at=NOW + timedelta(days=3))
    long_ago = NOW - timedelta(days=366)
    results(
        operator,
        applications=2,
        released_after=None,
        results_at=long_ago,
        apply_until=long_ago - timedelta(days=1),
        apply_from=long_ago - timedelta(days=9),
    )

    assert response_rates.of(operator.pk, at=NOW) == (5, 5, TODAY)


def test_rate_of_fewer_than_five_is_not_told(operator):
    results(operator, applications=4, released_after=timedelta(0))

    assert response_rates.of(operator.pk, at=NOW) is None


def test_rate_is_reckoned_once_a_day(operator):
    results(operator, applications=5, released_after=timedelta(0))
    assert response_rates.of(operator.pk, at=NOW) == (5, 5, TODAY)
    results(operator, applications=1, released_after=None)

    assert queries(lambda: response_rates.of(operator.pk, at=NOW)) == 0
    assert response_rates.of(operator.pk, at=NOW) == (5, 5, TODAY)
    assert response_rates.of(operator.pk, at=NOW + timedelta(days=1)) == (5, 6, TODAY + timedelta(days=1))
