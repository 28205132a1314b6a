"""One by one and in bulk give the same answer, whoever stands beside whom (DESIGN section 3)."""

from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from jobs import eligibility
from jobs.eligibility import OUTCOME_OF_BIT, STAGES, FactColumns, PersonFacts, PostingFacts, RuleSpec
from tests.jobs.eligibility import strategies
from tests.jobs.eligibility.cases import ON
from tests.often import often

STEADY = {"derandomize": True, "suppress_health_check": [HealthCheck.too_slow]}
bounded = often(20, **STEADY)
crowds = st.lists(strategies.people, max_size=6)
stages = st.sampled_from(STAGES)


def one_by_one(specs, crowd, posting, stage) -> list[str]:
    return [eligibility.outcome(eligibility.judge_all(specs, person, posting, ON, stage)) for person in crowd]


def in_bulk(specs, columns: FactColumns, posting, stage) -> list[str]:
    return [OUTCOME_OF_BIT[int(bit)] for bit in eligibility.mask_all(specs, columns, posting, ON, stage)]


@bounded
@given(strategies.rule_sets(), crowds, strategies.postings, stages)
def test_masks_equal_verdicts(
    specs: list[RuleSpec], crowd: list[PersonFacts], posting: PostingFacts, stage: str
) -> None:
    eligibility.check_rule_set(specs)
    specs = specs + eligibility.compile_posting(posting)

    assert in_bulk(specs, FactColumns.from_facts(crowd), posting, stage) == one_by_one(specs, crowd, posting, stage)


@pytest.mark.parametrize("kind", eligibility.RULES)
@often(10, **STEADY)
@given(st.data())
def test_each_kind_alone_gives_the_same(kind: str, data: st.DataObject) -> None:
    stage = eligibility.RULES[kind].STAGES[-1]
    specs = [RuleSpec(kind, data.draw(strategies.PARAMS[kind]), applies_at=stage)]
    crowd, posting = data.draw(crowds), data.draw(strategies.postings)

    assert in_bulk(specs, FactColumns.from_facts(crowd), posting, stage) == one_by_one(specs, crowd, posting, stage)


@bounded
@given(strategies.rule_sets(), crowds, strategies.postings, stages, st.randoms())
def test_the_order_of_people_is_irrelevant(specs, crowd, posting, stage, random) -> None:
    order = list(range(len(crowd)))
    random.shuffle(order)
    answers = in_bulk(specs, FactColumns.from_facts(crowd), posting, stage)

    shuffled = in_bulk(specs, FactColumns.from_facts([crowd[place] for place in order]), posting, stage)

    assert shuffled == [answers[place] for place in order]


@bounded
@given(strategies.rule_sets(), crowds, strategies.postings, st.integers(0, 6), st.integers(0, 6))
def test_a_part_of_the_people_gets_the_answers_of_the_part(specs, crowd, posting, start: int, stop: int) -> None:
    columns = FactColumns.from_facts(crowd)
    answers = in_bulk(specs, columns, posting, "place")

    assert in_bulk(specs, columns.part(start, max(start, stop)), posting, "place") == answers[start : max(start, stop)]


@bounded
@given(strategies.rule_sets(), strategies.people, strategies.postings, stages)
def test_verdicts_say_why_and_what_would_change_it(specs, person, posting, stage) -> None:
    for verdict in eligibility.judge_all(specs, person, posting, ON, stage):
        rule = eligibility.RULES[verdict.kind]
        assert verdict.reason.code in rule.CODES
        assert (verdict.remedy is None) == (verdict.outcome == "met")
        assert verdict.remedy is None or verdict.remedy.code in rule.CODES
        assert (verdict.basis is None) == (verdict.outcome == "unknown" or not verdict.facts)


@given(
    st.dictionaries(
        st.sampled_from(["birth_from", "birth_to", "percent", "policy", "statuses", "need", "years", "x"]),
        st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=4),
    ),
    st.sampled_from([*eligibility.RULES, "unheard of"]),
)
@bounded
def test_any_parameters_are_taken_or_refused_with_a_known_code(params: dict, kind: str) -> None:
    for wrong in eligibility.problems([RuleSpec(kind, params)]):
        assert wrong.code in eligibility.ERROR_CODES


def test_the_mask_of_nobody_is_empty() -> None:
    answer = eligibility.mask_all(
        [RuleSpec("hours_share", {"percent": 1})], FactColumns.from_facts([]), PostingFacts(), ON
    )

    assert (answer.dtype, answer.shape) == (np.int8, (0,))


def test_without_rules_everybody_passes() -> None:
    crowd = [PersonFacts(), PersonFacts(birth_on=date(1960, 1, 1))]

    assert in_bulk([], FactColumns.from_facts(crowd), PostingFacts(), "apply") == ["met", "met"]
