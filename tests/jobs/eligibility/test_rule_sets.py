"""A rule set as a whole: what it needs, what it says together, and a posting's own demands behind it."""

import pytest

from jobs import eligibility
from jobs.eligibility import FactColumns, PersonFacts, PostingFacts, RuleError, RuleSpec
from tests.jobs.eligibility.cases import ON, POSTING

AGE = RuleSpec("birth_range", {"birth_to": "1985-12-31"})
SEOUL = RuleSpec("residence", {"seoul": True})
TRAINED = RuleSpec("training_attendance", {"percent": 80}, applies_at="place")


@pytest.mark.parametrize(
    ("specs", "codes"),
    [
        ([AGE], []),
        ([AGE, SEOUL, TRAINED], []),
        ([], ["rule_set_without_age"]),
        ([SEOUL], ["rule_set_without_age"]),
        ([AGE, AGE], ["rule_kind_twice"]),
        ([AGE, RuleSpec("shoe_size", {})], ["unknown_rule_kind"]),
        (
            [RuleSpec("residence", {}), RuleSpec("benefit_wait", {})],
            ["residence_without_way", "missing_param", "rule_set_without_age"],
        ),
    ],
)
def test_problems_are_all_named(specs: list[RuleSpec], codes: list[str]) -> None:
    assert [wrong.code for wrong in eligibility.problems(specs)] == codes


def test_a_rule_set_without_an_age_rule_is_refused() -> None:
    with pytest.raises(RuleError) as wrong:
        eligibility.check_rule_set([SEOUL])

    assert wrong.value.code == "rule_set_without_age"


@pytest.mark.parametrize(
    ("outcomes", "together"),
    [
        ([], "met"),
        (["met", "met"], "met"),
        (["met", "unknown"], "unknown"),
        (["unknown", "not_met", "met"], "not_met"),
    ],
)
def test_one_not_met_decides_and_then_one_unknown(outcomes: list[str], together: str) -> None:
    people = {
        "met": PersonFacts(hours_per_month=57),
        "not_met": PersonFacts(hours_per_month=0),
        "unknown": PersonFacts(),
    }
    share = RuleSpec("hours_share", {"percent": 70})
    verdicts = [eligibility.judge_all([share], people[wanted], POSTING, ON)[0] for wanted in outcomes]

    assert eligibility.outcome(verdicts) == together


def test_placing_checks_the_rules_of_applying_again() -> None:
    verdicts = eligibility.judge_all([AGE, TRAINED], PersonFacts(), POSTING, ON, "place")

    assert [(verdict.kind, verdict.applies_at) for verdict in verdicts] == [
        ("birth_range", "apply"),
        ("training_attendance", "place"),
    ]


def test_a_stage_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="no such stage"):
        eligibility.judge_all([AGE], PersonFacts(), POSTING, ON, "later")
    with pytest.raises(ValueError, match="no such stage"):
        eligibility.mask_all([AGE], FactColumns.from_facts([]), POSTING, ON, "later")


def test_only_what_the_rule_set_allows_may_be_overridden_by_an_operator() -> None:
    allowed = RuleSpec("employment", {"allow": "any"}, overridable=True)
    specs = [allowed, allowed._replace(overridable=False), SEOUL._replace(overridable=True)]

    verdicts = eligibility.judge_all(specs, PersonFacts(), POSTING, ON)

    assert [verdict.overridable_by for verdict in verdicts] == ["operator", "city", "city"]


def test_a_posting_s_own_demands_become_rules() -> None:
    asking = PostingFacts(
        districts=("11410",),
        certificates=("요양보호사",),
        trainings=("안전교육",),
        schedule_percent=80,
        hours_percent=70,
    )

    specs = eligibility.compile_posting(asking)

    assert [(spec.kind, spec.applies_at, spec.overridable) for spec in specs] == [
        ("residence", "apply", False),
        ("credential", "apply", True),
        ("hours_share", "apply", True),
        ("schedule", "apply", True),
        ("credential", "place", True),
    ]
    for spec in specs:
        eligibility.check_rule(spec)
    assert eligibility.compile_posting(PostingFacts()) == []
