"""Rules of many postings over a whole city give the answers that each person gets alone."""

import numpy as np
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from jobs import eligibility
from jobs.eligibility import FactColumns, PostingFacts
from matching import rules
from matching.core import gates, sparse
from matching.rules import Demand
from tests.jobs.eligibility import strategies
from tests.jobs.eligibility.cases import ON
from tests.often import often

bounded = often(20, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
demands = st.lists(st.tuples(strategies.rule_sets(), strategies.postings), min_size=1, max_size=4)


@bounded
@given(demands, st.lists(strategies.people, min_size=1, max_size=6))
def test_gates_equal_verdicts(asked, crowd) -> None:
    asked = [Demand(specs + eligibility.compile_posting(posting), posting) for specs, posting in asked]
    found = rules.passed(FactColumns.from_facts(crowd), rules.questions(asked), barred=gates.nothing(len(crowd)), on=ON)

    alone = [[_passes(person, demand) for demand in asked] for person in crowd]
    assert gates.passing(found, slice(0, len(crowd))).tolist() == alone


@bounded
@given(
    demands, st.lists(strategies.people, min_size=1, max_size=4), st.lists(strategies.people, min_size=1, max_size=4)
)
def test_classes_judged_before_are_judged_the_same(asked, first, second) -> None:
    asked = [Demand(specs + eligibility.compile_posting(posting), posting) for specs, posting in asked]
    questions = rules.questions(asked)
    for crowd in (first, second, first + second):
        columns, nothing = FactColumns.from_facts(crowd), gates.nothing(len(crowd))

        found = rules.passed(columns, questions, barred=nothing, on=ON)

        anew = rules.passed(columns, rules.questions(asked), barred=nothing, on=ON)
        everyone = slice(0, len(crowd))
        assert gates.passing(found, everyone).tolist() == gates.passing(anew, everyone).tolist()


@bounded
@given(strategies.rule_sets(), strategies.postings, st.lists(strategies.people, min_size=1, max_size=5))
def test_people_twice_over_share_their_classes(specs, posting, crowd) -> None:
    twice = rules.passed(
        FactColumns.from_facts(crowd * 2),
        rules.questions([Demand(specs, posting)]),
        barred=gates.nothing(2 * len(crowd)),
        on=ON,
    )

    passing = gates.passing(twice, slice(0, 2 * len(crowd)))
    assert passing[: len(crowd)].tolist() == passing[len(crowd) :].tolist()


def test_nobody_passes_without_rules_or_where_barred() -> None:
    crowd = FactColumns.from_facts([eligibility.PersonFacts()] * 2)
    barred = sparse.present([[1], []])

    asked = rules.questions([Demand(None, PostingFacts()), Demand([], PostingFacts())])

    found = rules.passed(crowd, asked, barred=barred, on=ON)

    assert gates.passing(found, slice(0, 2)).tolist() == [[False, False], [False, True]]


def test_a_week_of_hours_is_judged_once_a_demand() -> None:
    """Many postings with the same demand and many people with the same week: one class, one row of bits."""
    crowd = FactColumns.from_facts([eligibility.PersonFacts(hours_mask=(1, 0, 0, 0, 0, 0, 0))] * 50)
    spec = eligibility.RuleSpec("schedule", {"percent": 50})
    asked = [Demand([spec], PostingFacts(week_mask=(3, 0, 0, 0, 0, 0, 0)))] * 70

    found = rules.passed(crowd, rules.questions(asked), barred=gates.nothing(50), on=ON)

    assert (found.bits.shape, np.unique(found.classes).tolist()) == ((1, 2), [0])
    assert gates.passing(found, slice(0, 50)).all()


def _passes(person, demand) -> bool:
    return eligibility.outcome(eligibility.judge_all(demand.specs, person, demand.posting, ON)) != eligibility.NOT_MET
