"""Two hands at one batch: undone or told, never both; who withdraws meanwhile stays withdrawn. Each with a control that sees it."""

from contextlib import ExitStack
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction

from jobs import applications, moves, results, seats, steps
from jobs.models import Application, Move, Moved, Posting
from tests import make
from tests.jobs.expect import happened, told
from tests.jobs.racing import at_once, waiting
from tests.make import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]
OVER = NOW + timedelta(minutes=10)


def _undo_against(other, row: Application, officer, *, locks_posting: bool = False):
    """Start an undo that waits for what the other holds, let the other act first, and return what the undo was answered."""
    call = partial(moves.undo, Move.objects.get(), by=officer, at=OVER - timedelta(seconds=1))
    with ExitStack() as race, transaction.atomic():
        if locks_posting:
            Posting.objects.select_for_update(no_key=True).get(pk=row.posting_id)
        Application.objects.select_for_update(no_key=True).get(pk=row.pk)
        found = race.enter_context(waiting([call]))
        other()
    row.refresh_from_db()
    return found[0]


def _unlocked(model, rows, *related, **_options):
    found = model.objects.select_related(*related).in_bulk([row.pk for row in rows])
    return [found[row.pk] for row in rows]


def test_a_batch_told_at_the_same_moment_stays_told(operator, officer, system):
    row = make.application(make.posting(operator))
    moves.make("pass_eligibility", [row], by=officer, at=NOW)

    answer = _undo_against(partial(moves.tell_due, by=system, at=OVER), row, officer)

    assert (answer, row.state) == ("told", "paper_review")
    assert told(row.candidate.user) == ["jobs.stage_moved"]


def test_without_locks_a_batch_is_told_and_put_back(operator, officer, system, monkeypatch):
    row = make.application(make.posting(operator))
    moves.make("pass_eligibility", [row], by=officer, at=NOW)
    monkeypatch.setattr(steps, "lock", _unlocked)

    answer = _undo_against(partial(moves.tell_due, by=system, at=OVER), row, officer)

    assert answer != "told"
    assert row.state == "received"
    assert told(row.candidate.user) == ["jobs.stage_moved"]


def test_two_officers_undo_once(operator, officer):
    row = make.application(make.posting(operator))
    moves.make("pass_eligibility", [row], by=officer, at=NOW)
    other = make.actor(make.member(operator))
    batch, at = Move.objects.get(), NOW + timedelta(minutes=1)

    found = at_once([partial(moves.undo, batch, by=by, at=at) for by in (officer, other)])

    assert found.count("undone") == 1
    assert [verb for verb, *_ in happened(row)].count("undo_move") == 1


def test_who_withdraws_at_the_same_moment_stays_withdrawn(operator, officer):
    row = make.application(make.posting(operator))
    moves.make("pass_eligibility", [row], by=officer, at=NOW)
    leave = partial(applications.withdraw, [row], by=make.actor(row.candidate.user), at=NOW + timedelta(minutes=1))

    answer = _undo_against(leave, row, officer, locks_posting=True)

    assert (answer, row.state) == ("moved_on", "withdrawn")


def test_without_a_second_look_at_the_row_a_withdrawal_is_lost(operator, officer, monkeypatch):
    row = make.application(make.posting(operator))
    moves.make("pass_eligibility", [row], by=officer, at=NOW)
    leave = partial(applications.withdraw, [row], by=make.actor(row.candidate.user), at=NOW + timedelta(minutes=1))
    monkeypatch.setattr(moves, "_stands", lambda *_: True)
    monkeypatch.setattr(moves, "STEPS", [step._replace(from_states=("withdrawn",)) for step in moves.STEPS])

    answer = _undo_against(leave, row, officer, locks_posting=True)

    assert answer != "moved_on"
    assert row.state == "received"


def test_two_officers_give_the_last_seat_once(operator, officer):
    posting = make.posting(operator, seats=1)
    first, second = (make.application(posting, state="interview") for _ in range(2))
    other = make.actor(make.member(operator))

    found = at_once(
        [partial(moves.make, "select", [row], by=by, at=NOW) for row, by in ((first, officer), (second, other))]
    )

    assert found.count("too_few_seats") == 1
    assert posting.applications.filter(state="selected").count() == 1
    assert seats.count_unclaimed([posting.pk])[posting.pk] == (0, 0)
    assert Moved.objects.count() == 1


def _against_the_posting(call, row: Application) -> str:
    """Hold the posting, as a release does, until the call waits; then take its application, and return what the call was answered."""

    def answered():
        try:
            call()
        except OperationalError:
            return "deadlock"
        except PermissionDenied:
            return "forbidden"
        return "done"

    with ExitStack() as race, transaction.atomic():
        Posting.objects.select_for_update(no_key=True).get(pk=row.posting_id)
        found = race.enter_context(waiting([answered]))
        Application.objects.select_for_update(no_key=True).get(pk=row.pk)
    return found[0]


def _not_first(monkeypatch) -> None:
    """Lock the postings the second time they are asked for, as once was done: after the applications."""
    lock, calls = applications.lock_postings, []

    def second(rows):
        calls.append(rows)
        return lock(rows) if len(calls) > 1 else {}

    monkeypatch.setattr(applications, "lock_postings", second)


def _taking_back(row: Application, officer):
    return partial(moves.make, "take_back", [row], by=officer, at=NOW, reason="다른 분입니다.")


def test_a_decision_is_taken_back_after_whoever_holds_the_posting(operator, officer):
    row = make.application(make.posting(operator), state="selected")

    assert _against_the_posting(_taking_back(row, officer), row) == "done"


def test_with_the_posting_locked_last_both_would_wait_for_each_other(operator, officer, monkeypatch):
    row = make.application(make.posting(operator), state="selected")
    _not_first(monkeypatch)

    assert _against_the_posting(_taking_back(row, officer), row) == "deadlock"


def test_results_told_at_the_same_moment_are_not_taken_back(operator, officer):
    row = make.application(make.posting(operator), state="selected")
    with ExitStack() as race, transaction.atomic():
        Posting.objects.select_for_update(no_key=True).get(pk=row.posting_id)
        found = race.enter_context(waiting([_taking_back(row, officer)]))
        results.release([row.posting], by=officer, at=row.posting.results_at)

    row.refresh_from_db()
    assert (found, row.state) == (["released"], "selected")


def test_a_selection_is_withdrawn_after_whoever_holds_the_posting(operator, manager):
    row = make.application(make.posting(operator, results_released_at=NOW), state="selected")
    call = partial(applications.withdraw_selection, [row], reason="서류가 다릅니다.", by=manager, at=NOW)

    assert _against_the_posting(call, row) == "done"
