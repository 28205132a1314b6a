"""What the child process says of a spreadsheet: its rows of cells as texts, with where formulas and faults stand.

XLSX by its cells, CSV by its bytes: a mark of the encoding, else strict UTF-8, else strict CP949, never a guess. A cell that Excel merged downwards
counts for each row that it covers. No Django. Sources: ECMA-376 part 1 section 18.3 (cells, mergeCells), part 2 (OPC); RFC 4180; MS-XLSB.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from profiles.cv import archives, kinds
from profiles.cv.refusals import Unreadable

MOST_ROWS = 2_000  # that hold something, whoever fills them
MOST_COLUMNS = 100
MOST_MERGED = 1_000
MOST_CHARACTERS = 20_000  # in one cell
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ENCODINGS = ("utf-8", "cp949")
_SEPARATORS = ",\t;"
_OLD_EXCEL = ("Workbook", "Book")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})["']""")


class Row(NamedTuple):
    """number: as the spreadsheet counts, from 1"""

    number: int
    cells: list[str]


class Sheet(NamedTuple):
    """formulas, faults: addresses such as C7; others: names of further sheets; counts_from_1904: numbers of days of this file begin there"""

    kind: str
    encoding: str
    name: str
    others: list[str]
    counts_from_1904: bool
    rows: list[Row]
    formulas: list[str]
    faults: list[str]


def answer(content: bytes) -> dict[str, Any]:
    """Return a Sheet by its names, or {"refused": code} whatever goes wrong."""
    try:
        return read(content)._asdict()
    except Unreadable as refused:
        return {"refused": refused.code}
    except MemoryError:
        return {"refused": "too_heavy"}
    except Exception:  # noqa: BLE001 - whatever a library raises on a hostile file says the same to the person
        return {"refused": "broken"}


def read(content: bytes) -> Sheet:
    """Read the first sheet of a file. Raises Unreadable."""
    if not content.strip(b"\0 \r\n\t"):
        raise Unreadable("empty")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _check_archive(content)
        return _of_xlsx(content)
    _refuse_other_kinds(content)
    return _of_csv(content)


# Private --------------------------------------------------------------------------------------------------------------
def _refuse_other_kinds(content: bytes) -> None:
    """Tell what else it is by its first bytes; text has none of these."""
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") and any(
        name.encode("utf-16-le") + b"\0\0" in content for name in _OLD_EXCEL
    ):
        raise Unreadable("old_excel")
    if content.startswith((b"%PDF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise Unreadable("unknown_kind")
    try:
        kinds.kind_of(content)
    except Unreadable as refused:
        if refused.code != "unknown_kind" or content.startswith(b"\xd0\xcf\x11\xe0"):
            raise


def _check_archive(content: bytes) -> None:
    names = archives.check(content).first
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable("macros")
    if "xl/workbook.bin" in names:
        raise Unreadable("binary_excel")
    if "xl/workbook.xml" not in names:
        raise Unreadable("unknown_kind")


def _of_xlsx(content: bytes) -> Sheet:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    if not book.worksheets:
        raise Unreadable("empty")
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what the file says of its size is not believed
    formulas, faults, rows = [], [], []
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        texts = []
        for place, cell in enumerate(cells, start=1):
            if cell.data_type == "f":
                formulas.append(f"{get_column_letter(place)}{line}")
            elif cell.data_type == "e":
                faults.append(f"{get_column_letter(place)}{line}")
            texts.append("" if cell.data_type in ("f", "e") else _text(cell.value))
        rows.append(Row(line, texts)) if any(texts) else None
        _check_size(rows)
    rows = list(_unmerged(rows, _merged(content, sheet._worksheet_path)))
    first_day = book.epoch == CALENDAR_MAC_1904
    return Sheet(
        "xlsx",
        "",
        sheet.title,
        [other.title for other in book.worksheets[1:]],
        first_day,
        _trimmed(rows),
        formulas,
        faults,
    )


def _merged(content: bytes, path: str) -> list[tuple[int, int, int, int]]:
    """Boundaries (first column, first row, last column, last row) of merged cells; reading row by row leaves them out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = _MERGED.findall(archive.read(path))
    if len(found) > MOST_MERGED:
        raise Unreadable("too_much_inside")
    return [range_boundaries(ref.decode()) for ref in found]


def _unmerged(rows: list[Row], merged: list[tuple[int, int, int, int]]) -> Iterator[Row]:
    """Give each row what stands in a cell that reaches down to it; one that lies across columns counts for its first."""
    by_number = {row.number: row for row in rows}
    for left, top, right, bottom in merged:
        first = by_number.get(top)
        if left != right or first is None or len(first.cells) < left:
            continue
        for row in rows:
            if top < row.number <= bottom:
                row.cells.extend([""] * (left - len(row.cells)))
                row.cells[left - 1] = first.cells[left - 1]
    yield from rows


def _of_csv(content: bytes) -> Sheet:
    text, encoding = _decoded(content)
    rows, formulas = [], []
    lines = text.splitlines(keepends=True)
    if lines and re.fullmatch(r"sep=.\s*", lines[0]):  # Excel's own word for the separator
        separator, lines = lines[0][4], lines[1:]
    else:
        separator = max(_SEPARATORS, key=(lines[0] if lines else "").count)
    try:
        for line, cells in enumerate(csv.reader(io.StringIO("".join(lines)), delimiter=separator, strict=True), 1):
            texts = [_text(cell) for cell in cells]
            formulas += [f"{get_column_letter(at)}{line}" for at, cell in enumerate(texts, 1) if cell.startswith("=")]
            rows.append(Row(line, texts)) if any(texts) else None
            _check_size(rows)
    except csv.Error as error:
        raise Unreadable("broken") from error
    return Sheet("csv", encoding, "", [], False, _trimmed(rows), formulas, [])


def _decoded(content: bytes) -> tuple[str, str]:
    """The text and its encoding. Raises unknown_encoding."""
    marked = [encoding for mark, encoding in _MARKS if content.startswith(mark)]
    for encoding in marked or _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n"), encoding.removesuffix("-sig")
    raise Unreadable("unknown_encoding")


def _text(value: Any) -> str:
    """A cell as text: days and times as ISO 8601 writes them, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, timedelta):
        return str(value.total_seconds() / 86_400)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    text = str(value).strip()
    if len(text) > MOST_CHARACTERS:
        raise Unreadable("cell_too_long")
    return text


def _check_size(rows: list[Row]) -> None:
    if len(rows) > MOST_ROWS:
        raise Unreadable("too_many_rows")
    if rows and any(rows[-1].cells[MOST_COLUMNS:]):
        raise Unreadable("too_many_columns")


def _trimmed(rows: Iterable[Row]) -> list[Row]:
    """The rows without the blank cells at their ends."""
    found = []
    for row in rows:
        last = max((place for place, cell in enumerate(row.cells, 1) if cell), default=0)
        if last:
            found.append(Row(row.number, row.cells[:last]))
    if not found:
        raise Unreadable("empty")
    return found
