"""What people asked, began to write, agreed to and suffered goes in time: questions with their threads, drafts of logs that nobody handed in,
agreements with their signatures, accidents with their notes.

What was published of a question stays with its posting, without the asker. Periods are data (profiles/destructions.py); batches are small,
and rows that somebody holds are left to the next sweep. Source: 개인정보 보호법 art. 21.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from jobs import bundles, pay_accounts, question_letters
from jobs.models import (
    Accident,
    AccidentNote,
    Agreement,
    AgreementSignature,
    Placement,
    Question,
    QuestionMessage,
    WorklogDraft,
)
from profiles import destructions
from profiles.models import Destruction, RetentionPeriod

OVER = (Placement.State.COMPLETED, Placement.State.ENDED_EARLY)
BATCH = 2_000  # rows of one transaction


def destroy_overdue(*, at: datetime) -> dict[str, int]:
    """Destroy all that is due, batch by batch; how many rows of which kind went. Raises NoPeriod."""
    return {
        "left": destructions.until_none(forget_those_who_left, at),
        "questions": destructions.until_none(destroy_questions, at),
        "log draft": destructions.until_none(destroy_log_drafts, at),
        "bank account": destructions.until_none(pay_accounts.destroy_overdue, at),
        "audit bundle": destructions.until_none(bundles.forget, at),
        "agreement": destructions.until_none(destroy_agreements, at),
        "accident": destructions.until_none(destroy_accidents, at),
    }


@transaction.atomic
def forget_those_who_left(*, at: datetime) -> int:
    """Destroy a batch of drafts of people who closed their account: nobody can hand them in. What was handed in stays."""
    ids = destructions.held(WorklogDraft.objects.filter(placement__candidate__user__is_active=False), BATCH)
    return destructions.destroy(WorklogDraft, ids, cause=Destruction.Cause.LEFT, at=at)


@transaction.atomic
def destroy_questions(*, at: datetime) -> int:
    """Destroy a batch of questions about postings whose activity ended long enough ago. Raises NoPeriod."""
    due = destructions.overdue("questions", at=at)
    old = Question.objects.filter(posting__ends_on__lt=timezone.localdate(due.before), candidate__isnull=False)
    ids = destructions.held(old.order_by("pk"), BATCH)
    published = list(Question.objects.filter(pk__in=ids, published_at__isnull=False).values_list("pk", flat=True))
    _forget_thread(ids, due.period, at)
    if published:
        cause = Destruction.Cause.PERIOD
        destructions.record("jobs.Question.candidate", len(published), cause=cause, period=due.period, at=at)
        nobody = dict.fromkeys(["candidate", "asked_by", "moved_by"])
        Question.objects.filter(pk__in=published).update(state=Question.State.ANSWERED, **nobody)
        question_letters.settled(published, at=at)
    private = sorted(set(ids) - set(published))
    destructions.destroy(Question, private, cause=Destruction.Cause.PERIOD, period=due.period, at=at)
    return len(ids)


@transaction.atomic
def destroy_log_drafts(*, at: datetime) -> int:
    """Destroy a batch of drafts whose programme year ended so long ago that its placements needn't be kept either. Raises NoPeriod."""
    due = destructions.overdue("log draft", at=at)
    ended = {"placement__application__posting__programme_year__ends_on__lt": timezone.localdate(due.before)}
    ids = destructions.held(WorklogDraft.objects.filter(**ended).order_by("pk"), BATCH)
    return destructions.destroy(WorklogDraft, ids, cause=Destruction.Cause.PERIOD, period=due.period, at=at)


@transaction.atomic
def destroy_agreements(*, at: datetime) -> int:
    """Destroy a batch of agreements, all versions with their signatures, whose programme year ended long enough ago. Raises NoPeriod."""
    return _destroy_with(Agreement, AgreementSignature, "agreement", at)


@transaction.atomic
def destroy_accidents(*, at: datetime) -> int:
    """Destroy a batch of accidents with what was added, whose programme year ended long enough ago. Raises NoPeriod."""
    return _destroy_with(Accident, AccidentNote, "accident", at)


def _destroy_with(model: type[Model], parts: type[Model], key: str, at: datetime) -> int:
    """Destroy rows of placements after their parts; who still prepares or works is left, whatever the year says."""
    due, cause = destructions.overdue(key, at=at), Destruction.Cause.PERIOD
    ended = {"placement__application__posting__programme_year__ends_on__lt": timezone.localdate(due.before)}
    over = model.objects.filter(**ended, placement__state__in=OVER)
    ids = destructions.held(over.order_by("pk"), BATCH)
    of_them = list(parts.objects.filter(**{f"{key}__in": ids}).values_list("pk", flat=True))
    destructions.destroy(parts, of_them, cause=cause, period=due.period, at=at)
    return destructions.destroy(model, ids, cause=cause, period=due.period, at=at)


def _forget_thread(question_ids: list[int], period: RetentionPeriod, at: datetime) -> None:
    ids = list(QuestionMessage.objects.filter(question__in=question_ids).values_list("pk", flat=True))
    destructions.destroy(QuestionMessage, ids, cause=Destruction.Cause.PERIOD, period=period, at=at)
