"""Seoul's `recMntList` (OA-23047): postings of 고용24 in and around Seoul.

Source: DOMAIN 4.1. The rows have no id and no address of a page, so company, title, place and day make the key. Its licence is
stated in three ways that contradict each other: off until somebody has it in writing.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jobs.intake import base
from jobs.intake.base import Draft, Format, Row

HELPLINE = "고용노동부 상담 1350"  # where the row names nobody to call
_CODE = re.compile(r"\((\d{5,6})\)\s*$")
_HOURLY = re.compile(r"시급\s*([\d,]+)\s*원")
_CLOCK = r"\((오전|오후|정오|자정)\)\s*(\d{1,2})시\s*(\d{1,2})분"
_WORKDAYS = re.compile(rf"평일 : \(근무시간\) {_CLOCK} ~ {_CLOCK}, 주 5일 근무")
_PLAUSIBLE_HOURLY_WON = range(3_000, 200_000)


def _rows(document: Any) -> Any:
    if not isinstance(document, dict):
        return document
    found = document.get("recMntList")
    if isinstance(found, dict):
        return found.get("row")
    result = document.get("RESULT")
    if isinstance(result, dict):  # how the source reports its own errors
        raise ValidationError(
            _("공고 대신 오류가 들어 있는 파일입니다(%(code)s). 다시 내려받아 주세요. 아무것도 바뀌지 않았습니다.")
            % {"code": base.words(result.get("CODE"), 40)},
            code="wrong_shape",
        )
    return None


def _draft(row: Row) -> Draft:
    title = base.title(row.get("TITLE"))
    company = base.words(row.get("COMPANY"), base.SHORT)
    region = base.words(row.get("WORK_REGION"))
    pay = base.words(row.get("SAL_TP_NM"), base.SHORT).rstrip(", ")
    hours = base.words(row.get("WORKDAY_WORKHR_CONT"))
    occupation = base.words(row.get("JOBS_NM"))
    return Draft(
        source_key=base.key_of(company, title, region, base.words(row.get("REG_DT"))),
        title=title,
        company=company,
        text=_text(row, _CODE.sub("", occupation)),
        place=base.place(region),
        district=base.district(region),
        pay=pay,
        hourly_won=_hourly_won(pay),
        hours=base.words(hours, base.LONG),
        hours_mask=_week(hours),
        work_type=base.words(row.get("EMP_TP_NM"), 100),
        keco=_keco(occupation),
        certificates=base.words(row.get("CERTIFICATE"), base.SHORT),
        contact=_contact(row),
        starts_on=base.day(row.get("REG_DT")),
        closes_on=base.day(row.get("CLOSE_DT")),
    )


def _text(row: Row, occupation: str) -> str:
    """The duties, and below them what one needs to apply."""
    parts = [
        base.lines(row.get("JOB_CONT")),
        _labelled("하는 일", occupation),
        _labelled("우대", row.get("PF_COND")),
        _labelled("경력", row.get("CAREER")),
        _labelled("학력", row.get("MIN_EDUBG")),
        _labelled("뽑는 방법", row.get("SEL_MTHD")),
        _labelled("지원하는 방법", row.get("RCPT_MTHD")),
        _labelled("낼 서류", row.get("SUBMIT_DOC")),
    ]
    return "\n".join(part for part in parts if part)


def _labelled(label: str, value: Any) -> str:
    found = base.words(value)
    return f"{label}: {found}" if found else ""


def _contact(row: Row) -> str:
    """The number in the column for it is the office's own and stays whole."""
    number = base.line_with_number(row.get("CONTACT_TELNO"), 60)
    if not number:
        return HELPLINE
    return f"{base.words(row.get('EMP_CHARGER_DPT'), 120)} {number}".strip()


def _hourly_won(pay: str) -> int | None:
    """The least that is paid an hour; a month's or year's pay says nothing of the hour."""
    found = _HOURLY.search(pay)
    won = int(found.group(1).replace(",", "") or 0) if found else 0
    return won if won in _PLAUSIBLE_HOURLY_WON else None


def _week(hours: str) -> list[int] | None:
    """Monday to Friday where the text is plain about it, begun hours counted whole; None for shifts and part weeks."""
    found = _WORKDAYS.fullmatch(hours)
    if found is None:
        return None
    begin, end = _minutes(*found.group(1, 2, 3)), _minutes(*found.group(4, 5, 6))
    if not 0 <= begin < end <= 24 * 60:
        return None
    mask = sum(1 << hour for hour in range(begin // 60, -(-end // 60)))
    return [mask] * 5 + [0, 0]


def _minutes(half: str, hour: str, minute: str) -> int:
    """(오후) 1시 00분 -> 780; (정오) is noon, (자정) midnight."""
    hours = int(hour) % 12 + (12 if half in ("오후", "정오") else 0)
    return hours * 60 + int(minute)


def _keco(occupation: str) -> str:
    found = _CODE.search(occupation)
    return base.keco(found.group(1)) if found else ""


FORMAT = Format(name="recmnt", label="서울 일자리(recMntList)", is_licence_clear=False, rows=_rows, draft=_draft)
