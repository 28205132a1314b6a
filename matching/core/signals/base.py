"""What every signal is: a name, a score for a chunk of pairs, and a reason for each pair that is told.

Scores use + - * / and sqrt alone (each rounded the same way everywhere, IEEE 754), so that a chunk, a single pair and any later kernel
give the same bits. Where the person or the posting says nothing, the score is :data:`NEUTRAL`: silence is neither rewarded nor punished.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.reasons import Reason

NEUTRAL = 0.5
WISH, FIT = 0, 1

Scores = NDArray[np.float64]


class Pairs(NamedTuple):
    """p pairs: person ``rows[i]`` and posting ``columns[i]``. rows, columns : int64 (p,)"""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]


class Signal(NamedTuple):
    """One way in which a person and a posting can fit.

    name : the key under which weights give it its most points
    side : WISH, what the person wishes, or FIT, what the seat asks
    reads, asks : the columns of people and of postings that the score depends on, and nothing else
    prepare : postings (m) -> whatever is worth computing once for all chunks of people
    score : people (n), prepared postings (m) -> float64 (n, m) in [0, 1]
    reasons : people, postings, pairs, share -> one Reason a pair; share is the points given / the most, float64 (p,), so that a reason
        never claims what the points don't show
    """

    name: str
    side: int
    reads: tuple[str, ...]
    asks: tuple[str, ...]
    prepare: Callable[[PostingColumns], Any]
    score: Callable[[CandidateColumns, Any], Scores]
    reasons: Callable[[CandidateColumns, PostingColumns, Pairs, Scores], list[Reason]]


def tell(reason: Callable[..., Reason], *facts: Sequence[Any]) -> list[Reason]:
    """The reason for each row of facts; equal rows, which are many in a city, share one.

    >>> tell(lambda km: Reason("distance.near", {"km": km}), [2.1, 2.1])[1].params
    {'km': 2.1}
    """
    rows = list(zip(*facts, strict=True))
    made = {row: reason(*row) for row in dict.fromkeys(rows)}
    return [made[row] for row in rows]


def as_they_are(postings: PostingColumns) -> PostingColumns:
    """Prepare nothing."""
    return postings


def where_said(score: Scores, said: NDArray[np.bool_]) -> Scores:
    """The score where both sides said something, the neutral half elsewhere."""
    return np.where(said, score, NEUTRAL)
