"""고용24's list of postings (`wantedRoot`), XML: for institutions that have a key; individuals get none.

Source: DOMAIN 4.4. Titles are escaped twice, days are yy-MM-dd behind '채용시까지', leading zeros of occupations are lost. A document type is
refused, so that nothing in the file can point elsewhere or grow (OWASP, XML External Entity Prevention).
"""

from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jobs.intake import base
from jobs.intake.base import Draft, Format, Row, Source, Unreadable

HELPLINE = "고용노동부 상담 1350"
_WORK_TYPES = {
    "10": "기간의 정함이 없는 근로계약",
    "11": "기간의 정함이 없는 근로계약(시간(선택)제)",
    "20": "기간의 정함이 있는 근로계약",
    "21": "기간의 정함이 있는 근로계약(시간(선택)제)",
    "4": "파견근로",
}
_HOURLY = ("시급", "H")


def _parse(content: bytes) -> Element:
    try:
        return fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):  # an encoding that isn't known is a LookupError
        raise ValidationError(
            _(
                "XML 파일이 아니거나 열 수 없는 XML입니다. 내려받은 파일을 그대로 넣었는지 확인해 주세요. 아무것도 바뀌지 않았습니다."
            ),
            code="not_xml",
        ) from None


def _rows(document: Element) -> Any:
    code = document.findtext("messageCd") or document.findtext("error")
    if code and code.strip() != "000":
        raise base.source_error(code)
    if document.tag != "wantedRoot":
        return None
    return [{field.tag: field.text or "" for field in row} for row in document.findall("wanted")]


def _draft(row: Row) -> Draft:
    title = base.title(row.get("title"))
    key = _key(row)
    if not key:
        raise Unreadable(_("공고 번호가 없습니다."))
    address = " ".join(filter(None, (base.words(row.get("basicAddr")), base.words(row.get("detailAddr")))))
    region = base.words(row.get("region"))
    terms = base.words(row.get("salTpNm"), 20)
    work_type = base.words(row.get("empTpCd"), 10)
    return Draft(
        source_key=key,
        title=title,
        company=base.words(row.get("company"), base.SHORT),
        text=_text(row),
        place=base.place(address or region),
        district=base.district(address, region),
        pay=base.words(f"{terms} {base.words(row.get('sal'))}", base.SHORT).rstrip(", "),
        hourly_won=base.hourly_won(base.words(row.get("minSal"), 20)) if terms in _HOURLY else None,
        hours=base.words(row.get("holidayTpNm"), base.LONG),
        work_type=_WORK_TYPES.get(work_type, ""),
        keco=base.keco(base.words(row.get("jobsCd"), 6)),
        contact=f"고용24 구인번호 {key}, {HELPLINE}"[: base.SHORT],
        starts_on=base.day(row.get("regDt")),
        closes_on=base.day(row.get("closeDt")),
    )


def _key(row: Row) -> str:
    return base.words(row.get("wantedAuthNo"), 80)


def _text(row: Row) -> str:
    parts = [
        base.labelled("업종", row.get("indTpNm")),
        base.labelled("경력", row.get("career")),
        base.labelled("학력", row.get("minEdubg")),
    ]
    return "\n".join(part for part in parts if part)


def _total(document: Element) -> Any:
    return document.findtext("total")


def _address(url: str, key: str, page: int, size: int) -> str:
    query = {"authKey": key, "callTp": "L", "returnType": "XML", "startPage": page + 1, "display": size}
    return f"{url}/cm/openApi/call/wk/callOpenApiSvcInfo210L01.do?{urlencode(query)}"


FORMAT = Format(
    name="work24",
    label="고용24(wantedRoot)",
    is_licence_clear=True,  # who has a key has agreed to its terms with the service
    rows=_rows,
    draft=_draft,
    source=Source("WORK24_KEY", "WORK24_URL", 100, _address, _total),
    parse=_parse,
    key=_key,
)
