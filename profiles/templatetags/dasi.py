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
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from profiles import certificates, consents, languages, phones, places
from profiles.lengths import years_and_months
from profiles.models import ConsentText
from profiles.privacy import mask_name
from profiles.spellings import (
    WEEKDAYS_EN,
    WEEKDAYS_KO,
    clock,
    count,
    day,
    duration,
    full_day,
    hours,
    moment,
    month,
    to_the_second,
    won,
)
from profiles.weeks import hour_spans

register = template.Library()
for _spelling in (years_and_months, won, count, hours, duration, day, full_day, clock, moment, to_the_second, month):
    register.filter(_spelling)

SOON = 3  # days to a deadline that stands out
_DAYS_KO = ("하루", "이틀", "사흘", "나흘", "닷새", "엿새", "이레", "여드레", "아흐레", "열흘")


@register.filter
def way(km: float, here: str = "") -> str:
    """A distance from a place in words (places.way)."""
    return places.way(km, here)


@register.filter
def plain_day(value: datetime.date | None) -> str:
    """1962년 3월 7일, 7 March 1962: a birthday, whose weekday says nothing."""
    return languages.birthday(value) if value else ""


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


def _weekday(number: int) -> str:
    return WEEKDAYS_KO[number] if _korean() else WEEKDAYS_EN[number]


def _span(from_hour: int, until_hour: int) -> str:
    until = _("밤 12시") if until_hour == 24 else clock(datetime.time(until_hour))
    return f"{clock(datetime.time(from_hour))}~{until}"
