"""Kind of work: whether the posting's kind (meaningful work, internship, other) is one that the person wishes."""

import numpy as np

from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.reasons import Reason
from matching.core.signals.base import Scores, Signal, as_they_are, where_said


def score(candidates: CandidateColumns, postings: PostingColumns) -> Scores:
    """1 for a wished kind, 0 for another.

    Returns float64 (n, m); neutral where the person wishes none in particular or the posting's kind is not known.
    """
    bit = np.maximum(postings.kind, 0).astype(np.int64)
    wished = (candidates.kinds[:, None] >> bit[None, :]) & 1
    said = (candidates.kinds > 0)[:, None] & (postings.kind >= 0)[None, :]
    return where_said(wished.astype(np.float64), said)


def reason(candidates: CandidateColumns, postings: PostingColumns, score: float) -> Reason:
    """``kind.wished|other`` (kind) or ``kind.open``."""
    kind = int(postings.kind[0])
    if not candidates.kinds[0] or kind < 0:
        return Reason("kind.open", {})
    return Reason("kind.wished" if score else "kind.other", {"kind": kind})


SIGNAL = Signal("kind", as_they_are, score, reason)
