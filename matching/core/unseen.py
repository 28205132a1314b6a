"""Reverse lists: a posting that nobody is shown gets the last place of the person who loses least by it.

A posting that some person may be shown is shown to someone, whenever that can be without anybody losing more than one place. Source: the
need is that of two-sided recommenders, "each item exposed at least once" (Patro et al., "FairRec", 2020); the choice is exact pairing.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import gates, priced, ranking
from matching.core.chunked import chunks, order_of
from matching.core.columns import take
from matching.core.pairing import pair
from matching.core.priced import Priced
from matching.core.ranking import Ranked
from matching.core.shown import UNSEEN, Shown, put
from matching.core.signals.base import Pairs

BLOCK = 8_192


class _Offers(NamedTuple):
    """The least losses of each needy posting, int64 (d, c) each; ``losses`` of -1: nobody."""

    losses: NDArray[np.int64]
    rows: NDArray[np.int64]


def show_unseen(shown: Shown, city: Priced, price: NDArray[np.int32]) -> Shown:
    """Show each posting that has somebody who may be shown it to someone.

    Parameters
    ----------
    shown : lists of n people ranked at ``price``, int32 (m,), of the same city

    Returns
    -------
    Shown: at most the last place of each full list differs (``came`` UNSEEN). The sum of the points lost is the least that there is. Where not
    all can be shown, the lower id comes first. Ties: the person whose id is lower.
    """
    needy = _needy(shown, city)
    if not len(np.setdiff1d(needy, shown.columns)):
        return shown
    offers, order = _offers(shown, city, price, needy), order_of(city.candidates.ids)
    edges = [
        [(int(order[row]), loss) for loss, row in zip(losses, rows, strict=True) if loss >= 0]
        for losses, rows in zip(offers.losses.tolist(), offers.rows.tolist(), strict=True)
    ]
    person_at = np.append(np.argsort(city.candidates.ids, kind="stable"), -1)
    rows = person_at[np.array(pair(edges), np.int64)]
    moved = (rows >= 0) & (shown.columns[np.maximum(rows, 0), -1] != needy)
    pairs = Pairs(rows[moved], needy[moved])
    parts = priced.tell(city, price, pairs)
    return put(shown, pairs.rows, pairs.columns, city.offering.postings.ids, parts, UNSEEN)


def _needy(shown: Shown, city: Priced) -> NDArray[np.int64]:
    """Postings that somebody may be shown and that stand in no place but last ones of full lists, by id."""
    is_safe = np.zeros(len(city.order), bool)
    is_safe[shown.columns[:, :-1][shown.columns[:, :-1] >= 0]] = True
    waits = gates.anyone(city.passed) & ~is_safe
    return city.order[waits[city.order]]


def _offers(shown: Shown, city: Priced, price: NDArray[np.int32], needy: NDArray[np.int64]) -> _Offers:
    """For each needy posting the people who lose least: as many as there are needy ones, so that the others can't leave it without."""
    count = len(needy)
    best = _Offers(np.full((count, 0), -1, np.int64), np.full((count, 0), -1, np.int64))
    postings, passed = take(city.offering.postings, needy), gates.take_postings(city.passed, needy)
    people, free = len(city.candidates.ids), np.zeros(count, np.int32)
    ways = {"people": people, "price": free, "compiled": city.offering.is_fused}
    offering = ranking.prepare(postings, city.offering.weights, **ways)
    order = order_of(city.candidates.ids)
    for rows in chunks(len(shown.columns), BLOCK):
        few = priced.of_people(take(city.candidates, rows), offering, gates.take(passed, rows), threads=city.threads)
        losses = _losses(shown, rows, priced.best(few, price[needy], count), needy)
        best = _least(best, losses, np.arange(rows.start, rows.stop), order, count)
    return best


def _losses(shown: Shown, rows: slice, found: Ranked, needy: NDArray[np.int64]) -> NDArray[np.int64]:
    """What each person's last place loses by each needy posting, int64 (n, d), -1 where it can't be shown there."""
    losses = np.full((len(found.columns), len(needy) + 1), -1, np.int64)
    lost = shown.points[rows, -1:].astype(np.int64) - found.points
    np.put_along_axis(losses, found.columns, np.where(found.columns >= 0, lost, -1), axis=1)
    losses[shown.columns[rows, -1] < 0] = -1
    return losses[:, :-1]


def _least(
    best: _Offers, losses: NDArray[np.int64], rows: NDArray[np.int64], order: NDArray[np.int64], count: int
) -> _Offers:
    """The ``count`` least losses of both, ties to the person whose id is lower."""
    together = np.concatenate([best.losses, losses.T], axis=1)
    people = np.concatenate([best.rows, np.broadcast_to(rows, losses.T.shape)], axis=1)
    places = np.append(order, 0)[people]
    keys = np.where(together >= 0, together, np.int64(1) << 30) * len(order) + places
    chosen = np.argsort(keys, axis=1, kind="stable")[:, :count]
    return _Offers(np.take_along_axis(together, chosen, 1), np.take_along_axis(people, chosen, 1))
