"""Hours a month that a person can give: at least a share of the month's hours.

Source: 금천구 2026 (70 % of the month's 57 hours must be possible, printed as 40 hours: 39.9 is rounded up).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from jobs.eligibility import params as given
from jobs.eligibility.base import STAGES as ALL_STAGES
from jobs.eligibility.base import (
    UNKNOWN_BIT,
    Verdict,
    all_bits,
    bits,
    met,
    not_met,
    remedy,
    unknown,
)
from jobs.eligibility.columns import FactColumns
from jobs.eligibility.facts import PersonFacts, PostingFacts

KIND = "hours_share"
CITY_ONLY = False
REPEATABLE = False
STAGES = ALL_STAGES
PARAMS = ("percent", "of_hours")
READS = ("hours_per_month",)
ASKS = ("hours_per_month",)
CODES = (
    "hours_enough",
    "hours_short",
    "hours_missing",
    "posting_month_open",
    "give_hours",
    "raise_hours",
    "ask_operator",
)
ERRORS = ()

FACTS = ("hours_per_month",)
MOST_HOURS = 744


def check(params: Mapping[str, Any]) -> None:
    """percent of of_hours a month; of the posting's own hours if of_hours is left out."""
    given.keys(KIND, params, known=PARAMS, required=("percent",))
    given.whole(KIND, params, "percent", least=1, most=100)
    given.whole(KIND, params, "of_hours", least=1, most=MOST_HOURS)


def judge(params: Mapping[str, Any], person: PersonFacts, posting: PostingFacts, on: date) -> Verdict:
    """Rounded up to whole hours."""
    of_hours = _of_hours(params, posting)
    if of_hours is None:
        return unknown(KIND, "posting_month_open", (), remedy("ask_operator"))
    told = {"needed": needed(params["percent"], of_hours), "of_hours": of_hours}
    if person.hours_per_month is None:
        return unknown(KIND, "hours_missing", FACTS, remedy("give_hours"), **told)
    told["hours"] = person.hours_per_month
    if person.hours_per_month >= told["needed"]:
        return met(KIND, "hours_enough", FACTS, **told)
    more = remedy("raise_hours", needed=told["needed"])
    return not_met(KIND, "hours_short", FACTS, more, **told)


def mask(params: Mapping[str, Any], columns: FactColumns, posting: PostingFacts, on: date) -> np.ndarray:
    """The same for everyone: int8 (n,)."""
    of_hours = _of_hours(params, posting)
    if of_hours is None:
        return all_bits(UNKNOWN_BIT, columns.rows)
    hours = columns.hours_per_month
    return bits(hours >= needed(params["percent"], of_hours), hours == -1)


def needed(percent: int, of_hours: int) -> int:
    """Whole hours that make up this share: needed(70, 57) == 40."""
    return -(-percent * of_hours // 100)


def _of_hours(params: Mapping[str, Any], posting: PostingFacts) -> int | None:
    return params.get("of_hours", posting.hours_per_month)
