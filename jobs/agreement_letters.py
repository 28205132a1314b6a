"""What people are told of their agreement: that it waits to be read and signed, and that both sides have signed."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from jobs import letters
from jobs.models import Agreement, Placement
from profiles import notices


def to_sign(agreements: Sequence[Agreement], *, at: datetime) -> None:
    """The agreement, or its next version, waits to be read and signed."""
    notices.tell([_told(row, "jobs.agreement_to_sign", version=row.version) for row in agreements], at=at)


def replaced(agreements: Sequence[Agreement], *, at: datetime) -> None:
    """A newer one stands: what asked for this one, or called it agreed, is no longer true."""
    kinds = ["jobs.agreement_to_sign", "jobs.agreement_made"]
    notices.cancel("agreement", [row.pk for row in agreements], kinds=kinds, at=at)


def signed(agreement: Agreement, side: str, *, at: datetime) -> None:
    """The person signed: what asked them is done."""
    if side == "person":
        notices.cancel("agreement", [agreement.pk], kinds=["jobs.agreement_to_sign"], at=at)


def on_paper(placements: Sequence[Placement], *, at: datetime) -> None:
    """Noted as signed on paper: nobody is asked to sign on screen, and the person is told whom to call if they signed nothing."""
    waiting = Agreement.objects.standing().filter(placement__in=placements).values_list("pk", flat=True)
    notices.cancel("agreement", list(waiting), kinds=["jobs.agreement_to_sign"], at=at)
    tellings = [
        letters.to_candidate(
            row.application,
            "jobs.agreement_on_paper",
            suffix=at.isoformat(),
            url=reverse("jobs:placement", args=[row.public_id]),
        )
        for row in placements
    ]
    notices.tell(tellings, at=at)


def agreed(agreement: Agreement, *, at: datetime) -> None:
    """Both sides have signed: the paper can be downloaded."""
    notices.tell([_told(agreement, "jobs.agreement_made", version=agreement.version)], at=at)


def _told(row: Agreement, kind: str, **params) -> notices.Telling:
    application = row.placement.application
    url = reverse("jobs:agreement", args=[row.public_id])
    told = letters.to_candidate(application, kind, suffix=str(row.pk), url=url, **params)
    return told._replace(subject_type="agreement", subject_id=row.pk)
