"""Whether, and when, a person works now."""

import pytest

from jobs.eligibility import PersonFacts
from tests.jobs.eligibility.cases import EVENINGS, MORNINGS, POSTING, answer, error, verdict

FREE = ("met", "is_not_employed", None)
NOT_TOLD = ("unknown", "employment_missing", "declare_employment")


@pytest.mark.parametrize(
    ("allow", "employment", "work", "said"),
    [
        ("any", "unknown", None, ("met", "employment_any", None)),
        ("any", "employed", MORNINGS, ("met", "employment_any", None)),
        ("not_employed", "not_employed", None, FREE),
        ("not_employed", "part_time", EVENINGS, ("not_met", "is_employed", "apply_when_not_employed")),
        ("not_employed", "employed", None, ("not_met", "is_employed", "apply_when_not_employed")),
        ("not_employed", "unknown", None, NOT_TOLD),
        ("outside_working_hours", "not_employed", None, FREE),
        ("outside_working_hours", "employed", EVENINGS, ("met", "works_outside_hours", None)),
        ("outside_working_hours", "part_time", MORNINGS, ("not_met", "work_hours_overlap", "seek_other_hours")),
        ("outside_working_hours", "part_time", None, ("unknown", "work_hours_missing", "give_work_hours")),
        ("outside_working_hours", "unknown", EVENINGS, NOT_TOLD),
    ],
)
def test_what_the_rule_allows(allow: str, employment: str, work, said: tuple) -> None:
    assert answer("employment", {"allow": allow}, PersonFacts(employment=employment, work_mask=work)) == said


def test_a_posting_without_hours_leaves_it_to_the_operator() -> None:
    worker = PersonFacts(employment="employed", work_mask=MORNINGS)

    said = answer("employment", {"allow": "outside_working_hours"}, worker, POSTING._replace(week_mask=None))

    assert said == ("unknown", "posting_hours_open", "ask_operator")


def test_hours_that_touch_do_not_overlap_and_one_hour_does() -> None:
    until_nine = PersonFacts(employment="part_time", work_mask=(0b111 << 6,) * 7)
    until_ten = PersonFacts(employment="part_time", work_mask=(0b1111 << 6, 0, 0, 0, 0, 0, 0))

    assert verdict("employment", {"allow": "outside_working_hours"}, until_nine).outcome == "met"
    assert verdict("employment", {"allow": "outside_working_hours"}, until_ten).reason.params == {"hours": 1}


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({}, ("missing_param", "allow")),
        ({"allow": "everybody"}, ("not_a_choice", "allow")),
        ({"allow": ["any"]}, ("not_a_choice", "allow")),
    ],
)
def test_a_policy_that_is_not_known_is_refused(params: dict, wrong: tuple) -> None:
    assert error("employment", params) == wrong
