"""Points of all pairs by numpy, some people at a time: the path that needs nothing else, and what the compiled one is held to.

Each signal is rounded to whole points (half to even) before the sum, so the points of an explanation add up to the score, and chunks, single
people and single postings get the same numbers. 64 people a chunk keep the work in the cache (measured faster and smaller than 500).
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import gates
from matching.core.columns import CandidateColumns, PostingColumns, take
from matching.core.gates import Gates
from matching.core.signals.base import Signal
from matching.core.weights import Weights, agreement, used

CHUNK = 64


class Prepared(NamedTuple):
    """m postings with what each weighed signal computed from them once. together : int32 (2, 1001); price : int32 (m,) or None"""

    postings: PostingColumns
    signals: tuple[tuple[Signal, int, Any], ...]
    both: int
    together: NDArray[np.int32]
    price: NDArray[np.int32] | None


def prepare(postings: PostingColumns, weights: Weights, price: NDArray[np.int32] | None = None) -> Prepared:
    """Do once what every chunk of people needs. Raises ValueError where a weight names no signal."""
    signals = tuple((signal, most, signal.prepare(postings)) for signal, most in used(weights))
    return Prepared(postings, signals, weights.both, agreement(weights), price)


def parts(candidates: CandidateColumns, prepared: Prepared) -> NDArray[np.int32]:
    """Parts of all pairs before gates, int32 (p, n, m); row i person i, column j posting j.

    First the weighed signals, 0..their most; then, where they count, agreement of both sides, and the price as points taken off.
    """
    told, sides = [], [np.zeros((len(candidates.ids), len(prepared.postings.ids)), np.int32) for _ in range(2)]
    for signal, most, postings in prepared.signals:
        told.append(np.rint(signal.score(candidates, postings) * most).astype(np.int32))
        sides[signal.side] += told[-1]
    if prepared.both:
        told.append(np.minimum(prepared.together[0][sides[0]], prepared.together[1][sides[1]]))
    if prepared.price is not None:
        told.append(-np.minimum(prepared.price[None, :], sum(told)))
    return np.stack(told)


def fill(
    candidates: CandidateColumns,
    prepared: Prepared,
    passed: Gates,
    columns: NDArray[np.int32],
    points: NDArray[np.int32],
    told: NDArray[np.int32],
) -> None:
    """Fill the best columns of each person, int32 (n, k), their points, and their parts, int32 (n, k, p), or none where p is 0."""
    order = order_of(prepared.postings.ids)
    for rows in chunks(len(candidates.ids), CHUNK):
        gained = parts(take(candidates, rows), prepared)
        scores = np.where(gates.passing(passed, rows), gained.sum(axis=0, dtype=np.int32), np.int32(-1))
        chosen, points[rows] = top(scores, order, columns.shape[1])
        columns[rows] = chosen
        if told.shape[2]:
            of_chosen = np.take_along_axis(gained, np.maximum(chosen, 0)[None], axis=2)
            told[rows] = np.where(chosen[None] >= 0, of_chosen, 0).transpose(1, 2, 0)


def scores_of(candidates: CandidateColumns, prepared: Prepared, passed: Gates) -> NDArray[np.int32]:
    """Points of everybody for the postings, int32 (n, m), -1 where a gate drops the pair; for few postings."""
    scores = np.full((len(candidates.ids), len(prepared.postings.ids)), -1, np.int32)
    for rows in chunks(len(candidates.ids), CHUNK * 64):
        gained = parts(take(candidates, rows), prepared).sum(axis=0, dtype=np.int32)
        scores[rows] = np.where(gates.passing(passed, rows), gained, np.int32(-1))
    return scores


def top(scores: NDArray[np.integer], order: NDArray[np.int64], k: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The best k columns of each row.

    Parameters
    ----------
    scores : int (n, m), -1 where the pair is dropped; order : int64 (m,), a permutation of 0..m-1, lower wins a tie; k >= 1

    Returns
    -------
    columns int64 (n, k) and their scores int64 (n, k), best first, -1 in free places.

    >>> top(np.array([[5, 7, 7]]), np.array([0, 2, 1]), 2)[0].tolist()
    [[2, 1]]
    """
    if k < 1:
        raise ValueError(f"k is {k}; at least one place is needed")
    count = scores.shape[1]
    keys = np.where(scores >= 0, scores.astype(np.int64) * count + (count - 1 - order), -1)
    held = min(k, count)
    if held < count:
        keys = np.partition(keys, count - held, axis=1)[:, count - held :]
    keys = np.sort(keys, axis=1)[:, ::-1]
    keys = np.concatenate([keys, np.full((len(keys), k - held), -1, np.int64)], axis=1)
    column_at = np.append(np.argsort(order), -1)
    places = np.where(keys >= 0, count - 1 - keys % max(count, 1), count)
    return column_at[places], np.where(keys >= 0, keys // max(count, 1), -1)


def order_of(ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Place of each id in ascending order, int64 (m,).

    >>> order_of(np.array([30, 10, 20])).tolist()
    [2, 0, 1]
    """
    place = np.empty(len(ids), np.int64)
    place[np.argsort(ids, kind="stable")] = np.arange(len(ids))
    return place


def chunks(count: int, size: int) -> list[slice]:
    """Slices of ``size`` rows that cover 0..count."""
    return [slice(first, min(first + size, count)) for first in range(0, count, size)]
