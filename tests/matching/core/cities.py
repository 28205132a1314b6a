"""Small cities of columns: people and postings who say nothing but what a test gives them, and random ones for properties."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from matching.core import columns, sparse
from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.reasons import Reason
from matching.core.signals.base import Pairs, Signal
from matching.core.weights import FIRST

NOWHERE = (float("nan"), float("nan"))
CITY_HALL, WEST = (37.5663, 126.9779), (37.5663, 126.9213)  # 4.99 km apart
MORNINGS = [0b111 << 9] * 5 + [0, 0]


def people(*rows: dict[str, Any]) -> CandidateColumns:
    """One row a person: home, half_km, careers, certificates, terms, week, hours, pay, kinds, districts."""

    def column(name: str, default: Any) -> list[Any]:
        return [row.get(name, default) for row in rows]

    return CandidateColumns(
        ids=np.array([row.get("id", 100 + number) for number, row in enumerate(rows)], np.int64),
        home=columns.on_sphere(*zip(*column("home", NOWHERE), strict=True)),
        half_km=np.array(column("half_km", 5), np.float64),
        careers=sparse.from_rows(
            [(columns.keco(code), months) for code, months in row] for row in column("careers", [])
        ),
        certificates=sparse.present(column("certificates", [])),
        terms=sparse.from_rows(column("terms", [])),
        week=np.array(column("week", [0] * 7), np.uint32),
        hours_per_month=np.array(column("hours", 0), np.int32),
        pay_per_hour=np.array(column("pay", 0), np.int32),
        kinds=np.array(column("kinds", 0), np.int64),
        districts=np.array(column("districts", 0), np.int64),
    )


def postings(*rows: dict[str, Any]) -> PostingColumns:
    """One row a posting: sites, districts, keco, required, preferred, terms, week, hours, pay, kind."""

    def column(name: str, default: Any) -> list[Any]:
        return [row.get(name, default) for row in rows]

    return PostingColumns(
        ids=np.array([row.get("id", 10 + number) for number, row in enumerate(rows)], np.int64),
        sites=columns.sites(column("sites", [])),
        districts=np.array(column("districts", 0), np.int64),
        occupation=np.array([columns.keco(code) for code in column("keco", None)], np.int32),
        required=sparse.present(column("required", [])),
        preferred=sparse.present(column("preferred", [])),
        terms=sparse.from_rows(column("terms", [])),
        week=np.array(column("week", [0] * 7), np.uint32),
        hours_per_month=np.array(column("hours", 0), np.int32),
        pay_per_hour=np.array(column("pay", 0), np.int32),
        kind=np.array(column("kind", -1), np.int8),
    )


def score(signal: Signal, person: dict[str, Any], posting: dict[str, Any]) -> float:
    """What the signal gives one pair."""
    return float(signal.score(people(person), signal.prepare(postings(posting)))[0, 0])


def reason(signal: Signal, person: dict[str, Any], posting: dict[str, Any]) -> Reason:
    """What it says of the pair."""
    pair, share = Pairs(np.array([0]), np.array([0])), np.array([score(signal, person, posting)])
    (found,) = signal.reasons(people(person), postings(posting), pair, share)
    return found


_CODES = st.sampled_from(["0111", "0136", "5501", "55", "5", "8731"])
_WEEKS = st.lists(st.integers(0, (1 << 24) - 1), min_size=7, max_size=7) | st.just([0] * 7)
_PLACES = st.tuples(st.floats(37.4, 37.7), st.floats(126.8, 127.2)) | st.just(NOWHERE)
_FEW = st.lists(st.integers(0, 5), max_size=3)
_TERMS = st.dictionaries(st.integers(0, 20), st.integers(1, 9000), max_size=6).map(lambda found: sorted(found.items()))
PERSON = st.fixed_dictionaries(
    {
        "home": _PLACES,
        "half_km": st.integers(1, 40),
        "careers": st.dictionaries(_CODES, st.integers(0, 720), max_size=3).map(lambda found: sorted(found.items())),
        "certificates": _FEW,
        "terms": _TERMS,
        "week": _WEEKS,
        "hours": st.integers(0, 209),
        "pay": st.integers(0, 20_000),
        "kinds": st.integers(0, 7),
        "districts": st.integers(0, (1 << 25) - 1),
    }
)
POSTING = st.fixed_dictionaries(
    {
        "sites": st.lists(_PLACES, max_size=3),
        "districts": st.integers(0, (1 << 25) - 1),
        "keco": _CODES | st.none(),
        "required": _FEW,
        "preferred": _FEW,
        "terms": _TERMS,
        "week": _WEEKS,
        "hours": st.integers(0, 209),
        "pay": st.integers(0, 20_000),
        "kind": st.integers(-1, 2),
    }
)
PEOPLE = st.lists(PERSON, min_size=1, max_size=6)
POSTINGS = st.lists(POSTING, min_size=1, max_size=8)
WEIGHTS = FIRST
