"""Suggestions: who is matched again and when, and what a person sees of it.

A run takes everyone, or the people who changed together with those to whom a changed posting matters: those who have it
in their list, and those into whose list its points would bring it. Nobody else's rows are touched. Runs take turns, so
that nothing is told twice; while the city's is under way, what changed waits for its end (``city_runs``).
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from numpy.typing import NDArray

from jobs import applications as job_applications
from jobs import eligibility, facts
from jobs.eligibility import Verdict
from jobs.models import Application, Assessment, OutsidePosting, Posting
from matching import city_runs, gains, inputs, lists, packed_profiles, prices, runs, sentences, snapshots, touched
from matching.core import packing, ranking
from matching.core.shown import RANKED
from matching.core.signals.base import Pairs
from matching.gains import Gain
from matching.inputs import Offered
from matching.models import Run, SuggestionList, WeightSet
from matching.packed import payloads
from matching.people import candidates, of_payloads
from profiles import stale_marks
from profiles.models import Candidate, StaleMark

AT_ONCE = 2_000  # applications assessed by one sweep
MOST_NAMED = 20_000  # people whom a run names


class Suggestion(NamedTuple):
    """One place of a person's list: a posting of ours or an outside one, with points that are the sum of its reasons.

    rank : from 1 in the whole list; reasons : plain rows, largest contribution first, as ``sentences`` words them
    came : how the place was filled, as ``core.shown`` numbers it; chance : with which chance, 1 where no lot was drawn
    gain : the certificate that would bring more points for it, where there is one
    """

    posting_id: int | None
    outside_posting_id: int | None
    rank: int
    points: int
    reasons: list[dict[str, Any]]
    run: Run
    came: int = RANKED
    chance: float = 1.0
    gain: Gain | None = None


# Verbs ----------------------------------------------------------------------------------------------------------------
def refresh_all(*, at: datetime) -> Run:
    """Match everyone with everything that is open, and tell what is new."""
    run = city_runs.work_off(city_runs.begin(at=at), at=at)
    while lists.tell_owed(at=at):
        pass
    return run


@transaction.atomic
def refresh(
    *,
    candidate_ids: Iterable[int] | None = None,
    posting_ids: Iterable[int] | None = None,
    outside_ids: Iterable[int] | None = None,
    at: datetime,
) -> Run:
    """Match these people again, and everyone to whom these postings matter."""
    weight_set = city_runs.take_turn()
    people, own, outside = set(candidate_ids or ()), set(posting_ids or ()), set(outside_ids or ())
    if own or outside:
        packed_profiles.keep_up(people, at=at)
    else:
        packed_profiles.keep(people, at=at)
    offer = city_runs.offered(at)
    if own or outside:
        people |= touched.by(offer, own, outside, runs.weights_of(weight_set), at=at)
    scope = Run.Scope.POSTINGS if own or outside else Run.Scope.CANDIDATES
    run = _match(np.array(sorted(people), np.int64), offer, weight_set, scope, at)
    lists.tell_owed(sorted(people), at=at)
    return run


def catch_up(*, at: datetime) -> Run | None:
    """Work off what changed since the last sweep: marked rows, postings that closed, applications without points.

    A mark on a posting that isn't open yet waits until it is. While another run is under way, marks are left to the
    next sweep; shards of the city's that are left over are taken up.
    """
    if going := city_runs.under_way():
        city_runs.work_off(going, at=at)
    with transaction.atomic():
        is_free = city_runs.take_turn(waits=False) and not city_runs.under_way()
        made = _work_off_marks(at) if is_free else None
    lists.tell_owed(at=at)
    assess(Application.objects.live().filter(assessment=None).order_by("pk")[:AT_ONCE], at=at)
    return made


def assess(applications: Sequence[Application] | QuerySet[Application], *, at: datetime) -> list[Assessment]:
    """Give applications the points and reasons that an officer sees, in the words and weights of the day.

    Gates are left aside: the verdicts of an application stand beside its points, and a person decides.
    """
    rows = list(applications)
    if not rows:
        return []
    weights, on = runs.weights_of(runs.current_weights()), timezone.localdate(at)
    asked = Posting.objects.filter(pk__in={row.posting_id for row in rows})
    offer = inputs.offered(Posting.objects.open(at) | asked, OutsidePosting.objects.open(on), on=on)
    people = candidates(of_payloads(payloads({row.candidate_id for row in rows})), offer)
    pairs = Pairs(
        np.searchsorted(people.ids, [row.candidate_id for row in rows]),
        np.searchsorted(offer.own.ids, [row.posting_id for row in rows]),
    )
    gained = ranking.points_of_pairs(people, offer.own, pairs, weights)
    reasons = runs.reasons_of(people, offer.own, pairs, gained, offer, weights)
    return job_applications.assess(
        [
            Assessment(
                application=row,
                points=sum(reason["points"] for reason in found),
                reasons=sentences.with_text(found),
                version=weights.name,
                assessed_at=at,
            )
            for row, found in zip(rows, reasons, strict=True)
        ]
    )


# Questions ------------------------------------------------------------------------------------------------------------
def shown_to(user, *, at: datetime) -> list[Suggestion]:
    """A person's list as it holds now: what closed or was applied for since the last run is left out."""
    row = SuggestionList.objects.visible_to(user).select_related("run__weight_set").defer("run__matched_ids").first()
    if row is None:
        return []
    on = timezone.localdate(at)
    sent = Application.objects.filter(candidate_id=row.pk).values("posting_id")
    own = Posting.objects.open(at).filter(pk__in=row.posting_ids).exclude(pk__in=sent)
    found, more = places(row, own, OutsidePosting.objects.open(on).filter(pk__in=row.outside_ids)), gains.of(row)
    return [place._replace(gain=more.get(place.posting_id)) for place in found]


def places(row: SuggestionList, own: QuerySet[Posting], outside: QuerySet[OutsidePosting]) -> list[Suggestion]:
    """The places of a list that hold one of these postings, with their reasons as the person and the postings were read for it."""
    on, weights = timezone.localdate(row.run.ran_at), runs.weights_of(row.run.weight_set)
    offer = inputs.offered(own, outside, on=on)
    try:
        people = candidates(packed_profiles.read(np.array([row.pk])), offer)
    except packing.OtherVersion:
        return []  # they are packed again by the next sweep that looks at postings, and by the nightly run
    if not len(people.ids):
        return []
    parts = np.frombuffer(row.parts, "<i2").reshape(len(row.points), -1).astype(np.int32)
    found = []
    listed = [(pk, offer.own) for pk in row.posting_ids] + [(pk, offer.outside) for pk in row.outside_ids]
    for postings in (offer.own, offer.outside):
        kept = [at for at, (pk, kind) in enumerate(listed) if kind is postings and pk in postings.ids]
        ids = [listed[at][0] for at in kept]
        pairs = Pairs(np.zeros(len(kept), np.int64), np.searchsorted(postings.ids, ids))
        reasons = runs.reasons_of(people, postings, pairs, parts[kept], offer, weights)
        if postings is offer.outside:
            reasons = [[reason for reason in told if reason["signal"] != "price"] for told in reasons]
        for at, pk, told in zip(kept, ids, reasons, strict=True):
            both = (pk, None) if postings is offer.own else (None, pk)
            way = (row.last_came, row.last_chance) if at == len(row.posting_ids) - 1 else (RANKED, 1.0)
            found.append(Suggestion(*both, at + 1, row.points[at], told, row.run, *way))
    return found


def verdicts(candidate: Candidate, postings: Sequence[Posting], *, at: datetime) -> dict[int, list[Verdict]]:
    """What the rules of the day say of one person, by posting (with its programme read along); a constant number of queries."""
    on = timezone.localdate(at)
    rule_sets = inputs.in_force({row.programme_year_id for row in postings}, on)
    (person,) = facts.person_facts([candidate], on=on)
    return {
        row.pk: eligibility.judge_all(
            facts.specs_for(row, rule_sets[row.programme_year_id]), person, facts.posting_facts(row), on
        )
        for row in postings
        if row.programme_year_id in rule_sets
    }


def is_waiting(candidate: Candidate) -> bool:
    """Whether the person changed something that the next sweep takes up."""
    return StaleMark.objects.filter(subject_type="candidate", subject_id=candidate.pk).exists()


# Private --------------------------------------------------------------------------------------------------------------
def _work_off_marks(at: datetime) -> Run | None:
    """Match again what is marked or over; None when there is nothing."""
    early = Posting.objects.filter(state=Posting.State.PUBLISHED, apply_from__gt=at).values("pk")
    marks = list(StaleMark.objects.exclude(subject_type="posting", subject_id__in=early).order_by("pk"))
    marked = defaultdict(set)
    for mark in marks:
        marked[mark.subject_type].add(mark.subject_id)
    over, outside_over = _over(at)
    if not (marks or over or outside_over):
        return None
    run = refresh(
        candidate_ids=marked["candidate"],
        posting_ids=marked["posting"] | over,
        outside_ids=marked["outside"] | outside_over,
        at=at,
    )
    stale_marks.clear(marks)
    return run


def _over(at: datetime) -> tuple[set[int], set[int]]:
    """Postings of ours and of others whose deadline passed since the last look at all postings; whatever else ends one marks it."""
    looked = Run.objects.filter(state=Run.State.ENDED).exclude(scope=Run.Scope.CANDIDATES)
    last = looked.order_by("-ran_at").values_list("ran_at", flat=True).first()
    if last is None:
        return set(), set()
    own = Posting.objects.filter(state=Posting.State.PUBLISHED, apply_until__gt=last, apply_until__lte=at)
    days = (timezone.localdate(last), timezone.localdate(at))
    outside = OutsidePosting.objects.filter(closes_on__gte=days[0], closes_on__lt=days[1])
    return set(own.values_list("pk", flat=True)), set(outside.values_list("pk", flat=True))


def _match(candidate_ids: NDArray[np.int64], offer: Offered, weight_set: WeightSet, scope: str, at: datetime) -> Run:
    weights, city, digest = runs.weights_of(weight_set), prices.last_run(), hashlib.sha256()
    price = prices.of_run(city, offer.own.ids)
    runs.take_in(digest, offer.own, offer.outside, price)
    run = Run.objects.create(
        scope=scope,
        weight_set=weight_set,
        code_version=runs.code_version(),
        rule_set_ids=list(offer.rule_set_ids),
        snapshot=snapshots.keep(offer, at=at),
        priced_by=city,
        people=len(candidate_ids),
        postings=len(offer.own.ids) + len(offer.outside.ids),
        matched_ids=candidate_ids.tolist() if len(candidate_ids) <= MOST_NAMED else None,
        ran_at=at,
        ended_at=at,
    )
    prepared = runs.prepare(offer, weights, price, people=len(candidate_ids))
    lists.fill(candidate_ids, offer, prepared, run, digest)
    run.inputs_hash = digest.hexdigest()
    run.save(update_fields=["inputs_hash"])
    return run
