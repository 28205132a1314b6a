"""People and postings that a signal can't tell apart: one class, worked out once.

A signal that reads few different values (a place, a week of hours, a kind of work) gives the same points to every pair of the same two
classes, so its points are a small table, and a pair is a look-up. Dictionary encoding of columns: Abadi, Madden & Ferreira, "Integrating
Compression and Execution in Column-Oriented Database Systems", SIGMOD 2006.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import sparse
from matching.core.columns import CandidateColumns, PostingColumns, Sites
from matching.core.sparse import Sparse

_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


class Classes(NamedTuple):
    """of : int32 (n,), the class of each row, 0..c-1; first : int64 (c,), the first row of each class"""

    of: NDArray[np.int32]
    first: NDArray[np.int64]


_ALONE = Classes(np.zeros(1, np.int32), np.zeros(1, np.int64))


def classes(columns: CandidateColumns | PostingColumns, names: Sequence[str]) -> Classes:
    """Sort rows into classes whose entries in the columns named are equal.

    >>> from matching.core.columns import keco
    >>> of_words(np.array([[7], [5], [7]], np.uint64)).first.tolist()
    [1, 0]
    """
    if len(columns.ids) == 1:  # a person or posting alone, asked for on the spot
        return _ALONE
    return of_words(np.concatenate([words(getattr(columns, name)) for name in names], axis=1))


def of_words(rows: NDArray[np.uint64]) -> Classes:
    """The same for rows of words, uint64 (n, w). Rows are told apart by a hash of 64 bits, and that it held is checked."""
    if len(rows) == 1:
        return _ALONE
    _values, first, of = np.unique(_hashed(rows), return_index=True, return_inverse=True)
    if not np.array_equal(rows[first][of], rows):  # two different rows with one hash: look at them whole
        _values, first, of = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    return Classes(of.reshape(-1).astype(np.int32), first)


def words(column: NDArray | Sparse | Sites) -> NDArray[np.uint64]:
    """A column as words that are equal exactly where its rows are, uint64 (n, w)."""
    if isinstance(column, Sparse):
        return _entry_words(column)
    if isinstance(column, Sites):
        return _site_words(column)
    wide = column.astype(np.float64) if column.dtype.kind == "f" else column.astype(np.int64)
    return np.ascontiguousarray(wide.reshape(len(wide), math.prod(wide.shape[1:]))).view(np.uint64)


def _hashed(rows: NDArray[np.uint64]) -> NDArray[np.uint64]:
    found = np.full(len(rows), len(_MIX), np.uint64)
    for place in range(rows.shape[1]):
        found = (found ^ rows[:, place]) * _MIX[0]
        found = (found ^ (found >> np.uint64(30))) * _MIX[1]
        found = (found ^ (found >> np.uint64(27))) * _MIX[2]
        found ^= found >> np.uint64(31)
    return found


def _entry_words(column: Sparse) -> NDArray[np.uint64]:
    """Each row's codes and values, filled up; a row of n entries never equals one of another number."""
    lengths = np.diff(column.indptr)
    most = int(lengths.max(initial=0))
    found = np.zeros((len(lengths), most + 1), np.uint64)
    found[:, 0] = lengths
    rows = sparse.row_of_entry(column)
    places = np.arange(len(rows)) - column.indptr[rows] + 1
    found[rows, places] = column.codes.astype(np.uint64) << np.uint64(32) | column.values.astype(np.uint64)
    return found


def _site_words(column: Sites) -> NDArray[np.uint64]:
    lengths = np.diff(column.indptr)
    most = int(lengths.max(initial=0))
    found = np.zeros((len(lengths), 1 + 3 * most), np.uint64)
    found[:, 0] = lengths
    rows = np.repeat(np.arange(len(lengths)), lengths)
    places = np.arange(len(rows)) - column.indptr[rows]
    points = np.ascontiguousarray(column.points).view(np.uint64).reshape(-1, 3)
    for axis in range(3):
        found[rows, 1 + 3 * places + axis] = points[:, axis]
    return found
