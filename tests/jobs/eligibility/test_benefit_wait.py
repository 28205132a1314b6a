"""Unemployment benefit: the first free day is the one after the wait."""

from datetime import date, timedelta

import pytest

from jobs.eligibility import PersonFacts
from tests.jobs.eligibility.cases import ON, answer, error, verdict

RUNS = ("not_met", "benefit_runs", "apply_from")
OVER = ("met", "benefit_over", None)


@pytest.mark.parametrize(
    ("days", "ended_days_ago", "said"),
    [(90, 89, RUNS), (90, 90, RUNS), (90, 91, OVER), (0, 0, RUNS), (0, 1, OVER), (0, -30, RUNS), (730, 730, RUNS)],
)
def test_the_day_after_the_wait_is_the_first_free_one(days: int, ended_days_ago: int, said: tuple) -> None:
    person = PersonFacts(benefit_ends_on=ON - timedelta(days=ended_days_ago))

    assert answer("benefit_wait", {"days": days}, person) == said


@pytest.mark.parametrize(
    ("has_benefit", "said"),
    [
        (False, ("met", "no_benefit", None)),
        (True, ("unknown", "benefit_end_missing", "give_benefit_end")),
        (None, ("unknown", "benefit_missing", "declare_benefit")),
    ],
)
def test_without_a_last_day_only_no_benefit_is_clear(has_benefit: bool | None, said: tuple) -> None:
    assert answer("benefit_wait", {"days": 90}, PersonFacts(has_benefit=has_benefit)) == said


def test_the_last_day_wins_over_what_was_said_of_now() -> None:
    person = PersonFacts(has_benefit=False, benefit_ends_on=ON)

    assert answer("benefit_wait", {"days": 0}, person) == RUNS


def test_the_remedy_names_the_first_free_day() -> None:
    found = verdict("benefit_wait", {"days": 90}, PersonFacts(benefit_ends_on=date(2026, 4, 1)))

    assert found.remedy.params == {"from_on": "2026-07-01"}


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({}, ("missing_param", "days")),
        ({"days": -1}, ("number_out_of_range", "days")),
        ({"days": 731}, ("number_out_of_range", "days")),
        ({"days": 1.5}, ("not_a_whole_number", "days")),
    ],
)
def test_a_wait_that_cannot_be_used_is_refused(params: dict, wrong: tuple) -> None:
    assert error("benefit_wait", params) == wrong
