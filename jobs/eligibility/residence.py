"""Where a person lives, or where the business stands that they represent: any one of the named ways is enough.

Source: notice of 2022 (Seoul resident, or the representative on a registration of a business in Seoul); notices of
2024 tied sites to zones and districts. Proof: 주민등록등본 or 사업자등록증, asked for only after selection.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from jobs.eligibility import params as given
from jobs.eligibility.base import STAGES as ALL_STAGES
from jobs.eligibility.base import RuleError, Verdict, bits, met, not_met, remedy, unknown
from jobs.eligibility.columns import FactColumns
from jobs.eligibility.facts import SEOUL_PREFIX, PersonFacts, PostingFacts

KIND = "residence"
CITY_ONLY = True
REPEATABLE = False
STAGES = ALL_STAGES
PARAMS = ("seoul", "districts", "business_in_seoul")
READS = ("district", "business_district")
ASKS = ()
CODES = (
    "lives_in_area",
    "business_in_seoul",
    "lives_elsewhere",
    "residence_missing",
    "business_missing",
    "give_residence",
    "declare_business",
    "seek_other_area",
)
ERRORS = ("residence_without_way", "not_a_district")


def check(params: Mapping[str, Any]) -> None:
    """seoul and business_in_seoul: true or false; districts: five-digit codes; at least one way in."""
    given.keys(KIND, params, known=PARAMS)
    ways = [given.yes_no(KIND, params, "seoul"), given.yes_no(KIND, params, "business_in_seoul")]
    districts = given.names(KIND, params, "districts")
    for code in districts:
        if not (len(code) == 5 and code.isascii() and code.isdigit() and code[0] != "0"):
            raise RuleError("not_a_district", kind=KIND, key="districts", value=code)
    if not any(ways) and not districts:
        raise RuleError("residence_without_way", kind=KIND)


def judge(params: Mapping[str, Any], person: PersonFacts, posting: PostingFacts, on: date) -> Verdict:
    """Met by the home or by the business; unknown while one that could help is not known."""
    home, business = person.district, person.business_district
    asks_business = params.get("business_in_seoul", False)
    told = {
        "seoul": params.get("seoul", False),
        "districts": tuple(params.get("districts", ())),
        "business_in_seoul": asks_business,
    }
    if home is not None and _is_inside(params, home):
        return met(KIND, "lives_in_area", ("district",), district=home)
    if asks_business and business is not None and business.startswith(SEOUL_PREFIX):
        return met(KIND, "business_in_seoul", ("business_district",), district=business)
    if home is None:
        return unknown(KIND, "residence_missing", ("district",), remedy("give_residence"), **told)
    if asks_business and business is None:
        ask = remedy("declare_business")
        return unknown(KIND, "business_missing", ("business_district",), ask, **told)
    facts = ("district", "business_district") if asks_business else ("district",)
    return not_met(KIND, "lives_elsewhere", facts, remedy("seek_other_area"), district=home, **told)


def mask(params: Mapping[str, Any], columns: FactColumns, posting: PostingFacts, on: date) -> np.ndarray:
    """The same for everyone: int8 (n,)."""
    home, business = columns.district, columns.business_district
    codes = np.array([int(code) for code in params.get("districts", [])], dtype=home.dtype)
    is_met, is_open = np.isin(home, codes), home == -1
    if params.get("seoul", False):
        is_met = is_met | _are_in_seoul(home)
    if params.get("business_in_seoul", False):
        is_met = is_met | _are_in_seoul(business)
        is_open = is_open | (business == -1)
    return bits(is_met, is_open)


def _is_inside(params: Mapping[str, Any], code: str) -> bool:
    in_seoul = params.get("seoul", False) and code.startswith(SEOUL_PREFIX)
    return in_seoul or code in params.get("districts", ())


def _are_in_seoul(codes: np.ndarray) -> np.ndarray:
    return codes // 1000 == int(SEOUL_PREFIX)
