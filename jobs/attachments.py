"""Files with an application (첨부 파일), where its posting asks for them: kept with what a person writes, handed in with it, gone in time.

A file is looked at before it comes here (profiles/uploads.py). Once the application is sent its files stay as they are, as its answers do;
they go when it is withdrawn, when their period is over or when their person leaves. Whoever changes what isn't sent yet locks the person, so
that two tabs take turns. Sources: 채용절차법 art. 11; 개인정보 보호법 arts. 21, 29.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import asked_files, progress, steps
from jobs.models import Application, Attachment, Posting
from jobs.models.posting import AFTER_SHUT
from jobs.steps import Parties
from jobs.submissions import Submission
from profiles import actors, destructions, events
from profiles.actors import Actor
from profiles.models import Candidate, Destruction, Event, User
from profiles.uploads import Upload

BATCH = 200
TRIES_OF_SLOW = 5  # a file that took all its time counts as so many


class Line(NamedTuple):
    """A file with what the posting calls it."""

    title: str
    file: Attachment


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def attach(posting: Posting, candidate: Candidate, slot: int, upload: Upload, *, by: Actor, at: datetime) -> Attachment:
    """Keep a file with what a person writes, in place of what stood in its slot.

    Raises PermissionDenied, not_open, application_once, not_asked, too_often, too_many_unsent and what the columns refuse.
    """
    person, asked_by = _lock(candidate, by), Posting.objects.get(pk=posting.pk)
    if not asked_by.is_open(at):
        raise ValidationError(_("지원 기간이 아닙니다. 이 공고의 지원 기간을 확인해 주세요."), code="not_open")
    if progress.standing(asked_by, person):
        raise ValidationError(_("이미 지원해서 파일을 바꿀 수 없습니다."), code="application_once")
    if slot not in {asked.slot for asked in asked_files.of(asked_by)}:
        raise ValidationError(_("이 공고에서 받지 않는 파일입니다."), code="not_asked")
    require_not_too_often(person, at=at)
    require_room(asked_by, person, slot)
    unsent(asked_by, person).filter(slot=slot).delete()
    row = Attachment(posting=asked_by, candidate=person, slot=slot, content_type=upload.content_type)
    row.name, row.content, row.pages = upload.name, upload.content, upload.pages
    row.added_at, row.added_by = at, by.user
    row.full_clean(exclude=["name_sealed", "content_sealed"])
    row.save()
    events.record("attach_file", [person], by=by, at=at, params={"title": asked_by.title})
    return row


@transaction.atomic
def refuse(candidate: Candidate, code: str, *, by: Actor, at: datetime) -> None:
    """Write down that a file wasn't taken, and why. Raises PermissionDenied."""
    person = _lock(candidate, by)
    events.record("refuse_file", [person], by=by, at=at, params={"refused": code})


@transaction.atomic
def remove(attachment: Attachment, *, by: Actor, at: datetime) -> None:
    """Take a file out of what isn't sent yet. Raises PermissionDenied, gone."""
    person = _lock(attachment.candidate, by)
    row = Attachment.objects.unsent().filter(pk=attachment.pk).select_related("posting").first()
    if row is None:
        raise ValidationError(_("이미 뺐거나 낸 파일입니다. 화면을 새로 고쳐 주세요."), code="gone")
    events.record("remove_file", [person], by=by, at=at, params={"title": row.posting.title})
    row.delete()


def lock_given(
    submissions: Sequence[Submission], postings: Mapping[int, Posting]
) -> dict[tuple[int, int], dict[int, str]]:
    """Return the public ids by slot, by (posting, candidate), of those whose postings ask for files; nothing of theirs changes before the transaction ends."""
    asking = [s for s in submissions if postings[s.posting.pk].asked_files]
    if not asking:
        return {}
    people = {s.candidate.pk for s in asking}
    list(Candidate.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))
    found: dict[tuple[int, int], dict[int, str]] = {(s.posting.pk, s.candidate.pk): {} for s in asking}
    rows = Attachment.objects.unsent().filter(candidate__in=people, posting__in={s.posting.pk for s in asking})
    for posting_id, candidate_id, slot, public_id in rows.values_list("posting", "candidate", "slot", "public_id"):
        found.setdefault((posting_id, candidate_id), {})[slot] = str(public_id)
    return found


def hand_in(applications: Sequence[Application]) -> None:
    """Put what was kept with the writing to the applications that were sent, in their transaction."""
    sent = {(row.posting_id, row.candidate_id): row.pk for row in applications if row.posting.asked_files}
    if not sent:
        return
    kept = Attachment.objects.unsent().filter(
        posting__in={pair[0] for pair in sent}, candidate__in={pair[1] for pair in sent}
    )
    rows = [row for row in kept if (row.posting_id, row.candidate_id) in sent]
    for row in rows:
        row.application_id = sent[row.posting_id, row.candidate_id]
    steps.write(rows, "application")


def erase(applications: Collection[Application], *, at: datetime) -> None:
    """Destroy the files of applications that are withdrawn, in their transaction."""
    held = Attachment.objects.filter(application__in=[row.pk for row in applications])
    ids = list(held.order_by("pk").select_for_update().values_list("pk", flat=True))
    destructions.destroy(Attachment, ids, cause=Destruction.Cause.WITHDRAWN, at=at)


def expire(*, by: Actor, at: datetime) -> int:
    """Destroy, batch by batch, what was never sent to postings that take no more applications; return how many files. Raises PermissionDenied."""
    steps.require_party("system", Parties(), by)
    return destructions.until_none(partial(_expire_batch, by=by), at)


def destroy_due(*, by: Actor, at: datetime) -> int:
    """Destroy, batch by batch, what people left behind and what was kept long enough; return how many files. Raises PermissionDenied, NoPeriod."""
    steps.require_party("system", Parties(), by)
    return destructions.until_none(_destroy_batch, at)


# Questions ------------------------------------------------------------------------------------------------------------
def unsent(posting: Posting, candidate: Candidate) -> QuerySet[Attachment]:
    """Return what a person keeps with what they write to a posting."""
    return Attachment.objects.unsent().filter(posting=posting, candidate=candidate)


def by_slot(posting: Posting, candidate: Candidate) -> dict[int, Attachment]:
    """Return the same by its slot; nothing is read where nothing is asked for."""
    return {row.slot: row for row in unsent(posting, candidate)} if posting.asked_files else {}


def of(application: Application) -> list[Line]:
    """Return the files of an application, in the order of the posting."""
    if not application.posting.asked_files:
        return []
    return lines(application.posting, application.attachments.filter(info_request=None))


def seen_by(user: User, application: Application) -> list[Line]:
    """Return those files of an application that this person may read."""
    if not application.posting.asked_files:
        return []
    return lines(application.posting, application.attachments.visible_to(user).filter(info_request=None))


def lines(posting: Posting, files: Collection[Attachment]) -> list[Line]:
    """Return files with what their posting calls them, in its order."""
    titles = {asked.slot: asked.title for asked in asked_files.of(posting)}
    named = ((row.info_request.title if row.info_request_id else titles[row.slot], row) for row in files)
    return [Line(title, row) for title, row in sorted(named, key=lambda line: line[1].slot)]


def require_not_too_often(candidate: Candidate, *, at: datetime) -> None:
    """Refuse who sent too many files within an hour: each takes a process to look through, one that is too slow for long. Raises too_often."""
    sent = Event.objects.filter(subject_type="candidate", subject_id=candidate.pk, at__gt=at - timedelta(hours=1))
    tries = sent.filter(verb__in=["attach_file", "refuse_file"])
    slow = tries.filter(params__refused="too_slow").count()
    if tries.count() + slow * (TRIES_OF_SLOW - 1) >= settings.FILES_PER_HOUR:
        sentence = _("한 시간에 %(most)d번까지 파일을 올릴 수 있습니다. 한 시간 뒤에 다시 해 주세요.")
        raise ValidationError(sentence % {"most": settings.FILES_PER_HOUR}, code="too_often")


def require_room(posting: Posting, candidate: Candidate, slot: int) -> None:
    """Refuse one more file of who keeps many that aren't sent; one in place of another is none more. Raises too_many_unsent."""
    own = Attachment.objects.unsent().filter(candidate=candidate)
    if own.exclude(posting=posting, slot=slot).count() >= settings.FILES_UNSENT:
        sentence = _(
            "아직 내지 않은 지원서에 올려 두신 파일이 %(most)d개입니다. 그중 하나를 빼거나 지원서를 낸 뒤에 올려 주세요."
        )
        raise ValidationError(sentence % {"most": settings.FILES_UNSENT}, code="too_many_unsent")


# Private --------------------------------------------------------------------------------------------------------------
def _lock(candidate: Candidate, by: Actor) -> Candidate:
    actors.require_person(by, candidate.user_id, scope=actors.APPLY)
    return Candidate.objects.select_for_update(no_key=True).get(pk=candidate.pk)


@transaction.atomic
def _expire_batch(*, by: Actor, at: datetime) -> int:
    over = Attachment.objects.unsent().filter(posting__in=Posting.objects.shut(at - AFTER_SHUT))
    pks = destructions.held(over.order_by("pk"), BATCH)
    people = Candidate.objects.filter(attachments__in=pks).distinct().order_by("pk")
    events.record("expire_files", list(people), by=by, at=at)
    return destructions.destroy(Attachment, pks, cause=Destruction.Cause.UNSENT, at=at)


@transaction.atomic
def _destroy_batch(*, at: datetime) -> int:
    due = destructions.overdue("application file", at=at)
    left = Attachment.objects.filter(candidate__user__is_active=False)
    old = Attachment.objects.filter(
        Q(
            posting__results_released_at__lt=due.before, added_at__lt=due.before
        )  # one more may be asked long after the results
        | Q(application__state__in=Application.ENDED, application__moved_at__lt=due.before)
        | Q(posting__programme_year__ends_on__lt=timezone.localdate(due.before))
    )
    gone = destructions.held(left.order_by("pk"), BATCH)
    over = destructions.held(old.exclude(pk__in=gone).order_by("pk"), BATCH)
    destructions.destroy(Attachment, gone, cause=Destruction.Cause.LEFT, at=at)
    destructions.destroy(Attachment, over, cause=Destruction.Cause.PERIOD, period=due.period, at=at)
    return len(gone) + len(over)
