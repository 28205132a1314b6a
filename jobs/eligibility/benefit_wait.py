"""Unemployment benefit 실업급여: not while it runs, nor for some days after its last day.

Source: 신중년 경력형 일자리 (90 days after the benefit ends). With 90 days, the first free day is the 91st after
the last paid day (민법 제157조: the first day isn't counted).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from jobs.eligibility import params as given
from jobs.eligibility.base import STAGES as ALL_STAGES
from jobs.eligibility.base import Verdict, bits, met, not_met, remedy, unknown
from jobs.eligibility.columns import NO_DAY, FactColumns, day_number
from jobs.eligibility.facts import PersonFacts, PostingFacts

KIND = "benefit_wait"
CITY_ONLY = False
REPEATABLE = False
STAGES = ALL_STAGES
PARAMS = ("days",)
READS = ("has_benefit", "benefit_ends_day")
ASKS = ()
CODES = (
    "no_benefit",
    "benefit_over",
    "benefit_runs",
    "benefit_missing",
    "benefit_end_missing",
    "declare_benefit",
    "give_benefit_end",
    "apply_from",
)
ERRORS = ()

MOST_DAYS = 730


def check(params: Mapping[str, Any]) -> None:
    """days: 0 = from the day after the last benefit day."""
    given.keys(KIND, params, known=PARAMS, required=PARAMS)
    given.whole(KIND, params, "days", least=0, most=MOST_DAYS)


def judge(params: Mapping[str, Any], person: PersonFacts, posting: PostingFacts, on: date) -> Verdict:
    """The last day decides when it is known; otherwise only "receives none" does."""
    days, ends_on = params["days"], person.benefit_ends_on
    if ends_on is None:
        return _judge_without_end(person, days)
    free_on = date.fromordinal(min(ends_on.toordinal() + days + 1, date.max.toordinal()))
    told = {"ends_on": ends_on, "days": days}
    if on.toordinal() > ends_on.toordinal() + days:
        return met(KIND, "benefit_over", ("benefit_ends_on",), **told)
    later = remedy("apply_from", from_on=free_on)
    return not_met(KIND, "benefit_runs", ("benefit_ends_on",), later, **told)


def _judge_without_end(person: PersonFacts, days: int) -> Verdict:
    if person.has_benefit is None:
        ask = remedy("declare_benefit")
        return unknown(KIND, "benefit_missing", ("has_benefit",), ask, days=days)
    if person.has_benefit:
        ask = remedy("give_benefit_end")
        return unknown(KIND, "benefit_end_missing", ("benefit_ends_on",), ask, days=days)
    return met(KIND, "no_benefit", ("has_benefit",))


def mask(params: Mapping[str, Any], columns: FactColumns, posting: PostingFacts, on: date) -> np.ndarray:
    """The same for everyone: int8 (n,)."""
    ends = columns.benefit_ends_day
    has_end = ends != NO_DAY
    is_over = has_end & (ends < day_number(on) - params["days"])
    has_none = ~has_end & (columns.has_benefit == 0)
    return bits(is_over | has_none, ~has_end & ~has_none)
