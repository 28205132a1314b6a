"""A published posting goes on taking applications: for longer (접수 기간 연장), or once more after its deadline (재공고).

Times only move later, so that nobody who relied on a day is wronged; whoever applied or kept the posting is told. What stood before is kept
as a version. After its results were told a posting takes nobody more: a new one is written after it.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobs import intake_limits, posting_letters, posting_versions, postings, steps
from jobs.models import Posting
from profiles import events, stale_marks
from profiles.actors import Actor


@transaction.atomic
def extend(
    posting: Posting, *, apply_until: datetime, results_at: datetime, reason: str, by: Actor, at: datetime
) -> Posting:
    """Take applications for longer than was said, before the deadline.

    Raises PermissionDenied, wrong_state, intake_full, reason_missing; by field period_over, not_later, too_early, starts_before.
    """
    row = _begin("extend", posting, by)
    if row.is_over(at):
        raise ValidationError(_("이미 접수를 마감했습니다. 다시 받으려면 재공고를 해 주세요."), code="period_over")
    if row.is_full:
        raise intake_limits.full()
    return _call(row, "extend", {"apply_until": apply_until, "results_at": results_at}, reason=reason, by=by, at=at)


@transaction.atomic
def call_again(
    posting: Posting,
    *,
    apply_until: datetime,
    results_at: datetime,
    intake_limit: int | None = None,
    reason: str,
    by: Actor,
    at: datetime,
) -> Posting:
    """Take applications once more, from now on, after the deadline, the limit or an early close; those received before stand.

    Raises PermissionDenied, wrong_state, still_open, closed_by_city, still_full, reason_missing; by field not_later, too_early,
    starts_before.
    """
    row = _begin("call_again", posting, by)
    if row.state == Posting.State.PUBLISHED and not row.is_over(at) and not row.is_full:
        raise ValidationError(_("아직 접수하고 있습니다. 기간을 늘리려면 연장해 주세요."), code="still_open")
    _refuse_city_closed(row, by)
    row.intake_limit = intake_limit
    most, here = intake_limits.people_for([row]), intake_limits.applied([row])
    if row.pk in most and here.get(row.pk, 0) >= most[row.pk]:
        raise ValidationError(
            {
                "intake_limit": ValidationError(
                    _("이미 %(people)d명이 지원했습니다. 접수를 마감하는 지원자 수를 늘려 주세요.")
                    % {"people": here[row.pk]},
                    code="still_full",
                )
            }
        )
    row.limit_reached_at = None
    fields = {"apply_until": apply_until, "results_at": results_at}
    return _call(row, "call_again", fields, reason=reason, by=by, at=at)


def may(verb: str, posting: Posting, by: Actor, *, at: datetime) -> bool:
    """Whether this actor may take the step now: what the page offers."""
    step = next(step for step in postings.STEPS if step.verb == verb)
    if posting.results_released_at is not None or not steps.may(step, posting, postings.parties(posting), by):
        return False
    is_open_still = posting.state == Posting.State.PUBLISHED and not posting.is_over(at) and not posting.is_full
    return is_open_still if verb == "extend" else not is_open_still and not _is_kept_closed(posting, by)


def _begin(verb: str, posting: Posting, by: Actor) -> Posting:
    (row,) = steps.lock(Posting, [posting], "programme_year", "organisation")
    steps.check(postings.STEPS, verb, [row], postings.parties, [by])
    if row.results_released_at is not None:
        raise ValidationError(
            _("결과를 발표한 공고입니다. 이 공고를 복사해 새 공고를 써 주세요."), code="results_released"
        )
    return row


def _call(row: Posting, verb: str, fields: dict[str, Any], *, reason: str, by: Actor, at: datetime) -> Posting:
    why = postings.needed(reason, _("왜 더 받는지 적어 주세요. 지원하신 분들이 읽습니다."))
    _check(row, fields, at)
    posting_versions.keep(Posting.objects.get(pk=row.pk), postings.WRITABLE, by=None, at=at)
    before = row.state
    old = {"apply_until": row.apply_until.isoformat(), "results_at": row.results_at.isoformat()}
    for name, value in fields.items():
        setattr(row, name, value)
    row.state, row.version = Posting.State.PUBLISHED, row.version + 1
    row.save(update_fields=[*fields, "state", "version", "intake_limit", "limit_reached_at"])
    posting_versions.keep(row, postings.WRITABLE, by=by, at=at)
    moves = (before, row.state) if before != row.state else ("", "")
    events.record(verb, [row], by=by, at=at, moves=moves, reason=why, params={"until_before": old["apply_until"]})
    posting_letters.called(row, is_again=verb == "call_again", reason=why, at=at)
    stale_marks.mark("posting", [row.pk], at=at)
    return row


def _check(row: Posting, fields: dict[str, datetime], at: datetime) -> None:
    wrong = {}
    if fields["apply_until"] <= max(row.apply_until, at):
        wrong["apply_until"] = ValidationError(
            _("지원 마감은 %(moment)s보다 뒤로만 옮길 수 있습니다.")
            % {"moment": date_format(timezone.localtime(max(row.apply_until, at)), "DATETIME_FORMAT")},
            code="not_later",
        )
    if fields["results_at"] < row.results_at:
        wrong["results_at"] = ValidationError(_("발표 일시는 앞당길 수 없습니다."), code="not_later")
    elif fields["results_at"] < fields["apply_until"]:
        wrong["results_at"] = ValidationError(_("발표 일시는 지원 마감 뒤여야 합니다."), code="too_early")
    elif fields["results_at"] != row.results_at and timezone.localdate(fields["results_at"]) > row.starts_on:
        wrong["results_at"] = ValidationError(
            _("활동을 시작하는 %(day)s까지는 발표해야 합니다.") % {"day": date_format(row.starts_on)},
            code="starts_before",
        )
    if wrong:
        raise ValidationError(wrong)


def _refuse_city_closed(row: Posting, by: Actor) -> None:
    if _is_kept_closed(row, by):
        raise ValidationError(_("시가 마감한 공고입니다. 다시 받으려면 시에 요청해 주세요."), code="closed_by_city")


def _is_kept_closed(row: Posting, by: Actor) -> bool:
    """Whether the city closed it, and this is somebody else."""
    if row.state != Posting.State.CLOSED:
        return False
    closing = events.of(row).filter(verb="close").select_related("organisation").first()
    is_city = bool(closing and closing.organisation and closing.organisation.kind == "city")
    return is_city and not steps.is_party("city", postings.parties(row), by)
