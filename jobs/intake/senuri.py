"""Senuri: jobs for older people of 한국노인인력개발원 (data.go.kr 15015153, 15057200; use without restriction).

Source: DOMAIN 4.5. The rows of the API (jobId, recrtTitle, ...) and of the lists that are published of it (id, title, ...).
"""

import re
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from jobs.intake import base
from jobs.intake.base import Draft, Format, Row, Source, Unreadable
from profiles import occupations

HELPLINE = "노인일자리 상담 1544-3388"  # of the institute; the lists name nobody to call
_WORK_TYPES = {
    "CM0101": "정규직",
    "CM0102": "계약직",
    "CM0103": "시간제",
    "CM0104": "일당직",
    "CM0105": "기타",
}
# What these notices call work that KECO has other names for, where no everyday word of ours stood in the title.
_TITLE_WORDS = (("미화", "5611"), ("청소", "5611"), ("경비", "5413"), ("조리원", "5318"))


def _rows(document: Any) -> Any:
    if isinstance(document, dict):
        _refuse_error(document)
        items = _inside(document, "response", "body", "items")
        if items == "":  # how the API writes no rows at all
            return []
        document = _inside(items, "item")
        return [document] if isinstance(document, dict) else document  # the API gives a single row bare
    return document


def _refuse_error(document: dict) -> None:
    """Raises source_error: with HTTP 200, in one of two shapes."""
    code = _inside(document, "response", "header", "resultCode") or _inside(
        document, "OpenAPI_ServiceResponse", "cmmMsgHeader", "returnReasonCode"
    )
    if code and str(code) not in ("00", "0000", "0"):
        raise base.source_error(code)


def _total(document: Any) -> Any:
    return _inside(document, "response", "body", "totalCount")


def _address(url: str, key: str, page: int, size: int) -> str:
    query = {"serviceKey": key, "pageNo": page + 1, "numOfRows": size, "_type": "json"}
    return f"{url}/B552474/SenuriService/getJobList?{urlencode(query)}"


def _draft(row: Row) -> Draft:
    title = base.title(_first(row, "title", "recrtTitle", "wantedTitle"))
    key = _key(row)
    if not key:
        raise Unreadable(_("공고 번호가 없습니다."))
    place = base.place(_first(row, "location", "plDetAddr", "workPlcNm"))
    work_type = base.words(_first(row, "workType", "emplymShpNm", "emplymShp"), 100)
    return Draft(
        source_key=key,
        title=title,
        company=base.words(_first(row, "company", "oranNm", "plbizNm"), base.SHORT),
        text=base.lines(row.get("detCnts")),
        place=place,
        district=base.district(place, title),
        work_type=_WORK_TYPES.get(work_type, work_type),
        keco=_keco(f"{title} {base.words(row.get('jobclsNm'))}"),
        contact=base.line_with_number(row.get("clerkContt")) or HELPLINE,
        starts_on=base.day(_first(row, "startDate", "frDd", "frAcptDd")),
        closes_on=base.day(_first(row, "endDate", "toDd", "toAcptDd")),
    )


def _key(row: Row) -> str:
    return base.words(_first(row, "id", "jobId"), 80)


def _keco(text: str) -> str:
    named = occupations.named_in(text)
    if named:
        return named.code
    bare = re.sub(r"\W+", "", text)
    return next((code for word, code in _TITLE_WORDS if word in bare), "")


def _first(row: Row, *names: str) -> Any:
    return next((row[name] for name in names if row.get(name) not in (None, "")), "")


def _inside(document: Any, *names: str) -> Any:
    for name in names:
        document = document.get(name) if isinstance(document, dict) else None
    return document


FORMAT = Format(
    name="senuri",
    label="시니어 일자리(Senuri)",
    is_licence_clear=True,
    rows=_rows,
    draft=_draft,
    source=Source("DATA_GO_KR_KEY", "DATA_GO_KR_URL", 1_000, _address, _total),
    key=_key,
)
