"""Repeat participation 반복참여: so many years of public jobs within the last years close the door for a while.

Source: national direct-job rules (two years or more within the last three). The window is the calendar years before
the year the posting starts in. No such limit of 보람일자리 itself was found, so no published rule set of this
project carries it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np

from jobs.eligibility import params as given
from jobs.eligibility.base import STAGES as ALL_STAGES
from jobs.eligibility.base import RuleError, Verdict, bits, met, not_met, remedy, unknown
from jobs.eligibility.columns import FactColumns, kind_number
from jobs.eligibility.facts import Participation, PersonFacts, PostingFacts

KIND = "repeat_participation"
CITY_ONLY = False
REPEATABLE = False
STAGES = ALL_STAGES
PARAMS = ("years", "window_years", "kinds", "least_months")
READS = ("participations_known", "participation_row")
ASKS = ("starts_on",)
CODES = (
    "participated_rarely",
    "participated_often",
    "participations_missing",
    "participation_unclear",
    "declare_participations",
    "complete_participations",
    "apply_in_year",
)
ERRORS = ("years_beyond_window",)

FACTS = ("participations",)
MOST_YEARS = 20
MONTHS = 12


def check(params: Mapping[str, Any]) -> None:
    """years within window_years; kinds: only these count; least_months: shorter years don't count."""
    given.keys(KIND, params, known=PARAMS, required=("years", "window_years"))
    years = given.whole(KIND, params, "years", least=1, most=MOST_YEARS)
    window = given.whole(KIND, params, "window_years", least=1, most=MOST_YEARS)
    given.names(KIND, params, "kinds")
    given.whole(KIND, params, "least_months", least=1, most=MONTHS)
    if years > window:
        raise RuleError("years_beyond_window", kind=KIND, key="years", window_years=window)


def judge(params: Mapping[str, Any], person: PersonFacts, posting: PostingFacts, on: date) -> Verdict:
    """Unclear years (kind or months not told) count neither for nor against: then it is unknown.

    Years that we know ourselves count whether the person told of them or not.
    """
    told = {"limit_years": params["years"], "window_years": params["window_years"]}
    past = [*(person.participations or ()), *person.own_participations]
    window = _window(params, _year(posting, on))
    certain = _years(params, past, _surely)
    possible = _years(params, past, _perhaps)
    counted = len(certain & set(window))
    if person.participations is None and counted < params["years"]:
        ask = remedy("declare_participations")
        return unknown(KIND, "participations_missing", FACTS, ask, **told)
    told["counted_years"] = counted
    if counted >= params["years"]:
        again = remedy("apply_in_year", year=_free_in(params, certain, _year(posting, on)))
        return not_met(KIND, "participated_often", FACTS, again, **told)
    if len(possible & set(window)) >= params["years"]:
        ask = remedy("complete_participations")
        return unknown(KIND, "participation_unclear", FACTS, ask, **told)
    return met(KIND, "participated_rarely", FACTS, **told)


def mask(params: Mapping[str, Any], columns: FactColumns, posting: PostingFacts, on: date) -> np.ndarray:
    """The same for everyone: int8 (n,)."""
    known = columns.participations_known
    sure, perhaps = _months_counted(params, columns)
    certain = np.zeros(columns.rows, dtype=np.int32)
    possible = np.zeros(columns.rows, dtype=np.int32)
    least = params.get("least_months", 1)
    for year in _window(params, _year(posting, on)):
        here = columns.participation_year == year
        rows = columns.participation_row[here]
        certain += np.bincount(rows, sure[here], minlength=columns.rows) >= least
        possible += np.bincount(rows, perhaps[here], minlength=columns.rows) >= least
    often = certain >= params["years"]
    unclear = (possible >= params["years"]) & ~often
    return bits(known & ~often & ~unclear, ~often & (~known | unclear))


def _year(posting: PostingFacts, on: date) -> int:
    return (posting.starts_on or on).year


def _window(params: Mapping[str, Any], year: int) -> range:
    return range(year - params["window_years"], year)


def _years(params: Mapping[str, Any], stints: Iterable[Participation], months_of: Any) -> set[int]:
    months: dict[int, int] = {}
    for stint in stints:
        months[stint.year] = months.get(stint.year, 0) + months_of(params.get("kinds"), stint)
    return {year for year, sum_ in months.items() if sum_ >= params.get("least_months", 1)}


def _surely(kinds: list[str] | None, stint: Participation) -> int:
    if kinds and stint.kind not in kinds:
        return 0
    return 1 if stint.months is None else stint.months


def _perhaps(kinds: list[str] | None, stint: Participation) -> int:
    if kinds and stint.kind is not None and stint.kind not in kinds:
        return 0
    return MONTHS if stint.months is None else stint.months


def _free_in(params: Mapping[str, Any], years: set[int], year: int) -> int:
    """The first later year whose window holds few enough of these years."""
    later = year + 1
    while len(years & set(_window(params, later))) >= params["years"]:
        later += 1
    return later


def _months_counted(params: Mapping[str, Any], columns: FactColumns) -> tuple[np.ndarray, np.ndarray]:
    kinds, months = columns.participation_kind, columns.participation_months
    sure, perhaps = np.where(months < 0, 1, months), np.where(months < 0, MONTHS, months)
    if params.get("kinds"):
        counted = np.isin(kinds, [kind_number(columns, kind) for kind in params["kinds"]])
        sure, perhaps = sure * counted, perhaps * (counted | (kinds == -1))
    return sure, perhaps
