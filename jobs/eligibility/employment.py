"""Whether a person may have other work: none, work outside the activity's hours, or any.

Source: 서울50+인턴십 2019 (not employed); 금천구 2026 (part-time and phased-retirement workers may take part
outside their working hours).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from jobs.eligibility import params as given
from jobs.eligibility.base import (
    MET_BIT,
    UNKNOWN_BIT,
    Verdict,
    all_bits,
    bits,
    met,
    not_met,
    remedy,
    unknown,
)
from jobs.eligibility.base import STAGES as ALL_STAGES
from jobs.eligibility.columns import FactColumns
from jobs.eligibility.facts import (
    EMPLOYMENTS,
    NOT_EMPLOYED,
    PersonFacts,
    PostingFacts,
    common_hours,
    week_hours,
)

KIND = "employment"
CITY_ONLY = False
REPEATABLE = False
STAGES = ALL_STAGES
PARAMS = ("allow",)
READS = ("employment", "work_mask")
ASKS = ("week_mask",)
ALLOW = ("not_employed", "outside_working_hours", "any")
CODES = (
    "employment_any",
    "is_not_employed",
    "works_outside_hours",
    "is_employed",
    "work_hours_overlap",
    "employment_missing",
    "work_hours_missing",
    "posting_hours_open",
    "declare_employment",
    "give_work_hours",
    "apply_when_not_employed",
    "seek_other_hours",
    "ask_operator",
)
ERRORS = ()


def check(params: Mapping[str, Any]) -> None:
    """allow: one of ALLOW."""
    given.keys(KIND, params, known=PARAMS, required=PARAMS)
    given.choice(KIND, params, "allow", ALLOW)


def judge(params: Mapping[str, Any], person: PersonFacts, posting: PostingFacts, on: date) -> Verdict:
    """A person without work fulfils every policy."""
    facts = ("employment",)
    if params["allow"] == "any":
        return met(KIND, "employment_any")
    if person.employment not in EMPLOYMENTS:
        return unknown(KIND, "employment_missing", facts, remedy("declare_employment"))
    if person.employment == NOT_EMPLOYED:
        return met(KIND, "is_not_employed", facts)
    if params["allow"] == "not_employed":
        again = remedy("apply_when_not_employed")
        return not_met(KIND, "is_employed", facts, again, employment=person.employment)
    return _judge_hours(person, posting)


def _judge_hours(person: PersonFacts, posting: PostingFacts) -> Verdict:
    if person.work_mask is None:
        return unknown(KIND, "work_hours_missing", ("work_mask",), remedy("give_work_hours"))
    if posting.week_mask is None:
        return unknown(KIND, "posting_hours_open", (), remedy("ask_operator"))
    facts = ("employment", "work_mask")
    hours = week_hours(common_hours(person.work_mask, posting.week_mask))
    if hours:
        return not_met(KIND, "work_hours_overlap", facts, remedy("seek_other_hours"), hours=hours)
    return met(KIND, "works_outside_hours", facts)


def mask(params: Mapping[str, Any], columns: FactColumns, posting: PostingFacts, on: date) -> np.ndarray:
    """The same for everyone: int8 (n,)."""
    if params["allow"] == "any":
        return all_bits(MET_BIT, columns.rows)
    is_free = columns.employment == EMPLOYMENTS.index(NOT_EMPLOYED)
    is_open = columns.employment == -1
    if params["allow"] == "not_employed":
        return bits(is_free, is_open)
    if posting.week_mask is None:
        return np.where(is_free, MET_BIT, UNKNOWN_BIT).astype(np.int8)
    works_at = columns.work_mask
    is_open = is_open | (works_at[:, 0] == -1)
    apart = ~(works_at & np.array(posting.week_mask, dtype=np.int32)).any(axis=1)
    return bits(is_free | (apart & ~is_open), is_open)
