"""Whose agreement isn't signed by both: people who prepare or work, and what is missing of each. Read only.

Nobody starts without an agreement (placements.start); who works with one that was replaced meanwhile stands here until both signed the new one.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from jobs.models import Agreement, AgreementSignature, Placement

IS = Q(state__in=[Placement.State.PREPARING, Placement.State.ACTIVE], agreed_at=None)


class Line(NamedTuple):
    """Somebody, the version that stands, which sides are missing, and how many days late it is."""

    placement: Placement
    agreement: Agreement | None
    missing: list[str]
    days_late: int


def of(placements: QuerySet[Placement]) -> QuerySet[Placement]:
    """Return those of the placements without an agreement, who starts first at the top."""
    return placements.filter(IS).order_by("starts_on", "pk")


def lines(rows: Sequence[Placement], *, today: date) -> list[Line]:
    """Return what is missing of each, in a fixed number of queries."""
    texts = Agreement.objects.standing().filter(placement__in=rows).select_related("template")
    standing, people = {row.placement_id: row for row in texts}, {row.pk: row for row in rows}
    for pk, agreement in standing.items():
        agreement.placement = people[pk]
    signed: dict[int, set[str]] = {}
    for pk, side in AgreementSignature.objects.filter(agreement__in=standing.values()).values_list("agreement", "side"):
        signed.setdefault(pk, set()).add(side)
    found = []
    for row in rows:
        agreement = standing.get(row.pk)
        sides = AgreementSignature.Side.values if agreement else []
        missing = [side for side in sides if side not in signed.get(agreement.pk, set())] if agreement else []
        found.append(Line(row, agreement, missing, max(0, (today - row.starts_on).days)))
    return found
