"""A stored suggestion made again, bit for bit: from the snapshot, the person as they were packed then, and the weights of its run.

Also after the person or the postings have changed. What the code was is compared by its hash; the points are compared themselves.
"""

from typing import NamedTuple

import numpy as np

from matching import packed_profiles, prices, runs, snapshots
from matching.core import ranking
from matching.core.signals.base import Pairs
from matching.models import SuggestionList
from matching.people import candidates, of_payloads


class NotKept(ValueError):
    """What a list was made from isn't there any more. kind : "snapshot" or "profile"."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"no {kind} is kept for this list")
        self.kind = kind


class Place(NamedTuple):
    """One place of a list. parts, again : points part by part, as stored and as they come out now"""

    posting_id: int | None
    outside_posting_id: int | None
    parts: list[int]
    again: list[int]

    @property
    def is_same(self) -> bool:
        """Whether every part is the same."""
        return self.parts == self.again


class Replay(NamedTuple):
    """names : of the parts; is_same_code : whether the code that made the list is the one that made it again"""

    names: list[str]
    places: list[Place]
    is_same_code: bool

    @property
    def is_same(self) -> bool:
        """Whether every place is the same."""
        return all(place.is_same for place in self.places)


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
        columns = np.searchsorted(postings.ids, ids).astype(np.int64)
        price = prices.of_run(run, postings.ids) if postings is offer.own else np.zeros(len(postings.ids), np.int32)
        pairs = Pairs(np.zeros_like(columns), columns)
        gained = ranking.points_of_pairs(people, postings, pairs, weights, price=price if is_priced else None)
        for pk, kept, again in zip(ids, parts.tolist(), gained.tolist(), strict=True):
            both = (pk, None) if postings is offer.own else (None, pk)
            places.append(Place(*both, kept, again))
    return Replay(names[: stored.shape[1]], places, run.code_version == runs.code_version())
