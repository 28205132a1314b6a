"""Who may apply and who may be placed: rule sets judged for one person and for a million, with the same answer.

One rule kind a file, all behind base.Rule. No Django: facts come in as plain values (jobs/facts.py fills them from
rows), verdicts go out as codes (jobs/sentences.py makes the sentences). Editing a rule set makes a new version; see
docs/rules.md.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from types import MappingProxyType

import numpy as np

from jobs.eligibility import (
    benefit_wait,
    birth_range,
    credential,
    double_participation,
    employment,
    hours_share,
    params,
    repeat_participation,
    residence,
    schedule,
    status_exclusion,
    training_attendance,
)
from jobs.eligibility.base import (
    APPLY,
    BASES,
    CITY,
    MET,
    MET_BIT,
    NOT_MET,
    NOT_MET_BIT,
    OPERATOR,
    OUTCOME_OF_BIT,
    PLACE,
    STAGES,
    UNKNOWN,
    UNKNOWN_BIT,
    Reason,
    Rule,
    RuleError,
    RuleSpec,
    Verdict,
    all_bits,
    bits,
)
from jobs.eligibility.columns import FactColumns
from jobs.eligibility.facts import (
    STATUSES,
    Participation,
    PersonFacts,
    PostingFacts,
    PublicJob,
)

__all__ = [
    "APPLY",
    "CITY",
    "ERROR_CODES",
    "MET",
    "MET_BIT",
    "NOT_MET",
    "NOT_MET_BIT",
    "OPERATOR",
    "OUTCOME_OF_BIT",
    "PLACE",
    "RULES",
    "STAGES",
    "STATUSES",
    "UNKNOWN",
    "UNKNOWN_BIT",
    "FactColumns",
    "Participation",
    "PersonFacts",
    "PostingFacts",
    "PublicJob",
    "Reason",
    "Rule",
    "RuleError",
    "RuleSpec",
    "Verdict",
    "check_rule",
    "check_rule_set",
    "compile_posting",
    "judge_all",
    "mask_all",
    "outcome",
    "problems",
]

# In the order in which a person reads them.
RULES: MappingProxyType[str, Rule] = MappingProxyType(
    {
        rule.KIND: rule
        for rule in (
            birth_range,
            residence,
            employment,
            double_participation,
            repeat_participation,
            benefit_wait,
            credential,
            hours_share,
            schedule,
            training_attendance,
            status_exclusion,
        )
    }
)

SET_ERRORS = (
    "rule_set_without_age",
    "unknown_rule_kind",
    "rule_kind_twice",
    "unknown_stage",
    "stage_not_possible",
    "city_only_rule",
)
ERROR_CODES = frozenset(SET_ERRORS).union(params.ERRORS, *(rule.ERRORS for rule in RULES.values()))


def judge_all(
    rule_set: Iterable[RuleSpec],
    person: PersonFacts,
    posting: PostingFacts,
    on: date,
    stage: str = APPLY,
) -> list[Verdict]:
    """The verdicts of the rules that gate this stage, in their order; placing checks the rules of applying again."""
    return [
        _complete(spec, RULES[spec.kind].judge(spec.params, person, posting, on), person)
        for spec in _at(rule_set, stage)
    ]


def mask_all(
    rule_set: Iterable[RuleSpec],
    columns: FactColumns,
    posting: PostingFacts,
    on: date,
    stage: str = APPLY,
) -> np.ndarray:
    """int8 (n,): 1 met, 0 not met, -1 unknown; entry i equals outcome(judge_all(...)) of the i-th person."""
    answer = all_bits(MET_BIT, columns.rows)
    for spec in _at(rule_set, stage):
        one = RULES[spec.kind].mask(spec.params, columns, posting, on)
        refused = (answer == NOT_MET_BIT) | (one == NOT_MET_BIT)
        is_open = (answer == UNKNOWN_BIT) | (one == UNKNOWN_BIT)
        answer = bits(~refused & ~is_open, is_open & ~refused)
    return answer


def outcome(verdicts: Iterable[Verdict]) -> str:
    """One not met decides; then one unknown; otherwise met."""
    found = {verdict.outcome for verdict in verdicts}
    return NOT_MET if NOT_MET in found else UNKNOWN if UNKNOWN in found else MET


def compile_posting(posting: PostingFacts) -> list[RuleSpec]:
    """A posting's own demands as rules of the same kinds, to stand behind those of its programme year.

    A training is asked for at placement, everything else at application. The operator may override its own demands,
    but never the district.
    """
    specs = []
    if posting.districts:
        specs.append(RuleSpec(residence.KIND, {"districts": list(posting.districts)}))
    if posting.certificates:
        wanted = {"certificates": list(posting.certificates), "need": "all"}
        specs.append(RuleSpec(credential.KIND, wanted, overridable=True))
    if posting.hours_percent is not None:
        wanted = {"percent": posting.hours_percent}
        specs.append(RuleSpec(hours_share.KIND, wanted, overridable=True))
    if posting.schedule_percent is not None:
        wanted = {"percent": posting.schedule_percent}
        specs.append(RuleSpec(schedule.KIND, wanted, overridable=True))
    if posting.trainings:
        wanted = {"trainings": list(posting.trainings), "need": "all"}
        specs.append(RuleSpec(credential.KIND, wanted, applies_at=PLACE, overridable=True))
    return specs


def check_rule_set(specs: Sequence[RuleSpec]) -> None:
    """Refuse a programme year's rule set that can't be used. Raises RuleError, the first of problems(specs)."""
    for error in problems(specs):
        raise error


def problems(specs: Sequence[RuleSpec]) -> list[RuleError]:
    """Everything wrong with a programme year's rule set, for a form that shows all of it; empty when it is sound."""
    found = []
    for spec in specs:
        try:
            check_rule(spec)
        except RuleError as error:
            found.append(error)
    counts = Counter(spec.kind for spec in specs)
    for kind, count in counts.items():
        if count > 1 and kind in RULES and not RULES[kind].REPEATABLE:
            found.append(RuleError("rule_kind_twice", kind=kind))
    if birth_range.KIND not in counts:
        found.append(RuleError("rule_set_without_age"))
    return found


def check_rule(spec: RuleSpec) -> None:
    """Refuse one rule. Raises RuleError: SET_ERRORS, params.ERRORS or the kind's own ERRORS."""
    rule = RULES.get(spec.kind)
    if rule is None:
        raise RuleError("unknown_rule_kind", kind=str(spec.kind))
    if spec.applies_at not in STAGES:
        raise RuleError("unknown_stage", kind=spec.kind, key="applies_at")
    if spec.applies_at not in rule.STAGES:
        raise RuleError("stage_not_possible", kind=spec.kind, key="applies_at")
    if spec.overridable and rule.CITY_ONLY:
        raise RuleError("city_only_rule", kind=spec.kind, key="overridable")
    rule.check(spec.params)


def _at(rule_set: Iterable[RuleSpec], stage: str) -> list[RuleSpec]:
    if stage not in STAGES:
        raise ValueError(f"no such stage: {stage!r}")
    return [spec for spec in rule_set if stage == PLACE or spec.applies_at == APPLY]


def _complete(spec: RuleSpec, verdict: Verdict, person: PersonFacts) -> Verdict:
    by_operator = spec.overridable and not RULES[spec.kind].CITY_ONLY
    return verdict._replace(
        overridable_by=OPERATOR if by_operator else CITY,
        applies_at=spec.applies_at,
        basis=_weakest_basis(verdict, person),
    )


def _weakest_basis(verdict: Verdict, person: PersonFacts) -> str | None:
    if verdict.outcome == UNKNOWN or not verdict.facts:
        return None
    return min((person.basis.get(fact, BASES[0]) for fact in verdict.facts), key=BASES.index)
