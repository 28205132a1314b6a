"""넓혀 보기: near occupations that are hiring, for a person whose own field has few openings. It stands beside their list, never in its place."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
from django.utils import timezone

from jobs.models import Posting
from matching import runs, snapshots
from matching.core import columns, gates, packing, widening
from matching.models import Run, SuggestionList
from matching.suggestions import Suggestion
from profiles import occupations


class Near(NamedTuple):
    """A group of occupations besides those worked in.

    code, name : of the classification; by_words : whether the person's words alone make it near
    openings : postings in it whose rules the person meets; posting : the one of them with most points, which are ``points``, 0..1000
    """

    code: str
    name: str
    by_words: bool
    openings: int
    posting: Posting
    points: int


class Wider(NamedTuple):
    """own : openings of the person's own occupations; is_narrow : whether those are few; near : best first; run : whose postings and weights"""

    own: int
    is_narrow: bool
    near: Sequence[Near]
    run: Run

    def as_shown(self) -> list[Suggestion]:
        """As the log of what was shown keeps them."""
        return [
            Suggestion(near.posting.pk, None, rank, near.points, [], self.run)
            for rank, near in enumerate(self.near, start=1)
        ]


def of(user, *, at: datetime) -> Wider | None:
    """What lies near a person's field, of what takes applications now; None where they have no list, or said nothing that tells postings apart."""
    row = SuggestionList.objects.visible_to(user).only("pk").first()
    run = _last_run()
    if row is None or run is None:
        return None
    try:
        offer = snapshots.of_run(run)
        crowd = runs.crowd_of(np.array([row.pk]), offer, on=timezone.localdate(at))
    except (snapshots.OtherVersion, packing.OtherVersion):
        return None  # the next run keeps a snapshot of its own, and packs people that it can't read
    if not len(crowd.people.ids):
        return None
    is_open = np.isin(offer.own.ids, list(Posting.objects.open(at).values_list("pk", flat=True)))
    kept = np.flatnonzero(is_open)
    found = widening.widen(
        crowd.people,
        0,
        columns.take(offer.own, kept),
        runs.weights_of(run.weight_set),
        passed=gates.take_postings(crowd.passed, kept),
    )
    postings = Posting.objects.in_bulk([near.posting for near in found.near])
    return Wider(found.own, found.is_narrow, [_near(near, postings[near.posting]) for near in found.near], run)


def _last_run() -> Run | None:
    """The last that ended and still has what it read: a list that stands may be of an older one, which knew of fewer postings."""
    ended = Run.objects.filter(state=Run.State.ENDED, snapshot__isnull=False).select_related("weight_set")
    return ended.defer("matched_ids", "prices").order_by("-ran_at", "-pk").first()


def _near(near: widening.Near, posting: Posting) -> Near:
    return Near(near.keco, occupations.name(near.keco), near.by_words, near.openings, posting, near.points)
