"""A made-up city of columns, the same for the same seed: people by dong and postings, with everything that a signal and a rule reads.

Sizes and shares are those of the anchors in docs/matching.md: 425 dong, 450 occupations, 48 certificates, words as skewed as words are; about
one pair of twelve passes the rules.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.core import columns, gates
from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.gates import Gates
from matching.core.sparse import Sparse

DONGS, TERMS, CERTIFICATES, OCCUPATIONS = 425, 20_000, 48, 450
HALF_KM = (2, 3, 5, 7, 10, 15)
HOURS = 0b111111 << 9
# Of each kind of rule: into how many classes it sorts people, and how many of the postings a class passes.
RULES = (
    ("birth", 365, 0.8),
    ("residence", 25, 0.85),
    ("employment", 4, 0.8),
    ("double", 300, 0.75),
    ("repeat", 60, 0.8),
)
RULES += (("credential", 200, 0.7), ("hours", 12, 0.7), ("schedule", 128, 0.5))


def people(count: int, seed: int = 1, within: tuple[int, int] = (0, DONGS)) -> CandidateColumns:
    """So many people, by dong, with some 60 terms and two careers each; ``within``: the first dong where they live, and the one after the last."""
    draw = np.random.default_rng(seed)
    return CandidateColumns(
        ids=np.arange(count, dtype=np.int64),
        home=dongs()[np.sort(draw.integers(*within, count))],
        half_km=draw.choice(HALF_KM, count).astype(np.float64),
        careers=_rows(draw, count, 2, occupations(), 300, np.int32),
        certificates=_rows(draw, count, 3, np.arange(CERTIFICATES), 2, np.int32),
        terms=_rows(draw, count, 60, np.arange(TERMS), 4, np.uint8, skewed=True),
        week=_weeks(draw, count),
        hours_per_month=draw.choice([0, 40, 57, 120], count).astype(np.int32),
        pay_per_hour=draw.choice([0, 10_000, 12_000], count).astype(np.int32),
        kinds=draw.integers(0, 8, count),
        districts=1 << draw.integers(0, 25, count) | 1 << draw.integers(0, 25, count),
    )


def block(rows: slice, city: int) -> CandidateColumns:
    """These of a city of so many people, without making the others: neighbours by dong."""
    first, last = rows.start * DONGS // city, -(-rows.stop * DONGS // city)
    made = people(rows.stop - rows.start, 1_000 + rows.start, (first, min(max(last, first + 1), DONGS)))
    return made._replace(ids=made.ids + rows.start)


def blocks(count: int, size: int = 65_536) -> CandidateColumns:
    """A whole city made block by block, so that the making of it never takes more than a block's room."""
    parts = [block(slice(first, min(first + size, count)), count) for first in range(0, count, size)]
    return CandidateColumns(*(_joined(column) for column in zip(*parts, strict=True)))


def postings(count: int, seed: int = 2) -> PostingColumns:
    """So many postings with some 80 terms and one to three sites each."""
    draw = np.random.default_rng(seed)
    sites = draw.choice([1, 1, 1, 2, 3], count)
    return PostingColumns(
        ids=np.arange(count, dtype=np.int64),
        sites=columns.Sites(
            np.concatenate([[0], np.cumsum(sites)]), dongs()[draw.integers(0, DONGS, int(sites.sum()))]
        ),
        districts=1 << draw.integers(0, 25, count),
        occupation=draw.choice(occupations(), count).astype(np.int32),
        required=_rows(draw, count, 1, np.arange(CERTIFICATES), 2, np.int32),
        preferred=_rows(draw, count, 2, np.arange(CERTIFICATES), 2, np.int32),
        terms=_rows(draw, count, 80, np.arange(TERMS), 8000, np.int32, skewed=True),
        week=_weeks(draw, count),
        hours_per_month=draw.choice([40, 57, 160], count).astype(np.int32),
        pay_per_hour=draw.choice([0, 10_320, 12_121], count).astype(np.int32),
        kind=draw.integers(0, 3, count).astype(np.int8),
    )


def rules(persons: int, offers: int, seed: int = 3) -> Gates:
    """What the rules say: each kind sorts people into classes, and each class passes its share of the postings."""
    draw = np.random.default_rng(seed)
    kinds = [
        (gates.packed(draw.random((size, offers)) < share), draw.integers(0, size, persons))
        for _name, size, share in RULES
    ]
    return gates.joined(kinds, gates.nothing(persons), offers)


def _joined(parts: Sequence[NDArray | Sparse]) -> NDArray | Sparse:
    if not isinstance(parts[0], Sparse):
        return np.concatenate(parts)
    lengths = np.concatenate([[0], *(np.diff(part.indptr) for part in parts)])
    codes, values = (np.concatenate([part[place] for part in parts]) for place in (1, 2))
    return Sparse(np.cumsum(lengths), codes, values)


def dongs() -> NDArray[np.float64]:
    """Where the dong lie, float64 (425, 3)."""
    draw = np.random.default_rng(0)
    return columns.on_sphere(draw.uniform(37.45, 37.68, DONGS), draw.uniform(126.8, 127.15, DONGS))


def _weeks(draw: np.random.Generator, count: int) -> NDArray[np.uint32]:
    return (draw.integers(0, 2, (count, 7)) * HOURS).astype(np.uint32)


def occupations() -> NDArray[np.int64]:
    """The occupations, packed, int64 (450,)."""
    return np.array([columns.keco(f"{number * 22:04d}") for number in range(OCCUPATIONS)])


def _rows(
    draw: np.random.Generator,
    count: int,
    about: int,
    codes: NDArray[np.int64],
    most: int,
    kind: type,
    *,
    skewed: bool = False,
) -> Sparse:
    """Rows of about so many different codes with values 1..most-1; skewed: low codes are common, as words are."""
    places = np.sort((draw.random((count, about)) ** (3 if skewed else 1) * len(codes)).astype(np.int64), axis=1)
    kept = np.ones(places.shape, bool)
    kept[:, 1:] = places[:, 1:] != places[:, :-1]
    indptr = np.concatenate([np.zeros(1, np.int64), np.cumsum(kept.sum(axis=1))])
    found = codes[places[kept]]
    narrow = np.uint16 if found.max(initial=0) < 1 << 16 else np.int32
    return Sparse(indptr, found.astype(narrow), draw.integers(1, most, len(found)).astype(kind))
