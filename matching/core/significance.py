"""Whether two groups' rates differ by more than chance would make them, and between which bounds their ratio lies.

Sources: Fisher's exact test (1935), two-sided by the sum of all tables that are no likelier than the one seen; the interval of a ratio of two rates,
Katz, Baptista, Azen & Pike, "Obtaining confidence intervals for the risk ratio in cohort studies", 1978; comparisons by the number of them,
Bonferroni as in Dunn, "Multiple comparisons among means", 1961.
"""

from collections.abc import Iterator
from itertools import count, takewhile
from math import exp, lgamma, sqrt
from typing import NamedTuple

LEVEL = 0.05
DEVIATIONS = 1.959963984540054  # of a normal distribution, 95 % lie within
_SAME = 1 + 1e-7  # tables that differ in rounding alone are equally likely
_NOTHING = 1e-18  # of the likeliest table: what is left of the tail adds nothing


class Interval(NamedTuple):
    """Where a ratio lies in 95 of 100 samples."""

    low: float
    high: float


def p_value(hits: int, people: int, other_hits: int, other_people: int) -> float:
    """How likely rates that differ as much or more are, were there no difference: in (0, 1].

    hits, other_hits : people who came so far, of so many in each group

    Raises ValueError where more came than there are.

    >>> round(p_value(3, 10, 9, 10), 4)
    0.0198
    """
    if not (0 <= hits <= people and 0 <= other_hits <= other_people):
        raise ValueError("more people came so far than there are")
    drawn, first = hits + other_hits, max(0, hits + other_hits - other_people)
    last = min(people, drawn)
    mode = min(max((drawn + 1) * (people + 1) // (people + other_people + 2), first), last)
    # Relative to the likeliest table, from there outwards until nothing more is added.
    up = takewhile(lambda pair: pair[0] <= last and pair[1] > _NOTHING, _walk(mode, people, drawn, other_people, 1))
    down = takewhile(lambda pair: pair[0] >= first and pair[1] > _NOTHING, _walk(mode, people, drawn, other_people, -1))
    next(down)  # the likeliest stands in the other walk already
    likely = dict([*up, *down])
    seen = likely.get(hits, 0.0)
    as_rare = sum(value for value in likely.values() if value <= seen * _SAME)
    if not seen:  # beyond the walk: as likely as its own table, which all rarer ones hardly add to
        return min(1.0, exp(_log_table(hits, people, drawn, other_people)) * 2)
    return min(1.0, as_rare / sum(likely.values()))


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


def _walk(mode: int, people: int, drawn: int, other_people: int, step: int) -> Iterator[tuple[int, float]]:
    """Tables from the likeliest in one direction, each relative to it: by the ratio of neighbours."""
    value = 1.0
    for at in count(mode, step):
        yield at, value
        if step > 0:
            value *= (people - at) * (drawn - at) / ((at + 1) * (other_people - drawn + at + 1) or 1)
        else:
            value *= at * (other_people - drawn + at) / ((people - at + 1) * (drawn - at + 1))


def _log_table(hits: int, people: int, drawn: int, other_people: int) -> float:
    return (
        _log_choose(people, hits) + _log_choose(other_people, drawn - hits) - _log_choose(people + other_people, drawn)
    )


def _log_choose(whole: int, part: int) -> float:
    return lgamma(whole + 1) - lgamma(part + 1) - lgamma(whole - part + 1)
