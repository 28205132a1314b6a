"""Tables as files for spreadsheets: XLSX and CSV, row by row, and no cell that a program would run.

XLSX: text is written as text, never guessed at; figures as figures, days and moments as such. CSV: UTF-8 with a mark, by which Excel knows it,
or CP949, in which banks read it; a text that a spreadsheet would take for a formula gets an apostrophe before it. Moments are Seoul's.
Sources: OWASP, CSV Injection; ASVS 1.2.10.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO

import xlsxwriter
from django.utils import timezone

Cell = str | int | Decimal | date | datetime | None
FORMULA = tuple("=+-@＝＋－＠\t\r\n\x00")
_MOST_NAME = 31  # signs of a sheet's name
_PATTERNS: dict[type, str] = {int: "#,##0", Decimal: "#,##0.00", date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm"}
_UNNAMED = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def xlsx(name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, widths: Sequence[int] = ()) -> bytes:
    """Return a workbook of one sheet; without heads it begins with the first row."""
    made = io.BytesIO()
    write_xlsx(made, name, heads, rows, widths=widths)
    return made.getvalue()


def write_xlsx(
    to: IO[bytes], name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, widths: Sequence[int] = ()
) -> None:
    """Write a workbook of one sheet into a file; of the rows no more than one is held at a time."""
    options = {"constant_memory": True, "in_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(to, {**options, "strings_to_numbers": False})
    sheet = book.add_worksheet(" ".join(name.translate(_UNNAMED).split())[:_MOST_NAME] or "1")
    bold = book.add_format({"bold": True})
    shown = {kind: book.add_format({"num_format": pattern}) for kind, pattern in _PATTERNS.items()}
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    at = 0
    if heads:
        for column, head in enumerate(heads):
            sheet.write_string(0, column, _seen(head), bold)
        sheet.freeze_panes(1, 0)
        at = 1
    for number, row in enumerate(rows, start=at):
        for column, cell in enumerate(row):
            if isinstance(cell, int | Decimal):
                sheet.write_number(number, column, cell, shown[int if isinstance(cell, int) else Decimal])
            elif isinstance(cell, date):
                sheet.write_datetime(number, column, _local(cell), shown[type(cell)])
            elif cell:
                sheet.write_string(number, column, _seen(cell))
    book.close()


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, encoding: str = "utf-8-sig") -> Iterator[bytes]:
    """Yield a file line by line; what CP949 has no sign for becomes a question mark."""
    code = "utf-8" if encoding == "utf-8-sig" else encoding
    if encoding == "utf-8-sig":
        yield "\ufeff".encode()
    for row in [heads] if heads else []:
        yield _line(row).encode(code, errors="replace")
    for row in rows:
        yield _line(row).encode(code, errors="replace")


def harmless(cell: Cell) -> str:
    """Return a cell as a spreadsheet shows it and doesn't run it; a figure stays one, below zero too."""
    if isinstance(cell, int | Decimal):
        return format(cell, "f") if isinstance(cell, Decimal) else str(cell)
    if isinstance(cell, date):
        return f"{_local(cell):%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else cell.isoformat()
    text = unicodedata.normalize("NFC", cell or "").replace("\x00", "")  # many programs end a line there
    return f"'{text}" if text.lstrip().startswith(FORMULA) or text.startswith(FORMULA) else text


def _line(row: Sequence[Cell]) -> str:
    made = io.StringIO()
    csv.writer(made).writerow([harmless(cell) for cell in row])
    return made.getvalue()


def _local(cell: date) -> date:
    """A day as it is; a moment as the clocks of Seoul show it, for a spreadsheet knows no zones."""
    return timezone.localtime(cell).replace(tzinfo=None) if isinstance(cell, datetime) else cell


def _seen(text: str) -> str:
    """Without the signs that XML doesn't know."""
    plain = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in plain if sign in "\t\n\r" or unicodedata.category(sign) not in ("Cc", "Cs"))
