"""The lists that a run fills, as arrays: places of our own postings first, then of outside ones."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core.ranking import Ranked
from matching.core.shown import RANKED, Shown, last_places

_STEP, _FIRST, _SECOND = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


class Filled(NamedTuple):
    """The lists of n people, each best first; free places hold -1 as an id and nothing else.

    ids : int64 (n,), ascending; own, outside : int64 (n, places of the kind), ids of postings
    points : int16 (n, all places); parts : int16 (n, all places, p), which add up to ``points``: those of
        ``ranking.part_names``, the price last
    came : int16 (n,), how the last place of our own was filled (``shown``), RANKED where there is none: all others are ranked
    chance : float64 (n,), with which chance, 1 where no lot was drawn
    """

    ids: NDArray[np.int64]
    own: NDArray[np.int64]
    outside: NDArray[np.int64]
    points: NDArray[np.int16]
    parts: NDArray[np.int16]
    came: NDArray[np.int16]
    chance: NDArray[np.float64]

    @property
    def true_points(self) -> NDArray[np.int16]:
        """The points before the price, which is the last part, int16 (n, all places)."""
        return self.points - self.parts[:, :, -1]

    @property
    def columns_held(self) -> NDArray[np.bool_]:
        """Which places hold a posting, bool (n, all places)."""
        return np.concatenate([self.own, self.outside], axis=1) >= 0


def of_shown(ids: NDArray[np.int64], own: Shown, outside: Ranked) -> Filled:
    """The lists of n people from what they are shown of both kinds."""
    last = last_places(own)
    rows, has_own = np.arange(len(ids)), last >= 0
    return Filled(
        ids,
        own.ids,
        outside.ids,
        np.maximum(np.concatenate([own.points, outside.points], axis=1), 0).astype(np.int16),
        np.concatenate([own.parts, outside.parts], axis=1).astype(np.int16),
        np.where(has_own, own.came[rows, last], RANKED).astype(np.int16),
        np.where(has_own, own.chance[rows, last], 1.0),
    )


def content(filled: Filled) -> NDArray[np.int64]:
    """64 bits of all that stands in each list, int64 (n,): lists that differ have, but for one chance in 2**64, other ones.

    The chance of the last place isn't among it: a list that stands keeps the one of the run that wrote it.
    Source: SplitMix64, Steele, Lea & Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
    """
    count = len(filled.ids)
    parts = np.ascontiguousarray(filled.parts.reshape(count, filled.parts.shape[1] * filled.parts.shape[2]))
    spare = -parts.shape[1] % 4
    words = np.concatenate(
        [
            filled.own.view(np.uint64),
            filled.outside.view(np.uint64),
            np.pad(parts, ((0, 0), (0, spare))).view(np.uint64),
        ],
        axis=1,
    )
    found = np.zeros(count, np.uint64)
    for number in range(words.shape[1]):
        found = _mixed(found + _STEP + words[:, number])
    found = np.where(filled.came == RANKED, found, _mixed(found + _STEP + filled.came.astype(np.uint64)))
    return found.view(np.int64)


def _mixed(bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    bits = (bits ^ (bits >> np.uint64(30))) * _FIRST
    bits = (bits ^ (bits >> np.uint64(27))) * _SECOND
    return bits ^ (bits >> np.uint64(31))
