"""Duties and skills: how much of the rare wording of a posting the person's own words share.

Both sides are weighted terms (``matching.core.text``): rare terms weigh more, repeated ones less and less (BM25; Robertson & Zaragoza,
"The Probabilistic Relevance Framework", 2009). Hangul has no dependable word border, so terms are character n-grams; whitespace words find
almost nothing on Korean titles.
"""

import numpy as np

from matching.core import sparse
from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.reasons import Reason
from matching.core.signals.base import FIT, Pairs, Scores, Signal, tell, where_said
from matching.core.sparse import Inverted

# The overlap that earns half the points, in the units of text.LEARNT x text.ASKED.
HALF = 1_000_000


def prepare(postings: PostingColumns) -> Inverted:
    """Index the postings by term."""
    return sparse.invert(postings.terms)


def score(candidates: CandidateColumns, postings: Inverted) -> Scores:
    """overlap / (overlap + HALF): 0 without a shared term, growing with every one, never reaching 1.

    Returns float64 (n, m) in [0, 1); neutral for a person without words.
    """
    shared = sparse.overlap(candidates.terms, postings)
    return where_said(shared / (shared + HALF), (np.diff(candidates.terms.indptr) > 0)[:, None])


def reasons(candidates: CandidateColumns, postings: PostingColumns, pairs: Pairs, share: Scores) -> list[Reason]:
    """``duties.close`` from half the points up, ``duties.some`` below, ``duties.none`` without any, ``duties.unsaid``.

    The words that tell them apart are those of the pair: points without a shared word are those of silence, so a reason is the same whether
    a person's words were read beside the whole offer or beside these postings alone.
    """
    said = np.diff(candidates.terms.indptr)[pairs.rows] > 0
    unsaid = ~said & (share > 0)
    found = np.select(
        [unsaid, share >= 0.5, share > 0], ["duties.unsaid", "duties.close", "duties.some"], "duties.none"
    )
    return tell(lambda code: Reason(code, {}), found.tolist())


SIGNAL = Signal("duties", FIT, ("terms",), ("terms",), prepare, score, reasons)
