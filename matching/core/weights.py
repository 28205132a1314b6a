"""How many points each signal can give at most: named, versioned sets. A set is never edited; a change is a new version.

The points are a decision of the city, not a measurement: a weighted sum of alignments is what public employment services run and can
explain (France Travail, registry entry 8998). They are to be revised on outcomes, and published.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Weights(NamedTuple):
    """name : unique, ends in its version; most : signal name -> whole points >= 0, together 1000."""

    name: str
    most: Mapping[str, int]


def _set(name: str, **most: int) -> Weights:
    if sum(most.values()) != 1000:
        raise ValueError(f"{name}: the points add up to {sum(most.values())}, not to 1000")
    return Weights(name, MappingProxyType(most))


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

SETS: Mapping[str, Weights] = MappingProxyType({weights.name: weights for weights in (FIRST,)})


def named(name: str) -> Weights:
    """The set of that name.

    Raises ValueError for a name that there is not.

    >>> named("first-1").most["duties"]
    300
    """
    if name not in SETS:
        raise ValueError(f"no weights are named {name!r}; there are {', '.join(sorted(SETS))}")
    return SETS[name]
