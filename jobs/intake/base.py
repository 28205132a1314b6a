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
_PLAUSIBLE_HOURLY_WON = range(3_000, 200_000)
CLOCK = r"\((오전|오후|정오|자정)\)\s*(\d{1,2})시\s*(\d{1,2})분"
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


class Source(NamedTuple):
    """Where the rows of a format are fetched, page by page. key: the setting that holds the key; numbers of pages begin with 0

    address: of a page, by address of the service, key, page and size. total: how many rows there are in all, as a page says
    """

    key: str
    url: str
    page_size: int
    address: Callable[[str, str, int, int], str]
    total: Callable[[Any], Any]


def json_document(content: bytes) -> Any:
    """Return what a file of JSON holds. Raises not_json."""
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # JSONDecodeError and UnicodeDecodeError are ValueErrors
        raise ValidationError(
            _("JSON 파일이 아닙니다. 내려받은 파일을 그대로 넣었는지 확인해 주세요. 아무것도 바뀌지 않았습니다."),
            code="not_json",
        ) from None


class Format(NamedTuple):
    """One outside format. `rows` finds the rows in a document; `draft` reads one and raises Unreadable; `key` says which one a row is, read or not."""

    name: str
    label: str
    is_licence_clear: bool
    rows: Callable[[Any], Any]
    draft: Callable[[Row], Draft]
    source: Source
    parse: Callable[[bytes], Any] = json_document
    key: Callable[[Row], str] = lambda _row: ""


class Refusal(NamedTuple):
    """A row that wasn't taken, counted from 1, and why."""

    number: int
    reason: str


class Reading(NamedTuple):
    """A file's rows: those that could be read, and those that couldn't. listed: keys of the latter, for the source does list them"""

    drafts: list[Draft]
    refusals: list[Refusal]
    listed: list[str]


def read(content: bytes, form: Format) -> Reading:
    """Read a file. Raises file_too_large, not_json, not_xml, wrong_shape, source_error, too_many_rows."""
    if len(content) > MAX_BYTES:
        raise ValidationError(
            _("파일이 너무 큽니다. %(most)dMB까지 받을 수 있습니다.") % {"most": MAX_BYTES // 1_000_000},
            code="file_too_large",
        )
    return read_rows(rows_in(form.parse(content), form), form)


def read_rows(rows: list[Any], form: Format) -> Reading:
    """Make postings of rows, of however many pages. Raises too_many_rows."""
    if len(rows) > MAX_ROWS:
        raise ValidationError(
            _("공고가 너무 많습니다. 한 번에 %(most)d건까지 받을 수 있습니다.") % {"most": MAX_ROWS},
            code="too_many_rows",
        )
    drafts: dict[str, Draft] = {}
    first: dict[str, int] = {}
    refusals, listed = [], []
    for number, row in enumerate(rows, start=1):
        try:
            draft = form.draft(_checked(row))
            if draft.source_key in first:
                raise Unreadable(_("%(first)d번째와 같은 공고입니다.") % {"first": first[draft.source_key]})
        except Unreadable as unreadable:
            refusals.append(Refusal(number, str(unreadable)))
            listed.append(form.key(row) if isinstance(row, dict) else "")
        else:
            drafts[draft.source_key], first[draft.source_key] = draft, number
    return Reading(list(drafts.values()), refusals, [key for key in listed if key and key not in drafts])


def rows_in(document: Any, form: Format) -> list[Any]:
    """Return the rows of a document. Raises wrong_shape, source_error."""
    rows = form.rows(document)
    if not isinstance(rows, list):
        raise ValidationError(
            _("%(format)s 형식이 아닙니다. 공고 목록이 들어 있는 파일인지 확인해 주세요. 아무것도 바뀌지 않았습니다.")
            % {"format": form.label},
            code="wrong_shape",
        )
    return rows


def source_error(code: Any) -> ValidationError:
    """The error of a document in which a source reports its own instead of postings, with HTTP 200."""
    sentence = _("공고 대신 오류가 들어 있습니다(%(code)s). 다시 내려받아 주세요. 아무것도 바뀌지 않았습니다.")
    return ValidationError(sentence % {"code": words(code, 40) or "?"}, code="source_error")


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


def weekday_hours(begins: tuple[str, str, str], ends: tuple[str, str, str]) -> list[int] | None:
    """Return Monday to Friday between two times such as ('오후', '1', '30'), begun hours counted whole; None where they make no day."""
    first, last = _minutes(*begins), _minutes(*ends)
    if not 0 <= first < last <= 24 * 60:
        return None
    return [sum(1 << hour for hour in range(first // 60, -(-last // 60)))] * 5 + [0, 0]


def hourly_won(digits: str) -> int | None:
    """Return what an hour pays where the figure can be one, else None."""
    won = int(re.sub(r"\D", "", digits)[:9] or 0)
    return won if won in _PLAUSIBLE_HOURLY_WON else None


def labelled(label: str, value: Any) -> str:
    """Return '학력: 무관', or nothing of nothing."""
    found = words(value)
    return f"{label}: {found}" if found else ""


def key_of(*parts: str) -> str:
    """Return a key for rows that come without one."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


# Private --------------------------------------------------------------------------------------------------------------
def _checked(row: Any) -> Row:
    if not isinstance(row, dict):
        raise Unreadable(_("공고의 모양이 아닙니다."))
    for name, value in row.items():
        if isinstance(value, str) and len(value) > MAX_CHARACTERS:
            raise Unreadable(_("‘%(field)s’ 값이 너무 깁니다.") % {"field": name[:40]})
    return row


def _minutes(half: str, hour: str, minute: str) -> int:
    """(오후) 1시 00분 -> 780; (정오) is noon, (자정) midnight."""
    return (int(hour) % 12 + (12 if half in ("오후", "정오") else 0)) * 60 + int(minute)


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
