"""Occupation and experience: how near the occupations worked in lie to the posting's in the KECO tree, and for how long.

Source: Korean Employment Classification of Occupations 2025 (1 -> 2 -> 3 -> 4 digits); nearness of occupations widens a search that has
few openings (Belot, Kircher & Muller, "Providing Advice to Jobseekers at Low Cost", 2019).
"""

import numpy as np
from numpy.typing import NDArray

from matching.core import columns, sparse
from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.reasons import Reason
from matching.core.signals.base import FIT, Pairs, Scores, Signal, as_they_are, tell, where_said

# Share of the points for one, two, three and four digits in common.
NEARNESS = (0.1, 0.4, 0.7, 1.0)
# Months of experience that earn half: 2 years a half, 6 years three quarters.
HALF_MONTHS = 24


def score(candidates: CandidateColumns, postings: PostingColumns) -> Scores:
    """Largest over the levels of nearness x months / (months + HALF_MONTHS), the months counted over all careers that near.

    Returns float64 (n, m) in [0, 1); neutral for a person without a career or a posting without an occupation.
    """
    best = np.zeros((len(candidates.ids), len(postings.ids)))
    for digits, nearness in enumerate(NEARNESS, start=1):
        months = _months_within(candidates, postings, digits)
        best = np.maximum(best, nearness * (months / (months + HALF_MONTHS)))
    said = (np.diff(candidates.careers.indptr) > 0)[:, None] & (postings.occupation > 0)[None, :]
    return where_said(best, said)


def reasons(candidates: CandidateColumns, postings: PostingColumns, pairs: Pairs, share: Scores) -> list[Reason]:
    """``occupation.same|near`` (keco of the longest career that near, digits, months of all of them, careers: how many), ``.other``, ``.unsaid`` by
    the person, or ``.open``.

    The level told is the one that gave the score; the finest of them where several did.
    """
    lived = [tuple(careers) for careers in sparse.entries_by_row(candidates.careers)]
    asked = postings.occupation.tolist()
    careers = [lived[row] for row in pairs.rows.tolist()]
    return tell(_reason, careers, [asked[column] for column in pairs.columns.tolist()])


def _reason(careers: tuple[tuple[int, int], ...], asked: int) -> Reason:
    if not careers or not asked:
        return Reason("occupation.open" if careers else "occupation.unsaid", {})
    best, near = 0.0, None
    for digits in (4, 3, 2, 1):
        shift = 4 * (4 - digits)
        those = [(months, code) for code, months in careers if code >> shift & 15 and code >> shift == asked >> shift]
        months = sum([spell for spell, _code in those])
        worth = NEARNESS[digits - 1] * (months / (months + HALF_MONTHS))
        if worth > best:
            best, near = worth, (max(those)[1], digits, months, len(those))
    if near is None:
        return Reason("occupation.other", {"keco": columns.keco_text(asked)})
    code, digits, months, careers_near = near
    told = {"keco": columns.keco_text(code), "digits": digits, "months": months, "careers": careers_near}
    return Reason("occupation.same" if digits == 4 else "occupation.near", told)


def _agrees(left: NDArray[np.int32], right: NDArray[np.int32], digits: int) -> NDArray[np.bool_]:
    shift = 4 * (4 - digits)
    known = (left >> shift & 15) > 0  # a shorter code agrees in the digits that it has
    return known[:, None] & ((left >> shift)[:, None] == (right >> shift)[None, :])


def _months_within(candidates: CandidateColumns, postings: PostingColumns, digits: int) -> NDArray[np.int64]:
    agrees = _agrees(candidates.careers.codes, postings.occupation, digits)
    return sparse.sum_rows(agrees * candidates.careers.values[:, None].astype(np.int64), candidates.careers.indptr)


SIGNAL = Signal("occupation", FIT, ("careers",), ("occupation",), as_they_are, score, reasons)
