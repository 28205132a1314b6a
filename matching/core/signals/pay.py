"""Pay: how much of the hourly pay wished a posting gives. More than wished is no better than wished."""

import numpy as np

from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.reasons import Reason
from matching.core.signals.base import WISH, Pairs, Scores, Signal, as_they_are, tell, where_said


def score(candidates: CandidateColumns, postings: PostingColumns) -> Scores:
    """Pay / pay wished, at most 1.

    Returns float64 (n, m) in (0, 1]; neutral where a side says nothing.
    """
    wished, paid = candidates.pay_per_hour[:, None], postings.pay_per_hour[None, :]
    return where_said(np.minimum(wished, paid) / np.maximum(wished, 1), (wished > 0) & (paid > 0))


def reasons(candidates: CandidateColumns, postings: PostingColumns, pairs: Pairs, share: Scores) -> list[Reason]:
    """``pay.enough|less`` (paid, wished: won an hour), ``pay.unsaid`` by the person, or ``pay.open``."""
    wished = candidates.pay_per_hour[pairs.rows].tolist()
    paid = postings.pay_per_hour[pairs.columns].tolist()
    return tell(_reason, wished, paid)


def _reason(wished: int, paid: int) -> Reason:
    if not wished or not paid:
        return Reason("pay.open" if wished else "pay.unsaid", {})
    return Reason("pay.enough" if paid >= wished else "pay.less", {"paid": paid, "wished": wished})


SIGNAL = Signal("pay", WISH, ("pay_per_hour",), ("pay_per_hour",), as_they_are, score, reasons)
