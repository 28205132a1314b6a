"""A share of the month's hours, rounded up."""

import pytest

from jobs.eligibility import PersonFacts
from jobs.eligibility.hours_share import needed
from tests.jobs.eligibility.cases import POSTING, answer, error, verdict

GEUMCHEON = {"percent": 70, "of_hours": 57}
ENOUGH = ("met", "hours_enough", None)
SHORT = ("not_met", "hours_short", "raise_hours")


@pytest.mark.parametrize(("percent", "of_hours", "hours"), [(70, 57, 40), (100, 57, 57), (1, 57, 1), (50, 60, 30)])
def test_the_share_is_rounded_up_to_whole_hours(percent: int, of_hours: int, hours: int) -> None:
    assert needed(percent, of_hours) == hours


@pytest.mark.parametrize(
    ("hours", "said"),
    [(39, SHORT), (40, ENOUGH), (57, ENOUGH), (0, SHORT), (None, ("unknown", "hours_missing", "give_hours"))],
)
def test_forty_of_fifty_seven_hours(hours: int | None, said: tuple) -> None:
    assert answer("hours_share", GEUMCHEON, PersonFacts(hours_per_month=hours)) == said


def test_without_hours_of_its_own_the_rule_takes_the_posting_s() -> None:
    person = PersonFacts(hours_per_month=30)

    assert answer("hours_share", {"percent": 50}, person, POSTING._replace(hours_per_month=60)) == ENOUGH
    assert answer("hours_share", {"percent": 50}, person, POSTING._replace(hours_per_month=61)) == SHORT
    said = answer("hours_share", {"percent": 50}, person, POSTING._replace(hours_per_month=None))
    assert said == ("unknown", "posting_month_open", "ask_operator")


def test_the_remedy_names_the_hours_needed() -> None:
    assert verdict("hours_share", GEUMCHEON, PersonFacts(hours_per_month=8)).remedy.params == {"needed": 40}


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({}, ("missing_param", "percent")),
        ({"percent": 0}, ("number_out_of_range", "percent")),
        ({"percent": 101}, ("number_out_of_range", "percent")),
        ({"percent": 70, "of_hours": 745}, ("number_out_of_range", "of_hours")),
        ({"percent": None}, ("not_a_whole_number", "percent")),
    ],
)
def test_a_share_that_cannot_be_used_is_refused(params: dict, wrong: tuple) -> None:
    assert error("hours_share", params) == wrong
