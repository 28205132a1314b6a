"""What is told of a document that one applicant is asked for: to the person that it is asked for and soon due, to who asked that it came or didn't."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from jobs.letters import to_candidate
from jobs.models import InfoRequest
from profiles import notices
from profiles.notices import Telling

ASKED, SOON = "jobs.info_asked", "jobs.info_soon"


def asked(request: InfoRequest, *, at: datetime) -> None:
    """To the person: which document, why and by when."""
    notices.tell([_to_person(request, ASKED)], at=at)


def soon(requests: Sequence[InfoRequest], *, at: datetime) -> int:
    """To each person: it is due; return how many were told."""
    return notices.tell([_to_person(row, SOON) for row in requests], at=at)


def over(requests: Iterable[InfoRequest], *, at: datetime) -> None:
    """Nobody is asked any more."""
    notices.cancel("inforequest", [row.pk for row in requests], kinds=[ASKED, SOON], at=at)


def came(request: InfoRequest, *, at: datetime) -> None:
    """To who asked: it is there."""
    notices.tell(_to_asker(request, "jobs.info_came"), at=at)


def late(request: InfoRequest, *, at: datetime) -> None:
    """To who asked: its day passed, and the clock goes on."""
    notices.tell(_to_asker(request, "jobs.info_late"), at=at)


def _to_person(request: InfoRequest, kind: str) -> Telling:
    told = to_candidate(
        request.application,
        kind,
        suffix=str(request.pk),
        url=reverse("jobs:info_answer", args=[request.public_id]),
        is_urgent=True,
        title=request.title,
        note=request.note,
        due_at=request.due_at,
    )
    return told._replace(subject_type="inforequest", subject_id=request.pk)


def _to_asker(request: InfoRequest, kind: str) -> list[Telling]:
    """Whoever asked, while they are there."""
    application = request.application
    return [
        Telling(
            recipient_id=request.asked_by_id,
            kind=kind,
            unique_key=f"{kind}:{request.pk}",
            params={
                "posting": application.posting.title,
                "title": request.title,
                "receipt": application.receipt_number,
            },
            url=reverse("jobs:operator_application", args=[application.public_id]),
            subject_type="inforequest",
            subject_id=request.pk,
        )
    ]
