"""Whether two groups' rates differ by more than chance would make them, and between which bounds their ratio lies.

Sources: Fisher's exact test (1935), two-sided by the sum of all tables that are no likelier than the one seen; the interval of a ratio of two rates,
Katz, Baptista, Azen & Pike, "Obtaining confidence intervals for the risk ratio in cohort studies", 1978; comparisons by the number of them,
Bonferroni as in Dunn, "Multiple comparisons among means", 1961. Pages ask this, and pages load no scipy.
"""

from math import exp, sqrt
from typing import NamedTuple

import numpy as np

LEVEL = 0.05
DEVIATIONS = 1.959963984540054  # of a normal distribution, 95 % lie within
_SAME = 1e-7  # tables that differ in rounding alone are equally likely


class Interval(NamedTuple):
    """Where a ratio lies in 95 of 100 samples."""

    low: float
    high: float


def p_value(hits: int, people: int, other_hits: int, other_people: int) -> float:
    """How likely rates that differ as much or more are, were there no difference: from 0 to 1.

    hits, other_hits : people who came so far, of so many in each group

    Raises ValueError where more came than there are.

    >>> round(p_value(3, 10, 9, 10), 4)
    0.0198
    """
    if not (0 <= hits <= people and 0 <= other_hits <= other_people):
        raise ValueError("more people came so far than there are")
    drawn, first = hits + other_hits, max(0, hits + other_hits - other_people)
    last = min(people, drawn)
    at = np.arange(first, last, dtype=np.float64)
    steps = np.log((people - at) * (drawn - at)) - np.log((at + 1) * (other_people - drawn + at + 1))
    below, above = np.split(steps, [hits - first])
    # Logarithms of every table against the one seen, by the ratio of neighbours.
    likely = np.concatenate([-np.cumsum(below[::-1])[::-1], [0.0], np.cumsum(above)])
    rare = likely[likely <= _SAME]
    return min(1.0, float(np.exp(np.logaddexp.reduce(rare) - np.logaddexp.reduce(likely))))


def ratio_interval(hits: int, people: int, other_hits: int, other_people: int) -> Interval | None:
    """The 95 % interval of the first rate divided by the second; None where somebody came from one of them alone, or from neither.

    >>> [round(bound, 2) for bound in ratio_interval(30, 100, 50, 100)]
    [0.42, 0.86]
    """
    if not hits or not other_hits:
        return None
    ratio = (hits / people) / (other_hits / other_people)
    wide = exp(DEVIATIONS * sqrt(1 / hits - 1 / people + 1 / other_hits - 1 / other_people))
    return Interval(ratio / wide, ratio * wide)


def is_by_chance(p: float, comparisons: int) -> bool:
    """Whether chance may have made the difference, among so many that were looked at together."""
    return p * max(comparisons, 1) >= LEVEL
