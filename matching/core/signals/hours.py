"""Hours: how near the hours of a month lie to those wished. Too few count against a posting as too many do."""

import numpy as np

from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.reasons import Reason
from matching.core.signals.base import WISH, Pairs, Scores, Signal, as_they_are, tell, where_said


def score(candidates: CandidateColumns, postings: PostingColumns) -> Scores:
    """The smaller / the larger of hours wished and hours offered.

    Returns float64 (n, m) in (0, 1]; neutral where a side says nothing.
    """
    wished, offered = candidates.hours_per_month[:, None], postings.hours_per_month[None, :]
    return where_said(
        np.minimum(wished, offered) / np.maximum(np.maximum(wished, offered), 1), (wished > 0) & (offered > 0)
    )


def reasons(candidates: CandidateColumns, postings: PostingColumns, pairs: Pairs, share: Scores) -> list[Reason]:
    """``hours.as_wished|more|fewer`` (offered, wished: hours a month), ``hours.unsaid`` by the person, or ``hours.open``."""
    wished = candidates.hours_per_month[pairs.rows].tolist()
    offered = postings.hours_per_month[pairs.columns].tolist()
    return tell(_reason, wished, offered)


def _reason(wished: int, offered: int) -> Reason:
    if not wished or not offered:
        return Reason("hours.open" if wished else "hours.unsaid", {})
    code = "hours.as_wished" if wished == offered else "hours.more" if offered > wished else "hours.fewer"
    return Reason(code, {"offered": offered, "wished": wished})


SIGNAL = Signal("hours", WISH, ("hours_per_month",), ("hours_per_month",), as_they_are, score, reasons)
