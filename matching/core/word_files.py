"""Postings and profiles from JSON lines, the best postings of each profile back into one: what `python -m matching.core rank` does.

A profile has nothing but words (and certificates, which are words), so points are how well words fit, as ``lexical`` counts them. Profiles
are read twice: what people of an occupation say of themselves is learnt from all of them first (``links``). The same
bytes come out for any order of the rows that go in. A bad row stops it with file, row and column; then there is no output file.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from matching.core import lexical
from matching.core.files import BadRow, write
from matching.core.likeness import Embed


class _Row(NamedTuple):
    """id : as it was written; told : the texts of the row, empty where it has none; group : its occupation code, "" where it has none"""

    id: int | str
    told: Mapping[str, str]
    group: str


def rank_files(postings: Path, profiles: Path, *, k: int, out: Path, embed: Embed | None = None) -> int:
    """Rank the postings for each profile and write the best k. Return how many profiles got a list.

    postings : id, title, text, cert, keco; profiles : qid, text, cert; nulls and further fields are let through, cert may be a list, keco
    is an opaque code that postings of one occupation share; embed : a text model to ask beside the words (``likeness``). Output : qid, ids,
    points, sorted by qid as a string; k postings, or all when there are fewer. Ties: the lower id as a string first.

    Raises BadRow for a line that is no JSON object, an id that is missing or stands there twice, a text that is none; ValueError for k < 1.
    """
    if k < 1:
        raise ValueError(f"k is {k}; at least one place is needed")
    offered, people = _read(postings, "id", ("title", "text", "cert")), _read(profiles, "qid", ("text", "cert"))
    write(out, _ranked(offered, people, k, embed))
    return len(people)


def _ranked(offered: Sequence[_Row], people: Sequence[_Row], k: int, embed: Embed | None) -> Iterator[str]:
    offers = [lexical.Offer(**row.told, group=row.group) for row in offered]
    index = lexical.learn(offers)
    asks = ["\n".join(row.told.values()) for row in people]
    company = lexical.link(index, asks)
    alike = lexical.compare(embed, offers, asks) if embed else None
    for first in range(0, len(people), lexical.CHUNK):
        chunk = slice(first, first + lexical.CHUNK)
        asking = people[chunk]
        beside = {"company": company and company.of(chunk), "alike": alike and alike.of(chunk)}
        ranked = lexical.rank(index, asks[chunk], k=k, **beside)
        for person, places, points in zip(asking, *ranked, strict=True):
            ids = [offered[place].id for place in places]
            yield json.dumps({"qid": person.id, "ids": ids, "points": points.tolist()}) + "\n"


def _read(path: Path, key: str, columns: Sequence[str]) -> list[_Row]:
    """The rows of a file in the order of their ids as strings."""
    found: dict[str, _Row] = {}
    for number, row in _objects(path):
        name = row.get(key)
        if isinstance(name, bool) or not isinstance(name, int | str) or name == "":
            raise BadRow(path, number, key, f"{name!r} is not a text or a whole number")
        if str(name) in found:
            raise BadRow(path, number, key, f"{name} stands there twice")
        found[str(name)] = _Row(name, {column: _told(path, number, row, column) for column in columns}, _group(row))
    return [found[name] for name in sorted(found)]


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Number and object of each line that isn't blank."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
            except (ValueError, RecursionError) as error:
                raise BadRow(path, number, "-", f"is not JSON: {error}") from error
            if not isinstance(row, dict):
                raise BadRow(path, number, "-", "is not a JSON object")
            yield number, row


def _told(path: Path, number: int, row: Mapping[str, Any], column: str) -> str:
    value = row.get(column)
    parts = value if isinstance(value, list) else [value]
    if not all(part is None or isinstance(part, str) for part in parts):
        raise BadRow(path, number, column, "is not a text, a list of texts or null")
    return "\n".join(part for part in parts if part)


def _group(row: Mapping[str, Any]) -> str:
    code = row.get("keco")
    return str(code) if isinstance(code, int | str) and not isinstance(code, bool) else ""
