"""Rows of a CSV file, cell by cell: what can't be read is refused by file, row and column.

Rows are counted as a spreadsheet shows them: the first that isn't empty is the header, an empty line counts. Names are taken as they stand.
"""

import csv
import functools
import io
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from matching.core.files import BadRow

WHOLE = re.compile(r"[+-]?[0-9]+")
QUOTED = re.compile('[,"\r\n]')
DECIMAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


class Row(NamedTuple):
    """One row; cells by column, empty where the row is short; a column that the file lacks is not among them."""

    path: Path
    number: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """The cell. Raises BadRow where it is blank."""
        found = self.cells.get(column, "")
        if not found or found.isspace():
            raise self.bad(column, "is blank")
        return found

    def whole(self, column: str, *, least: int = 0) -> int:
        """The cell as a whole number. Raises BadRow where it is none or too low."""
        value = _whole(self.text(column).strip())
        if value is None or value < least:
            raise self.bad(column, f"{self.cells[column]!r} is not a whole number of at least {least}")
        return value

    def decimal(self, column: str) -> Decimal:
        """The cell as a number, exactly. Raises BadRow where it is none or not finite."""
        value = _decimal(self.text(column).strip())
        if value is None:
            raise self.bad(column, f"{self.cells[column]!r} is not a number")
        return value

    def bad(self, column: str, why: str) -> BadRow:
        """What to raise for a cell."""
        return BadRow(self.path, self.number, column, why)


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """All rows of a file with these columns and perhaps others. UTF-8, with or without a mark.

    Raises BadRow for a column that is missing or stands there twice, a row longer than the header, what is no CSV or no UTF-8.
    """
    number = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            header: list[str] = []
            for number, cells in enumerate(csv.reader(lines, strict=True), start=1):
                if cells and not header:
                    header = cells
                    _check_header(path, number, header, columns)
                elif cells:
                    if len(cells) > len(header):
                        raise BadRow(path, number, str(len(header) + 1), "the header has no such column")
                    yield Row(path, number, dict(zip_longest(header, cells, fillvalue="")))
            if not header:
                _check_header(path, 1, header, columns)
    except csv.Error as error:
        raise BadRow(path, number + 1, "-", f"can't be read: {error}") from error
    except UnicodeDecodeError as error:
        raise BadRow(path, *_place_of_bad_byte(path), f"is not UTF-8: {error.reason}") from error


def cell(text: str) -> str:
    """A text as one cell of a row; ``csv.writer`` leaves a lone carriage return bare, and readers take it for the end of the row.

    >>> cell("a"), cell('b"c'), cell("d\\re")
    ('a', '"b""c"', '"d\\re"')
    """
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if QUOTED.search(text) else text


def _place_of_bad_byte(path: Path) -> tuple[int, str]:
    """Row and column of the first byte that isn't UTF-8; a file is decoded by the block, so the row being read says nothing."""
    found = path.read_bytes()
    try:
        found.decode()
    except UnicodeDecodeError as error:
        found = found[: error.start]
    try:
        before = list(csv.reader(io.StringIO(f"{found.decode('utf-8-sig')}-", newline="")))  # a letter in its place
    except csv.Error:  # a cell beyond measure
        return found.count(b"\n") + 1, "-"
    header, place = next(row for row in before if row), len(before[-1]) - 1
    return len(before), header[place] if len(before) > 1 and place < len(header) else "-"


def _check_header(path: Path, number: int, header: list[str], columns: tuple[str, ...]) -> None:
    for column in columns:
        if column not in header:
            raise BadRow(path, number, column, "the column is missing")
    for column in header:
        if column and header.count(column) > 1:
            raise BadRow(path, number, column, "the column stands there twice")


def _whole(text: str) -> int | None:
    try:
        return int(text) if WHOLE.fullmatch(text) else None
    except ValueError:  # thousands of digits
        return None


@functools.lru_cache(maxsize=100_000)
def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text) if DECIMAL.fullmatch(text) else None
    except InvalidOperation:  # an exponent of twenty digits
        return None
    return value if value is not None and value.is_finite() else None
