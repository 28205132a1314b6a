"""Prices for crowded postings: if everybody is shown the same ones, most seats stay empty.

Each round ranks everybody, counts who would see which posting, raises the price of a posting seen by more people a seat than others, and
lowers it where fewer see it: a gradient on the dual of "give each seat its share of the eyes", with steps that get smaller (Bertsekas, "The
Auction Algorithm", 1988; exposure in place of bids: Mashayekhi et al., "ReCon", RecSys 2023). Postings far below their share move fast, those
above it slowly: an empty seat needs a few who look, and no popular posting need lose its own. Only + - * / and sqrt, so any machine gets the
same prices. Shares are relative to the city: prices found on a sample of its people hold for all of it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import exploring, gates, priced, unseen
from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.gates import Gates
from matching.core.measures import exposure
from matching.core.priced import Priced
from matching.core.shown import Shown, of_ranked
from matching.core.weights import Weights

# People apply from the top of a list: each of the first places counts as so many of the others.
FIRST, TIMES = 5, 5


class Pressure(NamedTuple):
    """How hard prices work: chosen on three made-up cities (seeds 11, 13, 14) so that a gain of .96 is kept, and held to three others.

    What each strength costs and fills is in docs/matching.md.

    lift : points a round by which a posting that nobody sees becomes cheaper; press : by which one that everybody sees becomes dearer
    low, high : seen by so many times the city's mean a seat or fewer, or more; in between nothing moves
    most : points, the highest price there is; rounds : how often everybody is ranked
    """

    lift: float = 60.0
    press: float = 16.0
    low: float = 0.5
    high: float = 1.0
    most: int = 250
    rounds: int = 8


USUAL = Pressure()


class Crowded(NamedTuple):
    """shown : lists of n people; price : int32 (m,), points that each posting cost whoever was shown it, 0..most"""

    shown: Shown
    price: NDArray[np.int32]


def lists(
    candidates: CandidateColumns,
    postings: PostingColumns,
    weights: Weights,
    seats: NDArray[np.int64],
    *,
    k: int,
    passed: Gates | None = None,
    pressure: Pressure = USUAL,
    seed: str | None = None,
    threads: int = 1,
    compiled: bool | None = None,
) -> Crowded:
    """The lists of a city: priced, then no posting unseen, then, with a seed, places to explore.

    Parameters
    ----------
    candidates : n people; postings : m postings; weights : points a signal
    seats : int64 (m,), open seats of each posting, >= 1
    k : places a person, >= 1; passed : gates of n people and m postings, or None
    seed : of the lot that fills places to explore; None: there are none
    threads, compiled : as of ``ranking.match_candidates``

    Returns
    -------
    Crowded. Points are after the price, never increasing along a row; ties as in ``ranking``. The same inputs give the same bytes.

    Raises
    ------
    ValueError for k < 1, a posting without a seat, gates of another shape, or pressure that makes no sense.
    """
    if k < 1:
        raise ValueError(f"k is {k}; at least one place is needed")
    city = priced.prepare(candidates, postings, weights, passed=passed, threads=threads, compiled=compiled)
    price = prices(city, seats, k=k, pressure=pressure)
    shown = of_ranked(priced.best(city, price, k, is_told=True))
    shown = unseen.show_unseen(shown, city, price)
    return Crowded(shown if seed is None else exploring.explore(shown, city, price, seed), price)


def prices(city: Priced, seats: NDArray[np.int64], *, k: int, pressure: Pressure = USUAL) -> NDArray[np.int32]:
    """A price for each posting, int32 (m,), whole points, 0..most; the cheapest that somebody may be shown costs nothing.

    seats : int64 (m,), >= 1. Postings that nobody may be shown cost nothing.

    Raises ValueError for a posting without a seat, seats of another shape, or pressure that makes no sense.
    """
    _check(city, seats, pressure)
    is_open = gates.anyone(city.passed)
    price = np.zeros(len(seats))
    for number in range(pressure.rounds if is_open.any() else 0):
        seen = attention(priced.best(city, _whole(price, is_open), k).columns, len(seats))
        price += _step(_relative(seen, seats, is_open), pressure) / np.sqrt(number + 1)
        price = np.maximum(price, price[is_open].max() - pressure.most)
    return _whole(price, is_open)


def attention(columns: NDArray[np.int64], postings: int) -> NDArray[np.int64]:
    """How much each posting is seen, int64 (m,): ``TIMES`` for each of the ``FIRST`` places of a list, 1 for each of the others.

    columns : int64 (n, k), -1 in free places

    >>> attention(np.array([[0, -1, -1, -1, -1, 1]]), 2).tolist()
    [5, 1]
    """
    first, others = columns[:, :FIRST], columns[:, FIRST:]
    return TIMES * exposure(first, postings) + exposure(others, postings)


def _relative(seen: NDArray[np.int64], seats: NDArray[np.int64], is_open: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Seen a seat, as a multiple of the city's mean."""
    return seen * float(seats[is_open].sum()) / (seats * float(max(seen.sum(), 1)))


def _step(relative: NDArray[np.float64], pressure: Pressure) -> NDArray[np.float64]:
    """Points up or down: (r - bound) / (r + bound) of the most, 0 at the bound, -1 for nobody, towards 1 for everybody."""
    low, high = pressure.low, pressure.high
    lifted = pressure.lift * np.minimum(relative - low, 0) / (relative + low)
    return lifted + pressure.press * np.maximum(relative - high, 0) / (relative + high)


def _whole(price: NDArray[np.float64], is_open: NDArray[np.bool_]) -> NDArray[np.int32]:
    least = price[is_open].min() if is_open.any() else 0.0
    return np.where(is_open, np.rint(price - least), 0).astype(np.int32)


def _check(city: Priced, seats: NDArray[np.int64], pressure: Pressure) -> None:
    if seats.shape != city.order.shape:
        raise ValueError(f"seats have the shape {seats.shape}, the postings {city.order.shape}")
    if (seats < 1).any():
        raise ValueError(f"seats: row {int(np.flatnonzero(seats < 1)[0])} has no seat to fill")
    if not (0 < pressure.low <= pressure.high and min(pressure.lift, pressure.press, pressure.most) >= 0):
        raise ValueError(f"pressure makes no sense: {pressure}")
