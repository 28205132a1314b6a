"""Decisions taken back before they are told: people stand where they stood, and never read what was thought better of."""

from contextlib import ExitStack
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from jobs import applications, progress, results
from jobs.models import Application, Posting
from tests import make
from tests.jobs.expect import happened, refusal, told
from tests.jobs.racing import waiting
from tests.make import NOW

SLIP = "다른 분과 바꾸어 눌렀습니다."
DECISIONS = {
    "select": applications.select,
    "put_on_waiting_list": applications.put_on_waiting_list,
    "reject": partial(applications.reject, reason="경력이 맞지 않습니다."),
}


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("decision", "stage"),
    [
        *(("reject", stage) for stage in applications.STAGES),
        ("select", "interview"),
        ("put_on_waiting_list", "interview"),
    ],
)
def test_a_decision_taken_back_leaves_the_person_at_the_stage_it_left(posting, officer, decision, stage):
    row = make.application(posting, state=stage)
    DECISIONS[decision]([row], by=officer, at=NOW)

    results.take_back([row], reason=SLIP, by=officer, at=NOW)

    row.refresh_from_db()
    assert (row.state, row.waiting_number, row.reason) == (stage, None, "")
    assert happened(row)[-1] == ("take_back", happened(row)[0][2], stage)
    assert told(row.candidate.user) == []


@pytest.mark.django_db
def test_a_seat_and_a_number_that_were_taken_back_are_free_for_others(posting, officer):
    first, second, third = (make.application(posting, state="interview") for _ in range(3))
    applications.select([first, second], by=officer, at=NOW)
    applications.put_on_waiting_list([third], by=officer, at=NOW)

    results.take_back([first, third], reason=SLIP, by=officer, at=NOW)
    applications.select([third], by=officer, at=NOW)
    (listed,) = applications.put_on_waiting_list([first], by=officer, at=NOW)

    assert listed.waiting_number == 1


@pytest.mark.django_db
def test_the_person_reads_the_last_decision_alone(posting, officer):
    row = make.application(posting, state="interview")
    applications.select([row], by=officer, at=NOW)
    results.take_back([row], reason=SLIP, by=officer, at=NOW)
    assert [str(line.text) for line in progress.history(row)] == []
    applications.put_on_waiting_list([row], by=officer, at=NOW)

    results.release([posting], by=officer, at=posting.results_at)

    row = Application.objects.select_related("posting").get(pk=row.pk)
    assert [str(line.text) for line in progress.history(row)] == ["예비합격으로 정해졌습니다."]
    assert told(row.candidate.user) == ["jobs.result_waiting"]


@pytest.mark.django_db
def test_nothing_is_taken_back_once_it_is_told_or_without_a_reason_or_by_others(posting, officer):
    row = make.application(posting, state="interview")
    applications.select([row], by=officer, at=NOW)
    with refusal("reason_missing"):
        results.take_back([row], reason=" ", by=officer, at=NOW)
    with pytest.raises(PermissionDenied):
        results.take_back([row], reason=SLIP, by=make.actor(make.member(make.organisation())), at=NOW)

    results.release([posting], by=officer, at=posting.results_at)

    with refusal("released"):
        results.take_back([row], reason=SLIP, by=officer, at=posting.results_at)
    row.refresh_from_db()
    assert row.state == "selected"


@pytest.mark.django_db
def test_only_what_is_hidden_offers_the_step(posting, officer):
    row = make.application(posting, state="selected")
    assert "take_back" in {step.verb for step in applications.steps_for(row, officer)}

    row.posting.results_released_at = NOW

    assert "take_back" not in {step.verb for step in applications.steps_for(row, officer)}


def _race_with_release(posting, officer):
    """Results are told while an officer takes a decision back; return what the officer was answered, and the state left."""
    row = make.application(posting, state="selected")
    call = partial(results.take_back, [row], reason=SLIP, by=officer, at=posting.results_at)
    with ExitStack() as race, transaction.atomic():
        Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
        Application.objects.select_for_update(no_key=True).get(pk=row.pk)
        found = race.enter_context(waiting([call]))
        results.release([posting], by=officer, at=posting.results_at)
    row.refresh_from_db()
    return found[0], row.state


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_results_told_at_the_same_moment_stay(posting, officer):
    assert _race_with_release(posting, officer) == ("released", "selected")


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_without_the_posting_s_lock_a_result_that_was_told_is_taken_back(posting, officer, monkeypatch):
    monkeypatch.setattr(applications, "lock_postings", lambda rows: {})

    answer, state = _race_with_release(posting, officer)

    assert answer != "released"
    assert state == "interview"
