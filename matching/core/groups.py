"""Postings of one occupation help each other: what a group of them says as a whole, and how well its best few fit.

A group is an opaque code that postings share (KECO, where they carry it); its digits mean nothing here. A posting without a code is a
group of its own, so that nobody gains or loses by a missing one. Source: cluster-based retrieval, Liu & Croft, "Cluster-based retrieval using
language models", 2004; best passages of a document, Callan, "Passage-level evidence in document retrieval", 1994.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

# The best of a group count 4 : 2 : 1. K3 nDCG@10 with codes .650, as against .635 for the best five at 1 : .7 : .49 : .34 : .24.
SHARES = np.array([4, 2, 1])


class Groups(NamedTuple):
    """m postings in g groups. of : int64 (m,), 0..g-1; members : csr (g, m), 1 where the posting is in the group."""

    of: NDArray[np.int64]
    members: csr_array


def learn(codes: Sequence[str]) -> Groups:
    """Number the groups of m postings; an empty code is a group of its own.

    >>> learn(["x", "", "x", ""]).of.tolist()
    [0, 1, 0, 2]
    """
    numbers: dict[tuple[str, int], int] = {}
    of = [numbers.setdefault((code, -1) if code else ("", place), len(numbers)) for place, code in enumerate(codes)]
    places = (np.array(of, np.int64), np.arange(len(codes)))
    members = csr_array((np.ones(len(codes)), places), shape=(len(numbers), len(codes)))
    return Groups(places[0], members)


def best_few(points: NDArray[np.int64], groups: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Weighted mean of the best three of each row's groups.

    Parameters
    ----------
    points : int64 (n, c), >= 0; groups : int64 (n, c), the group of each of them, 0..count-1; count : groups there are

    Returns
    -------
    int64 (n, c), for each entry the mean of its group in that row, rounded half to even; a group of fewer has the mean of those.

    >>> best_few(np.array([[6, 7, 9]]), np.array([[0, 1, 0]]), 2).tolist()
    [[8, 7, 8]]
    """
    if not points.size:
        return points
    cells = groups + count * np.arange(len(points))[:, None]
    order = np.lexsort((-points.ravel(), cells.ravel()))
    ordered = cells.ravel()[order]
    first = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    place = np.arange(len(order)) - np.repeat(first, np.diff(np.append(first, len(order))))
    share = np.append(SHARES, 0)[np.minimum(place, len(SHARES))]
    total = np.bincount(ordered, share * points.ravel()[order], count * len(points))
    whole = np.bincount(ordered, share, count * len(points))
    return np.rint(total[cells] / whole[cells]).astype(np.int64)


def seen_before(groups: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which entries of each row have their group earlier in the row, bool (n, c).

    >>> seen_before(np.array([[5, 3, 5, 5]])).tolist()
    [[False, False, True, True]]
    """
    order = np.argsort(groups, axis=1, kind="stable")
    ordered = np.take_along_axis(groups, order, axis=1)
    again = np.zeros(groups.shape, bool)
    np.put_along_axis(again, order[:, 1:], ordered[:, 1:] == ordered[:, :-1], axis=1)
    return again
