"""What an agreement says of one placement: its values, in Korean, from posting, site, programme year and the money of the first day.

Below 15 hours a week there is no paid weekly holiday and no annual leave (근로기준법 제18조 제3항); breaks by 제54조; public holidays by
제55조 제2항; leave in the first year by 제60조 제2항. An allowance (활동비) is no wage and has none of these.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from jobs import allowances
from jobs.models import AgreementTemplate, PayTerms, Placement
from profiles import places
from profiles.weeks import hour_spans

WEEKDAYS = "월화수목금토일"
LABOUR_HOURS = 15  # a week: from here on holidays and leave are paid


def values_of(
    placement: Placement,
    template: AgreementTemplate,
    *,
    name: str,
    changes: Mapping[str, Any],
    money: Iterable[PayTerms],
) -> dict[str, str]:
    """Return a text for every field of a template. `money`: the terms of its programme year.

    Raises terms_missing where the year has no money for the first day.
    """
    posting, site = placement.application.posting, placement.seat.posting_site.site
    year = posting.programme_year
    first = placement.started_on or placement.starts_on
    terms = allowances.terms_on(money, first)
    if terms is None:
        raise ValidationError(
            _("이 사업의 시간당 금액이 아직 정해지지 않아 약정서를 쓸 수 없습니다. 서울시에 물어봐 주세요."),
            code="terms_missing",
        )
    mask = changes.get("hours_mask") or posting.hours_mask
    weekly = int(changes.get("weekly_hours") or posting.weekly_hours)
    monthly = int(changes.get("hours_per_month") or posting.hours_per_month)
    cap = year.hours_cap_per_month
    with translation.override("ko"):
        return {
            "person": name,
            "operator": posting.organisation.name,
            "programme": f"{year.year}년 {year.programme.name}",
            "role": posting.title,
            "duties": posting.duties.strip(),
            "site": site.name,
            "place": site.address or str(places.name(site.place)),
            "starts_on": _day(first),
            "ends_on": _day(placement.ends_on),
            "week": _week(mask),
            "weekly_hours": f"{weekly}시간",
            "monthly_hours": f"{monthly}시간",
            "most_hours": f"{cap}시간" if cap else "정하지 않음",
            "breaks": _breaks(mask),
            "hourly_won": _won(terms.hourly_won),
            "pay_parts": _pay_parts(weekly, terms, year.pays_wage),
            "pay_day": f"다음 달 {template.pay_day}일",
            "tax": _tax(terms),
            "holidays": _holidays(weekly),
            "annual_leave": _annual_leave(weekly),
            "special_terms": changes.get("special_terms") or "따로 정한 것이 없습니다.",
        }


# Private --------------------------------------------------------------------------------------------------------------
def _week(mask: Sequence[int]) -> str:
    days_by_hours: dict[int, list[str]] = {}
    for weekday, bits in enumerate(mask):
        if bits:
            days_by_hours.setdefault(bits, []).append(WEEKDAYS[weekday])
    lines = [
        f"{'·'.join(days)}: {', '.join(f'{_clock(begin)}~{_clock(until)}' for begin, until in hour_spans(bits))}"
        for bits, days in days_by_hours.items()
    ]
    return "\n".join(lines) or "요일과 시각은 활동처와 정한 대로 합니다."


def _clock(hour: int) -> str:
    if hour in (0, 24):
        return "밤 12시"
    return f"오전 {hour}시" if hour < 12 else "낮 12시" if hour == 12 else f"오후 {hour - 12}시"


def _day(on: date) -> str:
    return f"{on.year}년 {on.month}월 {on.day}일({WEEKDAYS[on.weekday()]})"


def _won(amount: int) -> str:
    return f"{amount:,}원"


def _breaks(mask: Sequence[int]) -> str:
    """By the longest day: half an hour within four hours, an hour within eight."""
    longest = max((sum(until - begin for begin, until in hour_spans(bits)) for bits in mask), default=0)
    if longest >= 8:
        return "하루 8시간 일하는 날은 1시간 이상을 일하는 사이에 쉽니다."
    if longest >= 4:
        return "하루 4시간 이상 일하는 날은 30분 이상을 일하는 사이에 쉽니다."
    return "하루 일하는 시간이 4시간보다 짧아 쉬는 시간을 따로 정하지 않습니다. 필요하면 담당자와 의논해 쉽니다."


def _pay_parts(weekly: int, terms: PayTerms, is_wage: bool) -> str:
    hourly = _won(terms.hourly_won)
    if not is_wage:
        return f"확인한 활동 시간에 시간당 {hourly}을 곱한 활동비"
    if weekly < LABOUR_HOURS:
        return f"기본급: 일한 시간에 시간당 {hourly}을 곱한 돈"
    return f"기본급(일한 시간에 시간당 {hourly}을 곱한 돈)과 주휴수당(1주에 하루 치)"


def _tax(terms: PayTerms) -> str:
    rate = f"{(terms.withholding_rate * 100).normalize():f}%"
    if not terms.withholding_rate:
        return "세금을 떼지 않습니다."
    floor = terms.withholding_floor_won
    return (
        f"한 달 총액이 {_won(floor)}을 넘으면 {rate}를 떼고 보냅니다." if floor else f"총액에서 {rate}를 떼고 보냅니다."
    )


def _holidays(weekly: int) -> str:
    if weekly < LABOUR_HOURS:
        return "1주 소정근로시간이 15시간보다 짧아 유급 주휴일은 없습니다(근로기준법 제18조 제3항). 5월 1일은 유급으로 쉽니다."
    return (
        "1주 동안 정한 날을 모두 일하면 일요일을 유급으로 쉽니다. 관공서의 공휴일과 대체공휴일, 5월 1일도 "
        "법에 따라 유급으로 쉽니다."
    )


def _annual_leave(weekly: int) -> str:
    if weekly < LABOUR_HOURS:
        return "1주 소정근로시간이 15시간보다 짧아 연차 유급휴가는 없습니다(근로기준법 제18조 제3항)."
    return "1개월을 개근할 때마다 하루를 유급으로 쉽니다(근로기준법 제60조 제2항). 시간제 근로는 일하는 시간에 비례해 시간으로 셈합니다."
