"""What each person is shown, and how every place of a list came there: ranked, so that no posting stays unseen, or to explore.

The chance with which each place was filled is kept beside it (propensity): without it nothing can be learnt later from what was shown
(Schnabel et al., "Recommendations as Treatments", 2016).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core.ranking import Ranked

FREE, RANKED, UNSEEN, EXPLORED = -1, 0, 1, 2


class Shown(NamedTuple):
    """The lists of n people with k places each, as in ``ranking.Ranked``, points never increasing along a row.

    came : int8 (n, k), FREE, RANKED by points, UNSEEN: a posting that nobody else is shown, EXPLORED: drawn by lot
    chance : float64 (n, k), how likely this person was to be shown this posting, 0 in free places and 1 where no lot was drawn
    """

    ids: NDArray[np.int64]
    points: NDArray[np.int32]
    columns: NDArray[np.int64]
    parts: NDArray[np.int32]
    came: NDArray[np.int8]
    chance: NDArray[np.float64]


def of_ranked(ranked: Ranked) -> Shown:
    """The lists as they were ranked."""
    is_filled = ranked.columns >= 0
    return Shown(*ranked, np.where(is_filled, RANKED, FREE).astype(np.int8), is_filled.astype(np.float64))


def may_be_wished(shown: Shown) -> NDArray[np.bool_]:
    """Which places may stand for wishes in an allocation, bool (n, k): never one that a lot filled.

    >>> lists = of_ranked(Ranked(*(np.array([[7, -1]]),) * 3, np.zeros((1, 2, 0), np.int32)))
    >>> may_be_wished(lists).tolist()
    [[True, False]]
    """
    return (shown.came == RANKED) | (shown.came == UNSEEN)


def last_places(shown: Shown) -> NDArray[np.int64]:
    """The last filled place of each person, int64 (n,), -1 where none is."""
    return (shown.columns >= 0).sum(axis=1) - 1


def put(
    shown: Shown,
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    ids: NDArray[np.int64],
    parts: NDArray[np.int32],
    came: int,
) -> Shown:
    """Put a posting in place of the last one of some people, each once.

    rows : int64 (r,), people; columns, ids : int64 (m,) of all postings' ids and (r,) of those put; parts : int32 (r, p)
    """
    made = Shown(*(column.copy() for column in shown))
    last = last_places(shown)[rows]
    made.columns[rows, last], made.ids[rows, last] = columns, ids[columns]
    made.points[rows, last], made.came[rows, last] = parts.sum(axis=1), came
    made.parts[rows, last] = parts
    return made
