"""What one more certificate would bring: for each posting the missing one that raises the points most, and by how many.

The points are worked out anew for a person who holds it, so that what is promised is what comes. Source: counterfactual explanations, Wachter,
Mittelstadt & Russell, 2018: the nearest change that the person can make, told as a fact of the score.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import columns, sparse
from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.ranking import points_of_pairs
from matching.core.signals.base import Pairs
from matching.core.signals.certificates import asked
from matching.core.sparse import Sparse
from matching.core.text import ASKED
from matching.core.weights import Weights


class Gain(NamedTuple):
    """certificate : its code; points : > 0, by which the score would rise"""

    certificate: int
    points: int


def certificates(
    person: CandidateColumns,
    postings: PostingColumns,
    weights: Weights,
    words: Mapping[int, Sequence[int]],
    *,
    price: NDArray[np.int32] | None = None,
) -> list[Gain | None]:
    """The strongest missing certificate of each posting.

    Parameters
    ----------
    person : one row; postings : m postings; price : int32 (m,), or None
    words : by certificate, the codes of the terms that its name adds to a person's words

    Returns
    -------
    One Gain a posting, None where no missing certificate raises the score. Ties: the lower code.

    Raises
    ------
    ValueError for more or fewer than one person.
    """
    if len(person.ids) != 1:
        raise ValueError(f"one person is asked about at a time, {len(person.ids)} were given")
    held = set(person.certificates.codes.tolist())
    missing = [
        (column, code)
        for column, codes in enumerate(sparse.codes_by_row(asked(postings)))
        for code in codes
        if code not in held
    ]
    if not missing:
        return [None] * len(postings.ids)
    codes = sorted({code for _column, code in missing})
    people = _with_each(person, codes, words)
    everything = Pairs(np.zeros(len(postings.ids), np.int64), np.arange(len(postings.ids)))
    now = points_of_pairs(person, postings, everything, weights, price=price).sum(axis=1)
    pairs = Pairs(np.array([codes.index(code) for _c, code in missing]), np.array([column for column, _c in missing]))
    then = points_of_pairs(people, postings, pairs, weights, price=price).sum(axis=1)
    best: list[Gain | None] = [None] * len(postings.ids)
    for (column, code), points in zip(missing, (then - now[pairs.columns]).tolist(), strict=True):
        known = best[column]
        if points > (known.points if known else 0):
            best[column] = Gain(code, points)
    return best


def _with_each(person: CandidateColumns, codes: Sequence[int], words: Mapping[int, Sequence[int]]) -> CandidateColumns:
    """The person once for each certificate, holding it."""
    people = columns.take(person, [0] * len(codes))
    return people._replace(
        certificates=_joined(people.certificates, [{code: 1} for code in codes]),
        terms=_joined(people.terms, [_times(words.get(code, ())) for code in codes]),
    )


def _times(words: Sequence[int]) -> dict[int, int]:
    return {word: list(words).count(word) * ASKED for word in words}


def _joined(rows: Sparse, more: Sequence[Mapping[int, int]]) -> Sparse:
    """Each row with more entries; what stands there already is added up."""
    made = []
    for row, extra in enumerate(more):
        part = slice(rows.indptr[row], rows.indptr[row + 1])
        entries = dict(zip(rows.codes[part].tolist(), rows.values[part].tolist(), strict=True))
        for code, value in extra.items():
            entries[code] = entries.get(code, 0) + value
        made.append(sorted(entries.items()))
    return sparse.from_rows(made)
