"""What lists do to a city: how good they are, how evenly seats are seen, and how many seats fill.

Sources: discounted gain, Järvelin & Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002; exposure, congestion and coverage as
in Mashayekhi et al., "ReCon", 2023; Gini's mean difference, 1912.
"""

import numpy as np
from numpy.typing import NDArray

from matching.core import round_columns
from matching.core.allocation import allocate, draw
from matching.core.ranking import Ranked
from matching.core.round_columns import Round
from matching.core.shown import Shown, may_be_wished

APPLY_TO = 5  # postings of a list, from its top, that everybody applies to


def true_points(lists: Ranked | Shown, *, is_priced: bool) -> NDArray[np.int64]:
    """Points before the price, int64 (n, k), 0 in free places. is_priced : whether the last of ``parts`` is the price."""
    return lists.parts[..., : lists.parts.shape[2] - is_priced].sum(axis=2, dtype=np.int64)


def gain(points: NDArray[np.integer]) -> float:
    """Discounted gain of all lists, points >= 0 (n, k): the r-th place counts 1 / log2(r + 1).

    >>> gain(np.array([[3, 0], [1, 0]]))
    4.0
    """
    return float((points.sum(axis=0) / np.log2(np.arange(2, points.shape[1] + 2))).sum())


def exposure(columns: NDArray[np.int64], postings: int) -> NDArray[np.int64]:
    """How many people are shown each posting, int64 (m,). columns : int64 (n, k), -1 in free places

    >>> exposure(np.array([[0, 2], [2, -1]]), 3).tolist()
    [1, 0, 2]
    """
    return np.bincount(columns[columns >= 0], minlength=postings)


def gini(amounts: NDArray) -> float:
    """How unevenly amounts >= 0 lie, (m,): 0 all alike, towards 1 all with one; 0 where there is nothing.

    >>> gini(np.array([1, 1])), gini(np.array([0, 0, 0, 4]))
    (0.0, 0.75)
    """
    count, total = len(amounts), float(amounts.sum())
    if not total:
        return 0.0
    ranks = 2 * np.arange(1, count + 1) - count - 1
    return float((ranks * np.sort(amounts)).sum() / (count * total))


def coverage(seen: NDArray[np.int64], is_open: NDArray[np.bool_]) -> float:
    """Share of the postings that somebody may be shown which somebody is shown, 0..1; 1 where there are none. bool (m,), int64 (m,)

    >>> coverage(np.array([3, 0, 0]), np.array([True, True, False]))
    0.5
    """
    return float((seen[is_open] > 0).mean()) if is_open.any() else 1.0


def filled(lists: Shown, points: NDArray[np.int64], seats: NDArray[np.int64], *, seed: str = "1") -> int:
    """How many seats fill if everybody applies to the first ``APPLY_TO`` of their list and deferred acceptance allocates.

    points : int64 (n, k), by which seats choose (:func:`true_points`); seats : int64 (m,), >= 0. Places that a lot filled are not applied to.
    """
    people, applied = len(lists.columns), may_be_wished(lists)[:, :APPLY_TO]
    rows, places = np.nonzero(applied)
    wishes = round_columns.wishes(rows, places, lists.columns[rows, places], points[rows, places], people=people)
    order = draw(seed, [str(number) for number in range(people)])
    given = allocate(Round(wishes, round_columns.seats(seats), np.zeros((people, 0), bool), order))
    return int((given >= 0).sum())
