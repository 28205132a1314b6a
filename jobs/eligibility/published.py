"""Published rules of real programme years, as data: what the demo city's programme years start from.

Each entry names its source (outlet and article number, or the notice). What no source says is an assumption: its
parts are listed, the note says what it was taken from, and every page that shows the rules shows the note. Ages
that a source gives in years are turned into birth dates by the calendar year, as the notices of 2022 (40-67 = born
1955 to 1982) and 2025 do.
"""

from typing import NamedTuple

from jobs.eligibility.base import PLACE, RuleSpec

MEANINGFUL_WORK, INTERNSHIP = "meaningful_work", "internship"
ALLOWANCE, WAGE = "allowance", "wage"


class PublishedRules(NamedTuple):
    """One programme year. hours_cap: a month, None = no cap (full-time); monthly_won: the most paid a month, as printed.

    assumed_parts: kinds of rules, or names of fields here, that no source states.
    """

    year: int
    programme: str
    kind: str
    rules: tuple[RuleSpec, ...]
    hourly_won: int
    hours_cap: int | None
    pay_kind: str
    source: str
    assumed_parts: tuple[str, ...] = ()
    assumed_note: str = ""
    monthly_won: int | None = None
    places: int | None = None
    priority_percent: int = 0

    @property
    def assumed(self) -> bool:
        """Whether anything of it is an assumption, which the page then says."""
        return bool(self.assumed_parts)


def published(year: int, kind: str) -> tuple[PublishedRules, ...]:
    """All entries of a year and kind, in the order printed below."""
    return tuple(entry for entry in PUBLISHED if (entry.year, entry.kind) == (year, kind))


def birth_range_of_ages(year: int, youngest: int, oldest: int | None) -> dict[str, str]:
    """The parameters of birth_range for ages counted by calendar year; oldest None = no upper age."""
    last = {"birth_to": f"{year - youngest}-12-31"}
    return last if oldest is None else {"birth_from": f"{year - oldest}-01-01", **last}


def _ages(year: int, youngest: int, oldest: int | None) -> RuleSpec:
    return RuleSpec("birth_range", birth_range_of_ages(year, youngest, oldest))


_SEOUL = RuleSpec("residence", {"seoul": True})
_SEOUL_OR_BUSINESS = RuleSpec("residence", {"seoul": True, "business_in_seoul": True})
_NOT_EMPLOYED = RuleSpec("employment", {"allow": "not_employed"})

_NOTE_INTERNSHIP_2022 = (
    "나이(45~67세), 서울 거주, 미취업 조건은 2019년 인턴십 보도를 따른 추정입니다. 2022년 공고 원문은 찾지 못했습니다."
)
_NOTE_AFTER_2024 = (
    "이 해의 공고 원문은 찾지 못했습니다. 나이(40~64세)와 월 57시간은 2024년 보도를, 서울 거주와 미취업 조건은 "
    "2019년 보도를 따르고, 시급은 그해 서울형 생활임금으로 본 추정입니다."
)
_SOURCE_4050 = "2024년 서울 4050인턴십 보도: 뉴스1(기사 번호 5355002), 더퍼블릭(기사 번호 216028)"

PUBLISHED: tuple[PublishedRules, ...] = (
    PublishedRules(
        year=2019,
        programme="50+보람일자리",
        kind=MEANINGFUL_WORK,
        rules=(_ages(2019, 50, 67), _SEOUL),
        hourly_won=9_211,
        hours_cap=57,
        pay_kind=ALLOWANCE,
        source="연합뉴스 2019년 2월 18일 보도(기사 번호 AKR20190218157900004): 33개 사업 2,273명, 월 57시간, 월 최대 525,020원",
        assumed_parts=("birth_range", "residence"),
        assumed_note=(
            "2019년 모집공고 전문은 찾지 못했습니다. 나이(50~67세)는 사업 이름과 같은 해 인턴십의 윗나이를, "
            "서울 거주 조건은 2022년 안내를 따른 추정입니다."
        ),
        monthly_won=525_020,
        places=2_273,
    ),
    PublishedRules(
        year=2019,
        programme="서울50+인턴십(뉴딜인턴십)",
        kind=INTERNSHIP,
        rules=(
            _ages(2019, 45, 67),
            _SEOUL,
            _NOT_EMPLOYED,
            RuleSpec("training_attendance", {"percent": 80}, applies_at=PLACE),
        ),
        hourly_won=10_148,
        hours_cap=None,
        pay_kind=WAGE,
        source=(
            "한국경제 2019년 8월 13일 보도(기사 번호 201908130398Y): 45~67세 서울 거주 미취업자, 기초교육 3일 80% 이상 출석, "
            "3개월 전일제, 월 최대 215만 원"
        ),
        assumed_parts=("hourly_won",),
        assumed_note=(
            "보도에는 월 최대 금액만 있어, 시급은 2019년 서울형 생활임금으로 본 추정입니다. "
            "경력·자격 조건은 자리마다 달라 모집공고에 적습니다."
        ),
        places=30,
    ),
    PublishedRules(
        year=2022,
        programme="서울시 보람일자리",
        kind=MEANINGFUL_WORK,
        rules=(
            RuleSpec("birth_range", {"birth_from": "1955-01-01", "birth_to": "1982-12-31"}),
            _SEOUL_OR_BUSINESS,
        ),
        hourly_won=9_211,
        hours_cap=57,
        pay_kind=ALLOWANCE,
        source=(
            "서울시50플러스포털 scc.50plus.or.kr/gsc/boram.do (2022년 안내), 시민일보 (2022년): 1955년 1월 1일~1982년 "
            "12월 31일 출생, 서울 거주자 또는 서울에 사업장을 둔 사업자 대표, 월 최대 525,020원, 차상위 10% 우선"
        ),
        assumed_parts=("hourly_won",),
        assumed_note="시급은 2019년과 월 최대 금액(525,020원)이 같아 2019년 시급을 쓴 추정입니다.",
        monthly_won=525_020,
        places=3_952,
        priority_percent=10,
    ),
    PublishedRules(
        year=2022,
        programme="서울50+인턴십(시간제)",
        kind=INTERNSHIP,
        rules=(_ages(2022, 45, 67), _SEOUL, _NOT_EMPLOYED),
        hourly_won=10_766,
        hours_cap=57,
        pay_kind=WAGE,
        source="2022년 인턴십 모집 보도: 300명 중 시간제 210명, 월 57시간, 월 최대 613,660원",
        assumed_parts=("birth_range", "residence", "employment", "hourly_won"),
        assumed_note=_NOTE_INTERNSHIP_2022 + " 시급은 월 최대 금액에 맞는 2022년 서울형 생활임금입니다.",
        monthly_won=613_660,
        places=210,
    ),
    PublishedRules(
        year=2022,
        programme="서울50+인턴십(전일제)",
        kind=INTERNSHIP,
        rules=(_ages(2022, 45, 67), _SEOUL, _NOT_EMPLOYED),
        hourly_won=10_770,
        hours_cap=None,
        pay_kind=WAGE,
        source="2022년 인턴십 모집 보도: 300명 중 전일제 90명, 시급 10,770원, 6개월 이내",
        assumed_parts=("birth_range", "residence", "employment"),
        assumed_note=_NOTE_INTERNSHIP_2022,
        places=90,
    ),
    PublishedRules(
        year=2022,
        programme="투자출연기관 인턴십",
        kind=INTERNSHIP,
        rules=(_ages(2022, 55, 65), _SEOUL, _NOT_EMPLOYED),
        hourly_won=10_766,
        hours_cap=57,
        pay_kind=WAGE,
        source="2022년 투자출연기관 인턴십 모집 보도: 55~65세, 62명 (120다산콜재단, SH공사)",
        assumed_parts=("residence", "employment", "hourly_won", "hours_cap"),
        assumed_note=(
            "서울 거주와 미취업 조건은 2019년 인턴십 보도를, 시급과 월 57시간은 같은 해 시간제 인턴십을 따른 추정입니다."
        ),
        places=62,
    ),
    PublishedRules(
        year=2025,
        programme="서울 중장년 가치동행일자리",
        kind=MEANINGFUL_WORK,
        rules=(
            RuleSpec("birth_range", {"birth_from": "1958-01-01", "birth_to": "1985-12-31"}),
            _SEOUL_OR_BUSINESS,
        ),
        hourly_won=10_030,
        hours_cap=57,
        pay_kind=ALLOWANCE,
        source=(
            "2025년 가치동행일자리 모집공고: 1958년 1월 1일~1985년 12월 31일 출생, 월 최대 571,710원, "
            "5,700명에 가을 1,200명 추가, 적격검토에서 나이와 거주지 확인"
        ),
        assumed_parts=("residence", "hourly_won"),
        assumed_note=(
            "사업자 대표를 인정하는 것은 2022년 안내를 따른 추정이고, 시급은 월 최대 금액을 57시간으로 나눈 값입니다."
        ),
        monthly_won=571_710,
        places=6_900,
    ),
    PublishedRules(
        year=2025,
        programme="서울 4050인턴십(시간제)",
        kind=INTERNSHIP,
        rules=(_ages(2025, 40, 64), _SEOUL, _NOT_EMPLOYED),
        hourly_won=11_779,
        hours_cap=57,
        pay_kind=WAGE,
        source=_SOURCE_4050,
        assumed_parts=("birth_range", "residence", "employment", "hourly_won", "hours_cap"),
        assumed_note=_NOTE_AFTER_2024,
    ),
    PublishedRules(
        year=2026,
        programme="서울 중장년 가치동행일자리(금천구)",
        kind=MEANINGFUL_WORK,
        rules=(
            _ages(2026, 40, None),
            _SEOUL_OR_BUSINESS,
            RuleSpec("employment", {"allow": "outside_working_hours"}, overridable=True),
            RuleSpec("double_participation", {"policy": "no_time_overlap"}, overridable=True),
            RuleSpec("hours_share", {"percent": 70, "of_hours": 57}, overridable=True),
        ),
        hourly_won=10_320,
        hours_cap=57,
        pay_kind=ALLOWANCE,
        source=(
            "2026년 금천구 모집 보도(ggnews1, 기사 번호 495642): 265명, 4월 1일~10월 31일, 40세 이상, 시급 10,320원, 월 최대 588,240원"
            "(교통비·급식비 포함), 월 57시간의 70%(40시간) 이상 활동 가능, 근무 시간 밖이면 시간제·점진적 퇴직자 가능, "
            "다른 재정지원일자리와 시간이 겹치지 않으면 가능"
        ),
        assumed_parts=("birth_range", "residence"),
        assumed_note=(
            "보도의 '40세 이상'을 2022·2025년 공고처럼 태어난 해로 옮겼고, 거주지 조건은 2022년 안내를 따른 추정입니다."
        ),
        monthly_won=588_240,
        places=265,
    ),
    PublishedRules(
        year=2026,
        programme="서울 4050인턴십(시간제)",
        kind=INTERNSHIP,
        rules=(_ages(2026, 40, 64), _SEOUL, _NOT_EMPLOYED),
        hourly_won=12_121,
        hours_cap=57,
        pay_kind=WAGE,
        source=_SOURCE_4050,
        assumed_parts=("birth_range", "residence", "employment", "hourly_won", "hours_cap"),
        assumed_note=_NOTE_AFTER_2024,
    ),
)
