"""Seoul's `recMntList` (OA-23047): postings of 고용24 in and around Seoul.

Source: DOMAIN 4.1. The rows have no id and no address of a page, so company, title, place and day make the key. Its licence is
stated in three ways that contradict each other: off until somebody has it in writing.
"""

import re

from jobs.intake import base, seoul
from jobs.intake.base import Draft, Format, Row

HELPLINE = "고용노동부 상담 1350"  # where the row names nobody to call
_CODE = re.compile(r"\((\d{5,6})\)\s*$")
_HOURLY = re.compile(r"시급\s*([\d,]+)\s*원")
_WORKDAYS = re.compile(rf"평일 : \(근무시간\) {base.CLOCK} ~ {base.CLOCK}, 주 5일 근무")
SERVICE = "recMntList"


def _draft(row: Row) -> Draft:
    title = base.title(row.get("TITLE"))
    company = base.words(row.get("COMPANY"), base.SHORT)
    region = base.words(row.get("WORK_REGION"))
    pay = base.words(row.get("SAL_TP_NM"), base.SHORT).rstrip(", ")
    hours = base.words(row.get("WORKDAY_WORKHR_CONT"))
    occupation = base.words(row.get("JOBS_NM"))
    return Draft(
        source_key=_key(row),
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


def _key(row: Row) -> str:
    """Rows have no id: company, title, place and day tell one from another."""
    company, title = base.words(row.get("COMPANY"), base.SHORT), base.words(row.get("TITLE"))
    return base.key_of(company, title, base.words(row.get("WORK_REGION")), base.words(row.get("REG_DT")))


def _text(row: Row, occupation: str) -> str:
    """The duties, and below them what one needs to apply."""
    parts = [
        base.lines(row.get("JOB_CONT")),
        base.labelled("하는 일", occupation),
        base.labelled("우대", row.get("PF_COND")),
        base.labelled("경력", row.get("CAREER")),
        base.labelled("학력", row.get("MIN_EDUBG")),
        base.labelled("뽑는 방법", row.get("SEL_MTHD")),
        base.labelled("지원하는 방법", row.get("RCPT_MTHD")),
        base.labelled("낼 서류", row.get("SUBMIT_DOC")),
    ]
    return "\n".join(part for part in parts if part)


def _contact(row: Row) -> str:
    """The number in the column for it is the office's own and stays whole."""
    number = base.line_with_number(row.get("CONTACT_TELNO"), 60)
    if not number:
        return HELPLINE
    return f"{base.words(row.get('EMP_CHARGER_DPT'), 120)} {number}".strip()


def _hourly_won(pay: str) -> int | None:
    """The least that is paid an hour; a month's or year's pay says nothing of the hour."""
    found = _HOURLY.search(pay)
    return base.hourly_won(found.group(1)) if found else None


def _week(hours: str) -> list[int] | None:
    """Monday to Friday where the text is plain about it; None for shifts and part weeks."""
    found = _WORKDAYS.fullmatch(hours)
    return base.weekday_hours(found.group(1, 2, 3), found.group(4, 5, 6)) if found else None


def _keco(occupation: str) -> str:
    found = _CODE.search(occupation)
    return base.keco(found.group(1)) if found else ""


FORMAT = Format(
    name="recmnt",
    label="서울 일자리(recMntList)",
    is_licence_clear=False,
    rows=lambda document: seoul.rows(document, SERVICE),
    draft=_draft,
    source=seoul.source(SERVICE),
    key=_key,
)
