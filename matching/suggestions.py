"""Suggestions: who is matched again and when, and what a person sees of it.

A run takes everyone, or the people who changed together with those to whom a changed posting matters: those who have it
in their list, and those into whose list its points would bring it. Nobody else's rows are touched. Runs take turns, so
that nothing is told twice.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import numpy as np
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from jobs import applications as job_applications
from jobs import eligibility, facts
from jobs.eligibility import Verdict
from jobs.models import Application, Assessment, OutsidePosting, Posting
from matching import inputs, lists, packed_profiles, runs, sentences
from matching.core import ranking
from matching.core.signals.base import Pairs
from matching.core.weights import Weights
from matching.inputs import Offered
from matching.models import Run, Suggestion, WeightSet
from matching.packed import payloads
from matching.people import candidates, of_payloads
from profiles import stale_marks
from profiles.models import Candidate, StaleMark

CHUNK = 4_000  # people held at once: seconds between two queries, while a transaction may be idle for a minute
AT_ONCE = 2_000  # applications assessed by one sweep


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def refresh_all(*, at: datetime) -> Run:
    """Match everyone with everything that is open."""
    weight_set = _take_turn()
    packed_profiles.keep_up(at=at)
    return _match(packed_profiles.all_ids(), _offer(at), weight_set, Run.Scope.CITY, at)


@transaction.atomic
def refresh(
    *,
    candidate_ids: Iterable[int] | None = None,
    posting_ids: Iterable[int] | None = None,
    outside_ids: Iterable[int] | None = None,
    at: datetime,
) -> Run:
    """Match these people again, and everyone to whom these postings matter."""
    weight_set = _take_turn()
    people, own, outside = set(candidate_ids or ()), set(posting_ids or ()), set(outside_ids or ())
    if own or outside:
        packed_profiles.keep_up(people, at=at)
    else:
        packed_profiles.keep(people, at=at)
    offer = _offer(at)
    if own or outside:
        people |= _touched(offer, own, outside, runs.weights_of(weight_set), at)
    scope = Run.Scope.POSTINGS if own or outside else Run.Scope.CANDIDATES
    return _match(sorted(people), offer, weight_set, scope, at)


def catch_up(*, at: datetime) -> Run | None:
    """Work off what changed since the last sweep: marked rows, postings that closed, applications without points.

    A mark on a posting that isn't open yet waits until it is. While another run is under way, marks are left to the
    next sweep.
    """
    with transaction.atomic():
        made = _work_off_marks(at) if _take_turn(waits=False) else None
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
    offer = inputs.offered([*Posting.objects.open(at), *asked], OutsidePosting.objects.open(on), on=on)
    people = candidates(of_payloads(payloads({row.candidate_id for row in rows})), offer)
    pairs = Pairs(
        np.searchsorted(people.ids, [row.candidate_id for row in rows]),
        np.searchsorted(offer.own.ids, [row.posting_id for row in rows]),
    )
    gained = ranking.points_of_pairs(people, offer.own, pairs, weights)
    reasons = map(json.loads, runs.reasons_of(people, offer.own, pairs, gained, offer, weights))
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
def shown_to(user, *, at: datetime) -> QuerySet[Suggestion]:
    """A person's list as it holds now: what closed or was applied for since the last run is left out."""
    on = timezone.localdate(at)
    is_open = Q(posting__in=Posting.objects.open(at)) | Q(outside_posting__in=OutsidePosting.objects.open(on))
    sent = Application.objects.filter(candidate__user_id=user.pk).values("posting_id")
    rows = Suggestion.objects.visible_to(user).filter(is_open).exclude(posting__in=sent)
    return rows.order_by("rank", "pk")


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
def _take_turn(*, waits: bool = True) -> WeightSet | None:
    """Hold the weights so that no other run begins before this one ends; None: one is under way and we don't wait."""
    rows = WeightSet.objects.select_for_update(no_key=True, skip_locked=not waits)
    return rows.filter(pk=runs.current_weights().pk).first()


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


def _offer(at: datetime) -> Offered:
    on = timezone.localdate(at)
    return inputs.offered(Posting.objects.open(at), OutsidePosting.objects.open(on), on=on)


def _over(at: datetime) -> tuple[set[int], set[int]]:
    """Postings of ours and of others that stand in lists but take no applications any more."""
    on = timezone.localdate(at)
    own = Suggestion.objects.exclude(posting=None).exclude(posting__in=Posting.objects.open(at))
    outside = Suggestion.objects.exclude(outside_posting=None)
    outside = outside.exclude(outside_posting__in=OutsidePosting.objects.open(on))
    return (
        set(own.values_list("posting_id", flat=True).distinct()),
        set(outside.values_list("outside_posting_id", flat=True).distinct()),
    )


def _touched(offer: Offered, own: set[int], outside: set[int], weights: Weights, at: datetime) -> set[int]:
    """Those who have one of the postings in their list, and those into whose list one of them would come now."""
    holding = Suggestion.objects.filter(Q(posting__in=own) | Q(outside_posting__in=outside))
    found = set(holding.values_list("candidate_id", flat=True))
    changed, everyone = inputs.part(offer, own, outside), packed_profiles.all_ids()
    prepared = runs.prepare(changed, weights, people=len(everyone))
    for ids in _chunks(everyone):
        crowd = runs.crowd_of(ids, changed, on=timezone.localdate(at))
        people, best = crowd.people, runs.rank(crowd, prepared, own_places=1, outside_places=1)
        last = lists.floors(ids)
        for candidate_id, mine, theirs in zip(
            people.ids.tolist(), best.own.points[:, 0].tolist(), best.outside.points[:, 0].tolist(), strict=True
        ):
            floor, outside_floor = last.get(candidate_id, (0, 0))
            if mine >= floor or theirs >= outside_floor:
                found.add(candidate_id)
    return found


def _match(candidate_ids: Sequence[int], offer: Offered, weight_set: WeightSet, scope: str, at: datetime) -> Run:
    weights, digest = runs.weights_of(weight_set), hashlib.sha256()
    runs.take_in(digest, offer.own, offer.outside)
    run = Run.objects.create(
        scope=scope,
        weight_set=weight_set,
        code_version=runs.code_version(),
        rule_set_ids=sorted(row.pk for row in offer.rule_sets.values()),
        people=len(candidate_ids),
        postings=len(offer.own.ids) + len(offer.outside.ids),
        ran_at=at,
    )
    prepared = runs.prepare(offer, weights, people=len(candidate_ids))
    for ids in _chunks(candidate_ids):
        crowd = runs.crowd_of(ids, offer, on=timezone.localdate(at))
        runs.take_in(digest, *crowd)
        best = runs.rank(crowd, prepared)
        lists.replace(ids, runs.lists_of(crowd.people, best, offer, weights), run, offer, at)
    run.inputs_hash = digest.hexdigest()
    run.save(update_fields=["inputs_hash"])
    return run


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(ids), CHUNK):
        yield ids[first : first + CHUNK]
