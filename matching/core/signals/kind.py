"""Kind of work: whether the posting's kind (meaningful work, internship, other) is one that the person wishes."""

import numpy as np

from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.reasons import Reason
from matching.core.signals.base import WISH, Pairs, Scores, Signal, as_they_are, tell, where_said


def score(candidates: CandidateColumns, postings: PostingColumns) -> Scores:
    """1 for a wished kind, 0 for another.

    Returns float64 (n, m); neutral where the person wishes none in particular or the posting's kind is not known.
    """
    bit = np.maximum(postings.kind, 0).astype(np.int64)
    wished = (candidates.kinds[:, None] >> bit[None, :]) & 1
    said = (candidates.kinds > 0)[:, None] & (postings.kind >= 0)[None, :]
    return where_said(wished.astype(np.float64), said)


def reasons(candidates: CandidateColumns, postings: PostingColumns, pairs: Pairs, share: Scores) -> list[Reason]:
    """``kind.wished|other`` (kind), ``kind.unsaid`` by the person, or ``kind.open``."""
    wished, kinds = candidates.kinds[pairs.rows].tolist(), postings.kind[pairs.columns].tolist()
    return tell(_reason, wished, kinds)


def _reason(wished: int, kind: int) -> Reason:
    if not wished or kind < 0:
        return Reason("kind.open" if wished else "kind.unsaid", {})
    return Reason("kind.wished" if wished >> kind & 1 else "kind.other", {"kind": kind})


SIGNAL = Signal("kind", WISH, ("kinds",), ("kind",), as_they_are, score, reasons)
