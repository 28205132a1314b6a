"""Rows of few entries out of many codes: terms, certificates, careers.

Values are whole numbers, so every sum below is exact in float64 (as long as it stays under 2**53) and does not depend on the order of
adding: a person alone, a chunk and a whole city get the same numbers. Source: compressed sparse rows, Saad, "Iterative Methods for
Sparse Linear Systems", 2nd ed., section 3.4.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BLOCK = 1 << 18  # products held at once: 2 MB an array, so that a block stays in the cache


class Sparse(NamedTuple):
    """n rows; row i holds ``codes[indptr[i]:indptr[i + 1]]`` with the values at the same places.

    indptr : int64 (n + 1,), starts at 0, never decreasing
    codes : int32 (nnz,), >= 0, no code twice within a row
    values : int32 (nnz,), what the code is worth in the row (months, weight; 1 where only presence counts)
    """

    indptr: NDArray[np.int64]
    codes: NDArray[np.int32]
    values: NDArray[np.int32]


class Inverted(NamedTuple):
    """The same entries by code: code c stands in ``rows[indptr[c]:indptr[c + 1]]``, rows ascending.

    indptr : int64 (width + 1,); rows : int64 (nnz,); values : int32 (nnz,); count : how many rows there are
    """

    indptr: NDArray[np.int64]
    rows: NDArray[np.int64]
    values: NDArray[np.int32]
    count: int


def from_rows(rows: Iterable[Iterable[tuple[int, int]]]) -> Sparse:
    """Build from one list of (code, value) per row; order inside a row is kept.

    Raises ValueError where a row names a code twice.

    >>> from_rows([[(7, 2)], [], [(1, 1), (7, 3)]]).indptr.tolist()
    [0, 1, 1, 3]
    """
    indptr, codes, values = [0], [], []
    for number, row in enumerate(rows):
        entries = list(row)
        if len({code for code, _ in entries}) != len(entries):
            raise ValueError(f"row {number} names a code twice")
        codes.extend(code for code, _ in entries)
        values.extend(value for _, value in entries)
        indptr.append(len(codes))
    return Sparse(
        np.array(indptr, np.int64),
        np.array(codes, np.int32),
        np.array(values, np.int32),
    )


def from_entries(rows: NDArray[np.int64], codes: NDArray[np.int64], values: NDArray[np.int64], count: int) -> Sparse:
    """Build ``count`` rows from entries in any order, int64 (nnz,) each; no code twice within a row. Codes ascend within a row.

    >>> from_entries(np.array([1, 1]), np.array([9, 4]), np.array([1, 2]), 2).codes.tolist()
    [4, 9]
    """
    keys = rows * (int(codes.max(initial=0)) + 1) + codes
    indptr = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(rows, minlength=count), dtype=np.int64)])
    if (keys[1:] > keys[:-1]).all():
        return Sparse(indptr, codes.astype(np.int32), values.astype(np.int32))
    order = np.argsort(keys, kind="stable")
    return Sparse(indptr, codes[order].astype(np.int32), values[order].astype(np.int32))


def present(rows: Iterable[Iterable[int]]) -> Sparse:
    """Build from one collection of codes per row; every value is 1 and doubles are dropped.

    >>> present([[3, 1, 3]]).codes.tolist()
    [1, 3]
    """
    return from_rows([(code, 1) for code in sorted(set(row))] for row in rows)


def expand(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Places ``start .. start + length - 1`` of every run, one run after the other, int64 (sum of lengths,).

    >>> expand(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    total = int(lengths.sum())
    before = np.cumsum(lengths) - lengths
    return np.arange(total, dtype=np.int64) + np.repeat(starts - before, lengths)


def take(sparse: Sparse, rows: NDArray[np.int64] | Sequence[int] | slice) -> Sparse:
    """The rows asked for, in the order asked for; those of a slice share the entries of ``sparse``."""
    if isinstance(rows, slice) and rows.step in (None, 1):
        first, last, _step = rows.indices(len(sparse.indptr) - 1)
        indptr = sparse.indptr[first : max(first, last) + 1]
        held = slice(indptr[0], indptr[-1])
        return Sparse(indptr - indptr[0], sparse.codes[held], sparse.values[held])
    lengths = np.diff(sparse.indptr)[rows]
    places = expand(sparse.indptr[:-1][rows], lengths)
    indptr = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    return Sparse(indptr, sparse.codes[places], sparse.values[places])


def row_of_entry(sparse: Sparse) -> NDArray[np.int64]:
    """For each entry the row it belongs to, int64 (nnz,), ascending."""
    return np.repeat(np.arange(len(sparse.indptr) - 1, dtype=np.int64), np.diff(sparse.indptr))


def codes_by_row(sparse: Sparse) -> list[list[int]]:
    """The codes of each row as plain numbers, in the order in which they stand.

    >>> codes_by_row(present([[3, 1], []]))
    [[1, 3], []]
    """
    codes, ends = sparse.codes.tolist(), sparse.indptr.tolist()
    return [codes[start:end] for start, end in zip(ends, ends[1:], strict=False)]


def entries_by_row(sparse: Sparse) -> list[list[tuple[int, int]]]:
    """The (code, value) pairs of each row as plain numbers.

    >>> entries_by_row(from_rows([[(7, 2)], []]))
    [[(7, 2)], []]
    """
    entries, ends = list(zip(sparse.codes.tolist(), sparse.values.tolist(), strict=True)), sparse.indptr.tolist()
    return [entries[start:end] for start, end in zip(ends, ends[1:], strict=False)]


def sum_rows(values: NDArray[np.int64], indptr: NDArray[np.int64]) -> NDArray[np.int64]:
    """Add up the entries of each row along axis 0; a row without entries gives 0.

    values : (nnz,) or (nnz, m) whole numbers; returns (n,) or (n, m) of the same dtype.
    """
    total = np.zeros((len(indptr) - 1, *values.shape[1:]), values.dtype)
    filled = np.flatnonzero(np.diff(indptr))
    if len(filled):
        total[filled] = np.add.reduceat(values, indptr[:-1][filled], axis=0)
    return total


def invert(sparse: Sparse) -> Inverted:
    """Index the rows by code; the width is the highest code present plus one."""
    width = int(sparse.codes.max()) + 1 if len(sparse.codes) else 0
    order = np.argsort(sparse.codes, kind="stable")
    indptr = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(sparse.codes, minlength=width))])
    return Inverted(
        indptr,
        row_of_entry(sparse)[order],
        sparse.values[order],
        len(sparse.indptr) - 1,
    )


def overlap(left: Sparse, right: Inverted) -> NDArray[np.float64]:
    """Sum of left value x right value over the codes that both rows hold.

    Returns float64 (n, m), whole numbers >= 0 for values >= 0; row i is row i of ``left``, column j row j of ``right``.

    >>> overlap(from_rows([[(1, 2), (9, 5)]]), invert(from_rows([[(1, 3)], [(4, 1)]]))).tolist()
    [[6.0, 0.0]]
    """
    codes = np.minimum(left.codes, len(right.indptr) - 1)  # a code beyond the width has no rows
    ends = np.append(right.indptr, right.indptr[-1])
    starts, lengths = ends[codes], ends[codes + 1] - ends[codes]
    work = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])[left.indptr]
    total = np.zeros((len(left.indptr) - 1, right.count))
    first = 0
    while first < len(total):
        last = max(first + 1, int(np.searchsorted(work, work[first] + BLOCK, side="right")) - 1)
        here = slice(left.indptr[first], left.indptr[last])
        owner = np.repeat(np.arange(last - first), np.diff(left.indptr[first : last + 1]))
        total[first:last] = _products(starts[here], lengths[here], left.values[here], owner, last - first, right)
        first = last
    return total


def _products(
    starts: NDArray[np.int64],
    lengths: NDArray[np.int64],
    weights: NDArray[np.int32],
    owner: NDArray[np.int64],
    count: int,
    right: Inverted,
) -> NDArray[np.float64]:
    places = expand(starts, lengths)
    products = right.values[places] * np.repeat(weights.astype(np.float64), lengths)
    cells = np.repeat(owner * right.count, lengths) + right.rows[places]
    return np.bincount(cells, products, count * right.count).reshape(count, right.count)
