"""The columns of the spreadsheet in which an operator brings many postings at once: their headings, which are needed, an example of each.

Headings are part of the file's format and stay in Korean; what explains them is translated.
"""

import re
import unicodedata
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MARK = "구분"  # rows that say here 설명 or 예시 belong to the template and are passed over
EXPLAINED, EXAMPLE = "설명", "예시"
SHEET, LISTS, HOW = "공고", "목록", "설명"  # sheets of the form; formulas of the file point at their names
FORM_SHEETS = frozenset({LISTS, HOW})  # hold no postings


class Column(NamedTuple):
    """field: what Fault and SheetPosting call it"""

    field: str
    heading: str
    is_needed: bool
    example: str
    explained: str | Promise
    width: int = 14


COLUMNS = (
    Column("programme_year", "사업", True, "", _("사업 이름과 연도. 목록에서 고를 수 있습니다."), 22),
    Column("title", "공고 제목", True, "어르신 디지털 안내 도우미", _("100자까지"), 30),
    Column(
        "duties",
        "하는 일",
        True,
        "복지관에서 어르신이 휴대전화와 무인 주문기를 쓰는 일을 돕습니다.",
        _("4,000자까지. 칸 안에서 줄을 바꿀 수 있습니다."),
        44,
    ),
    Column("keco", "직업 분류", False, "", _("직업 이름. 비워 두고 나중에 골라도 됩니다."), 18),
    Column("sites", "활동처", True, "", _("등록한 활동처 이름. 여러 곳이면 ;로 나눕니다."), 24),
    Column("seats", "모집인원", True, "3", _("활동처가 여러 곳이면 같은 순서로 ;로 나눕니다. 예: 3; 2"), 10),
    Column("weekdays", "활동 요일", True, "월~금", _("월~금, 월·수·금, 평일, 매일"), 12),
    Column("begins", "시작 시각", True, "09:00", _("시작한 시간은 1시간으로 봅니다."), 10),
    Column("ends", "종료 시각", True, "12:00", _("24:00까지"), 10),
    Column("weekly_hours", "주 활동 시간", True, "14", _("숫자"), 12),
    Column("hours_per_month", "월 활동 시간", True, "57", _("숫자. 사업의 한도까지"), 12),
    Column("districts", "사는 곳 제한", False, "", _("자치구 이름. 제한이 없으면 비워 둡니다."), 16),
    Column("required_certificates", "꼭 있어야 하는 자격증", False, "", _("여럿이면 쉼표로 나눕니다."), 20),
    Column("preferred_certificates", "있으면 좋은 자격증", False, "컴퓨터활용능력", _("여럿이면 쉼표로 나눕니다."), 20),
    Column("question", "지원자에게 묻는 질문", False, "", _("200자까지. 없으면 비워 둡니다."), 24),
    Column("has_interview", "면접심사", False, "예", _("예, 아니요. 비우면 예"), 10),
    Column("has_training", "배치 전 교육", False, "예", _("예, 아니요. 비우면 예"), 12),
    Column("shares_scores", "점수 보여 주기", False, "아니요", _("예, 아니요. 비우면 아니요"), 14),
    Column("apply_from", "지원 시작일", True, "2027-01-04", _("2027-01-04처럼"), 14),
    Column("apply_from_time", "지원 시작 시각", True, "09:00", _("09:00처럼"), 14),
    Column("apply_until", "지원 마감일", True, "2027-01-15", _("지원 시작보다 뒤"), 14),
    Column("apply_until_time", "지원 마감 시각", True, "18:00", _("18:00처럼"), 14),
    Column("results_at", "발표일", True, "2027-01-25", _("지원 마감 뒤"), 14),
    Column("results_at_time", "발표 시각", True, "14:00", _("14:00처럼"), 10),
    Column("starts_on", "활동 시작일", True, "2027-02-01", _("사업 기간 안"), 14),
    Column("ends_on", "활동 종료일", True, "2027-06-30", _("활동 시작일보다 뒤"), 14),
    Column("offer_days", "참여 의사를 기다리는 날", False, "3", _("1부터 30까지. 비우면 3"), 22),
)
HEADINGS = {column.field: column.heading for column in COLUMNS}


def field_of(heading: str) -> str:
    """Return the field that a heading stands for, however it is spaced and starred; MARK for that column, "" for no heading of ours.

    >>> field_of("공고  제목 *")
    'title'
    """
    return _by_heading().get(_bare(heading), "")


def _by_heading() -> dict[str, str]:
    return {_bare(column.heading): column.field for column in COLUMNS} | {MARK: MARK}


def _bare(heading: str) -> str:
    return re.sub(r"\s|\*|\((?:필수|선택)\)", "", unicodedata.normalize("NFKC", heading))
