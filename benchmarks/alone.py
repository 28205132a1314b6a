"""What changes between runs: one new posting against everybody, one changed profile against all postings; the rest stands ready."""

from collections.abc import Iterator

import numpy as np

from benchmarks import city
from benchmarks.ranking import POSTINGS, K, empty
from benchmarks.table import Line
from benchmarks.timing import beside, walls
from matching.core import columns, fused, ranking
from matching.core.weights import SECOND

PEOPLE, BEST = 2_200_000, 100


def run(*, small: bool) -> Iterator[Line | str]:
    """Say seconds of the whole call on one thread; both are checked against the other direction or the numpy path."""
    count = PEOPLE // 10 if small else PEOPLE
    yield f"alone: one posting against {count:,} people, best {BEST}; one profile against {POSTINGS:,} postings, best {K}"
    yield from _one_posting(count)
    yield from _one_person()


def _one_posting(count: int) -> Iterator[Line]:
    people, posting = city.blocks(count), columns.take(city.postings(POSTINGS), [5])
    encoded, passed = fused.encode(people), city.rules(count, 1)

    def find() -> tuple:
        return fused.best_people(encoded, fused.prepare(posting, SECOND), passed, 0, BEST)

    rows, points = find()
    some = np.sort(rows)
    told = ranking.points_of_pairs(people, posting, ranking.Pairs(rows, np.zeros(len(rows), np.int64)), SECOND)
    if not np.array_equal(told.sum(axis=1), points) or len(np.unique(some)) != BEST:
        raise RuntimeError("one posting: the points are not those of the numpy path")
    yield Line("one new posting, wall", walls(find)[0].seconds, "s", 0.5, is_most=True)
    yield Line("one new posting, processor", beside(find)[0].seconds, "s")


def _one_person() -> Iterator[Line]:
    person, prepared = columns.take(city.people(1_000), [77]), fused.prepare(city.postings(POSTINGS), SECOND)
    passed = city.rules(1, POSTINGS)
    out = empty(1)
    parts = np.zeros((1, K, prepared.offer.parts), np.int32)

    def find() -> None:
        fused.fill(fused.encode(person), prepared, passed, *out, parts)

    find()
    ranked = ranking.match_candidates(person, city.postings(POSTINGS), SECOND, k=K, passed=passed, compiled=False)
    if not np.array_equal(ranked.columns, out[0]) or not np.array_equal(ranked.parts, parts):
        raise RuntimeError("one person: the list is not that of the numpy path")
    yield Line("one changed profile, with its encoding and parts, wall", 1000 * walls(find, rounds=100)[0].seconds, "ms", 1, is_most=True)  # fmt: skip
