"""The same points by a plain loop over pairs of dicts: what the columns are measured against, and checked by.

Written apart from matching/core on purpose: only weights and column names are shared.
"""

import heapq
from collections.abc import Mapping
from typing import Any

import numpy as np

from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.sparse import Sparse

EARTH_KM, HALF_TERMS, HALF_MONTHS = 6371.0088, 1_000_000, 24
NEARNESS = {1: 0.1, 2: 0.4, 3: 0.7, 4: 1.0}


def rows(columns: CandidateColumns | PostingColumns) -> list[dict[str, Any]]:
    """One dict a person or posting."""
    found: list[dict[str, Any]] = [{} for _ in columns.ids]
    for name, column in columns._asdict().items():
        for place, row in enumerate(found):
            row[name] = _value(name, column, place)
    return found


def best(person: Mapping[str, Any], postings: list[dict[str, Any]], gates: Any, most: Mapping[str, int], k: int):
    """The best k postings of one person as (points, id), ties to the lower id."""
    open_ = (
        (points(person, posting, most), -posting["ids"])
        for posting, gate in zip(postings, gates, strict=True)
        if gate >= 0
    )
    return [(score, -pk) for score, pk in heapq.nlargest(k, open_)]


def points(person: Mapping[str, Any], posting: Mapping[str, Any], most: Mapping[str, int]) -> int:
    """Points of one pair."""
    return sum(round(_SIGNALS[name](person, posting) * weight) for name, weight in most.items())


def _value(name: str, column: Any, place: int) -> Any:
    if isinstance(column, Sparse):
        start, end = column.indptr[place : place + 2]
        return dict(zip(column.codes[start:end].tolist(), column.values[start:end].tolist(), strict=True))
    if name == "sites":
        start, end = column.indptr[place : place + 2]
        return column.points[start:end].tolist()
    return column[place].tolist()


def _duties(person, posting) -> float:
    if not person["terms"]:
        return 0.5
    shared = sum(weight * posting["terms"].get(term, 0) for term, weight in person["terms"].items())
    return shared / (shared + HALF_TERMS)


def _occupation(person, posting) -> float:
    if not person["careers"] or not posting["occupation"]:
        return 0.5
    worth = []
    for digits, nearness in NEARNESS.items():
        shift = 4 * (4 - digits)
        near = [m for code, m in person["careers"].items() if code >> shift == posting["occupation"] >> shift]
        months = sum(near)
        worth.append(nearness * (months / (months + HALF_MONTHS)))
    return max(worth)


def _certificates(person, posting) -> float:
    named = posting["required"].keys() | posting["preferred"].keys()
    return len(named & person["certificates"].keys()) / len(named) if named else 0.5


def _distance(person, posting) -> float:
    x, y, z = person["home"]
    way = min(EARTH_KM * np.sqrt((x - a) ** 2 + (y - b) ** 2 + (z - c) ** 2) for a, b, c in posting["sites"])
    way = way / person["half_km"]
    return 1 / (1 + way * way)


def _schedule(person, posting) -> float:
    asked = sum(day.bit_count() for day in posting["week"])
    if not asked or not any(person["week"]):
        return 0.5
    return sum((a & b).bit_count() for a, b in zip(person["week"], posting["week"], strict=True)) / asked


def _kind(person, posting) -> float:
    return float(person["kinds"] >> posting["kind"] & 1) if person["kinds"] else 0.5


def _districts(person, posting) -> float:
    return float(bool(person["districts"] & posting["districts"])) if person["districts"] else 0.5


def _hours(person, posting) -> float:
    both = (person["hours_per_month"], posting["hours_per_month"])
    return min(both) / max(both) if all(both) else 0.5


def _pay(person, posting) -> float:
    wished, paid = person["pay_per_hour"], posting["pay_per_hour"]
    return min(wished, paid) / wished if wished and paid else 0.5


_SIGNALS = {
    "duties": _duties,
    "occupation": _occupation,
    "certificates": _certificates,
    "distance": _distance,
    "schedule": _schedule,
    "kind": _kind,
    "districts": _districts,
    "hours": _hours,
    "pay": _pay,
}
