"""How applicants are listed for an officer: the order, what stands beside each name, and who is told of a move.

The order is advice (matching's points, or the reviewers' scores); a person decides (PIPA art. 37-2). Names are masked.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from importlib import import_module
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobs import blinding, judging, rankings, sentences
from jobs.models import Application, Assessment, EligibilityCheck, Look, Override, Posting, ScoreSheet
from profiles.actors import Actor
from profiles.models.sealing import blind_index
from profiles.privacy import mask_name

POINTS, SCORE, RECEIVED = "points", "score", "received"
SORTS = ((POINTS, _("추천 순서")), (SCORE, _("심사 점수 순서")), (RECEIVED, _("접수 순서")))
SORTS_OF_REVIEWERS = tuple(pair for pair in SORTS if pair[0] != SCORE)
RECEIPT = re.compile(r"(?:[0-9]{4}-)?([0-9]{1,18})")  # no more digits than the database can hold
TELLS = {
    "pass_eligibility": _("각 분에게 아래 알림이 갑니다."),
    "pass_paper": _("각 분에게 아래 알림이 갑니다."),
    "put_on_waiting_list": _("아래 순서가 예비 순번이 됩니다."),
    "reject": _("불합격 이유는 지원하신 분이 그대로 읽습니다."),
    "take_back": _("결과를 발표하기 전이라 아무에게도 알리지 않습니다. 심사하던 단계로 돌아갑니다."),
    "withdraw_selection": _("누르는 즉시 합격 취소 알림과 이유가 갑니다. 이유는 그대로 전해집니다."),
}

WITH_RESULTS = ("select", "put_on_waiting_list", "reject")


class Spread(NamedTuple):
    """The lowest and the highest points of the sheets of a stage; `is_wide`: further apart than the posting says is fine."""

    low: int
    high: int
    is_wide: bool


@dataclass(frozen=True)
class Applicant:
    """One line of the list. Points None: not assessed yet. `refused` and `asked` name rules, those set aside left out.

    `rule_version`: of the rules of the last check, None before one.
    `score` is the ranking's (jobs/rankings.py), to a reviewer the mean of their own sheets; `sheets` are those of the last stage that has some.
    """

    application: Application
    name: str
    points: int | None
    reasons: list[str]
    refused: list[str | Promise]
    asked: list[str | Promise]
    set_aside: list[str | Promise]
    score: Decimal | None
    sheets: int
    spread: Spread | None
    rule_version: int | None = None


def tells(verb: str, *, people: int, released: int) -> list[str | Promise]:
    """Return who is told of a move of so many, `released`: how many of them are of postings whose results are out."""
    found = [TELLS[verb]] if verb in TELLS else []
    if verb not in WITH_RESULTS:
        return found
    if not released:
        when = _("지금은 아무에게도 알리지 않습니다. 결과는 발표할 때 모두에게 함께 알립니다.")
    elif released == people:
        when = _("이미 결과를 발표한 공고입니다. 누르는 즉시 알립니다.")
    else:
        when = _("이미 발표한 공고의 %(told)d명에게는 바로 알리고, 나머지 분에게는 결과를 발표할 때 알립니다.")
        when = when % {"told": released}
    return [when, *found]


def look(application: Application, *, by: Actor, at: datetime) -> None:
    """Note that an application was opened; the first time counts."""
    Look.objects.bulk_create([Look(application=application, looked_at=at, looked_by=by.user)], ignore_conflicts=True)


def listed(
    applications: QuerySet[Application],
    *,
    state: str = "",
    sort: str = POINTS,
    sheets: QuerySet[ScoreSheet] | None = None,
    operator_ids: Collection[int] | None = None,
) -> QuerySet[Application]:
    """Return the rows in the order asked for, with all that a line shows, as `with_lines`."""
    ordered = in_order(applications, state=state, sort=sort, operator_ids=operator_ids)
    return with_lines(ordered, sheets, operator_ids)


def in_order(
    applications: QuerySet[Application],
    *,
    state: str = "",
    sort: str = POINTS,
    operator_ids: Collection[int] | None = None,
) -> QuerySet[Application]:
    """Return the rows of a state in the order asked for; the waiting list keeps its own order.

    By the ranking only on the postings of these operators, None: on any.
    """
    rows = applications.filter(state=state) if state else applications
    if state == Application.State.WAITING:
        return rows.order_by("posting_id", "waiting_number")
    if sort == SCORE:
        return rankings.in_order(rows, seen=None if operator_ids is None else _of(operator_ids))
    if sort == RECEIVED:
        return rows.order_by("received_at", "pk")
    return rows.order_by(F("assessment__points").desc(nulls_last=True), "received_at", "pk")


def firsts(
    applications: QuerySet[Application],
    *,
    states: Sequence[str],
    sort: str,
    most: int,
    sheets: QuerySet[ScoreSheet] | None = None,
    operator_ids: Collection[int] | None = None,
) -> dict[str, list[Application]]:
    """Return the first so many of each state in the order asked for, the waiting list in its own, with all that a line shows, as `with_lines`."""
    ordered = in_order(applications.filter(state__in=states), sort=sort, operator_ids=operator_ids)
    in_line = Case(When(state=Application.State.WAITING, then=F("waiting_number")))
    place = Window(RowNumber(), partition_by=F("state"), order_by=[in_line, *ordered.query.order_by])
    places = dict(ordered.order_by().annotate(place=place).filter(place__lte=most).values_list("pk", "place"))
    found: dict[str, list[Application]] = {state: [] for state in states}
    rows = with_lines(Application.objects.filter(pk__in=places), sheets, operator_ids)
    for row in sorted(rows, key=lambda row: places[row.pk]):
        found[row.state].append(row)
    return found


def with_lines(
    applications: QuerySet[Application],
    sheets: QuerySet[ScoreSheet] | None = None,
    operator_ids: Collection[int] | None = None,
) -> QuerySet[Application]:
    """Read along what a line shows, so that a longer list asks the database nothing more.

    The ranking's score on the postings of these operators, None: on any; elsewhere what these sheets say, None: all.
    """
    of_row = {"application": OuterRef("pk")}
    sheets = (ScoreSheet.objects.all() if sheets is None else sheets).counted()
    sees_all = Value(True) if operator_ids is None else _of(operator_ids)
    last = EligibilityCheck.objects.filter(**of_row).order_by("-judged_at", "-pk")
    rows = applications.select_related("posting", "candidate__user__identity", "assessment")
    return rankings.with_scores(rows).annotate(
        last_verdicts=Subquery(last.values("verdicts")[:1]),
        last_version=Subquery(last.values("rule_set__version")[:1]),
        given=ArraySubquery(Override.objects.filter(**of_row).values("verdicts")),
        paper_points=ArraySubquery(sheets.filter(**of_row, stage=ScoreSheet.Stage.PAPER).values("points")),
        interview_points=ArraySubquery(sheets.filter(**of_row, stage=ScoreSheet.Stage.INTERVIEW).values("points")),
        sees_all=ExpressionWrapper(sees_all, output_field=BooleanField()),
    )


def lines(applications: Iterable[Application]) -> list[Applicant]:
    """Put rows of `with_lines` in words."""
    return [_line(row) for row in applications]


def found_by(
    applications: QuerySet[Application], typed: str, *, operator_ids: Collection[int] | None = None
) -> QuerySet[Application]:
    """Keep those of a receipt number, or of exactly this name; names are sealed, so parts of one find nothing.

    By name only on the postings of these operators, None: on any, and nobody who is reviewed blind. Who sees people masked can't ask who applied.
    """
    typed = typed.strip()
    if not typed:
        return applications
    number = receipt_key(typed)
    if number is not None:
        return applications.filter(pk=number)
    named = applications.sighted().filter(candidate__user__identity__name_index=blind_index(typed))
    return named if operator_ids is None else named.filter(posting__organisation_id__in=operator_ids)


def receipt_key(typed: str) -> int | None:
    """Return the number in the database that a receipt number ends with; None for what is none."""
    found = RECEIPT.fullmatch(typed.strip())
    return int(found[1]) if found else None


def masked_name(application: Application) -> str:
    """김*수; without an identity, and while they are reviewed blind, the receipt number."""
    if application.is_blind:
        return application.receipt_number
    identity = getattr(application.candidate.user, "identity", None)
    return mask_name(identity.name or "") if identity else application.receipt_number


def numbered_name(application: Application) -> str:
    """김*수 2026-0000123: masked names are alike, and an officer looks people up by this number."""
    name, number = masked_name(application), application.receipt_number
    return name if name == number else f"{name} {number}"


def _of(operator_ids: Collection[int]) -> Q:
    return Q(posting__organisation_id__in=operator_ids)


def _line(row: Application) -> Applicant:
    assessment = getattr(row, "assessment", None)
    aside = [verdict for given in row.given for verdict in given]
    points = row.interview_points or row.paper_points
    by_outcome: dict[str, list] = {"not_met": [], "unknown": [], "met": []}
    for verdict in row.last_verdicts or []:
        if judging.essence(verdict) not in aside:
            by_outcome[verdict["outcome"]].append(sentences.rule_label(verdict["kind"]))
    return Applicant(
        application=row,
        name=masked_name(row),
        points=assessment.points if assessment else None,
        reasons=[reason["text"] for reason in blinding.reasons(reasons_of(assessment), row)[:2]] if assessment else [],
        refused=by_outcome["not_met"],
        asked=by_outcome["unknown"],
        set_aside=[sentences.rule_label(kind) for kind in dict.fromkeys(verdict["kind"] for verdict in aside)],
        score=row.ranked_score if row.sees_all else _mean(points),
        sheets=len(points),
        spread=spread_of(row.posting, points) if row.sees_all else None,
        rule_version=row.last_version,
    )


def spread_of(posting: Posting, points: Sequence[int]) -> Spread | None:
    """Return how far the sheets of a stage lie apart; None where fewer than two were written."""
    if len(points) < 2:
        return None
    low, high = min(points), max(points)
    return Spread(low, high, is_wide=high - low > posting.most_spread)


def reasons_of(assessment: Assessment) -> list[dict[str, Any]]:
    """Return the rows of an assessment that have a sentence, the weightiest first, said in the reader's language."""
    told = sorted(assessment.reasons, key=lambda reason: -reason["points"])
    return [{**reason, "text": _said(reason)} for reason in told if reason.get("text")]


def _mean(points: Sequence[int]) -> Decimal | None:
    return Decimal(sum(points)) / len(points) if points else None


def _said(reason: dict[str, Any]) -> str:
    """The sentence of the matcher that gave the reason (settings.REASON_WORDS); of one that it no longer knows, what it said then."""
    words = import_module(settings.REASON_WORDS)
    return words.reason_sentence(reason, to_officer=True) if reason.get("code") in words.WORDS else reason["text"]
