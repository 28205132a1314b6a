"""Places to explore: now and then a posting drawn by lot, so that outcomes can one day say what ranking alone never shows.

At most one place in twenty of all, one a person and never the only one; eligible postings alone; labelled; the chance of each place is kept.
Such a place never stands for a wish in an allocation (``shown.may_be_wished``). Source: logged propensities, Bottou et al., "Counterfactual
Reasoning and Learning Systems", 2013. The lot is a hash of seed and id (SplitMix64, Steele et al. 2014): no row order moves it.
"""

import hashlib
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import gates, priced
from matching.core.chunked import chunks, order_of
from matching.core.priced import Priced
from matching.core.shown import EXPLORED, RANKED, Shown, last_places, put
from matching.core.signals.base import Pairs

ONE_IN = 20
BLOCK = 1 << 14


class _Drawn(NamedTuple):
    """Of each of p people: how many postings there are to draw from, and the one drawn (-1 where there is none). int64 (p,) each"""

    count: NDArray[np.int64]
    columns: NDArray[np.int64]


def explore(shown: Shown, city: Priced, price: NDArray[np.int32], seed: str) -> Shown:
    """Fill the last place of some people by lot.

    Parameters
    ----------
    shown : lists of n people of the same city, at ``price``, int32 (m,)
    seed : published or kept beside the run; the same seed gives the same bytes

    Returns
    -------
    Shown: drawn places are EXPLORED, with ``chance`` = the chance to be drawn / the postings to draw from; who might have been drawn keeps the
    last place with the chance not to be. A posting seen in last places alone keeps one of them: what was shown to someone still is.
    """
    last = last_places(shown)
    pool = np.flatnonzero((last > 0) & (shown.came[np.arange(len(last)), last] == RANKED))
    pool = pool[~_is_kept(shown, city, pool, last)]
    drawn = _draw_postings(shown, city, pool, seed)
    pool, drawn = pool[drawn.count > 0], _Drawn(*(column[drawn.count > 0] for column in drawn))
    places = min(int((shown.columns >= 0).sum()) // ONE_IN, len(pool))
    if not places:
        return shown
    order = np.lexsort((city.candidates.ids[pool], _lot(seed, "who", city.candidates.ids[pool])))
    chosen = np.sort(order[:places])
    rows, columns = pool[chosen], drawn.columns[chosen]
    made = put(
        shown, rows, columns, city.offering.postings.ids, priced.tell(city, price, Pairs(rows, columns)), EXPLORED
    )
    chance = places / len(pool)
    made.chance[pool, last[pool]] = 1 - chance
    made.chance[rows, last[rows]] = chance / drawn.count[chosen]
    return made


def _is_kept(shown: Shown, city: Priced, pool: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Who of the pool holds the one place of a posting that must stay, bool (p,): of several, most points, then the lower id."""
    stays = shown.columns.copy()
    stays[pool, last[pool]] = -1
    is_safe = np.zeros(len(city.order), bool)
    is_safe[stays[stays >= 0]] = True
    columns, points = shown.columns[pool, last[pool]], shown.points[pool, last[pool]]
    ranked = np.lexsort((city.candidates.ids[pool], -points))
    first = ranked[np.unique(columns[ranked], return_index=True)[1]]
    kept = np.zeros(len(pool), bool)
    kept[first] = True
    return kept & ~is_safe[columns]


def _draw_postings(shown: Shown, city: Priced, pool: NDArray[np.int64], seed: str) -> _Drawn:
    """One of the postings that each may be shown and isn't, all of them alike."""
    passed, place = gates.take_postings(city.passed, city.order), order_of(city.offering.postings.ids)
    count, columns = np.zeros(len(pool), np.int64), np.full(len(pool), -1, np.int64)
    for some in chunks(len(pool), BLOCK):
        rows = pool[some]
        words = gates.words_of(gates.take(passed, rows), slice(0, len(rows)))
        held = shown.columns[rows] >= 0
        gates.without(words, np.nonzero(held)[0], place[shown.columns[rows][held]])
        count[some] = np.bitwise_count(words).sum(axis=1)
        lot = _lot(seed, "what", city.candidates.ids[rows]) % np.maximum(count[some], 1).astype(np.uint64)
        at = _bit_at(words, lot.astype(np.int64))
        columns[some] = np.append(city.order, -1)[np.where(count[some] > 0, at, -1)]
    return _Drawn(count, columns)


def _bit_at(words: NDArray[np.uint64], number: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where the bit of that number (0: the lowest) stands in each row, int64 (n,); any place, or the first beyond, where the row has no bit."""
    after = np.cumsum(np.bitwise_count(words), axis=1, dtype=np.int64)
    word = np.minimum((after <= number[:, None]).sum(axis=1), words.shape[1] - 1)
    rows = np.arange(len(words))
    before = np.where(word > 0, after[rows, word - 1], 0)
    bits = np.unpackbits(words[rows, word].astype("<u8").view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")
    within = (np.cumsum(bits, axis=1, dtype=np.int64) <= (number - before)[:, None]).sum(axis=1)
    return word * gates.WORD + within


def _lot(seed: str, what: str, ids: NDArray[np.int64]) -> NDArray[np.uint64]:
    """A number from 0 to 2**64 - 1 for each id, uint64 (n,)."""
    start = int.from_bytes(hashlib.sha256(f"{seed}:{what}".encode()).digest()[:8], "little")
    mixed = ids.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(start)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
