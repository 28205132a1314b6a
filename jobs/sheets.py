"""Tables as files for spreadsheets: XLSX and CSV, row by row, and no cell that a program would run.

XLSX: text is written as text, never guessed at; figures as figures. CSV: UTF-8 with a mark, by which Excel knows it, or CP949, in which banks
read it; a text that a spreadsheet would take for a formula gets an apostrophe before it. Sources: OWASP, CSV Injection; ASVS 1.2.10.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter

Cell = str | int | None
FORMULA = tuple("=+-@＝＋－＠\t\r\n\x00")
_MOST_NAME = 31  # signs of a sheet's name
_UNNAMED = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def xlsx(name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, widths: Sequence[int] = ()) -> bytes:
    """Return a workbook of one sheet; without heads it begins with the first row."""
    made = io.BytesIO()
    options = {"constant_memory": True, "in_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(made, {**options, "strings_to_numbers": False})
    sheet = book.add_worksheet(" ".join(name.translate(_UNNAMED).split())[:_MOST_NAME] or "1")
    bold, figure = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
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
            if isinstance(cell, int):
                sheet.write_number(number, column, cell, figure)
            elif cell:
                sheet.write_string(number, column, _seen(cell))
    book.close()
    return made.getvalue()


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
    if isinstance(cell, int):
        return str(cell)
    text = unicodedata.normalize("NFC", cell or "")
    return f"'{text}" if text.lstrip().startswith(FORMULA) or text.startswith(FORMULA) else text


def _line(row: Sequence[Cell]) -> str:
    made = io.StringIO()
    csv.writer(made).writerow([harmless(cell) for cell in row])
    return made.getvalue()


def _seen(text: str) -> str:
    """Without the signs that XML doesn't know."""
    plain = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in plain if sign in "\t\n\r" or unicodedata.category(sign) not in ("Cc", "Cs"))
