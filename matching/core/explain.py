"""Why a pair has its points, or which gate dropped it.

Each signal's points stand beside the most it can give, and their sum is the score, always. Form: main facts and their influence, not a
listing of technical workings (PIPA art. 37-2 and its notice of 26 Sep 2024).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.ranking import points_of_pairs
from matching.core.reasons import Reason
from matching.core.signals.base import WISH, Pairs, tell
from matching.core.weights import Weights, agreement, used

EVEN = 20  # points of agreement by which one side may lead and both still count as even


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
    told = reasons_of(candidates, postings, pairs, gained, weights)
    found = []
    for place, points in enumerate(gained.tolist()):
        parts = [Part(name, points[number], most, reasons[place]) for number, (name, most, reasons) in enumerate(told)]
        found.append(tuple(sorted(parts, key=_points, reverse=True)))
    return found


def reasons_of(
    candidates: CandidateColumns,
    postings: PostingColumns,
    pairs: Pairs,
    gained: NDArray[np.int32],
    weights: Weights,
) -> list[tuple[str, int, list[Reason]]]:
    """Name, most and the reason of each pair, part by part, in the order of the columns of ``gained``."""
    weighed = used(weights)
    told = [
        (signal.name, most, signal.reasons(candidates, postings, pairs, gained[:, number] / most))
        for number, (signal, most) in enumerate(weighed)
    ]
    if weights.both:
        told.append(("both", weights.both, _both_reasons(gained, weights)))
    if gained.shape[1] > len(told):
        told.append(("price", 0, tell(_price_reason, (-gained[:, len(told)]).tolist())))
    return told


def _both_reasons(gained: NDArray[np.int32], weights: Weights) -> list[Reason]:
    """``both.even``, ``both.wish_less`` or ``both.seat_less`` (wish, seat: the subtotals of the two sides)."""
    weighed = used(weights)
    wish = np.array([signal.side == WISH for signal, _most in weighed])
    sides = gained[:, : len(weighed)]
    together = agreement(weights)
    wished, asked = sides[:, wish].sum(axis=1), sides[:, ~wish].sum(axis=1)
    return tell(_both_reason, wished.tolist(), asked.tolist(), (together[0][wished] - together[1][asked]).tolist())


def _both_reason(wished: int, asked: int, ahead: int) -> Reason:
    code = "both.even" if abs(ahead) <= EVEN else "both.seat_less" if ahead > 0 else "both.wish_less"
    return Reason(code, {"wish": wished, "seat": asked})


def _price_reason(points: int) -> Reason:
    return Reason("price.crowded" if points else "price.free", {"points": points} if points else {})


def _points(part: Part) -> int:
    return part.points
