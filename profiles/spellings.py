"""How money, hours, days and times are spelled for readers, on pages and on papers: 525,020원, 3월 12일(목) 오전 10시. Days are Seoul's."""

import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import number_format

from profiles import languages

WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS_KO = "월화수목금토일"
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def won(amount: int | Decimal | None) -> str:
    """525020 -> 525,020원."""
    if amount in (None, ""):
        return ""
    figure = number_format(int(amount), decimal_pos=0, use_l10n=True, force_grouping=True)
    return f"{figure}원" if languages.is_korean() else f"KRW {figure}"


def count(number: int | None) -> str:
    """2863 -> 2,863."""
    return "" if number in (None, "") else number_format(number, use_l10n=True, force_grouping=True)


def hours(number: Decimal | float | None) -> str:
    """57 -> 57시간, 3.5 -> 3.5시간."""
    if number in (None, ""):
        return ""
    figure = f"{Decimal(str(number)):f}"
    figure = figure.rstrip("0").rstrip(".") if "." in figure else figure
    return f"{figure}시간" if languages.is_korean() else f"{figure} h"


def duration(minutes: int | None) -> str:
    """200 -> 3시간 20분, 180 -> 3시간, 0 -> 0분."""
    if minutes in (None, ""):
        return ""
    whole, rest = divmod(int(minutes), 60)
    units = ("시간", "분") if languages.is_korean() else (" h", " min")
    parts = [f"{count(number)}{unit}" for number, unit in zip((whole, rest), units, strict=True) if number]
    return " ".join(parts) or f"0{units[1]}"


def day(value: datetime.date | datetime.datetime | None) -> str:
    """3월 12일(목); with the year when it is not this year's."""
    if not value:
        return ""
    found = _seoul_day(value)
    return _day(found, with_year=found.year != timezone.localdate().year)


def full_day(value: datetime.date | datetime.datetime | None) -> str:
    """2026년 3월 12일(목)."""
    return _day(_seoul_day(value), with_year=True) if value else ""


def clock(value: datetime.datetime | datetime.time | None) -> str:
    """오전 10시, 오후 2시 30분, 낮 12시, 오전 0시: the one way to write a time for people."""
    if value in (None, ""):
        return ""
    at = timezone.localtime(value) if isinstance(value, datetime.datetime) else value
    if not languages.is_korean():
        return f"{at.hour % 12 or 12}:{at.minute:02d} {'am' if at.hour < 12 else 'pm'}"
    return _hour(at) + (f" {at.minute}분" if at.minute else "")


def moment(value: datetime.datetime | None) -> str:
    """3월 12일(목) 오전 10시."""
    return f"{day(value)} {clock(value)}" if value else ""


def to_the_second(value: datetime.datetime | None) -> str:
    """2026년 3월 12일(목) 오후 2시 5분 3초, for receipts."""
    if not value:
        return ""
    at = timezone.localtime(value)
    if not languages.is_korean():
        return f"{full_day(at)} {at.hour % 12 or 12}:{at:%M:%S} {'am' if at.hour < 12 else 'pm'}"
    return f"{full_day(at)} {_hour(at)} {at.minute}분 {at.second}초"


def month(value: datetime.date | None) -> str:
    """2026년 3월."""
    if not value:
        return ""
    found = _seoul_day(value)
    return f"{found.year}년 {found.month}월" if languages.is_korean() else f"{_MONTHS_EN[found.month - 1]} {found.year}"


def _seoul_day(value: datetime.date | datetime.datetime) -> datetime.date:
    return timezone.localdate(value) if isinstance(value, datetime.datetime) else value


def _day(found: datetime.date, *, with_year: bool) -> str:
    if languages.is_korean():
        year = f"{found.year}년 " if with_year else ""
        return f"{year}{found.month}월 {found.day}일({WEEKDAYS_KO[found.weekday()]})"
    year = f" {found.year}" if with_year else ""
    return f"{WEEKDAYS_EN[found.weekday()]} {found.day} {_MONTHS_EN[found.month - 1]}{year}"


def _hour(at: datetime.datetime | datetime.time) -> str:
    half = "오전" if at.hour < 12 else "낮" if at.hour == 12 else "오후"
    return f"{half} {at.hour if at.hour <= 12 else at.hour - 12}시"
