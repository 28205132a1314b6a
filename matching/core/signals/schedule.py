"""Schedule: the share of the hours of a posting's week that the person can be there.

Hours are bits of seven words, Monday first, so that a week is compared by AND and a count of ones.
"""

import numpy as np
from numpy.typing import NDArray

from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.reasons import Reason
from matching.core.signals.base import FIT, Pairs, Scores, Signal, as_they_are, tell, where_said


def score(candidates: CandidateColumns, postings: PostingColumns) -> Scores:
    """Hours in common / hours of the posting.

    Returns float64 (n, m) in [0, 1]; neutral where the person named no hour or the posting leaves them open.
    """
    asked = hours(postings.week)[None, :]
    said = (hours(candidates.week) > 0)[:, None] & (asked > 0)
    return where_said(in_common(candidates.week, postings.week) / np.maximum(asked, 1), said)


def reasons(candidates: CandidateColumns, postings: PostingColumns, pairs: Pairs, share: Scores) -> list[Reason]:
    """``schedule.all|some|none`` (hours in common, asked: hours a week), ``schedule.unsaid`` by the person, or ``schedule.open``."""
    free, worked = candidates.week[pairs.rows], postings.week[pairs.columns]
    return tell(_reason, hours(free).tolist(), hours(worked).tolist(), hours(free & worked).tolist())


def _reason(free: int, asked: int, common: int) -> Reason:
    if not asked or not free:
        return Reason("schedule.open" if free else "schedule.unsaid", {})
    code = "schedule.all" if common == asked else "schedule.some" if common else "schedule.none"
    return Reason(code, {"hours": common, "asked": asked})


def hours(week: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Ones in a week: uint32 (n, 7) -> int64 (n,), 0..168."""
    return np.bitwise_count(week).sum(axis=1, dtype=np.int64)


def in_common(left: NDArray[np.uint32], right: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Hours in both weeks: uint32 (n, 7) and (m, 7) -> int64 (n, m)."""
    common = np.zeros((len(left), len(right)), np.int64)
    for day in range(7):
        common += np.bitwise_count(left[:, None, day] & right[None, :, day])
    return common


SIGNAL = Signal("schedule", FIT, ("week",), ("week",), as_they_are, score, reasons)
