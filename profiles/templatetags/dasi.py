"""How money, days and people are written for readers: 525,020원, 3월 12일(목) 오전 10시, 김*수. Days are Seoul's.

Source: DOMAIN section 8 (dates with weekday, one headline figure); DESIGN section 9 (names masked in lists).
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from profiles import certificates, consents, languages, phones, places
from profiles.lengths import years_and_months
from profiles.models import ConsentText
from profiles.privacy import mask_name
from profiles.weeks import hour_spans

register = template.Library()
register.filter(years_and_months)

SOON = 3  # days to a deadline that stands out
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAYS_KO = "월화수목금토일"
_DAYS_KO = ("하루", "이틀", "사흘", "나흘", "닷새", "엿새", "이레", "여드레", "아흐레", "열흘")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@register.filter
def won(amount: int | Decimal | None) -> str:
    """525020 -> 525,020원."""
    if amount in (None, ""):
        return ""
    figure = number_format(int(amount), decimal_pos=0, use_l10n=True, force_grouping=True)
    return f"{figure}원" if _korean() else f"KRW {figure}"


@register.filter
def count(number: int | None) -> str:
    """2863 -> 2,863."""
    return "" if number in (None, "") else number_format(number, use_l10n=True, force_grouping=True)


@register.filter
def hours(number: Decimal | float | None) -> str:
    """57 -> 57시간, 3.5 -> 3.5시간."""
    if number in (None, ""):
        return ""
    figure = f"{Decimal(str(number)):f}"
    figure = figure.rstrip("0").rstrip(".") if "." in figure else figure
    return f"{figure}시간" if _korean() else f"{figure} h"


@register.filter
def duration(minutes: int | None) -> str:
    """200 -> 3시간 20분, 180 -> 3시간, 0 -> 0분."""
    if minutes in (None, ""):
        return ""
    whole, rest = divmod(int(minutes), 60)
    units = ("시간", "분") if _korean() else (" h", " min")
    parts = [f"{count(number)}{unit}" for number, unit in zip((whole, rest), units, strict=True) if number]
    return " ".join(parts) or f"0{units[1]}"


@register.filter
def day(value: datetime.date | datetime.datetime | None) -> str:
    """3월 12일(목); with the year when it is not this year's."""
    if not value:
        return ""
    found = _seoul_day(value)
    return _day(found, with_year=found.year != timezone.localdate().year)


@register.filter
def full_day(value: datetime.date | datetime.datetime | None) -> str:
    """2026년 3월 12일(목)."""
    return _day(_seoul_day(value), with_year=True) if value else ""


@register.filter
def way(km: float, here: str = "") -> str:
    """A distance from a place in words (places.way)."""
    return places.way(km, here)


@register.filter
def plain_day(value: datetime.date | None) -> str:
    """1962년 3월 7일, 7 March 1962: a birthday, whose weekday says nothing."""
    return languages.birthday(value) if value else ""


@register.filter
def clock(value: datetime.datetime | datetime.time | None) -> str:
    """오전 10시, 오후 2시 30분, 낮 12시, 오전 0시: the one way to write a time for people."""
    if value in (None, ""):
        return ""
    at = timezone.localtime(value) if isinstance(value, datetime.datetime) else value
    if not _korean():
        return f"{at.hour % 12 or 12}:{at.minute:02d} {'am' if at.hour < 12 else 'pm'}"
    return _hour(at) + (f" {at.minute}분" if at.minute else "")


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """3월 12일(목) 오전 10시."""
    return f"{day(value)} {clock(value)}" if value else ""


@register.filter
def to_the_second(value: datetime.datetime | None) -> str:
    """2026년 3월 12일(목) 오후 2시 5분 3초, for receipts."""
    if not value:
        return ""
    at = timezone.localtime(value)
    if not _korean():
        return f"{full_day(at)} {at.hour % 12 or 12}:{at:%M:%S} {'am' if at.hour < 12 else 'pm'}"
    return f"{full_day(at)} {_hour(at)} {at.minute}분 {at.second}초"


@register.filter
def month(value: datetime.date | None) -> str:
    """2026년 3월."""
    if not value:
        return ""
    found = _seoul_day(value)
    return f"{found.year}년 {found.month}월" if _korean() else f"{_MONTHS_EN[found.month - 1]} {found.year}"


@register.filter
def dday(value: datetime.date | datetime.datetime | None) -> str:
    """3일 남음, 내일 마감, 오늘 마감, 마감됨: how long a deadline is away, in days of Seoul."""
    if not value:
        return ""
    left = _days_left(value)
    if left < 0:
        return _("마감됨")
    if left < 2:
        return _("내일 마감") if left else _("오늘 마감")
    return ngettext("%(days)d일 남음", "%(days)d일 남음", left) % {"days": left}


@register.filter
def is_closing(value: datetime.date | datetime.datetime | None) -> bool:
    """Whether a deadline is so near that it should stand out: today and the next three days."""
    return bool(value) and 0 <= _days_left(value) <= SOON


@register.filter
def time_left(deadline: datetime.datetime | None) -> str:
    """오늘까지입니다, 하루 남았습니다, 이틀 남았습니다: days of Seoul until a deadline, as people count them."""
    if not deadline:
        return ""
    left = (_last_day(deadline) - timezone.localdate()).days
    if left < 0 or deadline <= timezone.now():
        return _("기한이 지났습니다")
    if left == 0:
        return _("오늘까지입니다")
    counted = _DAYS_KO[left - 1] if _korean() and left <= len(_DAYS_KO) else ""
    if counted:
        return f"{counted} 남았습니다"
    return ngettext("%(days)d일 남았습니다", "%(days)d일 남았습니다", left) % {"days": left}


@register.filter
def last_day(deadline: datetime.datetime | None) -> str:
    """The last day on which one may still act, as a day: 3월 12일(목) of a deadline at its end."""
    return day(_last_day(deadline)) if deadline else ""


@register.filter
def masked(name: str | None) -> str:
    """김영수 -> 김*수."""
    return mask_name(name) if name else ""


@register.filter
def consent_title(text: ConsentText) -> str:
    """개인정보 수집·이용 동의."""
    return consents.title_of(text)


@register.filter
def certificate_names(names: list[str]) -> str:
    """요양보호사, 간호사; in English with what each means."""
    return ", ".join(map(certificates.shown, names))


@register.filter
def place_name(code: str | None) -> str:
    """11410 -> 서대문구."""
    return places.name(code) if code else ""


@register.filter
def percent(share: Decimal | float | None) -> str:
    """0.634 -> 63%."""
    return "" if share in (None, "") else f"{round(float(share) * 100)}%"


@register.filter
def week(mask: list[int] | None) -> list[dict[str, Any]]:
    """A schedule mask as lines {"day": "월·수", "spans": ["오전 9시~오후 1시"]}: days with the same hours share a line."""
    days_by_hours: dict[int, list[str]] = {}
    for weekday, bits in enumerate(mask or ()):
        if bits:
            days_by_hours.setdefault(bits, []).append(_weekday(weekday))
    return [
        {"day": "·".join(days), "spans": [_span(*span) for span in hour_spans(bits)]}
        for bits, days in days_by_hours.items()
    ]


@register.filter
def page_numbers(page: Page) -> list[int]:
    """The numbers to show under a list: both ends and two on either side of this page; 0 stands for a gap."""
    last = page.paginator.num_pages
    near = {1, last, *range(max(1, page.number - 2), min(last, page.number + 2) + 1)}
    shown: list[int] = []
    for number in sorted(near):
        if shown and number - shown[-1] > 1:
            shown.append(0)
        shown.append(number)
    return shown


@register.filter
def phone(number: str | None) -> str:
    """01012345678 -> 010-1234-5678, 0212345678 -> 02-1234-5678, 16615516 -> 1661-5516; anything else stays as it is."""
    return phones.with_hyphens(str(number or ""))


@register.filter
def tel(number: str | None) -> str:
    """A phone number as a tel: address wants it: digits and + only."""
    return "".join(sign for sign in str(number or "") if sign.isdigit() or sign == "+")


@register.simple_tag(takes_context=True)
def page_url(context: template.Context, **changes: Any) -> str:
    """This page's address with some query values changed; None takes one out. For filters, sorting and page numbers.

    A list shown again by the address of its form says where it stands itself: `list_url`.
    """
    query = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = value
    path = context.get("list_url", "")
    return f"{path}?{query.urlencode()}" if query else path or context["request"].path


@register.simple_tag(takes_context=True)
def page_number_url(context: template.Context, number: int) -> str:
    """The address of one page of a list; where a page holds several lists, `page_key` says which is turned."""
    return page_url(context, **{context.get("page_key") or "page": number})


def _korean() -> bool:
    return languages.is_korean()


def _seoul_day(value: datetime.date | datetime.datetime) -> datetime.date:
    return timezone.localdate(value) if isinstance(value, datetime.datetime) else value


def _days_left(deadline: datetime.date | datetime.datetime) -> int:
    """The days of Seoul to the last one of a deadline; below zero when it is over."""
    if isinstance(deadline, datetime.datetime) and deadline <= timezone.now():
        return -1
    return (_last_day(deadline) - timezone.localdate()).days


def _last_day(deadline: datetime.date | datetime.datetime) -> datetime.date:
    """The last day on which one may still act: a deadline at midnight belongs to the day before."""
    if isinstance(deadline, datetime.datetime):
        return timezone.localdate(deadline - datetime.timedelta(microseconds=1))
    return deadline


def _day(found: datetime.date, *, with_year: bool) -> str:
    if _korean():
        year = f"{found.year}년 " if with_year else ""
        return f"{year}{found.month}월 {found.day}일({_WEEKDAYS_KO[found.weekday()]})"
    year = f" {found.year}" if with_year else ""
    return f"{_WEEKDAYS_EN[found.weekday()]} {found.day} {_MONTHS_EN[found.month - 1]}{year}"


def _hour(at: datetime.datetime | datetime.time) -> str:
    half = "오전" if at.hour < 12 else "낮" if at.hour == 12 else "오후"
    return f"{half} {at.hour if at.hour <= 12 else at.hour - 12}시"


def _weekday(number: int) -> str:
    return _WEEKDAYS_KO[number] if _korean() else _WEEKDAYS_EN[number]


def _span(from_hour: int, until_hour: int) -> str:
    until = _("밤 12시") if until_hour == 24 else clock(datetime.time(until_hour))
    return f"{clock(datetime.time(from_hour))}~{until}"
