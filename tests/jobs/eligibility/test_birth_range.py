"""Age is a range of birth dates, both days inclusive."""

from datetime import date

import pytest

from jobs.eligibility import PersonFacts
from tests.jobs.eligibility.cases import answer, error, verdict

RANGE = {"birth_from": "1955-01-01", "birth_to": "1982-12-31"}
POOR_FROM_1990 = {**RANGE, "by_status": [{"status": "near_poor", "birth_to": "1990-12-31"}]}
WITHIN = ("met", "birth_within", None)
OUTSIDE = ("not_met", "birth_outside", "seek_other_programme")


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (date(1954, 12, 31), OUTSIDE),
        (date(1955, 1, 1), WITHIN),
        (date(1970, 2, 28), WITHIN),
        (date(1982, 12, 31), WITHIN),
        (date(1983, 1, 1), OUTSIDE),
        (None, ("unknown", "birth_missing", "give_birth_on")),
    ],
)
def test_both_days_of_the_range_count(born: date | None, said: tuple) -> None:
    assert answer("birth_range", RANGE, PersonFacts(birth_on=born)) == said


@pytest.mark.parametrize(
    ("params", "born", "said"),
    [
        ({"birth_from": "1985-06-30"}, date(1985, 6, 29), OUTSIDE),
        ({"birth_from": "1985-06-30"}, date(2010, 1, 1), WITHIN),
        ({"birth_to": "1985-06-30"}, date(1900, 1, 1), WITHIN),
        ({"birth_to": "1985-06-30"}, date(1985, 7, 1), OUTSIDE),
        ({"birth_to": "1985-06-30", "birth_from": None}, date(1985, 6, 30), WITHIN),
    ],
)
def test_one_side_may_be_open(params: dict, born: date, said: tuple) -> None:
    assert answer("birth_range", params, PersonFacts(birth_on=born)) == said


@pytest.mark.parametrize(
    ("born", "near_poor", "said"),
    [
        (date(1980, 1, 1), None, WITHIN),
        (date(1985, 1, 1), True, ("met", "birth_within_by_status", None)),
        (date(1985, 1, 1), None, ("unknown", "birth_needs_status", "declare_statuses")),
        (date(1985, 1, 1), False, OUTSIDE),
        (date(1991, 1, 1), True, OUTSIDE),
        (date(1991, 1, 1), None, OUTSIDE),
        (None, True, ("unknown", "birth_missing", "give_birth_on")),
    ],
)
def test_a_status_may_have_a_range_of_its_own(born: date | None, near_poor: bool | None, said: tuple) -> None:
    person = PersonFacts(birth_on=born, statuses={"near_poor": near_poor})

    assert answer("birth_range", POOR_FROM_1990, person) == said


def test_the_basis_is_the_weakest_of_what_it_rests_on() -> None:
    person = PersonFacts(
        birth_on=date(1985, 1, 1), statuses={"near_poor": True}, basis={"birth_on": "verified", "near_poor": "proof"}
    )

    found = verdict("birth_range", POOR_FROM_1990, person)

    assert (found.facts, found.basis) == (("birth_on", "near_poor"), "proof")
    assert found.overridable_by == "city"


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({}, ("birth_range_open", "birth_from")),
        ({"birth_from": "1983-01-01", "birth_to": "1982-12-31"}, ("birth_range_backwards", "birth_to")),
        ({"birth_from": "1983"}, ("not_a_date", "birth_from")),
        ({"birth_from": "19830101"}, ("not_a_date", "birth_from")),
        ({"birth_to": 1983}, ("not_a_date", "birth_to")),
        ({**RANGE, "age": 50}, ("unknown_param", "age")),
        ({**RANGE, "by_status": "near_poor"}, ("by_status_not_a_list", "by_status")),
        ({**RANGE, "by_status": [{"birth_to": "1990-12-31"}]}, ("missing_param", "status")),
        ({**RANGE, "by_status": [{"status": "rich", "birth_to": "1990-12-31"}]}, ("not_a_choice", "status")),
        ({**RANGE, "by_status": [{"status": "near_poor"}]}, ("birth_range_open", "birth_from")),
        ([], ("params_not_mapping", "")),
    ],
)
def test_a_range_that_cannot_be_used_is_refused(params, wrong: tuple) -> None:
    assert error("birth_range", params) == wrong


def test_age_is_judged_at_application_and_overridden_by_the_city_alone() -> None:
    assert error("birth_range", RANGE, applies_at="place") == ("stage_not_possible", "applies_at")
    assert error("birth_range", RANGE, applies_at="later") == ("unknown_stage", "applies_at")
    assert error("birth_range", RANGE, overridable=True) == ("city_only_rule", "overridable")
