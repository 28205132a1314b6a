"""Hard rules as bitsets over postings: who may be shown what, before any point is given.

Every kind of rule sorts people into classes that it treats alike (same birth date, same district ...); each class has one row of bits, a bit
a posting. A person may be shown a posting when its bit stands in the rows of all their classes, and nothing between the two bars it (an
application that was sent). A whole city costs one AND of a few words a person and rule.
Source: bitmap indices, O'Neil & Quass, "Improved Query Performance with Variant Indexes", SIGMOD 1997.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import sparse
from matching.core.sparse import Sparse

WORD = 64


class Gates(NamedTuple):
    """Gates of n people and m postings, g kinds of rules with c classes together.

    bits : uint64 (c, ceil(m / 64)), bit j % 64 of word j // 64: the class passes posting j; bits from m on are 0
    classes : int32 (n, g), the row of ``bits`` for person i and kind
    barred : Sparse (n rows), code = posting j that person i can't be shown whatever the rules say; values are not read
    postings : m
    """

    bits: NDArray[np.uint64]
    classes: NDArray[np.int32]
    barred: Sparse
    postings: int


def open_to_all(people: int, postings: int) -> Gates:
    """Gates that drop nothing."""
    return Gates(
        np.zeros((0, -(-postings // WORD)), np.uint64), np.zeros((people, 0), np.int32), nothing(people), postings
    )


def of_matrix(passes: NDArray[np.bool_]) -> Gates:
    """Gates from one answer a pair, bool (n, m); equal rows share a class.

    >>> passing(of_matrix(np.array([[True, False]])), slice(0, 1)).tolist()
    [[True, False]]
    """
    bits, classes = np.unique(packed(passes), axis=0, return_inverse=True)
    return Gates(bits, classes.reshape(-1, 1).astype(np.int32), nothing(len(passes)), passes.shape[1])


def joined(parts: Sequence[tuple[NDArray[np.uint64], NDArray[np.integer]]], barred: Sparse, postings: int) -> Gates:
    """Gates of several kinds of rules, each with its rows uint64 (c, ceil(m / 64)) and the row of each person, int (n,)."""
    people = len(barred.indptr) - 1
    if not parts:
        return open_to_all(people, postings)._replace(barred=barred)
    starts = np.cumsum([0, *(len(bits) for bits, _classes in parts)])
    classes = [numbers + start for (_bits, numbers), start in zip(parts, starts, strict=False)]
    return Gates(
        np.concatenate([bits for bits, _classes in parts]),
        np.column_stack(classes).astype(np.int32),
        barred,
        postings,
    )


def packed(passes: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Answers bool (c, m) as words uint64 (c, ceil(m / 64)).

    >>> packed(np.array([[True, False, True]])).tolist()
    [[5]]
    """
    words = np.zeros((len(passes), -(-passes.shape[1] // WORD) * 8), np.uint8)
    found = np.packbits(passes, axis=1, bitorder="little")
    words[:, : found.shape[1]] = found
    return words.view("<u8").astype(np.uint64, copy=False)


def passing(gates: Gates, rows: slice) -> NDArray[np.bool_]:
    """Who passes what: bool (length of slice, m), row i person ``rows.start + i``."""
    classes = gates.classes[rows]
    words = np.full((len(classes), gates.bits.shape[1]), ~np.uint64(0))
    for kind in range(classes.shape[1]):
        words &= gates.bits[classes[:, kind]]
    passes = np.unpackbits(words.astype("<u8").view(np.uint8), axis=1, bitorder="little")[:, : gates.postings] > 0
    barred = sparse.take(gates.barred, rows)
    passes[sparse.row_of_entry(barred), barred.codes] = False
    return passes


def words_of(gates: Gates, rows: slice) -> NDArray[np.uint64]:
    """The same as words, uint64 (length of slice, ceil(m / 64)); bits from m on are 0."""
    classes = gates.classes[rows]
    words = np.repeat(packed(np.ones((1, gates.postings), bool)), len(classes), axis=0)
    for kind in range(classes.shape[1]):
        words &= gates.bits[classes[:, kind]]
    barred = sparse.take(gates.barred, rows)
    return without(words, sparse.row_of_entry(barred), barred.codes)


def without(words: NDArray[np.uint64], rows: NDArray[np.int64], columns: NDArray[np.integer]) -> NDArray[np.uint64]:
    """Clear the bits of the pairs named, int (p,) each, in place.

    >>> without(np.array([[7]], np.uint64), np.array([0, 0]), np.array([0, 2])).tolist()
    [[2]]
    """
    bits = np.uint64(1) << (columns % WORD).astype(np.uint64)
    np.bitwise_and.at(words, (rows, columns // WORD), ~bits)
    return words


def anyone(gates: Gates) -> NDArray[np.bool_]:
    """Which postings at least one person passes, bool (m,).

    >>> anyone(of_matrix(np.array([[True, False], [True, False]]))).tolist()
    [True, False]
    """
    found = np.zeros(gates.bits.shape[1], np.uint64)
    for first in range(0, len(gates.classes), 1 << 14):
        found |= np.bitwise_or.reduce(words_of(gates, slice(first, first + (1 << 14))), axis=0)
    return np.unpackbits(found.astype("<u8").view(np.uint8), bitorder="little")[: gates.postings] > 0


def take(gates: Gates, rows: NDArray[np.int64] | Sequence[int] | slice) -> Gates:
    """The gates of these people, in the order asked for."""
    return gates._replace(classes=gates.classes[rows], barred=sparse.take(gates.barred, rows))


def take_postings(gates: Gates, columns: NDArray[np.int64]) -> Gates:
    """The gates of these postings, each once, in the order asked for."""
    if np.array_equal(columns, np.arange(gates.postings)):
        return gates
    passes = np.unpackbits(gates.bits.astype("<u8").view(np.uint8), axis=1, bitorder="little")[:, columns] > 0
    place = np.full(gates.postings, -1, np.int64)
    place[columns] = np.arange(len(columns))
    rows = sparse.row_of_entry(gates.barred)
    kept = place[gates.barred.codes] >= 0
    codes = place[gates.barred.codes[kept]]
    barred = sparse.from_entries(rows[kept], codes, np.ones(len(codes), np.int64), len(gates.classes))
    return Gates(packed(passes), gates.classes, barred, len(columns))


def check(gates: Gates, people: int, postings: int) -> None:
    """Raise ValueError where gates are not those of so many people and postings."""
    told = (len(gates.classes), gates.postings)
    if told != (people, postings) or len(gates.barred.indptr) != people + 1:
        raise ValueError(f"gates have the shape {told}, the pairs {(people, postings)}")


def nothing(rows: int) -> Sparse:
    """So many rows without an entry."""
    return Sparse(np.zeros(rows + 1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32))
