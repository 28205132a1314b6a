"""Seoul's `GetJobInfo` (OA-13341, 공공누리 1유형), which recMntList replaced: for files that were kept of it, and installations that still have it.

Source: DOMAIN 4.2. Rows have an id; occupations come by name without a code.
"""

import re
from typing import Any

from django.utils.translation import gettext as _

from jobs.intake import base, seoul
from jobs.intake.base import Draft, Format, Row, Unreadable
from profiles import occupations

SERVICE = "GetJobInfo"
HELPLINE = "고용노동부 상담 1350"  # where the row names nobody to call
_HOURLY = re.compile(r"시급\s*/?\s*([\d,]+)\s*원")
_WORKDAYS = re.compile(rf"\(근무시간\)\s*{base.CLOCK}\s*~\s*{base.CLOCK}")
_FIVE_DAYS = "주5일근무"
_RUN_TOGETHER = re.compile(r"(?<=구)(?=\d)")  # 영등포구5호선


def _draft(row: Row) -> Draft:
    title = base.title(row.get("JO_SJ"))
    key = _key(row)
    if not key:
        raise Unreadable(_("공고 번호가 없습니다."))
    place = base.place(row.get("WORK_PARAR_BASS_ADRES_CN")).rstrip(". ")
    pay = base.words(row.get("HOPE_WAGE"), base.SHORT).replace(" / ", " ")
    hours = base.words(row.get("WORK_TIME_NM"))
    occupation = base.words(row.get("JOBCODE_NM"))
    named = occupations.named_in(f"{occupation} {title}")
    return Draft(
        source_key=key,
        title=title,
        company=base.words(row.get("CMPNY_NM"), base.SHORT),
        text=_text(row, occupation),
        place=place,
        district=base.district(_RUN_TOGETHER.sub(" ", place)),
        pay=pay,
        hourly_won=base.hourly_won(found.group(1)) if (found := _HOURLY.search(pay)) else None,
        hours=base.words(", ".join(filter(None, (hours, base.words(row.get("HOLIDAY_NM"))))), base.LONG),
        hours_mask=_week(hours, base.words(row.get("HOLIDAY_NM"))),
        work_type=base.words(row.get("EMPLYM_STLE_CMMN_MM"), 100),
        keco=named.code if named else "",
        contact=_contact(row),
        starts_on=base.day(row.get("JO_REG_DT")),
        closes_on=base.day(row.get("RCEPT_CLOS_NM")),
    )


def _key(row: Row) -> str:
    return base.words(row.get("JO_REQST_NO"), 80)


def _text(row: Row, occupation: str) -> str:
    parts = [
        base.lines(row.get("DTY_CN")),
        base.labelled("하는 일", occupation),
        base.labelled("경력", row.get("CAREER_CND_NM")),
        base.labelled("학력", row.get("ACDMCR_NM")),
        base.labelled("지원하는 방법", row.get("RCEPT_MTH_NM")),
        base.labelled("낼 서류", row.get("PRESENTN_PAPERS_NM")),
        base.labelled("보험", row.get("JO_FEINSR_SBSCRB_NM")),
    ]
    return "\n".join(part for part in parts if part)


def _week(hours: str, days: str) -> list[int] | None:
    """Monday to Friday where both are plain about it."""
    found = _WORKDAYS.fullmatch(hours)
    return base.weekday_hours(found.group(1, 2, 3), found.group(4, 5, 6)) if found and days == _FIVE_DAYS else None


def _contact(row: Row) -> str:
    """The office's number stays whole; the name of the person there isn't kept."""
    number = base.line_with_number(row.get("MNGR_PHON_NO"), 60)
    return f"{base.words(row.get('MNGR_INSTT_NM'), 120)} {number}".strip() if number else HELPLINE


def _rows(document: Any) -> Any:
    return seoul.rows(document, SERVICE)


FORMAT = Format(
    name="getjobinfo",
    label="서울 일자리(GetJobInfo)",
    is_licence_clear=True,
    rows=_rows,
    draft=_draft,
    source=seoul.source(SERVICE),
    key=_key,
)
