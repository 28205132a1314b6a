"""넓혀 보기: near occupations with openings, for people whose own field has few.

Near is what shares the first two digits with an occupation worked in (KECO 2025: same duties, other work), where no such work is open the first
digit (many groups of care, cleaning or guarding stand alone in their two), or what asks for the person's own words. Shown beside the list,
never in its place. Source: suggestions of other occupations widen the search of those who search narrowly and raise their interviews
(Belot, Kircher & Muller, "Providing Advice to Jobseekers at Low Cost", 2019).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import chunked, gates, sparse
from matching.core.columns import CandidateColumns, PostingColumns, keco_text, take
from matching.core.gates import Gates
from matching.core.signals import duties
from matching.core.weights import Weights

FEW = 5  # openings in the own field, below which others are worth a look
NEAR_DIGITS = 2
MOST = 5


class Near(NamedTuple):
    """One group of occupations besides those worked in.

    keco : its first three digits (or as many as the postings name); digits : how many of them an occupation worked in has, 0..3
    by_words : whether words alone make it near; openings : postings in it that the person may be shown
    posting : id of the best of them; points : its points, 0..1000
    """

    keco: str
    digits: int
    by_words: bool
    openings: int
    posting: int
    points: int


class Wider(NamedTuple):
    """own : postings of the person's own groups that they may be shown; is_narrow : whether those are few; near : best first"""

    own: int
    is_narrow: bool
    near: tuple[Near, ...]


def widen(
    candidates: CandidateColumns,
    i: int,
    postings: PostingColumns,
    weights: Weights,
    *,
    passed: Gates | None = None,
    most: int = MOST,
) -> Wider:
    """Look around the field of person i.

    Parameters
    ----------
    candidates : n people; postings : m postings; passed : gates of both, or None; most : groups told, >= 0

    Returns
    -------
    Wider. Order of ``near``: more digits in common first, then more points of the best posting, more openings, the lower code. Among equal points
    the posting with the lower id. Who told no career has no own field, and what is near is so by words.

    Raises
    ------
    ValueError for gates of another shape or a weight that names no signal.
    """
    passed = gates.open_to_all(len(candidates.ids), len(postings.ids)) if passed is None else passed
    gates.check(passed, len(candidates.ids), len(postings.ids))
    person = take(candidates, [i])
    (points,) = chunked.scores_of(person, chunked.prepare(postings, weights), gates.take(passed, [i]))
    may = points >= 0
    groups, worked = group_of(postings.occupation), person.careers.codes.astype(np.int64)
    common = in_common(groups, worked)
    is_own = may & (groups > 0) & np.isin(groups, group_of(worked))
    shares_words = _shares_words(person, postings)
    is_other = may & ~is_own & (groups > 0)
    digits = NEAR_DIGITS if (is_other & (common >= NEAR_DIGITS)).any() else NEAR_DIGITS - 1
    is_near = is_other & ((common >= digits) | shares_words)
    found = [
        _near(group, np.flatnonzero(is_other & (groups == group)), common, digits, points, postings)
        for group in np.unique(groups[is_near]).tolist()
    ]
    found.sort(key=lambda one: (-one.digits, -one.points, -one.openings, one.keco))
    own = int(is_own.sum())
    return Wider(own, own < FEW, tuple(found[:most]))


def group_of(occupation: NDArray[np.integer]) -> NDArray[np.int64]:
    """The first three digits of packed occupations (``columns.keco``), packed the same way, int64.

    >>> from matching.core.columns import keco
    >>> [keco_text(code) for code in group_of(np.array([keco("5501"), keco("55")])).tolist()]
    ['550', '55']
    """
    return occupation.astype(np.int64) & ~np.int64(15)


def in_common(groups: NDArray[np.int64], worked: NDArray[np.int64]) -> NDArray[np.int64]:
    """The most first digits that each group shares with an occupation worked in, int64 (m,), 0..3.

    >>> from matching.core.columns import keco
    >>> in_common(np.array([keco("551"), keco("9")]), np.array([keco("5501")])).tolist()
    [2, 0]
    """
    found = np.zeros(len(groups), np.int64)
    for digits in (1, 2, 3):
        shift = 4 * (4 - digits)
        is_said = (groups >> shift & 15) > 0
        found[is_said & np.isin(groups >> shift, worked >> shift)] = digits
    return found


def _shares_words(person: CandidateColumns, postings: PostingColumns) -> NDArray[np.bool_]:
    """Postings whose duties the person's own words are close to: half the points of the duties or more, bool (m,)."""
    if not len(person.terms.codes):
        return np.zeros(len(postings.ids), bool)
    return sparse.overlap(person.terms, sparse.invert(postings.terms))[0] >= duties.HALF


def _near(
    group: int,
    columns: NDArray[np.int64],
    common: NDArray[np.int64],
    enough: int,
    points: NDArray[np.int32],
    postings: PostingColumns,
) -> Near:
    best = columns[np.lexsort((postings.ids[columns], -points[columns]))[0]]
    digits = int(common[best])
    told = keco_text(group), digits, digits < enough, len(columns)
    return Near(*told, int(postings.ids[best]), int(points[best]))
