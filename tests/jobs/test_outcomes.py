"""What became of people: asked when the day has come, told by them or by the operator, once."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jobs import outcomes
from jobs.models import Outcome
from profiles.models import Notice
from tests import make
from tests.jobs.breaking import refuse_notices_to
from tests.jobs.expect import happened, queries, refusal, told
from tests.jobs.placing import active, own
from tests.make import NOW

pytestmark = pytest.mark.django_db
LAST = date(2026, 10, 31)
AFTER = NOW + timedelta(days=200)  # 2026-11-01
THREE_MONTHS = AFTER + timedelta(days=91)  # 2027-01-31


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=5)


def test_record_once_each_after_three_and_six_months(posting, officer):
    row = active(posting, state="completed")

    outcomes.record([row], months_after=3, results=["hired"], by=officer, at=AFTER + timedelta(days=92))
    outcomes.record([row], months_after=6, results=["unknown"], by=officer, at=AFTER + timedelta(days=184))

    found = Outcome.objects.order_by("pk").values_list("months_after", "result", "recorded_by")
    assert list(found) == [(3, "hired", officer.user.pk), (6, "unknown", officer.user.pk)]
    assert [verb for verb, _before, _after in happened(row)] == ["record_outcomes"] * 2
    with refusal("outcome_once"):
        outcomes.record([row], months_after=3, results=["none"], by=officer, at=AFTER + timedelta(days=92))


@pytest.mark.parametrize(
    ("months", "result", "days", "code"),
    [
        (4, "hired", 300, "months_unknown"),
        (3, "rich", 300, "result_unknown"),
        (3, "hired", 90, "too_early"),
    ],
)
def test_record_that_cannot_be_are_refused(posting, officer, months, result, days, code):
    row = active(posting, state="completed")

    with refusal(code):
        outcomes.record([row], months_after=months, results=[result], by=officer, at=AFTER + timedelta(days=days))


def test_record_of_somebody_active_is_refused(posting, officer):
    with refusal("wrong_state"):
        outcomes.record([active(posting)], months_after=3, results=["none"], by=officer, at=AFTER)


def test_a_person_tells_of_themselves_alone(posting, officer, stranger):
    row = active(posting, state="completed")

    for by in (stranger, own(active(posting, state="completed"))):
        with pytest.raises(PermissionDenied):
            outcomes.record([row], months_after=3, results=["none"], by=by, at=THREE_MONTHS)
    outcomes.record([row], months_after=3, results=["hired_by_host"], by=own(row), at=THREE_MONTHS)

    assert Outcome.objects.get().recorded_by == row.candidate.user


def test_ask_due_asks_each_question_once(posting, system):
    row = active(posting, state="completed")
    early = active(posting, state="ended_early", finished_on=LAST)
    active(posting)
    make.changed(active(posting, state="ended_early", finished_on=LAST), started_on=None, started_at=None)

    assert outcomes.ask_due(by=system, at=THREE_MONTHS - timedelta(days=1)) == []
    for _ in range(2):
        found = outcomes.ask_due(by=system, at=THREE_MONTHS)
    assert found == [(row, 3), (early, 3)]
    assert told(row.candidate.user) == ["jobs.outcome_asked"]

    outcomes.ask_due(by=system, at=THREE_MONTHS + timedelta(days=95))
    assert told(row.candidate.user) == ["jobs.outcome_asked"] * 2


def test_ask_due_leaves_what_was_told_and_what_is_long_past(posting, officer, system):
    row = active(posting, state="completed")
    outcomes.record([row], months_after=3, results=["unknown"], by=officer, at=THREE_MONTHS)
    old = active(posting, state="completed", finished_on=date(2026, 6, 30))

    found = outcomes.ask_due(by=system, at=THREE_MONTHS)

    assert found == [(old, 6)]  # its three months were over in September


def test_ask_due_of_a_posting_that_fails_holds_no_other_up(operator, posting, system, caplog):
    broken, sound = active(make.posting(operator), state="completed"), active(posting, state="completed")
    refuse_notices_to(broken.candidate.user)

    assert outcomes.ask_due(by=system, at=THREE_MONTHS) == [(sound, 3)]
    assert f"posting {broken.application.posting_id} is left for the next sweep" in caplog.text


def test_ask_due_is_the_systems(officer):
    with pytest.raises(PermissionDenied):
        outcomes.ask_due(by=officer, at=AFTER)


def test_telling_takes_the_question_back(posting, officer, system):
    row = active(posting, state="completed")
    outcomes.ask_due(by=system, at=THREE_MONTHS)

    outcomes.record([row], months_after=3, results=["hired"], by=officer, at=THREE_MONTHS)

    assert Notice.objects.get().cancelled_at == THREE_MONTHS
    assert outcomes.asked_of(row.candidate.user, today=THREE_MONTHS.date()) == []


def test_asking_asks_the_same_number_of_queries_of_any_number(operator, system):
    found, posting = [], make.posting(operator, seats=4)
    for people in (1, 3):
        for _ in range(people):
            active(posting, state="completed")
        found.append(queries(lambda: outcomes.ask_due(by=system, at=THREE_MONTHS)))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("on", "months", "expected"),
    [
        (date(2026, 10, 31), 3, date(2027, 1, 31)),
        (date(2026, 8, 31), 6, date(2027, 3, 1)),
        (date(2026, 11, 30), 3, date(2027, 3, 1)),
        (date(2026, 3, 31), 6, date(2026, 10, 1)),
    ],
)
def test_months_later(on, months, expected):
    assert outcomes.months_later(on, months) == expected
