"""Packed people as rows: written when somebody changed, read by the thousand in one COPY."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import numpy as np
from django.db import transaction
from django.db.models import Q

from matching import packed, people
from matching.models import PackedProfile
from matching.people import People
from profiles import copying
from profiles.models import Candidate, StaleMark

BATCH = 2_000


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def keep(candidate_ids: Iterable[int], *, at: datetime) -> None:
    """Pack these people as they are now. Who is not in use, or gone, has no row afterwards."""
    wanted = set(candidate_ids)
    active = set(Candidate.objects.filter(pk__in=wanted, user__is_active=True).values_list("pk", flat=True))
    PackedProfile.objects.filter(candidate__in=wanted - active).delete()
    rows = [PackedProfile(candidate_id=pk, payload=payload, packed_at=at) for pk, payload in packed.payloads(active)]
    PackedProfile.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["candidate"],
        update_fields=["payload", "packed_at"],
        batch_size=BATCH,
    )


def keep_up(*, at: datetime) -> None:
    """Pack who was never packed, changed since, went out of use, or was packed by another layout."""
    marked = StaleMark.objects.filter(subject_type="candidate").values("subject_id")
    version = packed.LAYOUT.version.to_bytes(2, "little")
    behind = Candidate.objects.filter(Q(pk__in=marked) | Q(packed_profile=None, user__is_active=True))
    others = PackedProfile.objects.exclude(payload__startswith=version).values_list("candidate_id", flat=True)
    keep({*behind.values_list("pk", flat=True), *others, *_out_of_use()}, at=at)


# Questions ------------------------------------------------------------------------------------------------------------
def read(candidate_ids: Sequence[int]) -> People:
    """Those of the people who are packed, ascending; one query. Raises packing.OtherVersion for one of another layout."""
    rows = PackedProfile.objects.filter(candidate__in=candidate_ids).order_by("candidate_id")
    found = copying.copy_payloads(rows, "candidate_id", "payload")
    return people.of_stream(found.ids, found.stream, np.array(found.starts, np.int64))


def all_ids() -> list[int]:
    """Everyone who is packed, ascending."""
    return list(PackedProfile.objects.order_by("candidate_id").values_list("candidate_id", flat=True))


# Private --------------------------------------------------------------------------------------------------------------
def _out_of_use() -> list[int]:
    rows = PackedProfile.objects.filter(candidate__user__is_active=False)
    return list(rows.values_list("candidate_id", flat=True))
