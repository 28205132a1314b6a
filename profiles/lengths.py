"""How long something lasted, as people say and type it; read by rules and by pages."""

import re
import unicodedata
from datetime import date

from django.utils.translation import gettext as _

_HOUR, _MINUTE = r"(?:시간|h|hours?)", r"(?:분|m|min|minutes?)"
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
_FRACTION = re.compile(rf"(\d{{1,2}})\.(0|5|25|75){_HOUR}?")
_SPOKEN = re.compile(rf"(?:(\d{{1,2}}){_HOUR})?(?:(반)|(\d{{1,3}}){_MINUTE})?")


def years_and_months(months: int) -> str:
    """74 -> 6년 2개월, 72 -> 6년, 7 -> 7개월, 0 -> 0개월."""
    years, rest = divmod(months, 12)
    if years and rest:
        return _("%(years)d년 %(months)d개월") % {"years": years, "months": rest}
    return _("%(years)d년") % {"years": years} if years else _("%(months)d개월") % {"months": rest}


def months_between(first: date, last: date) -> int:
    """How many months from one month to another, both counted, as people count a career.

    >>> months_between(date(2010, 3, 1), date(2015, 2, 1))
    60
    """
    return (last.year - first.year) * 12 + last.month - first.month + 1


def typed_minutes(text: str) -> int | None:
    """Return the minutes of a length as people type it; None for what can be read in no one way.

    A bare number is hours. Of fractions only halves and quarters are taken: 4.30 may mean 4:30.

    >>> [typed_minutes(text) for text in ("4", "4시간", "4시간 30분", "4:30", "4.5", "30분", "4.30")]
    [240, 240, 270, 270, 270, 30, None]
    """
    squeezed = "".join(unicodedata.normalize("NFKC", text).lower().split())
    if squeezed.isdecimal():
        return int(squeezed) * 60 if len(squeezed) <= 4 else None
    if found := _CLOCK.fullmatch(squeezed):
        return int(found[1]) * 60 + int(found[2])
    if found := _FRACTION.fullmatch(squeezed):
        return int(found[1]) * 60 + {"0": 0, "5": 30, "25": 15, "75": 45}[found[2]]
    found = _SPOKEN.fullmatch(squeezed)
    if not found or not any(found.groups()) or (found[2] and not found[1]):
        return None
    return int(found[1] or 0) * 60 + (30 if found[2] else int(found[3] or 0))
