"""What is told of a document that one applicant is asked for: to the person that it is asked for and soon due, to who asked that it came or didn't."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from jobs.letters import officers, to_candidate
from jobs.models import InfoRequest
from profiles import notices
from profiles.notices import Telling

ASKED, SOON = "jobs.info_asked", "jobs.info_soon"


def asked(wanted: InfoRequest, *, at: datetime) -> None:
    """To the person: which document, why and by when."""
    notices.tell([_to_person(wanted, ASKED)], at=at)


def soon(wanted: Sequence[InfoRequest], *, at: datetime) -> int:
    """To each person: it is due; return how many were told."""
    return notices.tell([_to_person(row, SOON) for row in wanted], at=at)


def over(wanted: Iterable[InfoRequest], *, at: datetime) -> None:
    """Nobody is asked any more."""
    notices.cancel("inforequest", [row.pk for row in wanted], kinds=[ASKED, SOON], at=at)


def came(wanted: InfoRequest, *, at: datetime) -> None:
    """To who asked: it is there."""
    notices.tell(_to_asker(wanted, "jobs.info_came", at=at), at=at)


def late(wanted: InfoRequest, *, at: datetime) -> None:
    """To who asked: its day passed, and the clock goes on."""
    notices.tell(_to_asker(wanted, "jobs.info_late", at=at), at=at)


def _to_person(wanted: InfoRequest, kind: str) -> Telling:
    told = to_candidate(
        wanted.application,
        kind,
        suffix=str(wanted.pk),
        url=reverse("jobs:info_answer", args=[wanted.public_id]),
        is_urgent=True,
        title=wanted.title,
        note=wanted.note,
        due_at=wanted.due_at,
    )
    return told._replace(subject_type="inforequest", subject_id=wanted.pk)


def _to_asker(wanted: InfoRequest, kind: str, *, at: datetime) -> list[Telling]:
    """Whoever asked, while they work there; else everybody who does."""
    application = wanted.application
    posting = application.posting
    there = officers({posting.organisation_id}, at).get(posting.organisation_id, [])
    return [
        Telling(
            recipient_id=user_id,
            kind=kind,
            unique_key=f"{kind}:{wanted.pk}:{user_id}",
            params={"posting": posting.title, "title": wanted.title, "receipt": application.receipt_number},
            url=reverse("jobs:operator_application", args=[application.public_id]),
            subject_type="inforequest",
            subject_id=wanted.pk,
        )
        for user_id in ([wanted.asked_by_id] if wanted.asked_by_id in there else there)
    ]
