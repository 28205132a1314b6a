"""Short words for the tables of these tests: one rule, one person, one posting, one day, and the answer of both ways."""

from datetime import date
from typing import Any

import pytest

from jobs import eligibility
from jobs.eligibility import OUTCOME_OF_BIT, FactColumns, PersonFacts, PostingFacts, RuleError, RuleSpec, Verdict

ON = date(2026, 4, 15)
MORNINGS = (0b111 << 9,) * 5 + (0, 0)  # 9-12, Monday to Friday
EVENINGS = (0b111 << 18,) * 5 + (0, 0)  # 18-21
POSTING = PostingFacts(
    kind="meaningful_work",
    starts_on=date(2026, 5, 4),
    ends_on=date(2026, 10, 31),
    hours_per_month=57,
    week_mask=MORNINGS,
)


def verdict(kind: str, params: dict, person: PersonFacts, posting: PostingFacts = POSTING, on: date = ON) -> Verdict:
    """The verdict of a sound rule, once the mask has given the same."""
    stage = "apply" if "apply" in eligibility.RULES[kind].STAGES else "place"
    spec = RuleSpec(kind, params, applies_at=stage)
    eligibility.check_rule(spec)
    (found,) = eligibility.judge_all([spec], person, posting, on, stage)
    columns = FactColumns.from_facts([PersonFacts(), person, PersonFacts()])
    bit = eligibility.mask_all([spec], columns, posting, on, stage)[1]
    assert OUTCOME_OF_BIT[int(bit)] == found.outcome
    return found


def answer(kind: str, params: dict, person: PersonFacts, posting: PostingFacts = POSTING, on: date = ON) -> tuple:
    """(reason, remedy) by their codes; a met verdict has no remedy, the others have one."""
    found = verdict(kind, params, person, posting, on)
    assert (found.remedy is None) == (found.outcome == "met")
    return (found.outcome, found.reason.code, found.remedy.code if found.remedy else None)


def error(kind: str, params: Any, **columns: Any) -> tuple[str, str]:
    """(code, key) of what is wrong with a rule."""
    with pytest.raises(RuleError) as wrong:
        eligibility.check_rule(RuleSpec(kind, params, **columns))
    assert wrong.value.code in eligibility.ERROR_CODES
    return wrong.value.code, wrong.value.key
