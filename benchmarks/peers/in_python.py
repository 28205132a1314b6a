"""The same points by a plain loop over pairs of dicts, leaving a pair at the first rule that drops it: what people write first.

Written apart from matching/core on purpose: only weights, gates and column names are shared.
"""

import heapq
from collections.abc import Sequence
from math import sqrt
from typing import Any

import numpy as np

from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.gates import Gates
from matching.core.sparse import Sparse
from matching.core.weights import Weights

EARTH_KM, HALF_TERMS, HALF_MONTHS = 6371.0088, 1_000_000, 24
NEARNESS = (0.1, 0.4, 0.7, 1.0)
WISHES = ("distance", "kind", "hours", "pay", "districts")
FITS = ("duties", "occupation", "certificates", "schedule")

Row = dict[str, Any]
Best = list[tuple[int, int]]  # (points, posting id), best first


def rows(columns: CandidateColumns | PostingColumns) -> list[Row]:
    """One dict a person or posting."""
    found: list[Row] = [{} for _ in columns.ids]
    for name, column in columns._asdict().items():
        for place, row in enumerate(found):
            row[name] = _value(name, column, place)
    return found


def with_rules(people: list[Row], postings: list[Row], gates: Gates) -> None:
    """Add to each person the classes that the rules sort them into, and to each posting which classes it lets pass; the strictest rule first."""
    passes = np.unpackbits(gates.bits.view(np.uint8), axis=1, bitorder="little")[:, : len(postings)].astype(bool)
    kinds = [np.unique(gates.classes[:, kind]) for kind in range(gates.classes.shape[1])]
    order = sorted(range(len(kinds)), key=lambda kind: passes[kinds[kind]].mean())
    for person, classes in zip(people, gates.classes.tolist(), strict=True):
        person["classes"] = [classes[kind] for kind in order]
    for posting, column in zip(postings, passes.T.tolist(), strict=True):
        posting["passes"] = column


def best(person: Row, postings: list[Row], weights: Weights, k: int) -> Best:
    """The best k postings of one person as (points, id), ties to the lower id."""
    wishes, fits = (_weighed(weights, names) for names in (WISHES, FITS))
    scored = (
        (points(person, posting, wishes, fits, weights.both), -posting["ids"])
        for posting in postings
        if _passes(person["classes"], posting["passes"])
    )
    return [(score, -pk) for score, pk in heapq.nlargest(k, scored)]


def points(person: Row, posting: Row, wishes: Sequence[tuple], fits: Sequence[tuple], both: int) -> int:
    """Points of one pair: what each signal gives, and what agreeing on both sides gives."""
    wished, asked = (sum(round(score(person, posting) * most) for score, most in side) for side in (wishes, fits))
    agreed = [_share(wished, wishes) * both, _share(asked, fits) * both]
    return wished + asked + min(round(part) for part in agreed)


def lists(people: CandidateColumns, postings: PostingColumns, gates: Gates, weights: Weights, k: int) -> list[Best]:
    """The best k of each person; slow."""
    persons, offers = rows(people), rows(postings)
    with_rules(persons, offers, gates)
    return [best(person, offers, weights, k) for person in persons]


def _passes(classes: list[int], passes: list[bool]) -> bool:
    for row in classes:  # noqa: SIM110 - a generator would be one call more a rule
        if not passes[row]:
            return False
    return True


def _weighed(weights: Weights, names: Sequence[str]) -> list[tuple]:
    return [(_SIGNALS[name], weights.most[name]) for name in names if weights.most.get(name)]


def _share(subtotal: int, side: Sequence[tuple]) -> float:
    most = sum(most for _score, most in side)
    return min(subtotal / most, 1) if most else 1.0


def _value(name: str, column: Any, place: int) -> Any:
    if isinstance(column, Sparse):
        start, end = column.indptr[place : place + 2]
        return dict(zip(column.codes[start:end].tolist(), column.values[start:end].tolist(), strict=True))
    if name == "sites":
        start, end = column.indptr[place : place + 2]
        return column.points[start:end].tolist()
    return column[place].tolist()


def _duties(person: Row, posting: Row) -> float:
    if not person["terms"]:
        return 0.5
    worth = posting["terms"]
    shared = sum(weight * worth[term] for term, weight in person["terms"].items() if term in worth)
    return shared / (shared + HALF_TERMS)


def _occupation(person: Row, posting: Row) -> float:
    asked = posting["occupation"]
    if not person["careers"] or not asked:
        return 0.5
    best = 0.0
    for shift, nearness in zip((12, 8, 4, 0), NEARNESS, strict=True):
        months = 0
        for code, spell in person["careers"].items():
            if code >> shift == asked >> shift and code >> shift & 15:
                months += spell
        best = max(best, nearness * (months / (months + HALF_MONTHS)))
    return best


def _certificates(person: Row, posting: Row) -> float:
    named = posting["required"].keys() | posting["preferred"].keys()
    return len(named & person["certificates"].keys()) / len(named) if named else 0.5


def _distance(person: Row, posting: Row) -> float:
    x, y, z = person["home"]
    way = min(
        EARTH_KM * sqrt((x - a) * (x - a) + (y - b) * (y - b) + (z - c) * (z - c)) for a, b, c in posting["sites"]
    )
    way = way / person["half_km"]
    return 1 / (1 + way * way)


def _schedule(person: Row, posting: Row) -> float:
    asked = sum(day.bit_count() for day in posting["week"])
    if not asked or not any(person["week"]):
        return 0.5
    return sum((a & b).bit_count() for a, b in zip(person["week"], posting["week"], strict=True)) / asked


def _kind(person: Row, posting: Row) -> float:
    return float(person["kinds"] >> posting["kind"] & 1) if person["kinds"] else 0.5


def _districts(person: Row, posting: Row) -> float:
    return float(bool(person["districts"] & posting["districts"])) if person["districts"] else 0.5


def _hours(person: Row, posting: Row) -> float:
    both = (person["hours_per_month"], posting["hours_per_month"])
    return min(both) / max(both) if all(both) else 0.5


def _pay(person: Row, posting: Row) -> float:
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
