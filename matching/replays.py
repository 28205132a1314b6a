"""A stored suggestion made again, bit for bit: from the snapshot, the person as they were packed then, and the weights of its run.

Also after the person or the postings have changed. What the code was is compared by its hash; the points are compared themselves.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching import packed_profiles, prices, runs, snapshots
from matching.core import ranking
from matching.core.signals.base import Pairs
from matching.filled import Filled, content
from matching.models import SuggestionList
from matching.people import candidates, of_payloads


class NotKept(ValueError):
    """What a list was made from isn't there any more. kind : "snapshot" or "profile"."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"no {kind} is kept for this list")
        self.kind = kind


class Place(NamedTuple):
    """One place of a list. parts, again : points part by part, as stored and as they come out now, none where it wasn't offered"""

    posting_id: int | None
    outside_posting_id: int | None
    parts: list[int]
    again: list[int]

    @property
    def is_same(self) -> bool:
        """Whether every part is the same."""
        return self.parts == self.again


class Replay(NamedTuple):
    """names : of the parts; is_same_code : whether the code that made the list is the one that made it again
    is_whole : whether points, order and the 64 bits of the list are those of its parts
    """

    names: list[str]
    places: list[Place]
    is_same_code: bool
    is_whole: bool

    @property
    def is_same(self) -> bool:
        """Whether every place is the same, and the list is what its places make."""
        return self.is_whole and all(place.is_same for place in self.places)


def replay(row: SuggestionList) -> Replay:
    """Make a list again. Raises NotKept, snapshots.OtherVersion, and packing.OtherVersion for a person packed by another layout."""
    run = row.run
    if run.snapshot is None:
        raise NotKept("snapshot")
    payload = packed_profiles.as_of(row.pk, run.ran_at)
    if payload is None:
        raise NotKept("profile")
    offer, weights = snapshots.read(run.snapshot), runs.weights_of(run.weight_set)
    people = candidates(of_payloads([(row.pk, payload)]), offer)
    stored = np.frombuffer(row.parts, "<i2").reshape(len(row.points), -1).astype(np.int64)
    own, places = len(row.posting_ids), []
    names = [name for name, _most in ranking.part_names(weights, is_priced=True)]
    is_priced = stored.shape[1] == len(names)
    for postings, ids, parts in (
        (offer.own, row.posting_ids, stored[:own]),
        (offer.outside, row.outside_ids, stored[own:]),
    ):
        known = [pk for pk in ids if pk in postings.ids]
        columns = np.searchsorted(postings.ids, known).astype(np.int64)
        price = prices.of_run(run, postings.ids) if postings is offer.own else np.zeros(len(postings.ids), np.int32)
        pairs = Pairs(np.zeros_like(columns), columns)
        gained = ranking.points_of_pairs(people, postings, pairs, weights, price=price if is_priced else None)
        made = dict(zip(known, gained.tolist(), strict=True))
        for pk, kept in zip(ids, parts.tolist(), strict=True):
            both = (pk, None) if postings is offer.own else (None, pk)
            places.append(Place(*both, kept, made.get(pk, [])))
    return Replay(names[: stored.shape[1]], places, run.code_version == runs.code_version(), _is_whole(row, stored))


def _is_whole(row: SuggestionList, stored: NDArray[np.int64]) -> bool:
    """Whether points, their order and the 64 bits are those of the parts."""
    own, points = len(row.posting_ids), np.maximum(stored.sum(axis=1), 0)
    falls = all((np.diff(part) <= 0).all() for part in (points[:own], points[own:]))
    return falls and points.tolist() == row.points and int(content(_filled(row, stored))[0]) == row.content


def _filled(row: SuggestionList, stored: NDArray[np.int64]) -> Filled:
    """The list as the run filled it, free places and all."""
    own, outside = len(row.posting_ids), len(row.outside_ids)
    places = [*range(own), *range(runs.OWN_PLACES, runs.OWN_PLACES + outside)]
    parts = np.zeros((1, runs.OWN_PLACES + runs.OUTSIDE_PLACES, stored.shape[1]), np.int16)
    parts[0, places] = stored
    ids = np.full((2, runs.OWN_PLACES), -1, np.int64)
    ids[0, :own], ids[1, :outside] = row.posting_ids, row.outside_ids
    points = np.zeros(parts.shape[:2], np.int16)
    last = np.array([row.last_came], np.int16), np.array([row.last_chance])
    return Filled(np.array([row.pk]), ids[:1], ids[1:, : runs.OUTSIDE_PLACES].copy(), points, parts, *last)
