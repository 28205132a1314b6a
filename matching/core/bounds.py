"""What people could have at most for one posting, by what is quick to tell: who can't come into a list need not be looked at closer.

The signal of words is worked out apart: from codes of terms, where two terms of one code count as the dearer, and who shares no term may not be
known to have said any. Points never fall when a side's subtotal grows (``weights.agreement``), so what bounds a signal bounds the sum.
Source: MaxScore, Turtle & Flood, "Query evaluation: strategies and optimizations", 1995.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from matching.core import chunked
from matching.core.chunked import Prepared
from matching.core.columns import CandidateColumns
from matching.core.signals import duties
from matching.core.signals.base import NEUTRAL
from matching.core.text import ASKED

ROWS = 8_192  # people whose pairs stand beside each other
_LOW = 1 << 16


def scores(candidates: CandidateColumns, prepared: Prepared) -> NDArray[np.int32]:
    """Points of everybody for one posting before gates, int32 (n,)."""
    return totals(sides(candidates, prepared), prepared)


def sides(candidates: CandidateColumns, prepared: Prepared, *, without: str = "") -> NDArray[np.int32]:
    """The subtotal of each side for one posting, int32 (2, n), of all signals or all but one."""
    found = np.zeros((2, len(candidates.ids)), np.int32)
    for rows in chunked.chunks(len(candidates.ids), ROWS):
        some = chunked.take(candidates, rows)
        for signal, most, posting in prepared.signals:
            if signal.name != without:
                found[signal.side, rows] += np.rint(signal.score(some, posting) * most).astype(np.int32)[:, 0]
    return found


def totals(subtotals: NDArray[np.int32], prepared: Prepared) -> NDArray[np.int32]:
    """Both sides with what they give for agreeing, less the price, int32 (n,)."""
    found = subtotals[0] + subtotals[1]
    if prepared.both:
        found += np.minimum(prepared.together[0][subtotals[0]], prepared.together[1][subtotals[1]])
    return found if prepared.price is None else np.maximum(found - prepared.price[0], 0)


def most_for_words(
    indptr: NDArray[np.int64], codes: NDArray[np.uint32], times: NDArray[np.uint8], worth: Mapping[int, int], most: int
) -> NDArray[np.int32]:
    """The points for words that people can have at most, int32 (n,).

    codes, times : uint32 and uint8 (e,), terms of each person and how often they stand there, row by row; worth : by code, the weight of a term
    of the posting; most : points of the signal
    """
    wanted = np.array(sorted(worth), np.uint32)
    may_be = np.zeros(_LOW, bool)
    may_be[wanted % _LOW] = True
    near = np.flatnonzero(may_be[codes & np.uint32(_LOW - 1)])  # few of very many go on to the search
    place = np.minimum(np.searchsorted(wanted, codes[near]), max(len(wanted) - 1, 0))
    is_hit = wanted[place] == codes[near] if len(wanted) else np.zeros(len(near), bool)
    hits, weight = near[is_hit], np.array([worth[code] for code in wanted.tolist()], np.int64)
    gained = times[hits].astype(np.int64) * ASKED * weight[place[is_hit]]
    rows = np.searchsorted(indptr, hits, side="right") - 1
    shared = np.bincount(rows, gained, minlength=len(indptr) - 1)
    share = np.where(shared > 0, shared / (shared + duties.HALF), NEUTRAL)
    return np.rint(share * most).astype(np.int32)
