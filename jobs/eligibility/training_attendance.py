"""Attendance of the training between selection and placement. It gates the placement, never the application.

Source: 서울50+인턴십(뉴딜인턴십) 2019: at least 80 % of the three-day basic course.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from jobs.eligibility import params as given
from jobs.eligibility.base import PLACE, Verdict, bits, met, not_met, remedy, unknown
from jobs.eligibility.columns import FactColumns
from jobs.eligibility.facts import PersonFacts, PostingFacts

KIND = "training_attendance"
CITY_ONLY = False
REPEATABLE = False
STAGES = (PLACE,)
PARAMS = ("percent",)
READS = ("training_attendance",)
ASKS = ()
CODES = (
    "attendance_enough",
    "attendance_short",
    "attendance_missing",
    "await_attendance",
    "repeat_training",
)
ERRORS = ()

FACTS = ("training_attendance",)


def check(params: Mapping[str, Any]) -> None:
    """percent of the training's hours."""
    given.keys(KIND, params, known=PARAMS, required=PARAMS)
    given.whole(KIND, params, "percent", least=1, most=100)


def judge(params: Mapping[str, Any], person: PersonFacts, posting: PostingFacts, on: date) -> Verdict:
    """Unknown until the operator has recorded the attendance."""
    percent, attended = params["percent"], person.training_attendance
    if attended is None:
        ask = remedy("await_attendance")
        return unknown(KIND, "attendance_missing", FACTS, ask, percent=percent)
    if attended >= percent:
        return met(KIND, "attendance_enough", FACTS, percent=percent, attended=attended)
    again = remedy("repeat_training")
    return not_met(KIND, "attendance_short", FACTS, again, percent=percent, attended=attended)


def mask(params: Mapping[str, Any], columns: FactColumns, posting: PostingFacts, on: date) -> np.ndarray:
    """The same for everyone: int8 (n,)."""
    attended = columns.training_attendance
    return bits(attended >= params["percent"], attended == -1)
