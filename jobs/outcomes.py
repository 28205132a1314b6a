"""What became of people 3 and 6 months after (사후관리 결과): asked of them when the day has come, told by them or by the operator.

Asked are those who began, whether they finished or ended early, once for each of the two; a day that passed long ago isn't asked for.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import letters, placements, steps
from jobs.models import Outcome, Placement
from jobs.sweeps import sweep
from profiles import events
from profiles.actors import Actor, each
from profiles.models import User

MONTHS = (3, 6)
ASKED_FOR = timedelta(days=60)  # from the day on which it can be asked


class Question(NamedTuple):
    """What became of somebody so many months after a placement ended, not answered yet."""

    placement: Placement
    months_after: int


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def record(
    ended: Sequence[Placement],
    *,
    months_after: int,
    results: Sequence[str],
    by: Actor | Sequence[Actor],
    at: datetime,
) -> list[Outcome]:
    """Record what became of people 3 or 6 months after, once each; a person says it of themselves.

    Raises PermissionDenied, wrong_state, months_unknown, result_unknown, too_early, outcome_once.
    """
    rows = placements.lock(ended)
    for row in rows:
        row.application.candidate = row.candidate
    steps.check(placements.STEPS, "record_outcomes", rows, placements.parties, each(by, rows))
    if months_after not in MONTHS:
        raise ValidationError(_("사후관리 결과는 3개월 뒤와 6개월 뒤에 적습니다."), code="months_unknown")
    if not set(results) <= set(Outcome.Result.values):
        raise ValidationError(_("사후관리 결과를 목록에서 골라 주세요."), code="result_unknown")
    if any(months_later(row.finished_on, months_after) > timezone.localdate(at) for row in rows):
        raise ValidationError(
            _("아직 %(months)d개월이 지나지 않았습니다.") % {"months": months_after}, code="too_early"
        )
    made = [
        Outcome(placement=row, months_after=months_after, result=result, recorded_at=at, recorded_by=actor.user)
        for row, result, actor in zip(rows, results, each(by, rows), strict=True)
    ]
    try:
        with transaction.atomic():
            Outcome.objects.bulk_create(made)
    except IntegrityError as again:
        raise ValidationError(_("이미 적은 사후관리 결과입니다."), code="outcome_once") from again
    told = [{"months_after": months_after, "result": result} for result in results]
    events.record("record_outcomes", rows, by=by, at=at, params=told)
    letters.outcome_told(rows, months_after, at=at)
    return made


def ask_due(*, operators: Collection[int] | None = None, by: Actor, at: datetime) -> list[Question]:
    """Ask people, posting by posting, what became of them, of all operators or of these; each once. Raises PermissionDenied."""
    steps.require_party("system", steps.Parties(), by)
    ended = Placement.objects.select_related("application__posting", "application__candidate")
    if operators is not None:
        ended = ended.filter(application__posting__organisation__in=operators)
    by_posting: dict[int, list[Placement]] = {}
    for question in _open(ended, timezone.localdate(at)):
        row = question.placement
        by_posting.setdefault(row.application.posting_id, []).append(row)
    return sweep(by_posting, partial(_ask, at=at))


# Questions ------------------------------------------------------------------------------------------------------------
def asked_of(user: User, *, today: date) -> list[Question]:
    """Return what waits for an answer of this person, the oldest first."""
    own = Placement.objects.filter(candidate__user=user).select_related("application__posting")
    return list(_open(own, today))


def months_asked(placement: Placement, *, told: Collection[int], today: date) -> list[int]:
    """Return after how many months a placement can be asked about today, by those told; nothing is read.

    The day came, not long ago, and nobody told.
    """
    if placement.state not in placements.ENDED or None in (placement.started_on, placement.finished_on):
        return []
    due = {months: months_later(placement.finished_on, months) for months in MONTHS}
    return [months for months, on in due.items() if on <= today < on + ASKED_FOR and months not in told]


def is_open(placement: Placement, months_after: int, *, today: date) -> bool:
    """Whether this may be told now; the operator may have told it already."""
    may = months_after in MONTHS and placement.state in placements.ENDED and placement.finished_on is not None
    if not may or months_later(placement.finished_on, months_after) > today:
        return False
    return not Outcome.objects.filter(placement=placement, months_after=months_after).exists()


def months_later(on: date, months: int) -> date:
    """Return the same day so many months later; the first of the next month where there is none."""
    years, month = divmod(on.month - 1 + months, 12)
    try:
        return on.replace(year=on.year + years, month=month + 1)
    except ValueError:
        return date(on.year + years + (month + 1) // 12, (month + 1) % 12 + 1, 1)


# Private --------------------------------------------------------------------------------------------------------------
def _ask(ended: Sequence[Placement], *, at: datetime) -> list[Question]:
    """Ask what is still open once nobody can answer meanwhile."""
    locked = placements.lock(ended)
    rows = Placement.objects.select_related("application__posting", "application__candidate")
    found = list(_open(rows.filter(pk__in=[row.pk for row in locked]), timezone.localdate(at)))
    letters.outcome_asked([(row.placement, row.months_after) for row in found], at=at)
    return found


def _open(ended, today: date) -> Iterator[Question]:
    """The questions that can be asked today: the day came, not long ago, and nobody told."""
    oldest = today - ASKED_FOR - timedelta(days=31 * max(MONTHS))
    rows = ended.filter(state__in=placements.ENDED, finished_on__gte=oldest).exclude(started_on=None)
    rows = list(rows.order_by("finished_on", "pk"))
    told = _told(rows)
    for row in rows:
        for months in months_asked(row, told=told[row.pk], today=today):
            yield Question(row, months)


def _told(rows: Sequence[Placement]) -> dict[int, set[int]]:
    """After how many months each was told of, by placement."""
    told: dict[int, set[int]] = {row.pk: set() for row in rows}
    if rows:
        for pk, months in Outcome.objects.filter(placement__in=told).values_list("placement", "months_after"):
            told[pk].add(months)
    return told
