"""Who is told of an allocation round beside the people in it, whose results `jobs` tells: who may confirm it, and its operators."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from jobs.models import Posting
from matching.models import AllocationRound
from profiles import notices
from profiles.models import Membership
from profiles.notices import Telling

TO_CONFIRM = "matching.round_to_confirm"


def to_confirm(row: AllocationRound, *, at: datetime) -> None:
    """To the city's editors but the one who ran it: a round waits for a second person."""
    held = Membership.objects.current(timezone.localdate(at)).filter(organisation__kind="city", role="editor")
    users = set(held.exclude(user=row.run_by_id).values_list("user_id", flat=True))
    suffix, page = f"{row.allocation_id}", "matching:staff_round"
    notices.tell([_telling(row, TO_CONFIRM, user, suffix, page) for user in sorted(users)], at=at)


def confirmed(row: AllocationRound, *, at: datetime) -> None:
    """Nobody need confirm it any more."""
    notices.cancel("allocationround", [row.pk], kinds=[TO_CONFIRM], at=at)


def published(row: AllocationRound, postings: Sequence[Posting], *, at: datetime) -> None:
    """To the operators: the results of their postings are out, and seats are offered."""
    users = _officers({posting.organisation_id for posting in postings}, at)
    page = "matching:operator_round"
    notices.tell([_telling(row, "matching.round_published", user, "", page) for user in users], at=at)


def _officers(organisation_ids: Iterable[int], at: datetime) -> list[int]:
    held = Membership.objects.current(timezone.localdate(at)).filter(
        organisation__in=list(organisation_ids), organisation__kind="operator", role__in=["member", "manager"]
    )
    return sorted(set(held.values_list("user_id", flat=True)))


def _telling(row: AllocationRound, kind: str, user_id: int, suffix: str, page: str) -> Telling:
    return Telling(
        recipient_id=user_id,
        kind=kind,
        unique_key=f"{kind}:{row.pk}:{suffix}:{user_id}",
        params={"programme": str(row.programme_year), "number": row.number},
        url=reverse(page, args=[row.public_id]),
        subject_type="allocationround",
        subject_id=row.pk,
    )
