"""What an allocation round (일괄 배치) decided, as its postings take it: results told and seats offered in one go.

The round itself is matching's (matching/rounds.py); here is what it may do to applications, and that the city alone does it. Nobody is
turned down for a missing place: who got none waits, in the order given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from jobs import applications, deciding, letters, offers, results, round_words, steps
from jobs.applications import STEPS_BY_ROUND, begin, finish
from jobs.models import Application, Offer, Posting, ProgrammeYear
from jobs.steps import Parties
from profiles.actors import Actor


@dataclass(frozen=True)
class Decided:
    """placed: the posting site of each application that got one, by pk. waiting: in the order of each posting.

    elsewhere: applications of people who got a seat by another one of theirs. left_out: of people who weren't in the round,
    by the key of round_words.WHY_ENDED.
    """

    placed: Mapping[int, int]
    waiting: Sequence[Application]
    elsewhere: Sequence[Application]
    left_out: Mapping[str, Sequence[Application]] = field(default_factory=dict)


@transaction.atomic
def begin_round(programme_year: ProgrammeYear, *, by: Actor) -> None:
    """Stop the refilling of the year's postings one by one: a round will fill what is free. Raises PermissionDenied."""
    steps.require_party("city", Parties(), by)
    _mark(programme_year, is_in_round=True)


@transaction.atomic
def publish(postings: Sequence[Posting], decided: Decided, *, by: Actor, at: datetime) -> list[Offer]:
    """Move everybody as the round decided, tell the results and offer the seats; all or nothing.

    Raises PermissionDenied, not_by_round, too_early, wrong_state, undecided, second_seat, account_closed, too_few_seats.
    """
    steps.require_party("city", Parties(), by)
    rows = steps.lock(Posting, postings)
    _require_turn(rows, at)
    placed = list(Application.objects.filter(pk__in=decided.placed).order_by("pk"))
    _move("select", [row for row in placed if row.state != Application.State.WAITING], by=by, at=at)
    _put_in_line(decided.waiting, by=by, at=at)
    told = _end(decided.elsewhere, "elsewhere", by=by, at=at)
    for why, left in decided.left_out.items():
        told += _end(left, why, by=by, at=at)
    results.tell_everybody([row for row in rows if row.results_released_at is None], by=by, at=at)
    letters.result(told, at=at)
    for year in ProgrammeYear.objects.filter(postings__in=rows).distinct():
        _mark(year, is_in_round=False)
    return offers.make(placed, sites=decided.placed, by=by, at=at)


def _require_turn(rows: Sequence[Posting], at: datetime) -> None:
    for posting in rows:
        if not deciding.fills_by_round(posting):
            raise ValidationError(_("일괄 배치로 자리를 정하는 공고가 아닙니다."), code="not_by_round")
    early = [row for row in rows if row.results_released_at is None and at < row.results_at]
    if early:
        last = max(early, key=lambda row: row.results_at)
        raise ValidationError(
            _("‘%(posting)s’ 공고의 발표 일시는 %(when)s입니다. 그 뒤에 발표해 주세요.")
            % {"posting": last.title, "when": date_format(localtime(last.results_at), "DATETIME_FORMAT")},
            code="too_early",
        )


def _move(verb: str, rows: Sequence[Application], *, by: Actor, at: datetime, reason: str = "") -> list[Application]:
    moved, moves = begin(verb, rows, by, STEPS_BY_ROUND)
    also: tuple[str, ...] = ()
    if verb != "reject":
        deciding.require_interview(moved)
    else:
        also = ("reason",)
        for row in moved:
            row.reason = reason
    finish(verb, moved, moves, by=by, at=at, reason=reason, also=also)
    return moved


def _put_in_line(waiting: Sequence[Application], *, by: Actor, at: datetime) -> None:
    fresh = [row for row in waiting if row.state != Application.State.WAITING]
    rows, moves = begin("put_on_waiting_list", fresh, by, STEPS_BY_ROUND)
    deciding.require_interview(rows)
    applications.number_in_line(rows)
    finish("put_on_waiting_list", rows, moves, by=by, at=at, also=("waiting_number",))


def _end(ending: Sequence[Application], why: str, *, by: Actor, at: datetime) -> list[Application]:
    """End what a round decides no more about, a key of round_words.WHY_ENDED; return those whose posting has told its results already."""
    moved = _move("reject", ending, by=by, at=at, reason=round_words.reason(why))
    return [row for row in moved if row.posting.results_released_at is not None]


def _mark(programme_year: ProgrammeYear, *, is_in_round: bool) -> None:
    """Write it while nobody refills one of the year's postings: whoever does holds its lock."""
    steps.lock(Posting, programme_year.postings.filter(selection=Posting.Selection.ROUND))
    ProgrammeYear.objects.filter(pk=programme_year.pk).update(is_in_round=is_in_round)
