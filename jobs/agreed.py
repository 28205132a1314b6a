"""What was agreed with one person: their week and their hours, which may differ from what the posting says. Read only.

What both sides signed counts, on screen or on paper. While a new version waits to be signed the one before it holds; who signed none yet has
what the posting says.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count

from jobs.eligibility.facts import WeekMask
from jobs.models import Agreement, AgreementSignature, Placement

BOTH = len(AgreementSignature.Side.values)


class Agreed(NamedTuple):
    """week : the hours of each day from Monday as bits; the rest in hours"""

    week: WeekMask
    weekly_hours: int
    hours_per_month: int


def of(placements: Iterable[Placement]) -> dict[int, Agreed]:
    """Return by placement what was agreed, in one query; their postings are read along."""
    people = {row.pk: row for row in placements}
    signed = Agreement.objects.filter(placement__in=people).annotate(sides=Count("signatures")).order_by("version")
    changes: dict[int, dict] = {}
    for agreement in signed.values("placement_id", "changes", "replaced_at", "sides"):
        is_on_paper = agreement["replaced_at"] is None and people[agreement["placement_id"]].agreed_at is not None
        if is_on_paper or agreement["sides"] == BOTH:
            changes[agreement["placement_id"]] = agreement["changes"]
    return {pk: _agreed(row, changes.get(pk, {})) for pk, row in people.items()}


def _agreed(placement: Placement, changes: dict) -> Agreed:
    posting = placement.application.posting
    return Agreed(
        tuple(changes.get("hours_mask") or posting.hours_mask),
        int(changes.get("weekly_hours") or posting.weekly_hours),
        int(changes.get("hours_per_month") or posting.hours_per_month),
    )
