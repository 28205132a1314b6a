"""Weekdays and hours: the person's possible hours must cover a share of the posting's week.

Source: postings with fixed days and hours (학교안전, 돌봄). Without this rule the schedule is a wish and a matter
of the score.
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
from jobs.eligibility.facts import PersonFacts, PostingFacts, common_hours, week_hours

KIND = "schedule"
CITY_ONLY = False
REPEATABLE = False
STAGES = ALL_STAGES
PARAMS = ("percent",)
READS = ("hours_mask",)
ASKS = ("week_mask",)
CODES = (
    "schedule_fits",
    "schedule_short",
    "schedule_missing",
    "posting_hours_open",
    "give_schedule",
    "widen_schedule",
    "ask_operator",
)
ERRORS = ()

FACTS = ("hours_mask",)


def check(params: Mapping[str, Any]) -> None:
    """percent of the posting's weekly hours."""
    given.keys(KIND, params, known=PARAMS, required=PARAMS)
    given.whole(KIND, params, "percent", least=1, most=100)


def judge(params: Mapping[str, Any], person: PersonFacts, posting: PostingFacts, on: date) -> Verdict:
    """Counted in whole hours of the week."""
    if posting.week_mask is None:
        return unknown(KIND, "posting_hours_open", (), remedy("ask_operator"))
    week = week_hours(posting.week_mask)
    told = {"week_hours": week, "percent": params["percent"]}
    if person.hours_mask is None:
        return unknown(KIND, "schedule_missing", FACTS, remedy("give_schedule"), **told)
    told["hours"] = week_hours(common_hours(person.hours_mask, posting.week_mask))
    if told["hours"] * 100 >= params["percent"] * week:
        return met(KIND, "schedule_fits", FACTS, **told)
    wider = remedy("widen_schedule", days=_days_short(person, posting))
    return not_met(KIND, "schedule_short", FACTS, wider, **told)


def mask(params: Mapping[str, Any], columns: FactColumns, posting: PostingFacts, on: date) -> np.ndarray:
    """The same for everyone: int8 (n,)."""
    if posting.week_mask is None:
        return all_bits(UNKNOWN_BIT, columns.rows)
    is_open = columns.hours_mask[:, 0] == -1
    common = columns.hours_mask & np.array(posting.week_mask, dtype=np.int32)
    hours = np.bitwise_count(common).sum(axis=1, dtype=np.int64)
    enough = hours * 100 >= params["percent"] * week_hours(posting.week_mask)
    return bits(enough & ~is_open, is_open)


def _days_short(person: PersonFacts, posting: PostingFacts) -> list[int]:
    """The weekdays, Monday = 0, on which an hour of the posting is not possible."""
    pairs = zip(person.hours_mask, posting.week_mask, strict=True)
    return [day for day, (mine, theirs) in enumerate(pairs) if theirs & ~mine]
