"""What is told of questions and answers: one notice a message, its words in templates/jobs/notices/question_*.txt."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from jobs.models import Question
from profiles import notices
from profiles.models import Membership
from profiles.notices import Telling

ASKED, ANSWERED = "jobs.question_asked", "jobs.question_answered"
SUBJECT = "question"


def asked(row: Question, *, at: datetime) -> None:
    """To the operator's officers: somebody asks, who isn't named."""
    held = Membership.objects.current(timezone.localdate(at)).filter(
        organisation=row.posting.organisation_id, role__in=["member", "manager"], organisation__kind="operator"
    )
    officers = held.exclude(user=row.candidate.user_id).values_list("user_id", flat=True).distinct()
    url = reverse("jobs:operator_question", args=[row.public_id])
    notices.tell([_telling(row, ASKED, user_id, url, at) for user_id in sorted(officers)], at=at)


def answered(row: Question, *, at: datetime) -> None:
    """To the person: the operator answered; what asked the officers for it is no longer true."""
    settled(row, at=at)
    url = reverse("jobs:question", args=[row.public_id])
    notices.tell([_telling(row, ANSWERED, row.candidate.user_id, url, at)], at=at)


def settled(row: Question, *, at: datetime) -> None:
    """Nothing waits for the officers."""
    notices.cancel(SUBJECT, [row.pk], kinds=[ASKED], at=at)


def _telling(row: Question, kind: str, user_id: int, url: str, at: datetime) -> Telling:
    return Telling(
        recipient_id=user_id,
        kind=kind,
        unique_key=f"{kind}:{row.pk}:{at.isoformat()}:{user_id}",
        params={"posting": row.posting.title},
        url=url,
        subject_type=SUBJECT,
        subject_id=row.pk,
    )
