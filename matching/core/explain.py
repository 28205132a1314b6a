"""Why a pair has its points, or which gate dropped it.

Each signal's points stand beside the most it can give, and their sum is the score, always. Form: main facts and their influence, not a
listing of technical workings (PIPA art. 37-2 and its notice of 26 Sep 2024).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.ranking import points_of_pairs, used_signals
from matching.core.reasons import Reason
from matching.core.signals.base import Pairs
from matching.core.weights import Weights


class Verdict(NamedTuple):
    """What one gate says of the pair. value : 1 met, 0 not known, -1 not met."""

    value: int
    reason: Reason


class Part(NamedTuple):
    """points : whole, 0..most; most : what the weights allow the signal; reason : the fact behind it."""

    signal: str
    points: int
    most: int
    reason: Reason


class Explanation(NamedTuple):
    """One person and one posting.

    points : sum of the parts, whole, 0..1000; 0 for a dropped pair
    parts : largest contribution first, equal ones in the order of ``signals.ALL``; empty for a dropped pair
    failed : reason of the first gate not met, or None; unknown : reasons of the gates that lack a fact, in their order
    """

    points: int
    parts: tuple[Part, ...]
    failed: Reason | None
    unknown: tuple[Reason, ...]


def explain(
    candidates: CandidateColumns,
    i: int,
    postings: PostingColumns,
    j: int,
    weights: Weights,
    *,
    verdicts: Sequence[Verdict] = (),
) -> Explanation:
    """Explain person i and posting j: the numbers of ``ranking.match_candidates``, part by part.

    verdicts : what each gate says of this pair, in the order in which rules are told; empty: nothing is dropped.
    """
    unknown = tuple(verdict.reason for verdict in verdicts if verdict.value == 0)
    if failed := next((verdict.reason for verdict in verdicts if verdict.value < 0), None):
        return Explanation(0, (), failed, unknown)
    pairs = Pairs(np.array([i]), np.array([j]))
    (parts,) = parts_of(candidates, postings, pairs, points_of_pairs(candidates, postings, pairs, weights), weights)
    return Explanation(sum(part.points for part in parts), parts, None, unknown)


def parts_of(
    candidates: CandidateColumns,
    postings: PostingColumns,
    pairs: Pairs,
    gained: NDArray[np.int32],
    weights: Weights,
) -> list[tuple[Part, ...]]:
    """The parts of each pair, largest contribution first, equal ones in the order of ``signals.ALL``.

    gained : int32 (p, s), from ``ranking.points_of_pairs`` or the ``parts`` of a ranking. For a city's pairs at once.
    """
    used = used_signals(weights)
    told = [
        signal.reasons(candidates, postings, pairs, gained[:, number] / most)
        for number, (signal, most) in enumerate(used)
    ]
    found = []
    for place, points in enumerate(gained.tolist()):
        parts = [
            Part(signal.name, points[number], most, told[number][place]) for number, (signal, most) in enumerate(used)
        ]
        found.append(tuple(sorted(parts, key=_points, reverse=True)))
    return found


def _points(part: Part) -> int:
    return part.points
