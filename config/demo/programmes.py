"""The demo's programmes and their years: the plan of 2019, the rules of 2022 and 2025, and the present year.

Rules and sources come from jobs/eligibility/published.py; what no source says is marked as assumed there and here. Targets
are ours and labelled 시연용 목표.
"""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext_noop

from config.demo import roles
from config.demo.roles import INTERNSHIP, MEANINGFUL, Role
from config.demo.waves import PLAN_YEAR, Calendar
from jobs import pay_items, programmes
from jobs.eligibility.base import RuleSpec
from jobs.eligibility.published import ALLOWANCE, PUBLISHED, PublishedRules, birth_range_of_ages, published
from jobs.models import Programme, ProgrammeYear
from jobs.programmes import PayFigures, RuleLine, YearTerms
from profiles.actors import Actor

CONTENT = Path(__file__).with_name("programmes.toml")
WHOLE_CITY, SMALL_CITY = 6000, 1000  # people
SMALL_CITY_SEATS = 4.5  # its few programmes hold the seats of all
TARGET_LABEL = gettext_noop("시연용 목표")  # stored as it stands, read in the language of the page
SHARED_BY_US = "2019년 사업 수와 유형별 합계는 보도, 사업별 인원은 시연용"
DEFINITION = "자리마다 처음으로 활동을 시작한 사람을 일자리 하나로 셉니다. 중간에 채운 사람은 더 세지 않습니다."
ACCIDENT_COVER_WON = 2_500
ACCIDENT_COVER_SOURCE = "시연용 가정: 2023년 공고의 상해보험료 1년 약 30,000원을 달로 나눔"
WITHHELD_OTHER_INCOME = Decimal(
    "0.088"
)  # 기타소득: 22 % of what is left after 60 % of expenses; nothing up to 50,000 won
FULL_TIME_WEEK = 40
NEWEST = max(entry.year for entry in PUBLISHED)


class Plan(NamedTuple):
    """One programme of the demo: seats of 2019 and of the present year, 0 where it doesn't run."""

    name: str
    role: Role
    season: str
    seats: int
    now: int


@lru_cache(maxsize=2)
def plans(people: int = WHOLE_CITY) -> tuple[Plan, ...]:
    """The programmes in the order of the file; fewer people get fewer seats, and a small city a few programmes of each kind."""
    rows = tomllib.loads(CONTENT.read_text(encoding="utf-8"))["programme"]
    share = min(1.0, people / WHOLE_CITY)
    if people < SMALL_CITY:
        rows = [row for row in rows if row.get("in_small_city")]
        share *= SMALL_CITY_SEATS

    def seats(number: int) -> int:
        return max(2, round(number * share)) if number else 0

    return tuple(
        Plan(
            name=row["name"],
            role=roles.role(row["role"]),
            season=row.get("season", "spring"),
            seats=seats(row.get("seats", 0)),
            now=seats(row.get("now", 0)),
        )
        for row in rows
    )


def add_all(
    calendar: Calendar, plans: Sequence[Plan], *, by: Actor, at: datetime
) -> dict[tuple[str, int], ProgrammeYear]:
    """Add the programmes and open their years. Return the years of the plans by programme's name and year."""
    years = {}
    for plan in plans:
        programme = programmes.add(
            name=plan.name, kind=plan.role.kind, strand=plan.role.group, summary=_summary(plan), by=by, at=at
        )
        for year, seats in ((PLAN_YEAR, plan.seats), (calendar.year, plan.now)):
            if seats:
                entry = _rules_of(plan.role, year)
                years[plan.name, year] = _open(programme, year, entry, calendar.period(year), by=by)
    _add_published(by=by, at=at)
    return years


def set_targets(
    years: dict[tuple[str, int], ProgrammeYear], seats: Mapping[tuple[str, int], Mapping[str, int]], *, by: Actor
) -> None:
    """Set the targets of each year as its seats were planned, by district and for the whole city."""
    for key, by_district in seats.items():
        year = years[key]
        places = {"": sum(by_district.values()), **dict(sorted(by_district.items()))}
        programmes.set_targets(year, places, definition=DEFINITION, label=TARGET_LABEL, by=by, at=year.opened_at)


def _add_published(*, by: Actor, at: datetime) -> None:
    """Add the programme years of 2022 and 2025 as they were published, without postings."""
    entries = [entry for entry in PUBLISHED if PLAN_YEAR < entry.year < NEWEST]
    for entry in entries:
        programme = programmes.add(name=entry.programme, kind=entry.kind, summary=_NO_POSTINGS, by=by, at=at)
        _open(programme, entry.year, entry, (date(entry.year, 1, 1), date(entry.year, 12, 31)), by=by)


def _open(
    programme: Programme, year: int, entry: PublishedRules, period: tuple[date, date], *, by: Actor
) -> ProgrammeYear:
    starts_on, ends_on = period
    at = Calendar.opening_of(starts_on)
    terms = YearTerms(
        year=year,
        starts_on=starts_on,
        ends_on=ends_on,
        pay_kind=entry.pay_kind,
        hours_cap_per_month=entry.hours_cap,
        counting_definition=DEFINITION,
        priority_share=Decimal(entry.priority_percent) / 100,
        source=entry.source[:300],
        is_demo=True,
    )
    is_allowance = entry.pay_kind == ALLOWANCE
    pay = PayFigures(
        hourly_won=entry.hourly_won,
        withholding_rate=WITHHELD_OTHER_INCOME if is_allowance else Decimal(0),
        withholding_floor_won=50_000 if is_allowance else 0,
        source=_source_of("hourly_won", entry),
    )
    opened = programmes.open_year(programme, terms, pay, by=by, at=at)
    if is_allowance:
        cover = {"kind": "insurance", "per": "month", "bearer": "operator", "amount_won": ACCIDENT_COVER_WON}
        pay_items.set_item(opened, **cover, valid_from=starts_on, source=ACCIDENT_COVER_SOURCE, by=by, at=at)
    lines = [_line(spec, entry) for spec in entry.rules]
    programmes.add_rule_set(opened, lines, valid_from=at.date(), source=entry.source[:300], by=by, at=at)
    return opened


def _line(spec: RuleSpec, entry: PublishedRules) -> RuleLine:
    return RuleLine(
        kind=spec.kind,
        params=dict(spec.params),
        applies_at=spec.applies_at,
        is_overridable=spec.overridable,
        is_assumed=spec.kind in entry.assumed_parts,
        source=_source_of(spec.kind, entry),
    )


def _source_of(part: str, entry: PublishedRules) -> str:
    return (entry.assumed_note if part in entry.assumed_parts else entry.source)[:300]


def _rules_of(role: Role, year: int) -> PublishedRules:
    """The published rules that a role of this year stands under; after the newest, the newest."""
    found = published(min(year, NEWEST), role.kind)
    if not found:
        return _OTHER
    entry = found[0]
    if entry.kind == INTERNSHIP and year == PLAN_YEAR and min(role.weekly_hours) < FULL_TIME_WEEK:
        entry = entry._replace(**_PART_TIME_2019)
    if entry.kind == MEANINGFUL and year != PLAN_YEAR:
        entry = entry._replace(**_PRIORITY_NOW)
    return entry._replace(year=year) if year > NEWEST else entry


def _summary(plan: Plan) -> str:
    return f"{plan.role.duties} (시연용: {SHARED_BY_US})" if plan.seats else plan.role.duties


_NO_POSTINGS = "이 해의 규칙을 출처와 함께 보이기 위한 연도별 사업입니다. 시연 자료에 모집공고는 없습니다."
_PART_TIME_2019 = {
    "hours_cap": 57,
    "assumed_parts": ("hourly_won", "hours_cap", "training_attendance"),
    "assumed_note": (
        "2019년 보도는 전일제 뉴딜인턴십만 다룹니다. 시간제의 시급은 2019년 서울형 생활임금, 월 57시간과 교육 80%는 "
        "다른 해와 전일제를 따른 추정입니다."
    ),
}
_PRIORITY_NOW = {"priority_percent": 10}
_OTHER = PublishedRules(
    year=PLAN_YEAR,
    programme="우리동네 자영업반장 · 도시재생창업 JUMP-UP 5060",
    kind="other",
    rules=(
        RuleSpec("birth_range", birth_range_of_ages(PLAN_YEAR, 50, 67)),
        RuleSpec("residence", {"seoul": True, "business_in_seoul": True}),
    ),
    hourly_won=9_211,
    hours_cap=None,
    pay_kind=ALLOWANCE,
    source="2019년 11월 보도: 데일리잡코리아(기사 번호 42836), 비즈니스포스트(기사 번호 151538). 일자리사업 2.0의 네 사업 가운데 둘",
    assumed_parts=("birth_range", "residence", "hourly_won", "hours_cap"),
    assumed_note="이 사업의 2019년 조건은 찾지 못했습니다. 나이, 거주지, 시급은 같은 해 보람일자리를 따른 시연용 추정입니다.",
)
