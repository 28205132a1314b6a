"""Whom a posting could have, be it published or only half written: who passes its rules, and for how many points it would be suggested to them.

Rules, points and people are those of a run (``rules``, ``bounds``, ``packed``), so what is counted here is what comes when the posting opens. A
process keeps the people from one look to the next and reads them again where anybody changed. Only who agreed to be matched is looked at
(PIPA art. 15); in a city of more than AT_ONCE people some, evenly spread, stand for all.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np
from django.core.cache import cache
from django.db.models import Count, Exists, Max, OuterRef, Sum
from django.utils import timezone
from numpy.typing import NDArray

from jobs.eligibility import compile_posting
from jobs.models import OutsidePosting, Posting
from jobs.stints import own_stints
from matching import finding, inputs, packed_profiles, rules, runs
from matching.core import bounds, chunked, columns, gates, text
from matching.core.text import Corpus
from matching.inputs import Offered
from matching.lists import GOOD
from matching.models import PackedProfile
from matching.people import People, candidates, fact_columns
from matching.rules import Demand
from matching.warm import take
from profiles import consents, spans
from profiles.models import ConsentText

AT_ONCE = 50_000  # people; a city of 20,000 is looked through in a fraction of a second
DROPPED = -1  # points of who doesn't pass
A_DAY = 24 * 3600
SAMPLED_FOR = timedelta(minutes=10)  # an estimate isn't made anew for each letter that is typed


class Asked(NamedTuple):
    """One posting asked about, saved or not. places : of its sites; without : a kind of rule of its programme that is left out of it"""

    posting: Posting
    places: Sequence[str]
    without: str = ""


class Found(NamedTuple):
    """n people, m postings. ids : int64 (n,), ascending; passes : bool (n, m)

    points : int32 (n, m), before any price; DROPPED for who doesn't pass, and for a posting without one of its rules, of which only that is asked

    tells : bool (n,), who said anything that tells postings apart; to nobody else anything is suggested
    step : how many people of the city each of these stands for; people, offer : as they were read, for reasons
    """

    ids: NDArray[np.int64]
    passes: NDArray[np.bool_]
    points: NDArray[np.int32]
    tells: NDArray[np.bool_]
    step: int
    people: People
    offer: Offered

    @property
    def is_suitable(self) -> NDArray[np.bool_]:
        """Who passes and has the points from which a new posting is told of, bool (n, m)."""
        return self.passes & self.tells[:, None] & (self.points >= GOOD)


def look(asked: Sequence[Asked], *, among: NDArray[np.int64] | None = None, at: datetime) -> Found:
    """Who passes each of these postings, and for how many points. The first is the one that the others are changed from.

    among : ids of people, ascending, who agreed; None: all who did
    """
    on = timezone.localdate(at)
    found, step = _everybody(at) if among is None else (packed_profiles.read(among), 1)
    offer = _offer(asked, at)
    facts = fact_columns(found, offer.questions.names, list(own_stints(found.ids.tolist())), on=on)
    barred = inputs.applied(found.ids, offer.own.ids)
    passes = gates.passing(rules.passed(facts, offer.questions, barred=barred, on=on), slice(0, len(found.ids)))
    people = candidates(found, offer)
    points = _points(people, offer, passes, [column for column, one in enumerate(asked) if not one.without])
    return Found(found.ids, passes, points, inputs.telling(people), step, found, offer)


def forget() -> None:
    """Let go of what this process keeps."""
    _held.clear()


# Private --------------------------------------------------------------------------------------------------------------
class _Held(NamedTuple):
    """state : what tells that nobody changed, None of a sample, which holds until a moment"""

    people: People
    step: int
    state: tuple | None
    until: datetime | None


_held: list[_Held] = []  # the people of this process; there are never two at once


def _everybody(at: datetime) -> tuple[People, int]:
    """All who are packed and agreed, or every so manieth of them."""
    if not (_held and _held[0].until and at < _held[0].until <= at + SAMPLED_FOR):
        _keep_up(at)
    found, step, *_rest = _held[0]
    agreed = consents.standing_for(ConsentText.Purpose.SERVICE).filter(user=OuterRef("candidate__user"))
    rows = PackedProfile.objects.filter(spans.among("candidate_id", found.ids)).exclude(Exists(agreed))
    silent = list(rows.values_list("candidate_id", flat=True))
    return (take(found, np.flatnonzero(~np.isin(found.ids, silent))) if silent else found), step


def _keep_up(at: datetime) -> None:
    """Read the people again, where any of them changed or the sample is old."""
    step = -(-PackedProfile.objects.count() // AT_ONCE) or 1
    if step > 1:
        _held[:] = [_Held(packed_profiles.read(packed_profiles.all_ids()[::step]), step, None, at + SAMPLED_FOR)]
        return
    state = tuple(PackedProfile.objects.aggregate(Count("pk"), Sum("packed_in"), Max("packed_at")).values())
    if not _held or _held[0].state != state:
        _held[:] = [_Held(packed_profiles.read(packed_profiles.all_ids()), step, state, None)]


def _offer(asked: Sequence[Asked], at: datetime) -> Offered:
    """The postings as columns, in the words of all that is open once they are."""
    known, first = _corpus(at), asked[0].posting
    if not first.is_open(at):
        known = known.joined(text.corpus(text.counted([inputs.text_of(first)])))
    rows = [one.posting for one in asked]
    offer = inputs.offered_rows(rows, [one.places for one in asked], on=timezone.localdate(at), known=known)
    if not any(one.without for one in asked):
        return offer
    demands = [_without(demand, one.without) for demand, one in zip(offer.demands, asked, strict=True)]
    return offer._replace(demands=demands, questions=rules.questions(demands))


def _without(demand: Demand, kind: str) -> Demand:
    """The same demand less what its programme asks of one kind; what the posting itself asks stays."""
    if not kind or demand.specs is None:
        return demand
    own = compile_posting(demand.posting)
    return demand._replace(specs=[spec for spec in demand.specs if spec.kind != kind or spec in own])


def _corpus(at: datetime) -> Corpus:
    """What all open postings teach of words; worked out once by whoever asks first and shared."""
    key = f"matching:corpus:{runs.code_version()}"
    state = finding.state(at)
    kept = cache.get(key)
    if kept is None or kept[0] != state:
        own = [inputs.text_of(row) for row in Posting.objects.open(at)]
        outside = OutsidePosting.objects.open(timezone.localdate(at))
        texts = own + [inputs.outside_text_of(row) for row in outside if inputs.is_near(row)]
        kept = (state, text.corpus(text.counted(texts)))
        cache.set(key, kept, A_DAY)
    return kept[1]


def _points(
    people: columns.CandidateColumns, offer: Offered, passes: NDArray[np.bool_], wanted: Sequence[int]
) -> NDArray[np.int32]:
    """Points of who passes, for the postings of these columns."""
    weights = runs.weights_of(runs.current_weights())
    points = np.full(passes.shape, DROPPED, np.int32)
    for column in wanted:
        rows = np.flatnonzero(passes[:, column])
        posting = chunked.prepare(columns.take(offer.own, [column]), weights)
        points[rows, column] = bounds.scores(columns.take(people, rows), posting)
    return points
