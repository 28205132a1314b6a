"""The same points by numpy, 64 people at a time, in two ways that an engineer without a compiler would write.

``whole_tables``: every signal for every pair of the chunk, the path that stands in where numba is missing (``matching.core.chunked``).
``survivors``: gates first, then only what is left: points looked up by class, words by scipy's sparse product.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse as scipy_sparse

from matching.core import chunked, fused, gates
from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.fused import Encoded, Prepared
from matching.core.gates import Gates
from matching.core.sparse import Sparse

Lists = tuple[NDArray[np.int64], NDArray[np.int64]]  # columns and points, (n, k) each, -1 in free places


class Tables(NamedTuple):
    """What stands ready for every chunk. terms : (v, m), what each term is worth in each posting; careers : (n, groups), points of each"""

    prepared: Prepared
    crowd: Any
    words: scipy_sparse.csr_array
    terms: scipy_sparse.csr_array
    careers: NDArray[np.int32]


def whole_tables(people: CandidateColumns, offers: chunked.Prepared, passed: Gates, k: int) -> Lists:
    """Every signal of every pair, then the best k of those that pass."""
    found = np.full((2, len(people.ids), k), -1, np.int32)
    chunked.fill(people, offers, passed, found[0], found[1], np.zeros((len(people.ids), k, 0), np.int32))
    return found[0].astype(np.int64), found[1].astype(np.int64)


def tables(
    people: CandidateColumns, encoded: Encoded, postings: PostingColumns, prepared: Prepared, passed: Gates
) -> Tables:
    """The tables of the loops, and words as sparse matrices. Postings stand in ascending order of ids."""
    crowd = fused.crowd(encoded, slice(0, len(people.ids)), prepared, passed)
    width = 1 + int(max(people.terms.codes.max(initial=0), postings.terms.codes.max(initial=0)))
    words, terms = (_matrix(rows, width) for rows in (people.terms, postings.terms))
    return Tables(prepared, crowd, words, terms.T.tocsr(), _careers(people.careers, prepared.offer))


def survivors(ready: Tables, passed: Gates, k: int) -> Lists:
    """Gates, then the points of what is left, then the best k: a sort of the few pairs by person, points and place."""
    count = len(passed.classes)
    found, points = np.full((count, k), -1, np.int64), np.full((count, k), -1, np.int64)
    for rows in chunked.chunks(count, chunked.CHUNK):
        persons, offers = np.nonzero(gates.passing(passed, rows))
        total = _points(ready, rows, persons, offers)
        order = np.argsort((persons << 44) - (total << 22) + offers)
        persons, offers, total = persons[order], offers[order], total[order]
        starts = np.searchsorted(persons, np.arange(rows.stop - rows.start))
        places = np.arange(len(persons)) - starts[persons]
        held = places < k
        found[rows.start + persons[held], places[held]] = offers[held]
        points[rows.start + persons[held], places[held]] = total[held]
    return found, points


def _points(ready: Tables, rows: slice, persons: NDArray[np.int64], offers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Points of the pairs left of a chunk."""
    offer, crowd, sides = ready.prepared.offer, ready.crowd, np.zeros((2, len(persons)), np.int64)
    starts, classes = crowd.rows[rows].T, offer.classes
    for signal in range(len(starts)):
        sides[int(signal >= offer.wishes)] += crowd.tables[starts[signal][persons] + classes[signal][offers]]
    held = np.bitwise_count(crowd.certificates[rows][persons] & offer.certificates[offers]).sum(axis=1)
    shared = (ready.words[rows] @ ready.terms).toarray()[persons, offers]
    said = np.diff(crowd.term_starts)[rows][persons] > 0
    words = np.rint(np.where(said, shared / (shared + offer.half_words), 0.5) * offer.most_words)
    sides[1] += offer.held[offer.named[offers], held] + words.astype(np.int64)
    lived = ready.careers[rows]
    near = np.maximum.reduce([lived[persons, offer.groups[offers, level]] for level in range(offer.groups.shape[1])])
    unsaid = (np.diff(crowd.career_starts)[rows][persons] == 0) | (offer.groups[offers, 0] == 0)
    sides[1] += np.where(unsaid, int(np.rint(0.5 * offer.most_career)), near)
    both = np.minimum(offer.together[0][sides[0]], offer.together[1][sides[1]])
    return sides[0] + sides[1] + both


def _matrix(rows: Sparse, width: int) -> scipy_sparse.csr_array:
    values = rows.values.astype(np.int64)
    return scipy_sparse.csr_array(
        (values, rows.codes.astype(np.int32), rows.indptr), shape=(len(rows.indptr) - 1, width)
    )


def _careers(careers: Sparse, offer: Any) -> NDArray[np.int32]:
    """Points of each person in each group of occupations, int32 (n, groups); nothing in group 0."""
    count, owners = len(careers.indptr) - 1, np.repeat(np.arange(len(careers.indptr) - 1), np.diff(careers.indptr))
    months, nearness = np.zeros((count, offer.count_groups)), np.zeros(offer.count_groups)
    for level, start in enumerate(offer.level_starts.tolist()):
        cut = careers.codes.astype(np.int64) >> (4 * (3 - level))
        group = np.where(cut & 15, offer.group_of[start + cut], 0)
        np.add.at(months, (owners, group), careers.values)
        nearness[group] = offer.nearness[level]
    months[:, 0] = 0
    return np.rint(nearness * (months / (months + offer.half_months)) * offer.most_career).astype(np.int32)
