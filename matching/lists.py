"""The lists of people as they are kept, and who is told of what is new in them.

A list is replaced only where it differs. Told is a posting of our own that is new in the first places of a list with at
least GOOD points, once to each person ever: one notice a run names all that is new, and keeps their ids in its params.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from matching.inputs import Offered
from matching.models import Run, Suggestion
from matching.runs import OUTSIDE_PLACES, OWN_PLACES, Listed, Place
from profiles import copying, notices
from profiles.models import Candidate, Notice
from profiles.models.columns import new_public_id

TOLD_PLACES, GOOD = 5, 550  # somebody who says nothing would have 500
KIND = "matching.new_suggestion"
CHUNK = 20_000


def replace(
    candidate_ids: Sequence[int], lists: dict[int, list[Listed]], run: Run, offer: Offered, at: datetime
) -> None:
    """Write the lists that differ from what stands, and tell of what is new and good in them."""
    stored = _stored(candidate_ids)
    new = {pk: [row.place for row in lists.get(pk, [])] for pk in candidate_ids}
    same = [pk for pk in candidate_ids if new[pk] and new[pk] == stored.get(pk)]
    changed = {pk for pk in candidate_ids if new[pk] != stored.get(pk, [])} | _with_other_reasons(same, lists)
    Suggestion.objects.filter(candidate__in=changed).delete()
    _copy({pk: lists.get(pk, []) for pk in sorted(changed)}, run)
    _tell({pk: _new_and_good(new[pk], stored.get(pk, [])) for pk in sorted(changed)}, offer, at)


def floors(candidate_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
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


def _stored(candidate_ids: Sequence[int]) -> dict[int, list[Place]]:
    found = defaultdict(list)
    rows = Suggestion.objects.filter(candidate__in=candidate_ids).order_by("candidate_id", "rank")
    names = ("candidate_id", "posting_id", "outside_posting_id", "points")
    for candidate_id, *place in rows.values_list(*names).iterator(chunk_size=CHUNK):
        found[candidate_id].append(Place(*place))
    return found


def _with_other_reasons(candidate_ids: Sequence[int], lists: dict[int, list[Listed]]) -> set[int]:
    """Those whose places are the same, but for other reasons."""
    rows = Suggestion.objects.filter(candidate__in=candidate_ids).values_list("candidate_id", "rank", "reasons")
    return {
        candidate_id
        for candidate_id, rank, reasons in rows.iterator(chunk_size=CHUNK)
        if json.loads(lists[candidate_id][rank - 1].reasons) != reasons
    }


def _copy(lists: dict[int, list[Listed]], run: Run) -> None:
    """Write lists: a city's are some 60,000 rows."""
    names = ("public_id", "candidate", "posting", "outside_posting", "points", "run", "rank", "reasons")
    listed = ((pk, rank, row) for pk, rows in lists.items() for rank, row in enumerate(rows, start=1))
    copying.copy_in(
        Suggestion, names, ((new_public_id(), pk, *row.place, run.pk, rank, row.reasons) for pk, rank, row in listed)
    )


def _new_and_good(places: Sequence[Place], before: Sequence[Place]) -> list[int]:
    had = {place.posting_id for place in before}
    first = [place for place in places[:TOLD_PLACES] if place.posting_id and place.points >= GOOD]
    return [place.posting_id for place in first if place.posting_id not in had]


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
