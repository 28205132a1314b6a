"""Wishes and seats from CSV files, the allocation back into one: what `python -m matching.core allocate` does.

A bad row stops it with file, row and column; then there is no output file. Rows are counted as a spreadsheet shows them: the header
is row 1.
"""

import csv
import io
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np

from matching.core.allocation import Wishes, allocate, draw
from matching.core.files import BadRow, write

Number = TypeVar("Number", int, Decimal)


class _Wish(NamedTuple):
    rank: int
    seat: int
    score: Decimal


def allocate_files(wishes: Path, seats: Path, *, seed: str, out: Path) -> int:
    """Allocate and write candidate,seat sorted by candidate, seat empty for those without one. Return how many got one.

    wishes : candidate,rank,seat,score (further columns are let through); seats : seat,capacity. UTF-8, with or without a mark.

    Raises BadRow for a missing column, an unknown seat, a candidate's seat or rank named twice, a blank or senseless number.
    """
    capacities = _read_seats(seats)
    by_candidate = _read_wishes(wishes, {name: place for place, name in enumerate(capacities)})
    candidates = sorted(by_candidate)
    columns = _columns([sorted(by_candidate[candidate]) for candidate in candidates])
    given = allocate(columns, np.array(list(capacities.values()), np.int64), draw(seed, candidates))
    names = [*capacities, ""]  # -1, no seat, is the last
    write(out, _lines([(candidate, names[seat]) for candidate, seat in zip(candidates, given.tolist(), strict=True)]))
    return int((given >= 0).sum())


def _read_seats(path: Path) -> dict[str, int]:
    capacities: dict[str, int] = {}
    for number, row in _rows(path, ("seat", "capacity")):
        name = _filled(path, number, row, "seat")
        if name in capacities:
            raise BadRow(path, number, "seat", f"{name} stands there twice")
        capacities[name] = _whole(path, number, row, "capacity", least=0)
    return capacities


def _read_wishes(path: Path, places: dict[str, int]) -> dict[str, list[_Wish]]:
    found: dict[str, list[_Wish]] = {}
    seen: set[tuple[str, str, int]] = set()
    for number, row in _rows(path, ("candidate", "rank", "seat", "score")):
        candidate, seat = _filled(path, number, row, "candidate"), _filled(path, number, row, "seat")
        if seat not in places:
            raise BadRow(path, number, "seat", f"{seat} is not in the file of seats")
        wish = _Wish(_whole(path, number, row, "rank", least=1), places[seat], _score(path, number, row))
        for column, value in (("seat", wish.seat), ("rank", wish.rank)):
            if (candidate, column, value) in seen:
                raise BadRow(path, number, column, f"{candidate} names {row[column]} twice")
            seen.add((candidate, column, value))
        found.setdefault(candidate, []).append(wish)
    return found


def _columns(wishes: list[list[_Wish]]) -> Wishes:
    """Scores become their places among all scores, so that decimals of any length compare exactly."""
    flat = [wish for row in wishes for wish in row]
    place = {score: number for number, score in enumerate(sorted({wish.score for wish in flat}))}
    return Wishes(
        np.concatenate([np.zeros(1, np.int64), np.cumsum([len(row) for row in wishes], dtype=np.int64)]),
        np.array([wish.seat for wish in flat], np.int64),
        np.array([place[wish.score] for wish in flat], np.int64),
    )


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines, strict=True)
        number = 1
        try:
            for column in columns:
                if column not in (rows.fieldnames or ()):
                    raise BadRow(path, 1, column, "the column is missing")
            for number, row in enumerate(rows, start=2):
                yield number, row
        except (csv.Error, UnicodeDecodeError) as error:
            raise BadRow(path, number + 1, "-", f"can't be read: {error}") from error


def _filled(path: Path, number: int, row: dict[str, str], column: str) -> str:
    text = (row[column] or "").strip()
    if not text:
        raise BadRow(path, number, column, "is blank")
    return text


def _whole(path: Path, number: int, row: dict[str, str], column: str, *, least: int) -> int:
    return _number(path, number, row, column, int, lambda value: value >= least, f"a whole number of at least {least}")


def _score(path: Path, number: int, row: dict[str, str]) -> Decimal:
    return _number(path, number, row, "score", Decimal, Decimal.is_finite, "a number")


def _number(
    path: Path,
    number: int,
    row: dict[str, str],
    column: str,
    read: Callable[[str], Number],
    is_right: Callable[[Number], bool],
    wanted: str,
) -> Number:
    text = _filled(path, number, row, column)
    try:
        value = read(text)
    except (ValueError, InvalidOperation):
        value = None
    if value is None or not is_right(value):
        raise BadRow(path, number, column, f"{text!r} is not {wanted}")
    return value


def _lines(rows: list[tuple[str, str]]) -> list[str]:
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(("candidate", "seat"))
    writer.writerows(rows)
    return [lines.getvalue()]
