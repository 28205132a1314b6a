"""How long an answer is overdue as its person may know it: told only once the operator was, and nothing of a hidden decision."""

from datetime import timedelta

import pytest

from jobs import progress, results
from jobs.models import Application
from profiles import events
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db
CLOSED = NOW - timedelta(days=30)


@pytest.fixture
def posting(operator, settings):
    """One whose deadline was thirty days ago, where an answer is promised within two weeks."""
    settings.SILENT_AFTER_DAYS = 14
    make.member(operator)
    return make.posting(operator, apply_from=CLOSED - timedelta(days=9), apply_until=CLOSED, results_at=NOW)


def overdue(row, at=NOW):
    fresh = Application.objects.select_related("posting", "candidate", "placement").get(pk=row.pk)
    return progress.of([fresh], at=at)[0].days_overdue


def test_silence_is_named_once_the_operator_was_told(posting, system):
    row = make.application(posting, moved_at=CLOSED - timedelta(days=1))
    assert overdue(row) is None

    results.escalate_silence(by=system, at=NOW)

    assert overdue(row) == 16
    assert overdue(row, at=NOW + timedelta(days=1)) == 17


def test_silence_counts_from_the_last_step_and_ends_with_the_next(posting, system):
    early = make.application(posting, moved_at=CLOSED - timedelta(days=1))
    stepped = make.application(posting, state="paper_review", moved_at=NOW - timedelta(days=3))
    results.escalate_silence(by=system, at=NOW)

    assert (overdue(early), overdue(stepped)) == (16, None)
    assert overdue(stepped, at=NOW + timedelta(days=12)) is None  # nobody was told of that one


def test_silence_says_nothing_before_the_deadline_or_of_a_result_that_is_told(operator, posting, system):
    open_ = make.application(make.posting(operator), moved_at=CLOSED)
    told = make.application(make.posting(operator, results_released_at=NOW), state="not_selected", moved_at=CLOSED)
    make.application(posting, moved_at=CLOSED)
    results.escalate_silence(by=system, at=NOW)

    assert (overdue(open_), overdue(told)) == (None, None)


def test_a_hidden_decision_leaves_the_silence_as_it_was(posting, system, officer):
    left = make.application(posting, moved_at=CLOSED, received_at=CLOSED - timedelta(days=1))
    decided = make.application(
        posting, state="not_selected", moved_at=NOW - timedelta(days=1), received_at=CLOSED - timedelta(days=1)
    )
    events.record("submit", [decided], by=officer, at=decided.received_at, moves=("", "received"))
    events.record("reject", [decided], by=officer, at=decided.moved_at, moves=("received", "not_selected"))
    results.escalate_silence(by=system, at=NOW)

    assert overdue(left) == overdue(decided) == 16
