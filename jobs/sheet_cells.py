"""What people type into the cells of a spreadsheet, read as days, times, numbers and names; a date may be the number that Excel keeps.

Full-width signs, thousands commas and units count as what they mean. What can be read in two ways is refused with an example of the right one.
Source: ECMA-376 part 1 section 18.17.4.1 (days are counted from 1899-12-30, or from 1904-01-01).
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from profiles.lines import one_line

WEEKDAYS = "월화수목금토일"
_EVERY = {"매일": range(7), "평일": range(5), "주말": range(5, 7)}
_FIRST_DAY, _FIRST_OF_1904 = date(1899, 12, 30), date(1904, 1, 1)
_YEARS = range(2000, 2100)
_DAY = re.compile(
    r"(?P<year>\d{4}|\d{2})\s*(?:[-./]|년)\s*(?P<month>\d{1,2})\s*(?:[-./]|월)\s*(?P<day>\d{1,2})\s*(?:\.|일)?"
    r"(?:\s*\([월화수목금토일]\))?(?:(?:\s+|T)(?P<time>\S.*))?"
)
_EIGHT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?P<time>)")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_CLOCK = re.compile(
    r"(?:(?P<half>오전|오후|AM|PM)\s*)?(?P<hour>\d{1,2})(?:\s*:\s*(?P<minute>\d{2})(?:\s*:\s*(?P<second>\d{2})(?:\.\d+)?)?"
    r"|\s*시(?:\s*(?P<spoken>\d{1,2})\s*분)?)(?:\s*(?P<after>AM|PM))?",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(r"[01]?\.\d+(?:E-\d+)?|1\.0|0\.0", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,7}|\d{1,3}(?:,\d{3})+)(?:\.0+)?\s*(?:명|시간|일|개|자리)?", re.ASCII)
_YES = {"예", "네", "y", "yes", "o", "true", "함", "있음"}
_NO = {"아니요", "아니오", "n", "no", "x", "false", "안함", "없음"}


def plain(cell: str) -> str:
    """Return a cell on one line, its signs in their plain form: '２０２６．３．２' is '2026.3.2'."""
    return one_line(unicodedata.normalize("NFKC", cell))


def number(cell: str, *, most: int) -> int:
    """Return a whole number: 1,000 or ５７시간. Raises not_a_number, too_many."""
    found = _NUMBER.fullmatch(plain(cell))
    if found is None:
        raise ValidationError(_("숫자로 적어 주세요. 예: 14"), code="not_a_number")
    read = int(found[1].replace(",", ""))
    if read > most:
        raise ValidationError(_("%(most)s까지 적을 수 있습니다.") % {"most": f"{most:,}"}, code="too_many")
    return read


def day(cell: str, *, from_1904: bool = False) -> date:
    """Return the day of a cell, whatever time stands behind it. Raises not_a_day, no_such_day."""
    return _moment(cell, from_1904)[0]


def clock(cell: str) -> int:
    """Return the minutes since midnight: 09:00, 오후 2시 30분, or the part of a day that Excel keeps; 24:00 ends a day. Raises not_a_time."""
    text = plain(cell)
    minutes = round(float(text) * 24 * 60) if _PART_OF_DAY.fullmatch(text) else _minutes(text)
    if minutes is None or not 0 <= minutes <= 24 * 60:
        raise ValidationError(_("시각은 09:00이나 오후 2시 30분처럼 적어 주세요."), code="not_a_time")
    return minutes


def time_in_day(cell: str, *, from_1904: bool = False) -> int | None:
    """Return the minutes that stand behind the day of a cell; None where none do. Raises not_a_day, no_such_day, not_a_time."""
    return _moment(cell, from_1904)[1]


def weekdays(cell: str) -> list[int]:
    """Return the days of '월~금', '월, 수, 금', '화목' or '평일', Monday is 0. Raises not_weekdays."""
    text = re.sub(r"요일|[\s,/·、]", "", plain(cell)).replace("-", "~").replace("〜", "~")
    days: set[int] = set()
    for word in re.findall(r"매일|평일|주말|[월화수목금토일]~[월화수목금토일]|[월화수목금토일]|.", text):
        if word in _EVERY:
            days |= set(_EVERY[word])
        elif len(word) == 3:
            first, last = WEEKDAYS.index(word[0]), WEEKDAYS.index(word[2])
            days |= set(range(first, last + 1)) if first <= last else {*range(first, 7), *range(last + 1)}
        elif word in WEEKDAYS:
            days.add(WEEKDAYS.index(word))
        else:
            days.clear()
            break
    if not days:
        raise ValidationError(_("요일은 월~금이나 월, 수, 금처럼 적어 주세요."), code="not_weekdays")
    return sorted(days)


def is_yes(cell: str) -> bool:
    """Return whether a cell says 예. Raises not_yes_or_no."""
    text = plain(cell).replace(" ", "").lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise ValidationError(_("‘예’나 ‘아니요’로 적어 주세요."), code="not_yes_or_no")


def names(cell: str, *, most: int = 80) -> list[str]:
    """Return the names of a cell, one a line, or parted by commas or semicolons; none twice. Raises name_too_long."""
    found = list(dict.fromkeys(name for part in re.split(r"[\n,;，；、]", cell) if (name := one_line(part))))
    if any(len(name) > most for name in found):
        raise ValidationError(_("이름 하나는 %(most)d자까지입니다.") % {"most": most}, code="name_too_long")
    return found


def week(days: Sequence[int], begins: int, ends: int) -> list[int]:
    """Return seven masks of hours for these days; an hour that is begun counts whole. Raises ends_before_begin."""
    if begins >= ends:
        raise ValidationError(_("끝나는 시각은 시작하는 시각보다 뒤여야 합니다."), code="ends_before_begin")
    mask = sum(1 << hour for hour in range(begins // 60, -(-ends // 60)))
    return [mask if each in days else 0 for each in range(7)]


# Private --------------------------------------------------------------------------------------------------------------
def _moment(cell: str, from_1904: bool) -> tuple[date, int | None]:
    text = plain(cell)
    if _SERIAL.fullmatch(text):
        return _of_serial(float(text), from_1904)
    found = _EIGHT.fullmatch(text) or _DAY.fullmatch(text)
    if found is None:
        raise ValidationError(_("날짜는 2026-03-02처럼 적어 주세요."), code="not_a_day")
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    try:
        told = date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        told = None
    if told is None or year not in _YEARS:
        raise ValidationError(_("달력에 없는 날짜입니다. 2026-03-02처럼 적어 주세요."), code="no_such_day")
    return told, clock(found["time"]) if found["time"] and found["time"] != "00:00:00" else None


def _of_serial(serial: float, from_1904: bool) -> tuple[date, int | None]:
    minutes = round(serial * 24 * 60)
    told = (_FIRST_OF_1904 if from_1904 else _FIRST_DAY) + timedelta(days=minutes // (24 * 60))
    if told.year not in _YEARS:
        raise ValidationError(_("날짜는 2026-03-02처럼 적어 주세요."), code="not_a_day")
    return told, minutes % (24 * 60) or None


def _minutes(text: str) -> int | None:
    """Minutes since midnight of a time that people write, or of one that Excel keeps with a day that doesn't count."""
    if re.fullmatch(r"1(?:899|900|904)-\d\d-\d\dT.*", text):
        told = datetime.fromisoformat(text)
        return _rounded(told.time()) or 24 * 60  # midnight of no day is 0 to Excel; a whole day later is 24:00
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute, second = int(found["hour"]), int(found["minute"] or found["spoken"] or 0), int(found["second"] or 0)
    half = (found["half"] or found["after"] or "").lower()
    if minute > 59 or hour > (12 if half else 24):
        return None
    if half:
        hour = hour % 12 + (12 if half in ("오후", "pm") else 0)
    return hour * 60 + minute + (second >= 30)


def _rounded(told: time) -> int:
    return told.hour * 60 + told.minute + (told.second >= 30)
