"""Distance: the straight way from home to the nearest site, halved in worth at the distance the person named.

The way is the chord 2 R sin(angle / 2), the root of the haversine formula without its arcsine: inside a city (50 km) it is short by less
than 3 in a million. Source: Sinnott, "Virtues of the Haversine", Sky & Telescope 68(2), 1984; R = mean earth radius of the IUGG.
"""

import numpy as np
from numpy.typing import NDArray

from matching.core import sparse
from matching.core.classes import of_words
from matching.core.columns import CandidateColumns, PostingColumns, Sites
from matching.core.reasons import Reason
from matching.core.signals.base import WISH, Pairs, Scores, Signal, tell, where_said

EARTH_KM = 6371.0088
FAR = 1e9  # stands for "place not known", in km


def prepare(postings: PostingColumns) -> Sites:
    """Only the sites are needed."""
    return postings.sites


def score(candidates: CandidateColumns, postings: Sites) -> Scores:
    """1 / (1 + (km / half_km) ** 2): 1 at the door, a half at half_km, a fifth at twice, a tenth at thrice.

    Returns float64 (n, m) in [0, 1]; neutral where home or every site is not known.
    """
    km = kilometres(candidates.home, postings)
    way = km / candidates.half_km[:, None]
    return where_said(1 / (1 + way * way), km < FAR)


def reasons(candidates: CandidateColumns, postings: PostingColumns, pairs: Pairs, share: Scores) -> list[Reason]:
    """``distance.near`` up to half_km and ``distance.far`` beyond (km rounded to 0.1), ``distance.unsaid`` by the person, or ``distance.open``."""
    ways = kilometres_of(candidates.home, postings.sites, pairs)
    is_near = ways <= candidates.half_km[pairs.rows]
    has_home = candidates.home.any(axis=1)[pairs.rows]
    return tell(_reason, [round(way, 1) for way in ways.tolist()], is_near.tolist(), has_home.tolist())


def _reason(km: float, is_near: bool, has_home: bool) -> Reason:
    if km >= FAR:
        return Reason("distance.open" if has_home else "distance.unsaid", {})
    return Reason("distance.near" if is_near else "distance.far", {"km": km})


def kilometres(home: NDArray[np.float64], places: Sites) -> NDArray[np.float64]:
    """Way to the nearest site of each posting.

    home : float64 (n, 3); returns float64 (n, m) in km, :data:`FAR` where a side is not known.
    """
    homes = of_words(np.ascontiguousarray(home).view(np.uint64))  # neighbours share a dong and its point
    here, counts = home[homes.first][:, None, :], np.diff(places.indptr)
    nearest = np.full((len(homes.first), len(counts)), FAR)
    for number in range(
        int(counts.max(initial=0))
    ):  # a site of each at a time: most have one, and runs of one are slow to reduce
        has = np.flatnonzero(counts > number)
        columns = slice(None) if len(has) == len(counts) else has
        way = _chord(here, places.points[places.indptr[has] + number][None, :, :])
        nearest[:, columns] = np.minimum(nearest[:, columns], way)
    return nearest[homes.of]


def kilometres_of(home: NDArray[np.float64], places: Sites, pairs: Pairs) -> NDArray[np.float64]:
    """The same for pairs: float64 (p,) in km."""
    counts = np.diff(places.indptr)[pairs.columns]
    to_site = _chord(
        np.repeat(home[pairs.rows], counts, axis=0),
        places.points[sparse.expand(places.indptr[:-1][pairs.columns], counts)],
    )
    nearest = np.full(len(counts), FAR)
    filled = np.flatnonzero(counts)
    if len(filled):
        nearest[filled] = np.minimum.reduceat(to_site, (np.cumsum(counts) - counts)[filled])
    return nearest


def _chord(here: NDArray[np.float64], there: NDArray[np.float64]) -> NDArray[np.float64]:
    """Kilometres between unit vectors along the last axis, the same bits for any shape; FAR where one is all zero."""
    # An axis at a time: tables measured a fifth faster.
    x, y, z = (here[..., axis] - there[..., axis] for axis in range(3))
    way = EARTH_KM * np.sqrt(x * x + y * y + z * z)
    is_known = here.any(axis=-1), there.any(axis=-1)
    return way if all(side.all() for side in is_known) else np.where(is_known[0] & is_known[1], way, FAR)


SIGNAL = Signal("distance", WISH, ("home", "half_km"), ("sites",), prepare, score, reasons)
