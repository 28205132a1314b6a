"""How late an answer or a result is as its person may know it: whether somebody was told, and nothing of a hidden decision."""

from datetime import timedelta

import pytest

from jobs import applications, progress, results
from jobs.models import Application
from profiles import events
from tests import make
from tests.jobs import choosing
from tests.jobs.interviewing import pick, slot
from tests.make import NOW

pytestmark = pytest.mark.django_db
CLOSED = NOW - timedelta(days=30)


@pytest.fixture
def posting(operator, settings):
    """One whose deadline was thirty days ago, where an answer is promised within two weeks."""
    settings.SILENT_AFTER_DAYS = 14
    make.member(operator)
    return make.posting(
        operator, apply_from=CLOSED - timedelta(days=9), apply_until=CLOSED, results_at=NOW + timedelta(days=60)
    )


def progress_of(row, at=NOW):
    fresh = Application.objects.select_related("posting", "candidate", "placement").get(pk=row.pk)
    return progress.of([fresh], at=at)[0]


def overdue(row, at=NOW):
    """For how many days, and whether somebody was told."""
    late = progress_of(row, at).late
    return late and (late.days, late.is_told)


def test_silence_is_named_and_says_that_the_operator_was_told_only_if_so(posting, system):
    row = make.application(posting, moved_at=CLOSED - timedelta(days=1))
    assert overdue(row) == (16, False)

    results.escalate_silence(by=system, at=NOW)

    assert overdue(row) == (16, True)
    assert overdue(row, at=NOW + timedelta(days=1)) == (17, True)


def test_silence_counts_from_the_last_step_and_ends_with_the_next(posting, system):
    early = make.application(posting, moved_at=CLOSED - timedelta(days=1))
    stepped = make.application(posting, state="paper_review", moved_at=NOW - timedelta(days=3))
    results.escalate_silence(by=system, at=NOW)

    assert (overdue(early), overdue(stepped)) == ((16, True), None)
    assert overdue(stepped, at=NOW + timedelta(days=12)) == (1, False)  # nobody was told since that one is late


def test_who_can_pick_an_interview_or_has_one_ahead_waits_for_nobody(posting):
    unasked = make.application(posting, state="interview", moved_at=CLOSED)
    picked = make.application(posting, state="interview", moved_at=CLOSED)
    time = slot(posting)
    pick(picked, time)
    assert (overdue(unasked), overdue(picked)) == (None, None)

    time.closes_at = NOW
    time.save(update_fields=["closes_at"])

    assert (overdue(unasked), overdue(picked)) == ((16, False), None)


def test_a_late_answer_drops_the_promise_of_an_interview_time(posting):
    row = make.application(posting, state="interview", moved_at=CLOSED)

    assert progress_of(row, at=CLOSED).comes_next.startswith("면접 날짜")
    assert progress_of(row).comes_next == ""


def test_a_result_is_late_once_its_moment_has_passed(operator, posting, system):
    soon = make.posting(operator, apply_from=CLOSED, apply_until=NOW, results_at=NOW)
    row = make.application(soon, moved_at=NOW)
    hidden = make.application(soon, state="selected", moved_at=NOW, received_at=NOW)
    assert overdue(row) is None

    for late in (row, hidden):
        assert overdue(late, at=NOW + timedelta(hours=1)) == (0, False)
        assert progress_of(late, at=NOW + timedelta(days=3)).late == (3, False, soon.results_at)
    results.escalate_silence(by=system, at=NOW + timedelta(days=15))
    assert overdue(row, at=NOW + timedelta(days=15)) == (15, True)


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

    assert overdue(left) == overdue(decided) == (16, True)


def test_a_pause_before_a_hidden_decision_counts_as_one_before_none(posting, officer):
    """The person was asked for a document for a week; the decision after it changes nothing of what they read."""
    left, decided = (make.application(posting, moved_at=CLOSED, received_at=CLOSED) for _ in range(2))
    for row in (left, decided):
        asked_at = CLOSED + timedelta(days=3)
        choosing.asked(row, asked_at=asked_at, state="answered", ended_at=asked_at + timedelta(days=7))
        events.record("submit", [row], by=officer, at=CLOSED, moves=("", "received"))
    applications.reject([decided], reason="경력이 맞지 않습니다.", by=officer, at=CLOSED + timedelta(days=12))

    assert overdue(left) == overdue(decided) == (9, False)
    in_time = CLOSED + timedelta(days=20)
    assert overdue(left, at=in_time) == overdue(decided, at=in_time) is None
