"""What a rule says about a person: a verdict with its reason, never a bare yes or no. Unknown is not no.

Source: the published notices of 2019-2026 that published.py names; the three outcomes are the words of the
eligibility check 적격검토 (충족 / 미충족 / 확인 필요). No one is refused by a verdict alone: 개인정보보호법
제37조의2.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

if TYPE_CHECKING:
    from jobs.eligibility.columns import FactColumns
    from jobs.eligibility.facts import PersonFacts, PostingFacts

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"
MET_BIT, NOT_MET_BIT, UNKNOWN_BIT = 1, 0, -1
OUTCOME_OF_BIT = {MET_BIT: MET, NOT_MET_BIT: NOT_MET, UNKNOWN_BIT: UNKNOWN}

APPLY, PLACE = "apply", "place"
STAGES = (APPLY, PLACE)

OPERATOR, CITY = "operator", "city"

# From the weakest to the strongest.
BASES = ("declared", "proof", "verified")


class Reason(NamedTuple):
    """A code and plain JSON parameters (dates as ISO text); jobs/sentences.py makes the sentence."""

    code: str
    params: Mapping[str, Any]


class Verdict(NamedTuple):
    """One rule about one person.

    `facts` names what a met or not met verdict rests on, and what an unknown one is missing (empty when the
    posting, not the person, leaves it open). `basis` is the weakest basis among them: declared, proof or verified;
    None when unknown.
    """

    kind: str
    outcome: str
    reason: Reason
    remedy: Reason | None
    overridable_by: str = OPERATOR
    applies_at: str = APPLY
    facts: tuple[str, ...] = ()
    basis: str | None = None


class RuleSpec(NamedTuple):
    """One row of a rule set: a kind, its parameters, the stage it gates, and whether operators may override it."""

    kind: str
    params: Mapping[str, Any]
    applies_at: str = APPLY
    overridable: bool = False


class RuleError(ValueError):
    """A rule set that can't be used: a code, the kind of rule at fault, the parameter and what was wrong with it."""

    def __init__(self, code: str, *, kind: str = "", key: str = "", **params: Any):
        self.code, self.kind, self.key, self.params = code, kind, key, params
        where = ".".join(part for part in (kind, key) if part)
        told = ", ".join(f"{name}={value!r}" for name, value in params.items())
        super().__init__(": ".join(part for part in (where, code, told) if part))


class Rule(Protocol):
    """What every rule module of this folder offers."""

    KIND: str
    CITY_ONLY: bool  # only the city may override
    REPEATABLE: bool  # a rule set may hold several
    STAGES: tuple[str, ...]
    PARAMS: tuple[str, ...]
    READS: tuple[
        str, ...
    ]  # the fact columns that mask looks at (a ..._row stands for all entries of its list), and nothing else
    ASKS: tuple[str, ...]  # the same of PostingFacts
    CODES: tuple[str, ...]  # every reason and remedy it may give

    def check(self, params: Mapping[str, Any]) -> None: ...

    def judge(self, params: Mapping[str, Any], person: PersonFacts, posting: PostingFacts, on: date) -> Verdict: ...

    def mask(self, params: Mapping[str, Any], columns: FactColumns, posting: PostingFacts, on: date) -> np.ndarray: ...


def met(rule: str, code: str, facts: tuple[str, ...] = (), /, **params: Any) -> Verdict:
    """The person fulfils the rule, resting on these facts."""
    return Verdict(rule, MET, _reason(code, params), None, facts=facts)


def not_met(rule: str, code: str, facts: tuple[str, ...], remedy: Reason, /, **params: Any) -> Verdict:
    """The person does not fulfil the rule; the remedy is what would change it."""
    return Verdict(rule, NOT_MET, _reason(code, params), remedy, facts=facts)


def unknown(rule: str, code: str, missing: tuple[str, ...], remedy: Reason, /, **params: Any) -> Verdict:
    """A fact is missing; the remedy says who can give it."""
    return Verdict(rule, UNKNOWN, _reason(code, params), remedy, facts=missing)


def remedy(code: str, /, **params: Any) -> Reason:
    """What would change a verdict."""
    return _reason(code, params)


def bits(is_met: np.ndarray, is_unknown: np.ndarray) -> np.ndarray:
    """int8 (n,): 1 where met, else -1 where unknown, else 0."""
    answer = np.where(is_met, MET_BIT, np.where(is_unknown, UNKNOWN_BIT, NOT_MET_BIT))
    return answer.astype(np.int8)


def all_bits(bit: int, rows: int) -> np.ndarray:
    """int8 (n,) with the same answer for everyone."""
    return np.full(rows, bit, dtype=np.int8)


def _reason(code: str, params: Mapping[str, Any]) -> Reason:
    return Reason(code, {name: _plain(value) for name, value in params.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value
