"""Minutes of a review (심사 회의록): who scored by what, what they declared, how the ranking came about, and who decided what and why.

What they say is written down when they are made and stays so; made again, they get the next number. The audit of 2019 found selection
papers not kept. Names stand masked or not at all; the minutes are Korean, as all papers of the record.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jobs import applicants, conflicts, criteria, rankings, review_terms, reviewing, steps
from jobs.models import Application, Conflict, Minutes, Posting, ScoreSheet
from jobs.steps import Parties
from profiles import events
from profiles.actors import Actor
from profiles.models import User


@transaction.atomic
def make(posting: Posting, *, by: Actor, at: datetime) -> Minutes:
    """Write the minutes as things stand now, under the next number.

    Raises PermissionDenied, also to who declared a conflict with an applicant and so mustn't read of them; no_sheets.
    """
    (row,) = steps.lock(Posting, [posting], "programme_year__programme", "organisation")
    steps.require_party("operator", Parties(operator_id=row.organisation_id), by)
    if not may_read(row, by.user):
        raise PermissionDenied
    if not ScoreSheet.objects.filter(application__posting=row).exists():
        raise ValidationError(_("심사표가 하나도 없어 회의록을 만들 수 없습니다."), code="no_sheets")
    number = (Minutes.objects.filter(posting=row).aggregate(last=Max("number"))["last"] or 0) + 1
    with translation.override("ko"):
        facts = _facts(row, number, by, at)
    made = Minutes.objects.create(posting=row, number=number, facts=facts, made_at=at, made_by=by.user)
    events.record("make_minutes", [row], by=by, at=at, params={"number": number})
    return made


def may_read(posting: Posting, user: User | None) -> bool:
    """Whether this person keeps away from nobody at the posting, and didn't apply there: its minutes tell of all applicants."""
    barred = Conflict.objects.standing().filter(application__posting=posting, declared_by=user)
    return user is not None and not barred.exists() and not has_applied(posting, user)


def has_applied(posting: Posting, user: User) -> bool:
    """Whether this person is one of those whom the review compares."""
    return posting.applications.filter(candidate__user=user).exists()


# Private --------------------------------------------------------------------------------------------------------------
def _facts(posting: Posting, number: int, by: Actor, at: datetime) -> dict[str, Any]:
    rows = list(_people(posting))
    places, scorers = rankings.ranks(rows), reviewing.reviewers(posting)
    number_of = {one.user.pk: place for place, one in enumerate(scorers, start=1)}
    sheets = _sheets(posting)
    counted: dict[int, list[ScoreSheet]] = {}
    for sheet in sheets:
        counted.setdefault(sheet.application_id, []).extend([sheet] if sheet.is_counted else [])
    return {
        "number": number,
        "posting": posting.title,
        "programme": f"{posting.programme_year.year}년 {posting.programme_year.programme.name}",
        "issuer": posting.organisation.name,
        "is_demo": posting.programme_year.is_demo,
        "is_blind": posting.is_blind,
        "made_on": timezone.localdate(at).isoformat(),
        "made_by": by.user.email if by.user else "",
        "scored": [str(timezone.localdate(day)) for day in _span(sheets)],
        "formula": review_terms.in_words(posting),
        "most_spread": posting.most_spread,
        "criteria": [
            {
                "stage": str(stage.label),
                "lines": [[one.name, one.most_points, one.hint] for one in criteria.of(posting, stage)],
            }
            for stage in criteria.stages_of(posting)
        ],
        "reviewers": [
            {"number": number_of[one.user.pk], "who": one.user.email, "pledged": one.pledged} for one in scorers
        ],
        "conflicts": [_declared(row) for row in conflicts.of_posting(posting).order_by("declared_at", "pk")],
        "people": [_person(posting, row, places.get(row.pk), counted.get(row.pk, []), number_of) for row in rows],
        "sheets": [_sheet(sheet, number_of) for sheet in sheets],
    }


def _people(posting: Posting) -> Iterable[Application]:
    rows = Application.objects.filter(posting=posting).select_related(
        "posting", "candidate__user__identity", "moved_by"
    )
    return rankings.in_order(rows)


def _sheets(posting: Posting) -> list[ScoreSheet]:
    sheets = ScoreSheet.objects.filter(application__posting=posting).select_related("application")
    barred = set(
        Conflict.objects.standing().filter(application__posting=posting).values_list("application_id", "declared_by_id")
    )
    found = list(sheets.prefetch_related("rows__criterion").order_by("application__received_at", "application", "pk"))
    for sheet in found:
        sheet.is_counted = (sheet.application_id, sheet.scored_by_id) not in barred
    return found


def _span(sheets: Sequence[ScoreSheet]) -> list[datetime]:
    days = sorted(sheet.scored_at for sheet in sheets)
    return [days[0], days[-1]]


def _person(
    posting: Posting, row: Application, rank: int | None, own: Sequence[ScoreSheet], number_of: dict[int, int]
) -> dict[str, Any]:
    stages = []
    for stage in criteria.stages_of(posting):
        given = {number_of[sheet.scored_by_id]: sheet.points for sheet in own if sheet.stage == stage}
        spread = applicants.spread_of(posting, list(given.values()))
        score = row.paper_score if stage == ScoreSheet.Stage.PAPER else row.interview_score
        stages.append(
            {
                "points": [[number, given[number]] for number in sorted(given)],
                "score": None if score is None else str(score),
                "spread": [spread.low, spread.high, spread.is_wide] if spread else None,
            }
        )
    name = applicants.masked_name(row) if posting.names_in_minutes else row.receipt_number
    decided = row.state not in (*Application.ON_PAPER, Application.State.INTERVIEW)
    return {
        "receipt": row.receipt_number,
        "name": "" if name == row.receipt_number else name,
        "rank": rank,
        "stages": stages,
        "score": None if row.ranked_score is None else str(row.ranked_score),
        "state": str(row.get_state_display()),
        "waiting": row.waiting_number if row.state == Application.State.WAITING else None,
        "reason": row.reason,
        "decided_on": timezone.localdate(row.moved_at).isoformat() if decided else "",
        "decided_by": (row.moved_by.email if row.moved_by else "") if decided else "",
    }


def _declared(row: Conflict) -> dict[str, Any]:
    return {
        "receipt": row.application.receipt_number,
        "who": row.declared_by.email,
        "kind": str(row.get_kind_display()),
        "declared_on": timezone.localdate(row.declared_at).isoformat(),
        "withdrawn_for": row.withdrawn_for if row.withdrawn_at else "",
    }


def _sheet(sheet: ScoreSheet, number_of: dict[int, int]) -> dict[str, Any]:
    rows = sorted(sheet.rows.all(), key=lambda row: row.criterion.place)
    return {
        "receipt": sheet.application.receipt_number,
        "stage": str(sheet.get_stage_display()),
        "reviewer": number_of[sheet.scored_by_id],
        "rows": [row.points for row in rows],
        "points": sheet.points,
        "comment": sheet.comment,
        "is_counted": sheet.is_counted,
    }
