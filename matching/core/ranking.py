"""Whole points for every pair, and the best k of them exactly, without sorting the rest.

Ties: more points first, then the lower id. Each signal is rounded to whole points (half to even) before the sum, so the points of an
explanation add up to the score, and chunks, single people and single postings get the same numbers. 64 people a chunk keep the work in the
cache (measured faster and smaller than 500).
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core.columns import CandidateColumns, PostingColumns, take
from matching.core.signals import ALL
from matching.core.signals.base import Pairs, Signal
from matching.core.weights import Weights

CHUNK = 64

# int8 (n, m): 1 met, 0 not known, -1 not met; only -1 drops a pair. Or a function that gives the rows of a slice of people.
Gates = NDArray[np.int8] | Callable[[slice], NDArray[np.int8]] | None


class Ranked(NamedTuple):
    """The best k of each row, best first; free places hold -1.

    ids : int64 (n, k); points : int32 (n, k), 0..1000, never increasing along a row
    columns : int64 (n, k), the place of each id among what was ranked
    parts : int32 (n, k, s), the points of each signal in the order of ``Prepared.parts``, which add up to ``points``; 0 in free places
    """

    ids: NDArray[np.int64]
    points: NDArray[np.int32]
    columns: NDArray[np.int64]
    parts: NDArray[np.int32]


class Prepared(NamedTuple):
    """Postings with what each signal of positive weight computed from them once."""

    postings: PostingColumns
    parts: tuple[tuple[Signal, int, Any], ...]


def prepare(postings: PostingColumns, weights: Weights) -> Prepared:
    """Do once what every chunk of people needs. Raises ValueError where a weight names no signal."""
    return Prepared(postings, tuple((signal, most, signal.prepare(postings)) for signal, most in used_signals(weights)))


def used_signals(weights: Weights) -> list[tuple[Signal, int]]:
    """The signals of positive weight with the most that each can give, in the order of ``signals.ALL``.

    Raises ValueError where a weight names no signal.
    """
    if strange := set(weights.most) - {signal.name for signal in ALL}:
        raise ValueError(f"{weights.name} weighs what is no signal: {', '.join(sorted(strange))}")
    return [(signal, weights.most[signal.name]) for signal in ALL if weights.most.get(signal.name)]


def points_by_signal(candidates: CandidateColumns, prepared: Prepared) -> NDArray[np.int32]:
    """Points of each signal before gates, int32 (s, n, m), 0..its most; row i person i, column j posting j."""
    gained = np.zeros((len(prepared.parts), len(candidates.ids), len(prepared.postings.ids)), np.int32)
    for number, (signal, most, postings) in enumerate(prepared.parts):
        gained[number] = np.rint(signal.score(candidates, postings) * most)
    return gained


def match_candidates(
    candidates: CandidateColumns, postings: PostingColumns, weights: Weights, *, k: int, gates: Gates = None
) -> Ranked:
    """The best k postings for each person. For one person, pass ``columns.take(candidates, [i])``.

    Parameters
    ----------
    candidates : n people; postings : m postings; weights : points a signal
    k : places a person, >= 1
    gates : int8 (n, m), or a function from a slice of people to int8 (length of slice, m), or None (nothing is dropped)

    Returns
    -------
    Ranked (n, k): ``ids`` are posting ids. Order: points descending, then posting id ascending. Dropped pairs never appear.

    Raises
    ------
    ValueError for k < 1, or gates of another shape.
    """
    prepared, order = prepare(postings, weights), order_of(postings.ids)
    best = _nobody(len(candidates.ids), k, len(prepared.parts))
    for rows in chunks(len(candidates.ids), CHUNK):
        gained = points_by_signal(take(candidates, rows), prepared)
        chosen, best.points[rows] = top(dropped_at(gained.sum(axis=0, dtype=np.int32), gates, rows), order, k)
        _fill(best, rows, chosen, gained, postings.ids)
    return best


def match_posting(
    candidates: CandidateColumns, posting: PostingColumns, weights: Weights, *, k: int, gates: Gates = None
) -> Ranked:
    """The best k people for one posting (m = 1): the same points as :func:`match_candidates` gives the pairs.

    gates : int8 (n, 1) or a function of a slice, as above. Returns Ranked (1, k): ``ids`` are candidate ids.
    Order: points descending, then candidate id ascending.

    Raises ValueError for k < 1, more than one posting, or gates of another shape.
    """
    if len(posting.ids) != 1:
        raise ValueError(f"one posting is matched at a time, {len(posting.ids)} were given")
    prepared = prepare(posting, weights)
    gained = np.zeros((len(prepared.parts), len(candidates.ids), 1), np.int32)
    scores = np.full((len(candidates.ids), 1), -1, np.int32)
    for rows in chunks(len(candidates.ids), CHUNK * 64):
        gained[:, rows] = points_by_signal(take(candidates, rows), prepared)
        scores[rows] = dropped_at(gained[:, rows].sum(axis=0, dtype=np.int32), gates, rows)
    best = _nobody(1, k, len(prepared.parts))
    chosen, best.points[:] = top(scores.T, order_of(candidates.ids), k)
    _fill(best, slice(0, 1), chosen, gained.transpose(0, 2, 1), candidates.ids)
    return best


def points_of_pairs(
    candidates: CandidateColumns, postings: PostingColumns, pairs: Pairs, weights: Weights
) -> NDArray[np.int32]:
    """Points of each signal for the pairs named, before gates: int32 (p, s), as :class:`Ranked` has them in ``parts``."""
    gained = np.zeros((len(pairs.rows), len(used_signals(weights))), np.int32)
    for column in np.unique(pairs.columns):
        places = np.flatnonzero(pairs.columns == column)
        posting = prepare(take(postings, [column]), weights)
        for part in chunks(len(places), CHUNK * 64):
            gained[places[part]] = points_by_signal(take(candidates, pairs.rows[places[part]]), posting)[:, :, 0].T
    return gained


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


def _nobody(count: int, k: int, signals: int) -> Ranked:
    """All places free."""
    if k < 1:
        raise ValueError(f"k is {k}; at least one place is needed")
    free = np.full((count, k), -1, np.int64)
    return Ranked(free, free.astype(np.int32), free.copy(), np.zeros((count, k, signals), np.int32))


def _fill(
    best: Ranked, rows: slice, chosen: NDArray[np.int64], gained: NDArray[np.int32], ids: NDArray[np.int64]
) -> None:
    """Write down who was chosen and the points of each signal; gained : int32 (s, rows, m)."""
    if not len(ids):
        return
    best.columns[rows] = chosen
    best.ids[rows] = np.where(chosen >= 0, np.append(ids, -1)[chosen], -1)
    told = np.take_along_axis(gained, np.maximum(chosen, 0)[None], axis=2)
    best.parts[rows] = np.where(chosen[None] >= 0, told, 0).transpose(1, 2, 0)


def chunks(count: int, size: int) -> list[slice]:
    """Slices of ``size`` rows that cover 0..count."""
    return [slice(first, min(first + size, count)) for first in range(0, count, size)]


def dropped_at(scores: NDArray[np.int32], gates: Gates, rows: slice) -> NDArray[np.int32]:
    """The scores with -1 where a gate is not met (verdict -1).

    Raises ValueError where the gates have another shape than the scores.
    """
    if gates is None:
        return scores
    verdicts = gates(rows) if callable(gates) else gates[rows]
    if verdicts.shape != scores.shape:
        raise ValueError(f"gates have the shape {verdicts.shape}, the pairs {scores.shape}")
    return np.where(verdicts < 0, np.int32(-1), scores)
