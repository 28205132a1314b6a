"""A made-up city of columns, the same for the same seed: people and postings with everything that a signal reads."""

import numpy as np
from numpy.typing import NDArray

from matching.core import columns, sparse
from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.sparse import Sparse

TERMS, CERTIFICATES, OCCUPATIONS = 20_000, 48, 450
HOURS = 0b111111 << 9


def people(count: int, seed: int = 1) -> CandidateColumns:
    """So many people with some 60 terms and two careers each."""
    draw = np.random.default_rng(seed)
    return CandidateColumns(
        ids=np.arange(count, dtype=np.int64),
        home=_places(draw, count),
        half_km=draw.integers(2, 15, count).astype(np.float64),
        careers=_rows(draw, count, 2, _occupations(), 300),
        certificates=_rows(draw, count, 3, np.arange(CERTIFICATES), 2),
        terms=_rows(draw, count, 60, np.arange(TERMS), 300, skewed=True),
        week=_weeks(draw, count),
        hours_per_month=draw.choice([0, 40, 57, 120], count).astype(np.int32),
        pay_per_hour=draw.choice([0, 10_000, 12_000], count).astype(np.int32),
        kinds=draw.integers(0, 8, count),
        districts=draw.integers(0, 1 << 25, count) & draw.integers(0, 1 << 25, count),
    )


def postings(count: int, seed: int = 2) -> PostingColumns:
    """So many postings with some 80 terms and one to three sites each."""
    draw = np.random.default_rng(seed)
    sites = draw.integers(1, 4, count)
    return PostingColumns(
        ids=np.arange(count, dtype=np.int64),
        sites=columns.Sites(np.concatenate([[0], np.cumsum(sites)]), _places(draw, int(sites.sum()))),
        districts=1 << draw.integers(0, 25, count),
        occupation=draw.choice(_occupations(), count).astype(np.int32),
        required=_rows(draw, count, 1, np.arange(CERTIFICATES), 2),
        preferred=_rows(draw, count, 2, np.arange(CERTIFICATES), 2),
        terms=_rows(draw, count, 80, np.arange(TERMS), 3000, skewed=True),
        week=_weeks(draw, count),
        hours_per_month=draw.choice([40, 57, 160], count).astype(np.int32),
        pay_per_hour=draw.choice([0, 10_320, 12_121], count).astype(np.int32),
        kind=draw.integers(0, 3, count).astype(np.int8),
    )


def gates(persons: int, offers: int, seed: int = 3) -> NDArray[np.int8]:
    """Three pairs of four are open, as in the demo city."""
    return np.random.default_rng(seed).choice(np.array([-1, 0, 1], np.int8), (persons, offers), p=[0.25, 0.15, 0.6])


def _places(draw: np.random.Generator, count: int) -> NDArray[np.float64]:
    return columns.on_sphere(draw.uniform(37.45, 37.68, count), draw.uniform(126.8, 127.15, count))


def _weeks(draw: np.random.Generator, count: int) -> NDArray[np.uint32]:
    return (draw.integers(0, 2, (count, 7)) * HOURS).astype(np.uint32)


def _occupations() -> NDArray[np.int64]:
    return np.array([columns.keco(f"{number * 22:04d}") for number in range(OCCUPATIONS)])


def _rows(
    draw: np.random.Generator, count: int, about: int, codes: NDArray[np.int64], most: int, *, skewed: bool = False
) -> Sparse:
    """Rows of about so many different codes; skewed: low codes are common, as words are."""
    places = draw.random((count, about)) ** (3 if skewed else 1) * len(codes)
    rows = [np.unique(row) for row in places.astype(np.int64)]
    return sparse.from_rows(
        [(int(codes[at]), int(value)) for at, value in zip(row, draw.integers(1, most, len(row)), strict=True)]
        for row in rows
    )
