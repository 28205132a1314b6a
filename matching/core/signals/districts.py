"""Districts: whether a site lies in a district that the person wishes."""

import numpy as np

from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.reasons import Reason
from matching.core.signals.base import Scores, Signal, as_they_are, where_said


def score(candidates: CandidateColumns, postings: PostingColumns) -> Scores:
    """1 where a site lies in a wished district, 0 elsewhere.

    Returns float64 (n, m); neutral where the person wishes none in particular or the districts of the sites are not known.
    """
    wished = (candidates.districts[:, None] & postings.districts[None, :]) != 0
    said = (candidates.districts > 0)[:, None] & (postings.districts > 0)[None, :]
    return where_said(wished.astype(np.float64), said)


def reason(candidates: CandidateColumns, postings: PostingColumns, score: float) -> Reason:
    """``districts.wished`` (district: number of its bit), ``districts.other`` or ``districts.open``."""
    if not candidates.districts[0] or not postings.districts[0]:
        return Reason("districts.open", {})
    both = int(candidates.districts[0] & postings.districts[0])
    if not both:
        return Reason("districts.other", {})
    return Reason("districts.wished", {"district": (both & -both).bit_length() - 1})


SIGNAL = Signal("districts", as_they_are, score, reason)
