"""From when until when, as CVs write it: "2005.03 ~ 2012.02", "1998년 3월 - 현재", "(7년 2개월)"; counted in months, both ends included.

Pure.
"""

import re
from datetime import date
from typing import NamedTuple

_YEAR = r"(?:19|20)\d{2}"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_POINT = rf"({_YEAR})(?:\s*[.\-/년]\s*({_MONTH})(?!\d)\s*[월.]?(?:\s*[.\-/]?\s*\d{{1,2}}(?!\d)\s*[일.]?)?|\s*년)?"
_TO = r"\s*(?:부터|에서)?\s*(?:[~∼〜\-–—―]|부터|에서)+\s*"
_NOW = r"현재|재직\s*중?|지금|현직|계속|근무\s*중"
_SPAN = re.compile(rf"(?<!\d){_POINT}{_TO}(?:{_POINT}|({_NOW}))?\s*(?:까지)?(?!\d)")
_TIGHT = re.compile(rf"(?<!\d)({_YEAR})(0[1-9]|1[0-2]){_TO}(?:({_YEAR})(0[1-9]|1[0-2])|({_NOW}))(?!\d)")
_LENGTH = re.compile(r"(?:총|약|만)?\s*(\d{1,2})\s*년(?:\s*(\d{1,2})\s*개월)?(?:간|동안)?|(\d{1,3})\s*개월(?:간|동안)?")
MOST_MONTHS = 720


class Period(NamedTuple):
    """How long, where in the text that stands, whether the months were written down (not the years alone), and which they were.

    starts_on, ends_on : the first days of the months written down; with a start and no end it goes on
    """

    months: int
    span: tuple[int, int]
    is_exact: bool
    starts_on: date | None = None
    ends_on: date | None = None


def find(text: str, *, on: date) -> Period | None:
    """Return the first period of a text, None where there is none; what still goes on ends on the day given.

    >>> find("2005.03 ~ 2012.02 조리원", on=date(2026, 4, 1)).months
    84
    """
    for pattern in (_TIGHT, _SPAN):
        for found in pattern.finditer(text):
            if (months := _months(found, on)) is not None:
                is_exact = bool(found[2] and (found[4] or found[5]))
                return Period(months, found.span(), is_exact, *(_ends(found) if is_exact else ()))
    return None


def length(text: str) -> Period | None:
    """Return a length that is written out, "7년 2개월", None where there is none."""
    found = _LENGTH.search(text)
    if not found:
        return None
    months = int(found[1] or 0) * 12 + int(found[2] or found[3] or 0)
    return Period(months, found.span(), is_exact=True) if 0 < months <= MOST_MONTHS else None


def _ends(found: re.Match[str]) -> tuple[date, date | None]:
    """The first days of the months that were written down."""
    from_year, from_month, to_year, to_month, _now = found.groups()
    return date(int(from_year), int(from_month), 1), date(int(to_year), int(to_month), 1) if to_year else None


def _months(found: re.Match[str], on: date) -> int | None:
    """The months between two ends; of years alone their difference, at least one. None for what can't be."""
    from_year, from_month, to_year, to_month, is_now = found.groups()
    if not to_year and not is_now:
        return None
    until = on.year * 12 + on.month if is_now else int(to_year) * 12 + int(to_month or 1)
    since = int(from_year) * 12 + int(from_month or 1)
    is_exact = from_month and (to_month or is_now)
    months = until - since + 1 if is_exact else max(until - since, 12)
    return months if 0 < months <= MOST_MONTHS and until <= on.year * 12 + 12 else None
