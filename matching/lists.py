"""The lists of people as they are kept, and who is told of what is new in them.

A list is written only where it differs from what stands; what is new and good among its first places is owed to the
person, and told once to each person ever: one notice names all that is new, and keeps their ids in its params. The row
itself is the record of what is owed, so a run over a city writes lists, and the telling follows by the thousand.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from django.db import models, transaction
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from numpy.typing import NDArray

from jobs.models import Posting
from matching import runs
from matching.core.shown import RANKED
from matching.filled import Filled, content, of_shown
from matching.inputs import Offered
from matching.models import Run, SuggestionList
from matching.runs import OUTSIDE_PLACES, OWN_PLACES, Best, Crowd, Prepared
from profiles import copying, notices, spans
from profiles.models import Notice

TOLD_PLACES, GOOD = 5, 550  # somebody who says nothing would have 500
KIND = "matching.new_suggestion"
CHUNK = 20_000
BLOCK = 50_000  # people held at once: seconds between two queries, while a transaction may be idle for a minute
TOLD_AT_ONCE = 20_000  # people told by one sweep


# Verbs ----------------------------------------------------------------------------------------------------------------
def fill(
    candidate_ids: NDArray[np.int64],
    offer: Offered,
    prepared: Prepared,
    run: Run,
    digest: Any,
    *,
    rank: Callable[[Crowd, Prepared], Best] = runs.rank,
) -> None:
    """Match these people (ids ascending) block by block and write what differs, in the caller's transaction; what went in goes into the hash."""
    on = timezone.localdate(run.ran_at)
    for first in range(0, len(candidate_ids), BLOCK):
        ids = candidate_ids[first : first + BLOCK]
        crowd = runs.crowd_of(ids, offer, on=on)
        runs.take_in(digest, *crowd)
        best = rank(crowd, prepared)
        _replace(ids, of_shown(crowd.people.ids, best.own, best.outside), run)


def remove_others(candidate_ids: NDArray[np.int64]) -> None:
    """Remove the lists of everybody but these (ids ascending): people who went out of use."""
    (listed,) = copying.read_numbers(SuggestionList.objects.order_by("candidate_id"), "candidate_id")
    gone = np.setdiff1d(listed, candidate_ids, assume_unique=True)
    SuggestionList.objects.filter(candidate__in=gone.tolist()).delete()


@transaction.atomic
def tell_owed(candidate_ids: Sequence[int] | None = None, *, at: datetime) -> int:
    """Tell people (these, or the first who wait) of what is new in their lists; how many rows were worked off."""
    owing = SuggestionList.objects.filter(owed__gt=0, candidate__user__is_active=True)
    if candidate_ids is not None:
        owing = owing.filter(candidate__in=candidate_ids)
    rows = list(owing.select_for_update(of=("self",), skip_locked=True).order_by("candidate_id")[:TOLD_AT_ONCE])
    ids = [row.pk for row in rows]
    users = dict(owing.filter(pk__in=ids).values_list("pk", "candidate__user_id"))
    _tell({row.pk: _owed_ids(row) for row in rows}, users, at)
    SuggestionList.objects.filter(pk__in=ids).update(owed=0)
    return len(rows)


# Questions ------------------------------------------------------------------------------------------------------------
def floors(candidate_ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The points that a posting of ours, and an outside one, must reach to come into the list of each of these people; 0 where there is room.

    A last place that points didn't fill stays as it is until the next run over the city: the one above it must be reached.
    """
    rows = SuggestionList.objects.filter(spans.among("candidate_id", candidate_ids)).annotate(
        own_floor=_floor("posting_ids", OWN_PLACES, _size("posting_ids") - _is_kept()),
        outside_floor=_floor("outside_ids", OUTSIDE_PLACES, _size("points")),
    )
    ids, *found = copying.read_numbers(rows.order_by("candidate_id"), "candidate_id", "own_floor", "outside_floor")
    floors_ = np.zeros((2, len(candidate_ids)), np.int64)
    place, is_asked = _places(ids, candidate_ids)
    for number, points in enumerate(found):
        floors_[number, place] = points[is_asked]
    return floors_[0], floors_[1]


def listed(candidate_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """The postings in the list of each of these people, int64 (n, 10): ours in the first eight places, outside ones in the others, 0: none."""
    names = [f"own{place}" for place in range(OWN_PLACES)] + [f"outside{place}" for place in range(OUTSIDE_PLACES)]
    fields = [f"posting_ids__{place}" for place in range(OWN_PLACES)]
    fields += [f"outside_ids__{place}" for place in range(OUTSIDE_PLACES)]
    entries = {name: Coalesce(F(field), Value(0)) for name, field in zip(names, fields, strict=True)}
    rows = SuggestionList.objects.filter(spans.among("candidate_id", candidate_ids)).annotate(**entries)
    ids, *columns = copying.read_numbers(rows.order_by("candidate_id"), "candidate_id", *names)
    place, is_asked = _places(ids, candidate_ids)
    found = np.zeros((len(candidate_ids), len(names)), np.int64)
    found[place] = np.stack(columns, axis=1)[is_asked]
    return found


# Private --------------------------------------------------------------------------------------------------------------
def _replace(candidate_ids: NDArray[np.int64], filled: Filled, run: Run) -> None:
    """Write the lists that differ from what stands; whoever was looked at and has no place has no list."""
    new = content(filled)
    listed = np.flatnonzero(filled.columns_held.any(axis=1))
    stored_ids, stored = _contents(candidate_ids)
    place = np.minimum(np.searchsorted(stored_ids, filled.ids[listed]), max(len(stored_ids) - 1, 0))
    has_row = stored_ids[place] == filled.ids[listed] if len(stored_ids) else np.zeros(len(listed), bool)
    is_same = has_row & (stored[place] == new[listed]) if len(stored_ids) else has_row
    changed, gone = listed[~is_same], np.setdiff1d(stored_ids, filled.ids[listed], assume_unique=True)
    before = filled.ids[listed[has_row & ~is_same]]
    had = _had(before)
    if len(before) or len(gone):
        SuggestionList.objects.filter(candidate__in=[*before.tolist(), *gone.tolist()]).delete()
    _write(filled, changed, new, _owed(filled, changed, had), run)


def _size(name: str) -> Func:
    return Func(F(name), function="cardinality", output_field=models.IntegerField())


def _is_kept() -> Case:
    """1 where the last place of our own is one that points didn't fill."""
    return Case(When(~Q(last_came=RANKED), then=Value(1)), default=Value(0), output_field=models.IntegerField())


def _floor(name: str, places: int, last: models.Expression) -> Case:
    """The points of a place, from 1, where the list is full."""
    last = Func(last, template="(points)[%(expressions)s]", output_field=models.SmallIntegerField())
    full = When(**{f"{name}__len__gte": places}, then=Cast(last, models.BigIntegerField()))
    return Case(full, default=Value(0), output_field=models.BigIntegerField())


def _places(found: NDArray[np.int64], wanted: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Where those of ``found`` that are wanted stand among the wanted ones (ascending), and which of them are."""
    place = np.minimum(np.searchsorted(wanted, found), max(len(wanted) - 1, 0))
    is_wanted = wanted[place] == found if len(wanted) else np.zeros(len(found), bool)
    return place[is_wanted], is_wanted


def _contents(candidate_ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    rows = SuggestionList.objects.filter(spans.among("candidate_id", candidate_ids)).order_by("candidate_id")
    ids, found = copying.read_numbers(rows, "candidate_id", "content")
    _place, is_asked = _places(ids, candidate_ids)
    return ids[is_asked], found[is_asked]


def _had(candidate_ids: NDArray[np.int64]) -> dict[int, set[int]]:
    """The first postings of ours in each of these lists that the person was told of or need not be told of."""
    if not len(candidate_ids):
        return {}
    rows = SuggestionList.objects.filter(candidate__in=candidate_ids.tolist())
    return {
        pk: {posting_id for place, posting_id in enumerate(ids[:TOLD_PLACES]) if not owed >> place & 1}
        for pk, ids, owed in rows.values_list("candidate_id", "posting_ids", "owed").iterator(chunk_size=CHUNK)
    }


def _owed(filled: Filled, rows: NDArray[np.int64], had: dict[int, set[int]]) -> NDArray[np.int16]:
    """Bits of the first places that are good, whatever they cost, and were not among the first before, of the rows named.

    A place by lot is the last of a full list, behind these.
    """
    own, points = filled.own[rows, :TOLD_PLACES], filled.true_points[rows, :TOLD_PLACES]
    is_owed = (own >= 0) & (points >= GOOD)
    for place, pk in enumerate(filled.ids[rows].tolist() if had else ()):
        if before := had.get(pk):
            is_owed[place] &= [posting_id not in before for posting_id in own[place].tolist()]
    return (is_owed << np.arange(TOLD_PLACES)).sum(axis=1).astype(np.int16)


def _write(filled: Filled, rows: NDArray[np.int64], new: NDArray[np.int64], owed: NDArray[np.int16], run: Run) -> None:
    """Write lists, those of the same lengths together: a city's are a few dozen COPYs a block."""
    for some in _alike(filled, rows):
        at = rows[some]
        held = filled.columns_held[at[0]]
        copying.copy_arrays(
            SuggestionList,
            {
                "candidate": filled.ids[at],
                "run": np.full(len(at), run.pk, np.int64),
                "posting_ids": filled.own[at][:, held[:OWN_PLACES]],
                "outside_ids": filled.outside[at][:, held[OWN_PLACES:]],
                "points": filled.points[at][:, held],
                "parts": filled.parts[at][:, held].astype("<i2").reshape(len(at), -1).view(np.uint8),
                "last_came": filled.came[at],
                "last_chance": filled.chance[at],
                "owed": owed[some],
                "content": new[at],
            },
        )


def _alike(filled: Filled, rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Places among ``rows`` of the lists with as many postings of ours and as many outside ones."""
    held = filled.columns_held[rows]
    lengths = held[:, :OWN_PLACES].sum(axis=1) * (OUTSIDE_PLACES + 1) + held[:, OWN_PLACES:].sum(axis=1)
    order = np.argsort(lengths, kind="stable")
    borders = np.flatnonzero(np.diff(lengths[order])) + 1
    return (some for some in np.split(order, borders) if len(some))


def _owed_ids(row: SuggestionList) -> list[int]:
    return [posting_id for place, posting_id in enumerate(row.posting_ids) if row.owed >> place & 1]


def _tell(owed: dict[int, list[int]], users: dict[int, int], at: datetime) -> None:
    """One notice a person for all that is new; left out is what they were told of before, and what closed since."""
    before = defaultdict(set)
    told = Notice.objects.filter(recipient__in=users.values(), kind=KIND)
    for user_id, params in told.values_list("recipient_id", "params").iterator(chunk_size=CHUNK):
        before[user_id].update(params["postings"])
    wanted = {pk for posting_ids in owed.values() for pk in posting_ids}
    titles = dict(Posting.objects.open(at).filter(pk__in=wanted).values_list("pk", "title"))
    tellings = []
    for candidate_id, user_id in users.items():
        fresh = [pk for pk in owed[candidate_id] if pk in titles and pk not in before[user_id]]
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
