"""Statuses that may not take part."""

import pytest

from jobs.eligibility import PersonFacts
from tests.jobs.eligibility.cases import answer, error, verdict

TWO = {"statuses": ["basic_livelihood", "long_term_care"]}
EXCLUDED = ("not_met", "status_excluded", "seek_other_programme")
NOT_TOLD = ("unknown", "statuses_missing", "declare_statuses")


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ({"basic_livelihood": False, "long_term_care": False}, ("met", "status_free", None)),
        ({"basic_livelihood": True, "long_term_care": False}, EXCLUDED),
        ({"long_term_care": True}, EXCLUDED),  # one is enough, whatever else isn't known
        ({"basic_livelihood": False}, NOT_TOLD),
        ({"near_poor": True}, NOT_TOLD),
        ({"basic_livelihood": None, "long_term_care": None}, NOT_TOLD),
    ],
)
def test_one_excluded_status_is_enough(statuses: dict, said: tuple) -> None:
    assert answer("status_exclusion", TWO, PersonFacts(statuses=statuses)) == said


def test_it_asks_for_the_untold_ones_alone() -> None:
    found = verdict("status_exclusion", TWO, PersonFacts(statuses={"basic_livelihood": False}))

    assert found.remedy.params == {"statuses": ["long_term_care"]}


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({}, ("missing_param", "statuses")),
        ({"statuses": []}, ("exclusion_without_status", "statuses")),
        ({"statuses": ["rich"]}, ("not_a_choice", "statuses")),
        ({"statuses": [["near_poor"]]}, ("not_a_list_of_names", "statuses")),
    ],
)
def test_statuses_that_cannot_be_used_are_refused(params: dict, wrong: tuple) -> None:
    assert error("status_exclusion", params) == wrong
