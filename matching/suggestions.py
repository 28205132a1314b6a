"""Suggestions: who is matched again, what is kept of it, and who is told.

A run takes everyone, or the people who changed together with those to whom a changed posting matters: those who have it
in their list, and those into whose list its points would bring it. Nobody else's rows are touched. A list is replaced
only where it differs. Our own postings and outside ones have places of their own, so an import never pushes out a
posting of the city. Runs take turns, so that nothing is told twice.

Told is a posting of our own that is new in the first places of a list with at least GOOD points, once to each person
ever: one notice a run names all that is new, and keeps their ids in its params.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from django.db import connection, transaction
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from numpy.typing import NDArray

from jobs import applications as job_applications
from jobs import eligibility, facts
from jobs.eligibility import Verdict
from jobs.models import Application, Assessment, OutsidePosting, Posting
from matching import inputs, sentences
from matching.core import columns, ranking
from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.ranking import Ranked
from matching.core.reasons import Reason
from matching.core.signals.base import Pairs
from matching.core.weights import Weights
from matching.inputs import Offered
from matching.models import Run, Suggestion, WeightSet
from profiles import notices, stale_marks
from profiles.models import Candidate, Notice, StaleMark
from profiles.models.columns import new_public_id

OWN_PLACES, OUTSIDE_PLACES = 8, 2
TOLD_PLACES, GOOD = 5, 550  # somebody who says nothing would have 500
KIND = "matching.new_suggestion"
CHUNK = 20_000  # people held at once
AT_ONCE = 2_000  # applications assessed by one sweep

_SOURCES = (Path(__file__).parent / "core", Path(__file__).parent, Path(eligibility.__file__).parent)


class Best(NamedTuple):
    """The first places of each person: among our own postings, and among outside ones."""

    own: Ranked
    outside: Ranked


class Listed(NamedTuple):
    """One place of a person's list; reasons as JSON text, largest contribution first."""

    posting_id: int | None
    outside_posting_id: int | None
    points: int
    reasons: str


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def refresh_all(*, at: datetime) -> Run:
    """Match everyone with everything that is open."""
    weight_set = _take_turn()
    return _match(_active(None), _offer(at), weight_set, Run.Scope.CITY, at)


@transaction.atomic
def refresh(
    *,
    candidate_ids: Iterable[int] = (),
    posting_ids: Iterable[int] = (),
    outside_ids: Iterable[int] = (),
    at: datetime,
) -> Run:
    """Match these people again, and everyone to whom these postings matter."""
    weight_set = _take_turn()
    offer, people, own, outside = _offer(at), set(candidate_ids), set(posting_ids), set(outside_ids)
    if own or outside:
        people |= _touched(offer, own, outside, weights_of(weight_set), at)
    scope = Run.Scope.POSTINGS if own or outside else Run.Scope.CANDIDATES
    return _match(_active(people), offer, weight_set, scope, at)


def catch_up(*, at: datetime) -> list[Run]:
    """Work off what changed since the last sweep: marked rows, postings that closed, applications without points.

    A mark on a posting that isn't open yet waits until it is.
    """
    early = Posting.objects.filter(state=Posting.State.PUBLISHED, apply_from__gt=at).values("pk")
    marks = list(StaleMark.objects.exclude(subject_type="posting", subject_id__in=early).order_by("pk"))
    marked = defaultdict(set)
    for mark in marks:
        marked[mark.subject_type].add(mark.subject_id)
    over, outside_over = _over(at)
    runs = []
    if marks or over or outside_over:
        with transaction.atomic():
            run = refresh(
                candidate_ids=marked["candidate"],
                posting_ids=marked["posting"] | over,
                outside_ids=marked["outside"] | outside_over,
                at=at,
            )
            stale_marks.clear(marks)
        runs.append(run)
    assess(Application.objects.live().filter(assessment=None).order_by("pk")[:AT_ONCE], at=at)
    return runs


def assess(applications: Sequence[Application] | QuerySet[Application], *, at: datetime) -> list[Assessment]:
    """Give applications the points and reasons that an officer sees, in the words and weights of the day.

    Gates are left aside: the verdicts of an application stand beside its points, and a person decides.
    """
    rows = list(applications)
    if not rows:
        return []
    weights, on = weights_of(current_weights()), timezone.localdate(at)
    asked = Posting.objects.filter(pk__in={row.posting_id for row in rows})
    offer = inputs.offered([*Posting.objects.open(at), *asked], OutsidePosting.objects.open(on), on=on)
    people = inputs.candidates({row.candidate_id for row in rows}, offer)
    pairs = Pairs(
        np.searchsorted(people.ids, [row.candidate_id for row in rows]),
        np.searchsorted(offer.own.ids, [row.posting_id for row in rows]),
    )
    gained = ranking.points_of_pairs(people, offer.own, pairs, weights)
    reasons = map(json.loads, _reasons(people, offer.own, pairs, gained, offer, weights))
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


def current_weights() -> WeightSet:
    """The weights in force: those that were added last."""
    return WeightSet.objects.latest("added_at", "pk")


def weights_of(weight_set: WeightSet) -> Weights:
    """A row of weights as the matcher reads it."""
    return Weights(f"{weight_set.name}-{weight_set.version}", weight_set.points)


@lru_cache(maxsize=1)
def code_version() -> str:
    """A hash of the code that makes the points, so that a run says which code it was."""
    digest = hashlib.sha256()
    for folder in _SOURCES:
        for path in sorted(folder.glob("*.py")) + sorted(folder.glob("signals/*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:40]


# Private --------------------------------------------------------------------------------------------------------------
def _take_turn() -> WeightSet:
    """Wait until no other run is under way."""
    return WeightSet.objects.select_for_update(no_key=True).get(pk=current_weights().pk)


def _offer(at: datetime) -> Offered:
    on = timezone.localdate(at)
    return inputs.offered(Posting.objects.open(at), OutsidePosting.objects.open(on), on=on)


def _active(candidate_ids: set[int] | None) -> list[int]:
    """Everyone, or those of these, whose account is in use."""
    rows = Candidate.objects.filter(user__is_active=True)
    rows = rows if candidate_ids is None else rows.filter(pk__in=candidate_ids)
    return list(rows.order_by("pk").values_list("pk", flat=True))


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
    changed = inputs.part(offer, own, outside)
    for ids in _chunks(_active(None)):
        people = _people(ids, offer)
        best = _ranked(people, changed, weights, at, own_places=1, outside_places=1)
        last = _last_points(ids)
        for candidate_id, mine, theirs in zip(
            people.ids.tolist(), best.own.points[:, 0].tolist(), best.outside.points[:, 0].tolist(), strict=True
        ):
            floor, outside_floor = last.get(candidate_id, (0, 0))
            if mine >= floor or theirs >= outside_floor:
                found.add(candidate_id)
    return found


def _people(candidate_ids: Sequence[int], offer: Offered) -> CandidateColumns:
    people = inputs.candidates(candidate_ids, offer)
    return columns.take(people, np.flatnonzero(inputs.telling(people)))


def _ranked(people, offer: Offered, weights: Weights, at: datetime, *, own_places: int, outside_places: int) -> Best:
    gates = inputs.gates(offer, people, on=timezone.localdate(at))
    return Best(
        ranking.match_candidates(people, offer.own, weights, k=own_places, gates=gates),
        ranking.match_candidates(people, offer.outside, weights, k=outside_places),
    )


def _last_points(candidate_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """The points that a posting of ours, and an outside one, must reach to come into a person's list."""
    counts: dict[int, list[list[int]]] = defaultdict(lambda: [[], []])
    rows = Suggestion.objects.filter(candidate__in=candidate_ids).values_list("candidate_id", "posting_id", "points")
    for candidate_id, posting_id, points in rows.iterator(chunk_size=CHUNK):
        counts[candidate_id][posting_id is None].append(points)
    return {
        candidate_id: (_floor(own, OWN_PLACES), _floor(outside, OUTSIDE_PLACES))
        for candidate_id, (own, outside) in counts.items()
    }


def _floor(points: list[int], places: int) -> int:
    return min(points) if len(points) >= places else 0


def _match(candidate_ids: Sequence[int], offer: Offered, weight_set: WeightSet, scope: str, at: datetime) -> Run:
    weights, digest = weights_of(weight_set), hashlib.sha256()
    _add(digest, offer.own, offer.outside)
    run = Run.objects.create(
        scope=scope,
        weight_set=weight_set,
        code_version=code_version(),
        rule_set_ids=sorted(row.pk for row in offer.rule_sets.values()),
        people=len(candidate_ids),
        postings=len(offer.own.ids) + len(offer.outside.ids),
        ran_at=at,
    )
    for ids in _chunks(candidate_ids):
        people = _people(ids, offer)
        _add(digest, people)
        best = _ranked(people, offer, weights, at, own_places=OWN_PLACES, outside_places=OUTSIDE_PLACES)
        _replace(ids, _lists(people, best, offer, weights), run, offer, at)
    run.inputs_hash = digest.hexdigest()
    run.save(update_fields=["inputs_hash"])
    return run


def _lists(people: CandidateColumns, best: Best, offer: Offered, weights: Weights) -> dict[int, list[Listed]]:
    """The new list of each person: our own postings, then outside ones, each best first."""
    found: dict[int, list[Listed]] = {pk: [] for pk in people.ids.tolist()}
    for ranked, postings, is_own in ((best.own, offer.own, True), (best.outside, offer.outside, False)):
        rows, places = np.nonzero(ranked.columns >= 0)
        pairs = Pairs(rows, ranked.columns[rows, places])
        reasons = _reasons(people, postings, pairs, ranked.parts[rows, places], offer, weights)
        chosen = zip(
            people.ids[rows].tolist(),
            ranked.ids[rows, places].tolist(),
            ranked.points[rows, places].tolist(),
            reasons,
            strict=True,
        )
        for candidate_id, pk, points, told in chosen:
            ids = (pk, None) if is_own else (None, pk)
            found[candidate_id].append(Listed(*ids, points, told))
    return found


def _reasons(
    people: CandidateColumns,
    postings: PostingColumns,
    pairs: Pairs,
    gained: NDArray[np.int32],
    offer: Offered,
    weights: Weights,
) -> list[str]:
    """Why each pair has its points, as JSON text: a list of rows, largest contribution first."""
    by_signal = []
    for number, (signal, most) in enumerate(ranking.used_signals(weights)):
        reasons = signal.reasons(people, postings, pairs, gained[:, number] / most)
        by_signal.append(_told(signal.name, most, gained[:, number].tolist(), reasons, offer))
    order = np.argsort(-gained, axis=1, kind="stable").tolist()
    return [f"[{', '.join([by_signal[number][at] for number in numbers])}]" for at, numbers in enumerate(order)]


def _told(signal: str, most: int, points: Sequence[int], reasons: Sequence[Reason], offer: Offered) -> list[str]:
    """The rows of one signal as JSON text; equal ones, which are many, are written once."""
    made: dict[tuple, str] = {}
    rows = []
    for gained, reason in zip(points, reasons, strict=True):
        key = (gained, reason.code, *reason.params.values())
        row = made.get(key)
        if row is None:
            code, params = inputs.told(reason, offer)
            told = {"signal": signal, "points": gained, "most": most, "code": code, "params": params}
            row = made[key] = json.dumps(told, ensure_ascii=False)
        rows.append(row)
    return rows


def _replace(
    candidate_ids: Sequence[int], lists: dict[int, list[Listed]], run: Run, offer: Offered, at: datetime
) -> None:
    """Write the lists that differ from what stands, and tell of what is new and good in them."""
    stored = _stored(candidate_ids)
    changed = {pk: lists.get(pk, []) for pk in candidate_ids if _differs(lists.get(pk, []), stored.get(pk, []))}
    Suggestion.objects.filter(candidate__in=changed).delete()
    _copy(changed, run)
    _tell({pk: _new_and_good(rows, stored.get(pk, [])) for pk, rows in changed.items()}, offer, at)


def _differs(rows: Sequence[Listed], before: Sequence[Listed]) -> bool:
    """Whether anything differs; the reasons are read only where all else is the same."""
    if [row[:3] for row in rows] != [row[:3] for row in before]:
        return True
    return any(json.loads(row.reasons) != json.loads(had.reasons) for row, had in zip(rows, before, strict=True))


def _copy(lists: dict[int, list[Listed]], run: Run) -> None:
    """Write lists by COPY: a city's are some 60,000 rows, for which model instances take several times as long."""
    columns_ = ("public_id", "candidate_id", "posting_id", "outside_posting_id", "run_id", "rank", "points", "reasons")
    table = Suggestion._meta.db_table
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns_)}) FROM STDIN") as copy:
        for candidate_id, rows in lists.items():
            for rank, (posting_id, outside_id, points, reasons) in enumerate(rows, start=1):
                copy.write_row((new_public_id(), candidate_id, posting_id, outside_id, run.pk, rank, points, reasons))


def _stored(candidate_ids: Sequence[int]) -> dict[int, list[Listed]]:
    found = defaultdict(list)
    rows = Suggestion.objects.filter(candidate__in=candidate_ids).order_by("candidate_id", "rank")
    rows = rows.annotate(reasons_text=Cast("reasons", TextField()))
    names = ("candidate_id", "posting_id", "outside_posting_id", "points", "reasons_text")
    for candidate_id, *listed in rows.values_list(*names).iterator(chunk_size=CHUNK):
        found[candidate_id].append(Listed(*listed))
    return found


def _new_and_good(rows: Sequence[Listed], before: Sequence[Listed]) -> list[int]:
    had = {row.posting_id for row in before}
    first = [row for row in rows[:TOLD_PLACES] if row.posting_id and row.points >= GOOD]
    return [row.posting_id for row in first if row.posting_id not in had]


def _tell(new: dict[int, list[int]], offer: Offered, at: datetime) -> None:
    """One notice a person for all that is new, left out what they were told of before."""
    new = {candidate_id: posting_ids for candidate_id, posting_ids in new.items() if posting_ids}
    users = dict(Candidate.objects.filter(pk__in=new).values_list("pk", "user_id"))
    before = defaultdict(set)
    told = Notice.objects.filter(recipient__in=users.values(), kind=KIND)
    for user_id, params in told.values_list("recipient_id", "params").iterator(chunk_size=CHUNK):
        before[user_id].update(params["postings"])
    titles = {row.pk: row.title for row in offer.rows}
    tellings = []
    for candidate_id, user_id in users.items():
        fresh = [pk for pk in new[candidate_id] if pk not in before[user_id]]
        if fresh:
            tellings.append(_telling(candidate_id, user_id, fresh, [titles[pk] for pk in fresh]))
    notices.tell(tellings, at=at)


def _telling(candidate_id: int, user_id: int, posting_ids: list[int], titles: list[str]) -> notices.Telling:
    return notices.Telling(
        recipient_id=user_id,
        kind=KIND,
        unique_key=f"{KIND}:{user_id}:{posting_ids[0]}",
        params={"count": len(titles), "titles": titles, "postings": posting_ids},
        url=reverse("matching:candidate_suggestion_list"),
        subject_type="candidate",
        subject_id=candidate_id,
    )


def _add(digest, *inputs_: NamedTuple) -> None:
    """Take columns into the hash of a run, value by value."""
    for value in inputs_:
        if isinstance(value, np.ndarray):
            digest.update(value.tobytes())
        else:
            _add(digest, *value)


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(ids), CHUNK):
        yield ids[first : first + CHUNK]
