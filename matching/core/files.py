"""Rows of files: JSON lines and CSV read with every row checked, and output that is there whole or not at all.

A row that can't be read ends the work with the file, the row and the column named. Rows are counted as a reader of the file counts them: the
first line of a JSON lines file is row 1, the header of a CSV file is row 1.
"""

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any


class BadRow(ValueError):
    """A file can't be used; the message names the file, the row and the column."""

    def __init__(self, path: Path, row: int, column: str, why: str):
        super().__init__(f"{path}: row {row}, column {column}: {why}")


def json_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Number and object of each line that isn't blank. Raises BadRow for what is no JSON object in UTF-8."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
            except (ValueError, RecursionError) as error:
                raise BadRow(path, number, "-", f"no JSON: {error}") from error
            if not isinstance(row, dict):
                raise BadRow(path, number, "-", "no JSON object")
            yield number, row


def csv_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Number and stripped values of each row below the header; other columns are left out, empty lines skipped.

    Raises BadRow for a header without one of the columns or with one twice, for a row of another length, and for what is no CSV in UTF-8.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = enumerate(csv.reader(lines, strict=True), start=1)
        number = 0
        try:
            header = [name.strip() for name in next(rows, (1, []))[1]]
            number = 1
            place = {name: _place(path, header, name) for name in columns}
            for number, values in rows:
                if not values:
                    continue
                if len(values) != len(header):
                    column = header[len(values)] if len(values) < len(header) else "-"
                    raise BadRow(path, number, column, f"{len(values)} values below {len(header)} columns")
                yield number, {name: values[at].strip() for name, at in place.items()}
        except (csv.Error, UnicodeDecodeError) as error:
            raise BadRow(path, number + 1, "-", f"no CSV: {error}") from error


def write(path: Path, lines: Iterable[str]) -> None:
    """Write all lines, or nothing: the file takes its name when it is complete."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            out.writelines(lines)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def csv_line(values: Sequence[str]) -> str:
    """One row of CSV with a line feed, quoted only where it must be.

    >>> csv_line(["a,b", ""])
    '"a,b",\\n'
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(values)
    return out.getvalue()


def _place(path: Path, header: Sequence[str], name: str) -> int:
    if header.count(name) != 1:
        raise BadRow(path, 1, name, "the header has the column twice" if name in header else "the header lacks it")
    return header.index(name)
