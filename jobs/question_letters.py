"""What is told of questions and answers: one notice a message, its words in templates/jobs/notices/question_*.txt."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from jobs.letters import officers
from jobs.models import Question
from profiles import notices
from profiles.notices import Telling

ASKED, WAITS, ANSWERED = "jobs.question_asked", "jobs.question_waits", "jobs.question_answered"
SUBJECT = "question"


def asked(row: Question, *, at: datetime) -> None:
    """To the operator's officers: somebody asks, who isn't named."""
    _tell_officers([row], ASKED, suffix=at.isoformat(), at=at)


def waits(rows: Sequence[Question], *, at: datetime) -> None:
    """To the officers, once a week: somebody has waited long."""
    _tell_officers(rows, WAITS, suffix=f"{timezone.localdate(at):%G-W%V}", at=at)


def answered(row: Question, *, at: datetime) -> None:
    """To the person: the operator answered; what asked the officers for it is no longer true."""
    settled([row.pk], at=at)
    url = reverse("jobs:question", args=[row.public_id])
    notices.tell([_telling(row, ANSWERED, row.candidate.user_id, url, suffix=at.isoformat())], at=at)


def settled(question_ids: Collection[int], *, at: datetime) -> None:
    """Nothing waits for the officers."""
    notices.cancel(SUBJECT, question_ids, kinds=[ASKED, WAITS], at=at)


def _tell_officers(rows: Sequence[Question], kind: str, *, suffix: str, at: datetime) -> None:
    """Each officer of the posting's operator today, but for whoever asked."""
    own = officers({row.posting.organisation_id for row in rows}, at)
    notices.tell(
        [
            _telling(row, kind, user_id, reverse("jobs:operator_question", args=[row.public_id]), suffix=suffix)
            for row in rows
            for user_id in sorted(set(own.get(row.posting.organisation_id, ())) - {row.candidate.user_id})
        ],
        at=at,
    )


def _telling(row: Question, kind: str, user_id: int, url: str, *, suffix: str) -> Telling:
    return Telling(
        recipient_id=user_id,
        kind=kind,
        unique_key=f"{kind}:{row.pk}:{suffix}:{user_id}",
        params={"posting": row.posting.title},
        url=url,
        subject_type=SUBJECT,
        subject_id=row.pk,
    )
