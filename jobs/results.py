"""Results: told together, at or after the posting's time, once everybody is decided (발표); until then taken back.

Only offers expire: an application that waits too long goes up to the operator and the city, no machine ends it
(DESIGN section 2). How long too long is, is a setting: a promise of this installation, for no guideline sets a time.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef
from django.utils.translation import gettext as _

from jobs import applications, holding, info_ends, interview_places, letters, pauses, progress, steps
from jobs.applications import STAGES
from jobs.models import Application, Posting
from jobs.steps import Parties
from jobs.sweeps import sweep
from profiles import events
from profiles.actors import Actor, each


@transaction.atomic
def take_back(
    decided: Sequence[Application], *, reason: str, by: Actor | Sequence[Actor], at: datetime
) -> list[Application]:
    """Take decisions back before they are told (결정 되돌리기): people stand again at the stage that each left.

    Nobody is told, for nobody knew. Raises PermissionDenied, wrong_state, released, reason_missing.
    """
    applications.lock_postings(decided)
    rows, _moves = applications.begin("take_back", decided, by)
    if not all(progress.is_hidden(row) for row in rows):
        raise ValidationError(
            _("결과를 이미 발표해서 되돌릴 수 없습니다. 합격한 분이면 ‘합격 취소하기’를 써 주세요."), code="released"
        )
    if not reason.strip():
        raise ValidationError(_("되돌리는 이유를 적어 주세요. 감사 자료에 남습니다."), code="reason_missing")
    stages = progress.stages_left(rows)
    moves = [(row.state, str(stages[row.pk])) for row in rows]
    for row, (_before, after), actor in zip(rows, moves, each(by, rows), strict=True):
        row.state, row.moved_at, row.moved_by = after, at, actor.user
        row.waiting_number, row.reason = None, ""
    steps.write(rows, "state", "moved_at", "moved_by", "waiting_number", "reason")
    holding.overtake(rows)
    events.record("take_back", rows, by=by, at=at, moves=moves, reason=reason.strip())
    return rows


@transaction.atomic
def release(postings: Sequence[Posting], *, by: Actor | Sequence[Actor], at: datetime) -> list[Posting]:
    """Tell everybody their result together. Raises PermissionDenied, wrong_state, released, too_early, undecided."""
    rows = steps.lock(Posting, postings)
    for posting, actor in zip(rows, each(by, rows), strict=True):
        _check_time(posting, actor, at)
    return tell_everybody(rows, by=by, at=at)


def tell_everybody(rows: Sequence[Posting], *, by: Actor | Sequence[Actor], at: datetime) -> list[Posting]:
    """Tell the results of postings whose turn it is, rows locked. Raises undecided."""
    people = list(_locked(Application.objects.filter(posting__in=rows).select_related("candidate")))
    _require_decided(people)
    by_pk = {posting.pk: posting for posting in rows}
    for posting in rows:
        posting.results_released_at = at
    for row in people:
        row.posting = by_pk[row.posting_id]
    Posting.objects.filter(pk__in=by_pk).update(results_released_at=at)
    steps.sign(rows, "results_released_by", each(by, rows))
    events.record("release", rows, by=by, at=at)
    letters.overtaken(people, at=at)
    telling = dict(zip(by_pk, each(by, rows), strict=True))
    holding.resolve(people)
    ended = [
        row for row in people if row.state != Application.State.ACCEPTED
    ]  # of who accepted a document may still be asked
    info_ends.overtake(ended, by={row: telling[row.posting_id] for row in people}, at=at)
    interview_places.give_back(people, by=[telling[row.posting_id] for row in people], at=at)
    letters.result([row for row in people if row.state in Application.DECIDED], at=at)
    return list(rows)


def release_due(*, by: Actor, at: datetime) -> list[Posting]:
    """Tell the results whose time has come and that are all decided, posting by posting; a round's are told by the round. Raises PermissionDenied."""
    steps.require_party("system", Parties(), by)
    people = Application.objects.filter(posting=OuterRef("pk"))
    due = Posting.objects.published().filter(Exists(people), results_released_at=None, results_at__lte=at)
    due = due.exclude(selection=Posting.Selection.ROUND)
    decided = due.exclude(Exists(people.filter(state__in=STAGES)))
    return sweep({row.pk: [row] for row in decided.order_by("pk")}, partial(release, by=by, at=at))


@transaction.atomic
def escalate_silence(*, by: Actor, at: datetime) -> list[Posting]:
    """Tell operator and city where people have waited too long since the deadline or their last step. Raises PermissionDenied."""
    steps.require_party("system", Parties(), by)
    limit = at - timedelta(days=settings.SILENT_AFTER_DAYS)
    waiting = Application.objects.exclude(interview_places.waits_for_nobody(at)).exclude(pauses.waits_for_person(at))
    waiting = waiting.alias(since=ExpressionWrapper(F("moved_at") + pauses.stood_still(at), DateTimeField()))
    silent = waiting.filter(posting=OuterRef("pk"), state__in=STAGES, since__lte=limit)
    postings = list(Posting.objects.over(limit).filter(Exists(silent)).order_by("pk"))
    letters.silence(postings, days=settings.SILENT_AFTER_DAYS, at=at)
    return postings


def _check_time(posting: Posting, by: Actor, at: datetime) -> None:
    if not by.is_system:
        steps.require_party("operator", Parties(operator_id=posting.organisation_id), by)
    if posting.state in (Posting.State.DRAFT, Posting.State.IN_REVIEW):
        raise steps.wrong_state(posting)
    if posting.results_released_at:
        raise ValidationError(_("결과를 이미 발표했습니다."), code="released")
    if at < posting.results_at:  # never before the deadline, by a constraint
        raise ValidationError(_("발표 일시가 아직 되지 않았습니다."), code="too_early")


def _locked(people):
    return people.select_for_update(of=("self",), no_key=True).order_by("pk")


def _require_decided(people: Sequence[Application]) -> None:
    waiting = sum(row.state in STAGES for row in people)
    if waiting:
        raise ValidationError(
            _("아직 결과가 정해지지 않은 분이 %(count)d명 있습니다. 모두 정한 뒤 발표해 주세요.") % {"count": waiting},
            code="undecided",
        )
