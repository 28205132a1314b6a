"""How many points each signal can give at most: named, versioned sets. A set is never edited; a change is a new version.

The points are a decision of the city, not a measurement: a weighted sum of alignments is what public employment services run and can
explain (France Travail, registry entry 8998). They are to be revised on outcomes, and published.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core.signals import ALL
from matching.core.signals.base import Signal

TOTAL = 1000


class Weights(NamedTuple):
    """name : unique, ends in its version; most : signal name -> whole points >= 0
    both : the most for agreeing on both sides, what the person wishes and what the seat asks (:func:`agreement`); all together 1000
    """

    name: str
    most: Mapping[str, int]
    both: int = 0


def _set(name: str, both: int = 0, **most: int) -> Weights:
    if sum(most.values()) + both != TOTAL:
        raise ValueError(f"{name}: the points add up to {sum(most.values()) + both}, not to {TOTAL}")
    return Weights(name, MappingProxyType(most), both)


FIRST = _set(
    "first-1",
    duties=300,
    occupation=200,
    distance=140,
    certificates=100,
    schedule=100,
    kind=50,
    hours=40,
    pay=40,
    districts=30,
)

# Both sides: a fifth of the points go by the weaker of the two, so that nobody is sent where they have no chance (Bied et al., "A job I like
# or a job I can get", 2026: ranking on one side alone is sub-optimal). The rest as in the first set, scaled.
SECOND = _set(
    "second-1",
    both=200,
    duties=240,
    occupation=160,
    distance=110,
    certificates=80,
    schedule=80,
    kind=40,
    hours=35,
    pay=30,
    districts=25,
)

SETS: Mapping[str, Weights] = MappingProxyType({weights.name: weights for weights in (FIRST, SECOND)})


def named(name: str) -> Weights:
    """The set of that name.

    Raises ValueError for a name that there is not.

    >>> named("first-1").most["duties"]
    300
    """
    if name not in SETS:
        raise ValueError(f"no weights are named {name!r}; there are {', '.join(sorted(SETS))}")
    return SETS[name]


def used(weights: Weights) -> list[tuple[Signal, int]]:
    """The signals of positive weight with the most that each can give, in the order of ``signals.ALL``.

    Raises ValueError where a weight names no signal, or all together are more than 1000.
    """
    if (total := sum(weights.most.values()) + weights.both) > TOTAL:
        raise ValueError(f"{weights.name}: the points add up to {total}, more than {TOTAL}")
    if strange := set(weights.most) - {signal.name for signal in ALL}:
        raise ValueError(f"{weights.name} weighs what is no signal: {', '.join(sorted(strange))}")
    return [(signal, weights.most[signal.name]) for signal in ALL if weights.most.get(signal.name)]


def agreement(weights: Weights) -> NDArray[np.int32]:
    """Points for agreeing on both sides by the subtotal of each: int32 (2, 1001), row 0 the person's wishes, row 1 what the seat asks.

    A pair gets the smaller of its two entries: ``both`` x subtotal / most of the side, rounded half to even; a side that isn't weighed agrees.
    It grows with both sides, and with neither alone.
    """
    most = [0, 0]
    for signal, points in used(weights):
        most[signal.side] += points
    subtotals = np.arange(TOTAL + 1)
    share = [subtotals / side if side else np.ones(TOTAL + 1) for side in most]
    return np.rint(np.minimum(share, 1) * weights.both).astype(np.int32)
