"""Releasing reserved seats (우선 선발 자리 풀기): a person does it, for a reason, and only where it passes over nobody they are for.

Who still stands (under review, selected, waiting) keeps a reserved seat from being released; so does an intake that is open, for whom the
seat is for may still apply. Source: the priority share of the year's guideline; issue 5, section 3.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs import deciding, one_seat, reserves, seats, steps
from jobs.applications import MOST_REASON, STAGES
from jobs.models import Application, Posting, Seat
from jobs.postings import needed
from jobs.steps import Parties
from profiles import events, lines
from profiles.actors import Actor

STANDING = (*STAGES, "selected", "waiting")


@transaction.atomic
def release_reserved(chosen: Sequence[Seat], *, reason: str, by: Actor, at: datetime) -> list[Seat]:
    """Give reserved seats of one posting, which nobody holds, to everybody (우선 선발 자리 풀기).

    The posting is locked, as by whoever selects people or offers seats. Raises PermissionDenied, none_chosen, wrong_state, by_round,
    still_open, reason_missing, max_length, seat_not_kept, passes_over, resident_number.
    """
    posting = _locked_posting(chosen)
    steps.require_party("operator", Parties(operator_id=posting.organisation_id), by)
    refuse_early(posting, at=at)
    why = lines.text(needed(reason, _("푸는 이유를 적어 주세요. 감사 자료에 남습니다.")), MOST_REASON, field="reason")
    rows = steps.lock(Seat, chosen, "posting_site__site")
    if set(free_kept(posting).filter(pk__in=[row.pk for row in rows])) != set(rows):
        raise ValidationError(
            _("그사이 다른 분에게 정해졌거나 이미 풀린 자리가 있습니다. 화면을 새로 고쳐 확인해 주세요."),
            code="seat_not_kept",
        )
    _refuse_passing_over(posting, len(rows))
    for row in rows:
        row.reserve_released_at, row.reserve_released_by, row.reserve_released_for = at, by.user, why
    steps.write(rows, "reserve_released_at", "reserve_released_by", "reserve_released_for")
    events.record(
        "release_reserved", [posting], by=by, at=at, reason=why, params={"seats": [_name(row) for row in rows]}
    )
    return rows


def refuse_early(posting: Posting, *, at: datetime) -> None:
    """Nobody can know yet that a reserved seat isn't used. Raises wrong_state, by_round, still_open."""
    if not posting.is_public:
        raise steps.wrong_state(posting)
    if deciding.fills_by_round(posting) and (posting.results_released_at is None or posting.programme_year.is_in_round):
        raise ValidationError(
            _(
                "일괄 배치로 자리를 정하는 공고입니다. 쓰이지 않은 우선 선발 자리는 일괄 배치의 규칙에 따라 모두에게 열립니다."
            ),
            code="by_round",
        )
    if posting.stands(at) in (Posting.Intake.COMING, Posting.Intake.OPEN):
        raise ValidationError(
            _("접수가 끝나지 않아 이 자리를 쓸 분이 더 지원할 수 있습니다. 접수를 마감한 뒤에 풀어 주세요."),
            code="still_open",
        )


def free_kept(posting: Posting) -> QuerySet[Seat]:
    """Return the reserved seats that nobody holds and nobody released."""
    return seats.free(posting).exclude(reserve="").filter(reserve_released_at=None)


def claimants(posting: Posting) -> QuerySet[Application]:
    """Return whom the reserved seats are for and who may still get one: under review, selected without a seat, or waiting."""
    rows = Application.objects.filter(posting=posting, state__in=STANDING)
    return reserves.with_claim(one_seat.may_be_seated(rows)).filter(is_favoured=True).order_by("pk")


def most_to_release(posting: Posting) -> int:
    """Return how many reserved seats are more than there are people who may still get one."""
    return max(0, free_kept(posting).count() - claimants(posting).count())


def in_words(posting: Posting) -> list[tuple[str, str]]:
    """Return each reserved seat with what an auditor reads of it: kept, or released when, by whom and why."""
    rows = Seat.objects.filter(posting_site__posting=posting).exclude(reserve="")
    rows = rows.select_related("posting_site__site", "reserve_released_by").order_by("posting_site_id", "number")
    return [(_name(row), _stands(row)) for row in rows]


def may_release(posting: Posting, by: Actor, *, at: datetime) -> bool:
    """Whether this actor could release a seat now: what the page draws its form from."""
    try:
        refuse_early(posting, at=at)
    except ValidationError:
        return False
    is_officer = steps.is_party("operator", Parties(operator_id=posting.organisation_id), by)
    return is_officer and most_to_release(posting) > 0


def _locked_posting(chosen: Sequence[Seat]) -> Posting:
    ids = {row.posting_site.posting_id for row in chosen}
    if len(ids) != 1:
        raise ValidationError(_("풀 자리를 하나 이상 골라 주세요."), code="none_chosen")
    (posting,) = steps.lock(Posting, Posting.objects.filter(pk__in=ids), "programme_year")
    return posting


def _refuse_passing_over(posting: Posting, wanted: int) -> None:
    """Say at which stage those stand whom the reserve is for, and who they are where that may be known."""
    standing = list(claimants(posting).select_related("posting", "candidate"))
    if free_kept(posting).count() - wanted >= len(standing):
        return
    counted = Counter(str(row.get_state_display()) for row in standing)
    stages = ", ".join(_("%(stage)s %(people)d명") % {"stage": stage, "people": n} for stage, n in counted.items())
    said = ngettext(
        "이 자리를 쓸 분이 아직 %(people)d명 있어 풀 수 없습니다 (%(stages)s).",
        "이 자리를 쓸 분이 아직 %(people)d명 있어 풀 수 없습니다 (%(stages)s).",
        len(standing),
    ) % {"people": len(standing), "stages": stages}
    sentences = [said]
    known = [row.receipt_number for row in standing if not row.is_blind]
    if known:
        sentences.append(_("지나치게 되는 분의 접수번호: %(numbers)s.") % {"numbers": ", ".join(known)})
    sentences.append(_("그분들의 결과나 자리를 먼저 정해 주세요."))
    raise ValidationError(" ".join(sentences), code="passes_over")


def _name(seat: Seat) -> str:
    return f"{seat.posting_site.site.name} {seat.number}"


def _stands(seat: Seat) -> str:
    if seat.is_kept:
        return _("풀지 않음")
    told = {
        "when": date_format(localtime(seat.reserve_released_at), "DATETIME_FORMAT"),
        "who": (seat.reserve_released_by and seat.reserve_released_by.email) or "",
        "why": seat.reserve_released_for,
    }
    return _("%(when)s %(who)s 풂: %(why)s") % told
