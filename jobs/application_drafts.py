"""What a person writes in an application, kept as it is typed: after a sign-out or on another device they go on where they were.

A draft counts for nothing and no operator meets it, so keeping it is no event. A window that didn't see what another kept meanwhile is told,
and overwrites it only once it was shown both. It goes when the application is sent, a day after the posting closed, as it may be called again,
or when its person leaves (개인정보 보호법 art. 21); resident numbers are never kept (art. 24-2).
"""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jobs import progress, steps
from jobs.models import Application, ApplicationDraft, Posting
from jobs.models.posting import AFTER_SHUT
from jobs.steps import Parties
from jobs.submissions import MOST_WISHES
from profiles import actors, answers, destructions, drafts
from profiles.actors import Actor
from profiles.models import Candidate, Destruction, User

ELSEWHERE = answers.ELSEWHERE  # the code of words that another window changed first
BATCH = 2_000  # rows of one transaction
NOTHING: dict[str, Any] = {"motive": "", "answer": "", "wish": []}


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def keep(
    posting: Posting,
    candidate: Candidate,
    *,
    motive: str = "",
    answer: str = "",
    wish: Sequence[str] = (),
    window: UUID,
    seen: str | None = None,
    by: Actor,
    at: datetime,
) -> dict[str, ValidationError]:
    """Keep what the boxes hold in place of what was kept before; return the boxes that may not be kept, and why: what stood there stays.

    Empty boxes leave no draft. `window` is the token of the form, `seen` the mark of the draft that it showed; None asks after no other window.
    Raises PermissionDenied, not_open, application_once, changed_elsewhere.
    """
    actors.require_person(by, candidate.user_id, scope=actors.APPLY)
    person = Candidate.objects.select_for_update(no_key=True).get(pk=candidate.pk)
    row = Posting.objects.get(pk=posting.pk)
    if not row.is_open(at):
        raise ValidationError(_("지원 기간이 아닙니다. 이 공고의 지원 기간을 확인해 주세요."), code="not_open")
    if progress.standing(row, person):
        raise ValidationError(_("이 공고에는 이미 지원했습니다."), code="application_once")
    texts = {"motive": plain(motive), "answer": plain(answer)}
    refused = {box: why for box, text in texts.items() if (why := drafts.refusal([text]))}
    stands = ApplicationDraft.objects.filter(posting=row, candidate=person).first()
    stood = {box: stands.typed[box] if stands else "" for box in refused}
    typed = {**texts, **stood, "wish": [pk for pk in wish if pk.isdecimal()][:MOST_WISHES]}
    if _changed_elsewhere(stands, typed, window, seen):
        raise ValidationError(_("다른 창이나 다른 기기에서 이 지원서를 먼저 고쳤습니다."), code=ELSEWHERE)
    if typed == NOTHING:
        ApplicationDraft.objects.filter(posting=row, candidate=person).delete()
        return refused
    draft = stands or ApplicationDraft(posting=row, candidate=person)
    draft.typed, draft.window, draft.saved_at, draft.saved_by = typed, window, at, by.user
    draft.save()
    return refused


def forget(applications: Collection[Application]) -> None:
    """Forget the drafts of applications that are sent, in their transaction; the people are locked, so that none comes after."""
    people = {row.candidate_id for row in applications}
    list(Candidate.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))
    sent = {(row.posting_id, row.candidate_id) for row in applications}
    kept = ApplicationDraft.objects.filter(posting__in={pair[0] for pair in sent}, candidate__in=people)
    pairs = kept.values_list("pk", "posting_id", "candidate_id")
    ApplicationDraft.objects.filter(pk__in=[pk for pk, *pair in pairs if tuple(pair) in sent]).delete()


def destroy_due(*, by: Actor, at: datetime) -> int:
    """Destroy, batch by batch, what can't be sent any more and what people left behind; return how many. Raises PermissionDenied."""
    steps.require_party("system", Parties(), by)
    return destructions.until_none(_destroy_batch, at)


# Questions ------------------------------------------------------------------------------------------------------------
def of(posting: Posting, candidate: Candidate) -> ApplicationDraft | None:
    """Return what this person wrote so far."""
    return ApplicationDraft.objects.filter(posting=posting, candidate=candidate).first()


def begun(user: User, *, at: datetime) -> list[ApplicationDraft]:
    """Return what this person has begun and may still send, the soonest to close first."""
    own = ApplicationDraft.objects.visible_to(user).open(at).select_related("posting__organisation")
    return list(own.order_by("posting__apply_until", "pk"))


def mark(draft: ApplicationDraft | None) -> str:
    """A short word that is the same for drafts that say the same; of none, for nothing typed."""
    return answers.mark(draft.typed if draft else NOTHING)


# Private --------------------------------------------------------------------------------------------------------------
def _changed_elsewhere(
    stands: ApplicationDraft | None, typed: Mapping[str, Any], window: UUID, seen: str | None
) -> bool:
    """Whether another window kept other words than this one showed; an own earlier save is none."""
    if seen is None or stands is None or stands.window == window or stands.typed == typed:
        return False
    return mark(stands) != seen


def plain(text: str) -> str:
    """A text as a draft keeps it: in one spelling, without space around it."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()


@transaction.atomic
def _destroy_batch(*, at: datetime) -> int:
    left = ApplicationDraft.objects.filter(candidate__user__is_active=False)
    closed = ApplicationDraft.objects.filter(posting__in=Posting.objects.shut(at - AFTER_SHUT))
    gone = destructions.held(left.order_by("pk"), BATCH)
    over = destructions.held(closed.exclude(pk__in=gone).order_by("pk"), BATCH)
    destructions.destroy(ApplicationDraft, gone, cause=Destruction.Cause.LEFT, at=at)
    destructions.destroy(ApplicationDraft, over, cause=Destruction.Cause.UNSENT, at=at)
    return len(gone) + len(over)
