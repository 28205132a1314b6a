"""Distance: the straight way from home to the nearest site, halved in worth at the distance the person named.

The way is the chord 2 R sin(angle / 2), the root of the haversine formula without its arcsine: inside a city (50 km) it is short by less
than 3 in a million. Source: Sinnott, "Virtues of the Haversine", Sky & Telescope 68(2), 1984; R = mean earth radius of the IUGG.
"""

import numpy as np
from numpy.typing import NDArray

from matching.core.columns import CandidateColumns, PostingColumns, Sites
from matching.core.reasons import Reason
from matching.core.signals.base import Scores, Signal, where_said

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


def reason(candidates: CandidateColumns, postings: PostingColumns, score: float) -> Reason:
    """``distance.near`` up to half_km and ``distance.far`` beyond (km rounded to 0.1), or ``distance.unknown``."""
    km = kilometres(candidates.home, postings.sites)[0, 0]
    if km >= FAR:
        return Reason("distance.unknown", {})
    code = "distance.near" if km <= candidates.half_km[0] else "distance.far"
    return Reason(code, {"km": round(float(km), 1)})


def kilometres(home: NDArray[np.float64], places: Sites) -> NDArray[np.float64]:
    """Way to the nearest site of each posting.

    home : float64 (n, 3); returns float64 (n, m) in km, :data:`FAR` where a side is not known.
    """
    to_site = EARTH_KM * np.sqrt(sum((home[:, None, axis] - places.points[None, :, axis]) ** 2 for axis in range(3)))
    known = home.any(axis=1)[:, None] & places.points.any(axis=1)[None, :]
    to_site = np.where(known, to_site, FAR)
    nearest = np.full((len(home), len(places.indptr) - 1), FAR)
    filled = np.flatnonzero(np.diff(places.indptr))
    if len(filled):
        nearest[:, filled] = np.minimum.reduceat(to_site, places.indptr[:-1][filled], axis=1)
    return nearest


SIGNAL = Signal("distance", prepare, score, reason)
