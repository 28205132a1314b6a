"""What an application must have to be taken in: its own person, the time, wishes, a motive, the answer to the question, the files asked for.

Whoever works for an organisation here doesn't apply: they could read about those they compete with.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import asked_files, intake_limits, steps
from jobs.asked_files import AskedFile
from jobs.models import Application, Posting
from jobs.steps import Parties
from profiles import privacy
from profiles.actors import APPLY, Actor
from profiles.models import Candidate, ConsentText, Membership

MOST_WISHES = 3  # 1·2·3지망, as the application form of the programme asks


@dataclass(frozen=True)
class Submission:
    """What a candidate sends: wishes are posting sites, best first; the form's token makes a repeat harmless.

    `shown` are the public ids of the files that the person read over; None where nobody was shown any before sending.
    `agrees_to` is the text by which it may be passed on, as it was read, where that consent doesn't stand yet (jobs/sharing.py).
    """

    posting: Posting
    candidate: Candidate
    posting_site_ids: Sequence[int]
    form_token: UUID
    motive: str = ""
    answer: str = ""
    shown: Collection[str] | None = None
    agrees_to: ConsentText | None = None


def require_own(
    submissions: Sequence[Submission], known: Mapping[UUID, Application], by: Sequence[Actor], *, at: datetime
) -> None:
    """Only the person applies, or whom they let apply, and gets back what they sent themselves. Raises PermissionDenied."""
    for submission, actor in zip(submissions, by, strict=True):
        steps.require_party("candidate", Parties(user_id=submission.candidate.user_id), actor, scope=APPLY)
        first = known.get(submission.form_token)
        if first and (first.candidate_id, first.posting_id) != (submission.candidate.pk, submission.posting.pk):
            raise PermissionDenied
    held = Membership.objects.current(timezone.localdate(at))
    if held.filter(user__in=[submission.candidate.user_id for submission in submissions]).exists():
        raise PermissionDenied(_("기관에서 일하는 계정으로는 지원할 수 없습니다."))


def sites_of(postings: Mapping[int, Posting]) -> dict[int, set[int]]:
    """Return the posting sites of each posting."""
    found: dict[int, set[int]] = {pk: set() for pk in postings}
    rows = Posting.objects.filter(pk__in=postings).values_list("pk", "posting_sites__pk")
    for posting_id, site_id in rows:
        found[posting_id].add(site_id)
    return found


def require_complete(
    submission: Submission, posting: Posting, site_ids: Collection[int], files: Mapping[int, str], *, at: datetime
) -> None:
    """Refuse what comes out of time, lacks something or isn't what was read over. `site_ids` are those of the posting, `files` public ids by slot.

    Raises intake_full, not_open, no_wish, too_many_wishes, wrong_site, motive_missing, answer_missing, changed_meanwhile and, by field, resident_number,
    file_missing.
    """
    if posting.is_full and not posting.is_over(at):
        raise intake_limits.full()
    if not posting.is_open(at):
        raise ValidationError(_("지원 기간이 아닙니다. 이 공고의 지원 기간을 확인해 주세요."), code="not_open")
    wished = list(submission.posting_site_ids)
    if not wished:
        raise ValidationError(_("가고 싶은 활동처를 한 곳 이상 골라 주세요."), code="no_wish")
    if len(wished) > MOST_WISHES:
        raise ValidationError(
            _("활동처는 %(most)d곳까지 고를 수 있습니다.") % {"most": MOST_WISHES}, code="too_many_wishes"
        )
    if len(set(wished)) != len(wished) or not set(wished) <= set(site_ids):
        raise ValidationError(_("활동처를 다시 골라 주세요. 같은 곳을 두 번 고를 수 없습니다."), code="wrong_site")
    if not submission.motive.strip():
        raise ValidationError(_("지원하는 이유를 적어 주세요. 한 문장이어도 됩니다."), code="motive_missing")
    if posting.question and not submission.answer.strip():
        raise ValidationError(_("질문에 답해 주세요."), code="answer_missing")
    privacy.refuse_resident_numbers(motive=submission.motive, answer=submission.answer)
    missing = [asked for asked in asked_files.of(posting) if asked.is_required and asked.slot not in files]
    if missing:
        raise ValidationError({asked.field: file_missing(asked) for asked in missing})
    if submission.shown is not None and set(submission.shown) != set(files.values()):
        raise ValidationError(
            _("읽어 보시는 동안 파일이 바뀌어 아직 내지 않았습니다. 아래에 있는 파일을 다시 보고 내 주세요."),
            code="changed_meanwhile",
        )


def file_missing(asked: AskedFile) -> ValidationError:
    """The error of a file that has to be there and isn't."""
    return ValidationError(_("‘%(title)s’ 파일을 골라 주세요.") % {"title": asked.title}, code="file_missing")
