"""A made-up city where popularity is as skewed as it is in life: many people from few occupations, work where offices stand, mornings wished.

Sizes are those of ``city``. What differs: who comes from which occupation and place, what is offered and where follow rank-size laws (Zipf,
"Human Behavior and the Principle of Least Effort", 1949), in orders that have nothing to do with each other; words are those of an
occupation beside common ones, weighed as ``text`` weighs them; wishes have the shares of the demo's people; a quarter of the people told
neither career nor words; certificates and hours that a posting needs are needed, not drawn; postings share the other rules of their
programme, and some programmes let nearly everybody in, others few. Nothing here was chosen by what prices make of it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks import city
from matching.core import classes, columns, gates, sparse, text
from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.gates import Gates
from matching.core.sparse import Sparse

PEOPLE, POSTINGS = 20_000, 3_000
DISTRICTS, PROGRAMMES = 25, 60
OF_PROGRAMME = ("birth", "employment", "double", "repeat")  # of city.RULES; the others are read off the columns
OF_DISTRICT = 0.4  # share of programmes that are a district's, for who lives there
NEEDING = 0.3  # share of postings that need a certificate
COVERED = 0.5  # share of a posting's hours that a person must have
SILENT = 0.25
OWN_WORDS = 60  # words that an occupation uses more than others do
SEATS = np.arange(1, 9)  # small sites are many: a chance of 1 / seats, about 3 a posting
MORNING, AFTERNOON, EVENING = 0b111 << 9, 0b11111 << 13, 0b1111 << 18
# Which hours are possible, by share of people, and which hours work has, by rank.
POSSIBLE = ((MORNING, 0.85), (AFTERNOON, 0.6), (EVENING, 0.15))
WEEKEND = 0.2
WORKED = (MORNING, AFTERNOON, MORNING | AFTERNOON, EVENING, AFTERNOON | EVENING)


Kind = tuple[NDArray[np.uint64], NDArray[np.integer]]  # rows of bits, and the row of each person


class Skewed(NamedTuple):
    """people : n; postings : m; passed : gates of both; seats : int64 (m,), 1..8"""

    people: CandidateColumns
    postings: PostingColumns
    passed: Gates
    seats: NDArray[np.int64]


def make(people: int = PEOPLE, postings: int = POSTINGS, seed: int = 11) -> Skewed:
    """The city; the same for the same seed."""
    draw = np.random.default_rng(seed)
    worked = _zipf(draw, city.OCCUPATIONS, (people, 2), order=draw.permutation(city.OCCUPATIONS))
    offered = _zipf(draw, city.OCCUPATIONS, postings, order=draw.permutation(city.OCCUPATIONS))
    lives = _zipf(draw, city.DONGS, people, power=0.5)
    who, what = _people(draw, lives, worked), _postings(draw, postings, offered)
    kinds = [*_programme_rules(draw, _district(lives), what), *_own_rules(who, what)]
    return Skewed(
        who,
        what,
        gates.joined(kinds, gates.nothing(people), postings),
        draw.choice(SEATS, postings, p=(1 / SEATS) / (1 / SEATS).sum()),
    )


def _people(draw: np.random.Generator, lives: NDArray[np.int64], worked: NDArray[np.int64]) -> CandidateColumns:
    """Homes in dongs of different size (``lives``), one or two careers of up to 30 years, words of what was worked in."""
    count = len(lives)
    months = draw.integers(6, 360, worked.shape)
    silent = draw.random(count) < SILENT
    kept = np.repeat(~silent[:, None], 2, axis=1)
    kept[:, 1] &= (worked[:, 0] != worked[:, 1]) & (draw.random(count) < 0.5)
    rows = np.repeat(np.arange(count), kept.sum(axis=1))
    terms = _words(draw, worked, 15, 25, silent)
    return city.people(count)._replace(
        home=city.dongs()[lives],
        half_km=draw.choice([3.0, 4, 5, 7, 10], count, p=[0.15, 0.2, 0.3, 0.2, 0.15]),
        careers=sparse.from_entries(rows, city.occupations()[worked[kept]], months[kept], count),
        certificates=sparse.present(_zipf(draw, city.CERTIFICATES, (count, 3)).tolist()),
        terms=terms._replace(values=terms.values * text.ASKED),
        week=_possible(draw, count),
        hours_per_month=draw.choice([57, 50, 40, 30], count, p=[0.8, 0.08, 0.08, 0.04]).astype(np.int32),
        pay_per_hour=draw.choice([0, 9_000, 10_000], count, p=[0.7, 0.15, 0.15]).astype(np.int32),
        kinds=1 << _zipf(draw, 3, count),
        districts=1 << _district(lives) | 1 << _zipf(draw, DISTRICTS, count),
    )


def _postings(draw: np.random.Generator, count: int, offered: NDArray[np.int64]) -> PostingColumns:
    """One site each, where work is, and the words of the occupation."""
    dongs = _zipf(draw, city.DONGS, count, order=draw.permutation(city.DONGS), power=0.8)
    needed = _zipf(draw, city.CERTIFICATES, count).tolist()
    days = np.where(draw.random((count, 7)) < [*[0.8] * 5, 0.15, 0.1], 1, 0)
    return city.postings(count)._replace(
        sites=columns.Sites(np.arange(count + 1), city.dongs()[dongs]),
        districts=1 << _district(dongs),
        occupation=city.occupations()[offered].astype(np.int32),
        required=sparse.present(
            [one] if needs else [] for one, needs in zip(needed, (draw.random(count) < NEEDING).tolist(), strict=True)
        ),
        terms=_weighed(_words(draw, offered[:, None], 40, 40)),
        week=(days * np.array(WORKED)[_zipf(draw, len(WORKED), count)][:, None]).astype(np.uint32),
        kind=_zipf(draw, 3, count, order=draw.permutation(3)).astype(np.int8),
    )


def _district(dongs: NDArray[np.int64]) -> NDArray[np.int64]:
    return dongs * DISTRICTS // city.DONGS


def _possible(draw: np.random.Generator, count: int) -> NDArray[np.uint32]:
    hours = sum(np.where(draw.random(count) < share, part, 0) for part, share in POSSIBLE)
    days = np.ones((count, 7), np.int64)
    days[:, 5:] = draw.random((count, 2)) < WEEKEND
    return (days * hours[:, None]).astype(np.uint32)


def _programme_rules(draw: np.random.Generator, lives: NDArray[np.int64], what: PostingColumns) -> list[Kind]:
    """How many each lets in differs by programme, evenly from 2 x share - 1 to all; a district's programme asks that one lives where work is."""
    programme, kinds = _zipf(draw, PROGRAMMES, len(what.ids)), []
    for name, size, share in city.RULES:
        if name in OF_PROGRAMME:
            passes = draw.random((size, PROGRAMMES)) < draw.uniform(2 * share - 1, 1, PROGRAMMES)
            kinds.append((gates.packed(passes[:, programme]), draw.integers(0, size, len(lives))))
    lives_there = 1 << np.arange(DISTRICTS)[:, None] == what.districts
    anywhere = draw.random(PROGRAMMES) >= OF_DISTRICT
    return [*kinds, (gates.packed(lives_there | anywhere[programme]), lives)]


def _own_rules(people: CandidateColumns, postings: PostingColumns) -> list[Kind]:
    """What a posting needs: its certificate, and its hours in good part."""
    held, hours = classes.classes(people, ["certificates"]), classes.classes(people, ["week"])
    needs = sparse.overlap(sparse.take(people.certificates, held.first), sparse.invert(postings.required))
    has_all = needs >= np.diff(postings.required.indptr)
    shared = np.bitwise_count(people.week[hours.first][:, None, :] & postings.week[None, :, :]).sum(axis=2)
    covers = shared >= COVERED * np.bitwise_count(postings.week).sum(axis=1)
    return [(gates.packed(has_all), held.of), (gates.packed(covers), hours.of)]


def _words(
    draw: np.random.Generator,
    works: NDArray[np.int64],
    own: int,
    common: int,
    silent: NDArray[np.bool_] | None = None,
) -> Sparse:
    """So many words of the works' own and so many that anybody uses, with how often each stands there; none of the silent."""
    count = len(works)
    starts = np.random.default_rng(5).integers(0, city.TERMS - OWN_WORDS, city.OCCUPATIONS)
    of_work = starts[works[np.arange(count)[:, None], draw.integers(0, works.shape[1], (count, own))]]
    theirs = np.concatenate(
        [of_work + _zipf(draw, OWN_WORDS, (count, own)), _zipf(draw, city.TERMS, (count, common))], axis=1
    )
    rows = np.arange(count) if silent is None else np.flatnonzero(~silent)
    cells, times = np.unique(rows[:, None] * city.TERMS + theirs[rows], return_counts=True)
    return sparse.from_entries(cells // city.TERMS, cells % city.TERMS, times, count)


def _weighed(terms: Sparse) -> Sparse:
    """BM25 as ``text.learn`` weighs it."""
    count = len(terms.indptr) - 1
    held = np.bincount(terms.codes, minlength=city.TERMS)
    rarity = np.log(1 + (count - held + 0.5) / (held + 0.5))
    values = text.LEARNT * rarity[terms.codes] * terms.values / (terms.values + text.REPETITION)
    return terms._replace(values=np.rint(values).astype(np.int32))


def _zipf(
    draw: np.random.Generator,
    kinds: int,
    shape: int | tuple[int, ...],
    *,
    order: NDArray[np.int64] | None = None,
    power: float = 1.0,
) -> NDArray[np.int64]:
    """Draws from 0..kinds-1, the r-th of ``order`` with a chance in proportion to 1 / r ** power."""
    chances = np.cumsum(1 / np.arange(1, kinds + 1) ** power)
    ranks = np.searchsorted(chances / chances[-1], draw.random(shape), side="right")
    return ranks if order is None else order[ranks]
