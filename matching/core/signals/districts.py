"""Districts: whether a site lies in a district that the person wishes."""

import numpy as np

from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.reasons import Reason
from matching.core.signals.base import WISH, Pairs, Scores, Signal, as_they_are, tell, where_said


def score(candidates: CandidateColumns, postings: PostingColumns) -> Scores:
    """1 where a site lies in a wished district, 0 elsewhere.

    Returns float64 (n, m); neutral where the person wishes none in particular or the districts of the sites are not known.
    """
    wished = (candidates.districts[:, None] & postings.districts[None, :]) != 0
    said = (candidates.districts > 0)[:, None] & (postings.districts > 0)[None, :]
    return where_said(wished.astype(np.float64), said)


def reasons(candidates: CandidateColumns, postings: PostingColumns, pairs: Pairs, share: Scores) -> list[Reason]:
    """``districts.wished`` (district: number of its bit, the lowest), ``.other``, ``.unsaid`` by the person, or ``.open``."""
    wished = candidates.districts[pairs.rows].tolist()
    offered = postings.districts[pairs.columns].tolist()
    return tell(_reason, wished, offered)


def _reason(wished: int, offered: int) -> Reason:
    if not wished or not offered:
        return Reason("districts.open" if wished else "districts.unsaid", {})
    both = wished & offered
    if not both:
        return Reason("districts.other", {})
    return Reason("districts.wished", {"district": (both & -both).bit_length() - 1})


SIGNAL = Signal("districts", WISH, ("districts",), ("districts",), as_they_are, score, reasons)
