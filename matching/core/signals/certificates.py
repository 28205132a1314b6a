"""Certificates: the share of those the posting asks for or prefers that the person holds.

A missing required certificate is a gate and drops the pair elsewhere; here a held one counts for the person. Shape of the explanation:
one plain fact a signal ("요양보호사 자격 보유"), as an employment service states it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import sparse
from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.reasons import Reason
from matching.core.signals.base import FIT, Pairs, Scores, Signal, tell, where_said
from matching.core.sparse import Inverted, Sparse


class Asked(NamedTuple):
    """by_code : required and preferred together; count : float64 (m,), how many each posting names."""

    by_code: Inverted
    count: NDArray[np.float64]


def prepare(postings: PostingColumns) -> Asked:
    """Index the postings by certificate."""
    named = asked(postings)
    return Asked(sparse.invert(named), np.diff(named.indptr).astype(np.float64))


def score(candidates: CandidateColumns, postings: Asked) -> Scores:
    """Held / named.

    Returns float64 (n, m) in [0, 1]; neutral where the posting names none.
    """
    held = sparse.overlap(candidates.certificates, postings.by_code)
    named = postings.count[None, :]
    return where_said(held / np.maximum(named, 1), named > 0)


def reasons(candidates: CandidateColumns, postings: PostingColumns, pairs: Pairs, share: Scores) -> list[Reason]:
    """``certificates.held`` (certificate: the lowest code held, held, named), ``.missing`` (certificate, named) or ``.open``."""
    held = [tuple(codes) for codes in sparse.codes_by_row(candidates.certificates)]
    named = [tuple(codes) for codes in sparse.codes_by_row(asked(postings))]
    mine = [held[row] for row in pairs.rows.tolist()]
    return tell(_reason, mine, [named[column] for column in pairs.columns.tolist()])


def _reason(mine: tuple[int, ...], named: tuple[int, ...]) -> Reason:
    if not named:
        return Reason("certificates.open", {})
    held = [code for code in named if code in mine]
    if not held:
        return Reason("certificates.missing", {"certificate": named[0], "named": len(named)})
    return Reason("certificates.held", {"certificate": held[0], "held": len(held), "named": len(named)})


def asked(postings: PostingColumns) -> Sparse:
    """Required and preferred certificates of each posting, each code once, ascending."""
    sides = (postings.required, postings.preferred)
    rows = np.concatenate([sparse.row_of_entry(side) for side in sides])
    pairs = np.unique(np.stack([rows, np.concatenate([side.codes for side in sides])]), axis=1)
    return sparse.from_entries(pairs[0], pairs[1], np.ones(pairs.shape[1], np.int64), len(postings.ids))


SIGNAL = Signal("certificates", FIT, ("certificates",), ("required", "preferred"), prepare, score, reasons)
