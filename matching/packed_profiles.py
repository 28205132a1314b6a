"""Packed people as rows: written when somebody changed, read by the thousand in one query."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import numpy as np
from django.db import transaction
from django.db.models import Q
from numpy.typing import NDArray

from matching import packed, people
from matching.models import FormerProfile, PackedProfile
from matching.packed import LAYOUT
from matching.people import People
from profiles import copying, spans
from profiles.models import Candidate, StaleMark

BATCH = 2_000


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def keep(candidate_ids: Iterable[int], *, at: datetime) -> None:
    """Pack these people as they are now. Who is not in use, or gone, has no row afterwards; who didn't change keeps theirs."""
    wanted = sorted(set(candidate_ids))
    for first in range(0, len(wanted), BATCH):
        _keep(wanted[first : first + BATCH], at)


def keep_up(candidate_ids: Iterable[int] = (), *, at: datetime) -> None:
    """Pack these, and who was never packed, changed since, went out of use, or was packed by another layout."""
    marked = StaleMark.objects.filter(subject_type="candidate").values_list("subject_id", flat=True)
    never = Candidate.objects.filter(packed_profile=None, user__is_active=True).values_list("pk", flat=True)
    out_of_use = (
        Candidate.objects.filter(user__is_active=False).exclude(packed_profile=None).values_list("pk", flat=True)
    )
    another = Q(layout__lt=LAYOUT.version) | Q(layout__gt=LAYOUT.version)  # an index finds none of these in no time
    others = PackedProfile.objects.filter(another).values_list("candidate_id", flat=True)
    keep({*candidate_ids, *marked, *never, *out_of_use, *others}, at=at)


# Questions ------------------------------------------------------------------------------------------------------------
def read(candidate_ids: NDArray[np.int64]) -> People:
    """Those of the people (ids ascending) who are packed; one query. Raises packing.OtherVersion for one of another layout."""
    rows = PackedProfile.objects.filter(spans.among("candidate_id", candidate_ids)).order_by("candidate_id")
    found = copying.read_payloads(rows, "candidate_id", "payload")
    is_asked = np.isin(found.ids, candidate_ids)
    return people.of_stream(found.ids[is_asked], found.stream, found.starts[is_asked])


def all_ids() -> NDArray[np.int64]:
    """Everyone who is packed, ascending."""
    return copying.read_numbers(PackedProfile.objects.order_by("candidate_id"), "candidate_id")[0]


def still(candidate_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Those of the people (ids ascending) who are packed, ascending."""
    rows = PackedProfile.objects.filter(spans.among("candidate_id", candidate_ids)).order_by("candidate_id")
    (found,) = copying.read_numbers(rows, "candidate_id")
    return found[np.isin(found, candidate_ids)]


def ids_between(first_id: int, last_id: int) -> NDArray[np.int64]:
    """Everyone who is packed from one id to another, both included, ascending."""
    rows = PackedProfile.objects.filter(candidate_id__gte=first_id, candidate_id__lte=last_id).order_by("candidate_id")
    return copying.read_numbers(rows, "candidate_id")[0]


def as_of(candidate_id: int, at: datetime) -> bytes | None:
    """A person's payload at a moment, None where it isn't kept. Raises packing.OtherVersion for one of another layout, as reading does."""
    held = PackedProfile.objects.filter(candidate_id=candidate_id, packed_at__lte=at).values_list("payload", flat=True)
    former = FormerProfile.objects.filter(candidate_id=candidate_id, packed_at__lte=at).order_by("-packed_at")
    found = held.first() or former.values_list("payload", flat=True).first()
    return None if found is None else bytes(found)


# Private --------------------------------------------------------------------------------------------------------------
def _keep(wanted: Sequence[int], at: datetime) -> None:
    active = set(Candidate.objects.filter(pk__in=wanted, user__is_active=True).values_list("pk", flat=True))
    gone = PackedProfile.objects.select_for_update().filter(candidate__in=set(wanted) - active)
    _keep_former(list(gone), at)
    gone.delete()
    stored = PackedProfile.objects.select_for_update().in_bulk(active)
    new = [
        PackedProfile(candidate_id=pk, layout=LAYOUT.version, payload=payload, packed_at=at)
        for pk, payload in packed.payloads(active)
        if pk not in stored or bytes(stored[pk].payload) != payload
    ]
    _keep_former([stored[row.pk] for row in new if row.pk in stored], at)
    PackedProfile.objects.bulk_create(
        new,
        update_conflicts=True,
        unique_fields=["candidate"],
        update_fields=["layout", "payload", "packed_at", "packed_in"],
    )


def _keep_former(rows: Sequence[PackedProfile], at: datetime) -> None:
    """What a list was made from stays readable after its person changed."""
    names = ("candidate_id", "layout", "payload", "packed_at")
    former = [FormerProfile(**{name: getattr(row, name) for name in names}, replaced_at=at) for row in rows]
    FormerProfile.objects.bulk_create(former, ignore_conflicts=True)
