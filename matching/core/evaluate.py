"""How good ranked lists are, by answers that are known: gains by rank, places of groups, ratios between people.

Source: Jarvelin & Kekalainen, "Cumulated gain-based evaluation of IR techniques", 2002. The gain of an answer is its grade itself; figures
with 2^grade - 1 (Burges et al., 2005) stand beside them where a set has more than one grade.
"""

import math
from collections.abc import Callable, Hashable, Mapping, Sequence

DEPTH = 10  # places that are judged


def plain_gain(grade: float) -> float:
    """The grade itself.

    >>> plain_gain(3)
    3
    """
    return grade


def steep_gain(grade: float) -> float:
    """2 ** grade - 1.

    >>> steep_gain(3)
    7
    """
    return 2**grade - 1


def ndcg(
    ids: Sequence[Hashable], grades: Mapping[Hashable, float], gain: Callable[[float], float] = plain_gain
) -> float:
    """Discounted gain of the first DEPTH of a list over that of the best list, in [0, 1]; place i counts 1 / log2(i + 1), from 1.

    ids : the list, best first; grades : > 0 for each right answer, whether it could be found or not. 0 where there is none.

    >>> ndcg(["x", "a"], {"a": 2}) == 1 / math.log2(3)
    True
    """
    best = _discounted(sorted(map(gain, grades.values()), reverse=True)[:DEPTH])
    return _discounted([gain(grades.get(found, 0)) for found in ids[:DEPTH]]) / best if best else 0.0


def place_of_group(groups: Sequence[Hashable], right: Hashable) -> int | None:
    """Place of a group, from 1, where groups stand in the order of their first posting in a list; None where it isn't there.

    >>> place_of_group(["a", "a", "b"], "b")
    2
    """
    order = list(dict.fromkeys(groups))
    return order.index(right) + 1 if right in order else None


def shares(hits: Sequence[bool], bands: Sequence[Hashable]) -> dict[Hashable, float]:
    """Share of hits in each band; person i has hits[i] and belongs to bands[i]; None belongs to no band.

    >>> shares([True, False, True], ["w", "w", None])
    {'w': 0.5}
    """
    held = {
        band: [hit for hit, own in zip(hits, bands, strict=True) if own == band] for band in bands if band is not None
    }
    return {band: sum(found) / len(found) for band, found in held.items()}


def ratio(of: Mapping[Hashable, float]) -> float:
    """The smallest share over the largest, 1 for fewer than two bands or where nobody has a hit.

    >>> ratio({"women": 0.4, "men": 0.5})
    0.8
    """
    return min(of.values()) / max(of.values()) if len(of) > 1 and max(of.values()) else 1.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, start=1))
