"""What the outside formats share: a file read whole or not at all, and text made clean.

Outside data is dirty (DOMAIN 4): titles escaped twice, phone numbers of people in the middle of a text, dates in four shapes.
What can be mended is mended; a row that can't be is refused with the reason, and the others go on.
"""

import hashlib
import html
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from profiles import occupations, places
from profiles.privacy import mask_phones_in

MAX_BYTES = 100_000_000  # the whole of Seoul's list is about 65 MB
MAX_ROWS = 200_000
MAX_CHARACTERS = 20_000  # in one value
TITLE, SHORT, LONG = 300, 200, 300  # what the columns hold
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_BREAK = re.compile(r"<(br|/p|/li|/div)\s*/?>", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)(\d{4}|\d{2})[-./]?(\d{2})[-./]?(\d{2})(?!\d)")
_IN_SEOUL = re.compile(r"서울(?:특별시|시)?\s*(\w+구)(?!\w)")
_ZIP = re.compile(r"^\(?\d{5}\)?\s+")

Row = Mapping[str, Any]


class Unreadable(Exception):
    """A row that can't be taken; the message is its reason in the report."""


class Draft(NamedTuple):
    """An outside posting as a row of a file tells it, cleaned: the columns of OutsidePosting."""

    source_key: str
    title: str
    company: str = ""
    text: str = ""
    place: str = ""
    district: str = ""
    pay: str = ""
    hourly_won: int | None = None
    hours: str = ""
    hours_mask: list[int] | None = None
    work_type: str = ""
    keco: str = ""
    certificates: str = ""
    contact: str = ""
    starts_on: date | None = None
    closes_on: date | None = None

    @property
    def fingerprint(self) -> str:
        """The same for the same words: tells whether a posting changed."""
        return hashlib.sha256(json.dumps(self, default=str, ensure_ascii=False).encode()).hexdigest()


class Format(NamedTuple):
    """One outside format. `rows` finds the rows in a document; `draft` reads one and raises Unreadable."""

    name: str
    label: str
    is_licence_clear: bool
    rows: Callable[[Any], Any]
    draft: Callable[[Row], Draft]


class Refusal(NamedTuple):
    """A row that wasn't taken, counted from 1, and why."""

    number: int
    reason: str


class Reading(NamedTuple):
    """A file's rows: those that could be read, and those that couldn't."""

    drafts: list[Draft]
    refusals: list[Refusal]


def read(content: bytes, form: Format) -> Reading:
    """Read a file. Raises file_too_large, not_json, wrong_shape, too_many_rows."""
    rows = _rows(_document(content), form)
    drafts: dict[str, Draft] = {}
    first: dict[str, int] = {}
    refusals = []
    for number, row in enumerate(rows, start=1):
        try:
            draft = form.draft(_checked(row))
            if draft.source_key in first:
                raise Unreadable(_("%(first)d번째와 같은 공고입니다.") % {"first": first[draft.source_key]})
        except Unreadable as unreadable:
            refusals.append(Refusal(number, str(unreadable)))
        else:
            drafts[draft.source_key], first[draft.source_key] = draft, number
    return Reading(list(drafts.values()), refusals)


# What the formats read with -------------------------------------------------------------------------------------------
def words(value: Any, most: int = MAX_CHARACTERS) -> str:
    """Return a value as one clean line: unescaped however often it was escaped, no tags, phone numbers hidden."""
    return _cut(" ".join(_clean(value).split()), most)


def lines(value: Any) -> str:
    """The same for a longer text, whose line breaks stay."""
    found = (" ".join(line.split()) for line in _clean(value).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(found)).strip()


def line_with_number(value: Any, most: int = SHORT) -> str:
    """Return a value as one clean line in which a phone number stays: whom the source itself names as to be called."""
    return _cut(" ".join(_bare(value).split()), most)


def title(value: Any) -> str:
    """Return a title. Raises Unreadable when there is none, or one that no list could show."""
    found = words(value)
    if not found:
        raise Unreadable(_("제목이 없습니다."))
    if len(found) > TITLE:
        raise Unreadable(_("제목이 %(most)d자보다 깁니다.") % {"most": TITLE})
    return found


def day(value: Any) -> date | None:
    """Return the day in 20261231, 2026-12-31, 26-12-31 or '채용시까지  26-12-31'; None where there is none.

    Raises Unreadable for a day that the calendar doesn't know.
    """
    text = words(value)
    found = _DATE.search(text)
    if found is None:
        if re.search(r"\d", text):
            raise Unreadable(_("날짜를 읽을 수 없습니다: %(text)s") % {"text": text[:40]})
        return None
    year, month, day_of_month = (int(part) for part in found.groups())
    try:
        return date(year if year > 99 else 2000 + year, month, day_of_month)
    except ValueError:
        raise Unreadable(_("달력에 없는 날짜입니다: %(text)s") % {"text": text[:40]}) from None


def place(value: Any) -> str:
    """Return an address without the postal code before it."""
    return _cut(_ZIP.sub("", words(value)), LONG)


def district(*texts: str) -> str:
    """Return the code of the first district of Seoul that a text names together with the city, else ''.

    The city has to be named: 중구, 강서구 and others are elsewhere, too.
    """
    for text in texts:
        for name in _IN_SEOUL.findall(text):
            if name in _district_codes():
                return _district_codes()[name]
    return ""


def keco(code: str) -> str:
    """Return the longest beginning of an occupation's code that KECO knows; a lost leading zero is put back."""
    whole = code.zfill(6) if code else ""
    return next((whole[:length] for length in (4, 3, 2) if occupations.is_occupation(whole[:length])), "")


def key_of(*parts: str) -> str:
    """Return a key for rows that come without one."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


# Private --------------------------------------------------------------------------------------------------------------
def _document(content: bytes) -> Any:
    if len(content) > MAX_BYTES:
        raise ValidationError(
            _("파일이 너무 큽니다. %(most)dMB까지 받을 수 있습니다.") % {"most": MAX_BYTES // 1_000_000},
            code="file_too_large",
        )
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # JSONDecodeError and UnicodeDecodeError are ValueErrors
        raise ValidationError(
            _("JSON 파일이 아닙니다. 내려받은 파일을 그대로 넣었는지 확인해 주세요. 아무것도 바뀌지 않았습니다."),
            code="not_json",
        ) from None


def _rows(document: Any, form: Format) -> list[Any]:
    rows = form.rows(document)
    if not isinstance(rows, list):
        raise ValidationError(
            _("%(format)s 형식이 아닙니다. 공고 목록이 들어 있는 파일인지 확인해 주세요. 아무것도 바뀌지 않았습니다.")
            % {"format": form.label},
            code="wrong_shape",
        )
    if len(rows) > MAX_ROWS:
        raise ValidationError(
            _("공고가 너무 많습니다. 한 번에 %(most)d건까지 받을 수 있습니다.") % {"most": MAX_ROWS},
            code="too_many_rows",
        )
    return rows


def _checked(row: Any) -> Row:
    if not isinstance(row, dict):
        raise Unreadable(_("공고의 모양이 아닙니다."))
    for name, value in row.items():
        if isinstance(value, str) and len(value) > MAX_CHARACTERS:
            raise Unreadable(_("‘%(field)s’ 값이 너무 깁니다.") % {"field": name[:40]})
    return row


def _clean(value: Any) -> str:
    return mask_phones_in(_bare(value))


def _bare(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)
    for _time in range(3):
        text = html.unescape(text)
    return _UNPRINTABLE.sub("", _TAG.sub(" ", _BREAK.sub("\n", text)))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _district_codes() -> dict[str, str]:
    return {found.name: found.code for found in places.districts()}
