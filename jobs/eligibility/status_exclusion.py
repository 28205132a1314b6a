"""Statuses that may not take part: 생계급여 수급자, 건강보험 직장가입자, 장기요양 등급자. Off by default.

Source: 노인일자리 및 사회활동 지원사업 notices. Not a rule of the 50+ programmes; kept for a city that runs both.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from jobs.eligibility import params as given
from jobs.eligibility.base import STAGES as ALL_STAGES
from jobs.eligibility.base import RuleError, Verdict, bits, met, not_met, remedy, unknown
from jobs.eligibility.columns import FactColumns
from jobs.eligibility.facts import STATUSES, PersonFacts, PostingFacts

KIND = "status_exclusion"
CITY_ONLY = False
REPEATABLE = False
STAGES = ALL_STAGES
PARAMS = ("statuses",)
READS = ("statuses",)
ASKS = ()
CODES = (
    "status_free",
    "status_excluded",
    "statuses_missing",
    "declare_statuses",
    "seek_other_programme",
)
ERRORS = ("exclusion_without_status",)


def check(params: Mapping[str, Any]) -> None:
    """statuses: names of facts.STATUSES, at least one."""
    given.keys(KIND, params, known=PARAMS, required=PARAMS)
    if not given.names(KIND, params, "statuses", STATUSES):
        raise RuleError("exclusion_without_status", kind=KIND, key="statuses")


def judge(params: Mapping[str, Any], person: PersonFacts, posting: PostingFacts, on: date) -> Verdict:
    """One excluded status is enough; all must be known before it is met."""
    statuses = tuple(params["statuses"])
    held = tuple(name for name in statuses if person.statuses.get(name))
    if held:
        other = remedy("seek_other_programme")
        return not_met(KIND, "status_excluded", held, other, statuses=held)
    untold = tuple(name for name in statuses if person.statuses.get(name) is None)
    if untold:
        ask = remedy("declare_statuses", statuses=untold)
        return unknown(KIND, "statuses_missing", untold, ask, statuses=untold)
    return met(KIND, "status_free", statuses)


def mask(params: Mapping[str, Any], columns: FactColumns, posting: PostingFacts, on: date) -> np.ndarray:
    """The same for everyone: int8 (n,)."""
    told = columns.statuses[:, [STATUSES.index(name) for name in params["statuses"]]]
    excluded = (told == 1).any(axis=1)
    return bits((told == 0).all(axis=1), (told == -1).any(axis=1) & ~excluded)
