"""Age as a range of registered birth dates, both days inclusive; never the age on the day.

Source: notices of 2022 (born 1955-01-01 to 1982-12-31) and 2025 (1958-01-01 to 1985-12-31); in 2020 차상위
applicants were taken from another birth date on. Age conditions rest on 고령자고용법 제4조의5 (support for an age
group).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from jobs.eligibility import params as given
from jobs.eligibility.base import APPLY, RuleError, Verdict, bits, met, not_met, remedy, unknown
from jobs.eligibility.columns import NO_DAY, FactColumns, day_number
from jobs.eligibility.facts import STATUSES, PersonFacts, PostingFacts

KIND = "birth_range"
CITY_ONLY = True
REPEATABLE = False
STAGES = (APPLY,)
PARAMS = ("birth_from", "birth_to", "by_status")
READS = ("birth_day", "statuses")
ASKS = ()
CODES = (
    "birth_within",
    "birth_within_by_status",
    "birth_outside",
    "birth_missing",
    "birth_needs_status",
    "give_birth_on",
    "declare_statuses",
    "seek_other_programme",
)
ERRORS = ("birth_range_open", "birth_range_backwards", "by_status_not_a_list")


def check(params: Mapping[str, Any]) -> None:
    """birth_from and birth_to (one may be left out); by_status: other ranges for people of a status."""
    given.keys(KIND, params, known=PARAMS)
    _check_range(params)
    others = params.get("by_status", [])
    if not isinstance(others, (list, tuple)) or len(others) > len(STATUSES):
        raise RuleError("by_status_not_a_list", kind=KIND, key="by_status")
    for other in others:
        given.keys(KIND, other, known=("status", "birth_from", "birth_to"), required=("status",))
        given.choice(KIND, other, "status", STATUSES)
        _check_range(other)


def judge(params: Mapping[str, Any], person: PersonFacts, posting: PostingFacts, on: date) -> Verdict:
    """Met inside the range, or inside the range of a status that the person has."""
    told = {key: params.get(key) for key in ("birth_from", "birth_to")}
    if person.birth_on is None:
        return unknown(KIND, "birth_missing", ("birth_on",), remedy("give_birth_on"), **told)
    if _holds(params, person.birth_on):
        return met(KIND, "birth_within", ("birth_on",), birth_on=person.birth_on, **told)
    told["birth_on"] = person.birth_on
    open_to = [other["status"] for other in params.get("by_status", []) if _holds(other, person.birth_on)]
    for status in open_to:
        if person.statuses.get(status):
            return met(KIND, "birth_within_by_status", ("birth_on", status), status=status, **told)
    untold = tuple(status for status in open_to if person.statuses.get(status) is None)
    if untold:
        ask = remedy("declare_statuses", statuses=untold)
        return unknown(KIND, "birth_needs_status", untold, ask, statuses=untold, **told)
    return not_met(KIND, "birth_outside", ("birth_on", *open_to), remedy("seek_other_programme"), **told)


def mask(params: Mapping[str, Any], columns: FactColumns, posting: PostingFacts, on: date) -> np.ndarray:
    """The same for everyone: int8 (n,)."""
    birth = columns.birth_day
    known = birth != NO_DAY
    is_met, is_open = _hold(params, birth), ~known
    for other in params.get("by_status", []):
        status = columns.statuses[:, STATUSES.index(other["status"])]
        inside = _hold(other, birth)
        is_met = is_met | (inside & (status == 1))
        is_open = is_open | (inside & (status == -1))
    return bits(is_met & known, is_open)


def _check_range(params: Mapping[str, Any]) -> None:
    first, last = given.day(KIND, params, "birth_from"), given.day(KIND, params, "birth_to")
    if first is None and last is None:
        raise RuleError("birth_range_open", kind=KIND, key="birth_from")
    if first and last and first > last:
        raise RuleError("birth_range_backwards", kind=KIND, key="birth_to")


def _days(params: Mapping[str, Any]) -> tuple[date, date]:
    first, last = params.get("birth_from"), params.get("birth_to")
    return (
        date.fromisoformat(first) if first else date.min,
        date.fromisoformat(last) if last else date.max,
    )


def _holds(params: Mapping[str, Any], birth_on: date) -> bool:
    first, last = _days(params)
    return first <= birth_on <= last


def _hold(params: Mapping[str, Any], birth_day: np.ndarray) -> np.ndarray:
    first, last = _days(params)
    return (birth_day >= day_number(first)) & (birth_day <= day_number(last))
