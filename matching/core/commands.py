"""The two file commands: rank postings for people by their words, and give out seats. ``docs/matching.md`` has the formats.

Both give the same bytes for any order of the rows that go in.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from matching.core import allocation, files, ranking, sparse, text, verify
from matching.core.allocation import Wishes
from matching.core.files import BadRow

CHUNK = 256  # people ranked at once
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)


class Named(NamedTuple):
    """A row by its id: as it was written, and as a string, by which ties go."""

    name: str
    id: int | str
    text: str


def rank(postings: Path, profiles: Path, *, k: int, out: Path) -> None:
    """Rank the postings of one file for each profile of another and write the best k of each.

    Points are those of ``text``: whole numbers, 100,000 a unit of BM25. Profiles are written in the order of their ids as strings.

    Raises BadRow, ValueError for k < 1, OSError.
    """
    if k < 1:
        raise ValueError(f"k is {k}; at least one place is needed")
    offered = _named(postings, "id", lambda row: text.posting_text(row["title"], row["text"], row["cert"]))
    people = _named(profiles, "qid", lambda row: "\n".join([row["text"], row["cert"]]))
    files.write(out, _ranked(offered, people, k))


def allocate(wishes: Path, seats: Path, *, seed: int, out: Path) -> None:
    """Give out the seats of one file by the wishes of another, check the result, and write a row a candidate.

    Raises BadRow, OSError.
    """
    capacity = _capacities(seats)
    seat_numbers = {seat: number for number, seat in enumerate(capacity)}
    names, read = _wishes(wishes, seat_numbers, seed)
    room = np.array(list(capacity.values()), np.int64)
    given = allocation.allocate(read, room)
    if wrong := verify.problems(read, room, given):
        raise RuntimeError(f"the allocation is not sound: {wrong[0]}")
    seat_of = [*capacity, ""]
    rows = [("candidate", "seat"), *((name, seat_of[seat]) for name, seat in zip(names, given.tolist(), strict=True))]
    files.write(out, (files.csv_line(row) for row in rows))


# Ranking --------------------------------------------------------------------------------------------------------------
def _named(path: Path, key: str, words: Any) -> list[Named]:
    """The rows of a file in the order of their ids as strings."""
    found: dict[str, Named] = {}
    for number, row in files.json_rows(path):
        name = row.get(key)
        if isinstance(name, bool) or not isinstance(name, int | str) or name == "":
            raise BadRow(path, number, key, "an id is a text or a whole number")
        if str(name) in found:
            raise BadRow(path, number, key, f"{name!r} stands there twice")
        told = {column: _words(path, number, row, column) for column in ("title", "text", "cert")}
        found[str(name)] = Named(str(name), name, words(told))
    return [found[name] for name in sorted(found)]


def _words(path: Path, number: int, row: Mapping[str, Any], column: str) -> str:
    value = row.get(column)
    parts = value if isinstance(value, list) else [value]
    if not all(part is None or isinstance(part, str) for part in parts):
        raise BadRow(path, number, column, "text, a list of texts or null is wanted")
    return "\n".join(part for part in parts if part)


def _ranked(offered: Sequence[Named], people: Sequence[Named], k: int) -> Iterator[str]:
    vocabulary, terms = text.learn([row.text for row in offered])
    by_term, order = sparse.invert(terms), np.arange(len(offered))
    for rows in ranking.chunks(len(people), CHUNK):
        asked = text.ask(vocabulary, [row.text for row in people[rows]])
        shared = sparse.overlap(asked, by_term).astype(np.int64)
        for person, columns, points in zip(people[rows], *ranking.top(shared, order, k), strict=True):
            held = columns >= 0
            ids = [offered[column].id for column in columns[held]]
            yield json.dumps({"qid": person.id, "ids": ids, "points": points[held].tolist()}) + "\n"


# Giving out seats -----------------------------------------------------------------------------------------------------
def _capacities(path: Path) -> dict[str, int]:
    """Capacity by seat, in the order of the seats' names."""
    found: dict[str, int] = {}
    for number, row in files.csv_rows(path, ("seat", "capacity")):
        seat = _name(path, number, row, "seat")
        if seat in found:
            raise BadRow(path, number, "seat", f"{seat!r} stands there twice")
        found[seat] = _whole(path, number, row, "capacity")
    return dict(sorted(found.items()))


def _wishes(path: Path, seat_numbers: Mapping[str, int], seed: int) -> tuple[list[str], Wishes]:
    """The candidates in the order of their names, and their wishes in numbers."""
    rows: dict[tuple[str, str], tuple[int, Decimal]] = {}
    ranks: set[tuple[str, int]] = set()
    for number, row in files.csv_rows(path, ("candidate", "rank", "seat", "score")):
        candidate, seat = _name(path, number, row, "candidate"), _name(path, number, row, "seat")
        wished = _whole(path, number, row, "rank")
        if seat not in seat_numbers:
            raise BadRow(path, number, "seat", f"there is no seat {seat!r}")
        if (candidate, seat) in rows:
            raise BadRow(path, number, "seat", f"{candidate!r} wishes {seat!r} twice")
        if (candidate, wished) in ranks:
            raise BadRow(path, number, "rank", f"{candidate!r} has two wishes of rank {wished}")
        ranks.add((candidate, wished))
        rows[candidate, seat] = (wished, _score(path, number, row))
    names = sorted({candidate for candidate, _seat in rows})
    numbers = {name: number for number, name in enumerate(names)}
    scores = {score: place for place, score in enumerate(sorted({score for _rank, score in rows.values()}))}
    columns = [
        (numbers[candidate], seat_numbers[seat], wished, scores[score])
        for (candidate, seat), (wished, score) in rows.items()
    ]
    table = np.array(columns, np.int64).reshape(len(columns), 4)
    return names, Wishes(*table.T, lot=allocation.lots(names, seed))


def _name(path: Path, number: int, row: Mapping[str, str], column: str) -> str:
    if not row[column]:
        raise BadRow(path, number, column, "it is blank")
    return row[column]


def _whole(path: Path, number: int, row: Mapping[str, str], column: str) -> int:
    if not _WHOLE.fullmatch(row[column]):
        raise BadRow(path, number, column, f"{row[column]!r} is no whole number from 0 up")
    return int(row[column])


def _score(path: Path, number: int, row: Mapping[str, str]) -> Decimal:
    if not _NUMBER.fullmatch(row["score"]):
        raise BadRow(path, number, "score", f"{row['score']!r} is no number")
    return Decimal(row["score"])
