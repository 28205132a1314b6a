"""Who is insured against accidents at work (상해보험) from when until when, and which days of whom are missing.

The guideline of 보람일자리 has operators insure participants for the whole of their activity. Those with a labour contract have 산재보험, which
needs no list; days that nobody told the insurer of are named, a refill's first.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jobs import conflicts, placements, steps
from jobs.models import AccidentCover, Placement, Posting, PostingTransfer, ProgrammeYear
from jobs.sheets import Cell
from profiles import access, events, lines, privacy
from profiles.actors import Actor, each
from profiles.models import AccessEntry, Identity

MOST_INSURER, MOST_NUMBER = 60, 40
WIDTHS = (6, 14, 14, 30, 14, 14, 20, 24, 14, 14, 30)
Span = tuple[date, date]


class Line(NamedTuple):
    """A participant, the days that need cover, what is told of them, and the days that are missing.

    old : what an operator noted that passed the posting on since; it insures its own people, so it covers no day here
    """

    placement: Placement
    needed: Span
    covers: list[AccidentCover]
    missing: list[Span]
    old: list[AccidentCover]


class ToInsure(NamedTuple):
    """A posting, how many people at work lack insurance for a day, and since when the first of them works."""

    posting: Posting
    people: int
    since: date


class CoverList(NamedTuple):
    """The list as a table."""

    heads: list[str]
    rows: list[list[Cell]]


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def cover(
    rows: Sequence[Placement],
    *,
    insurer: str,
    policy_number: str,
    covers_from: date,
    covers_until: date,
    by: Actor | Sequence[Actor],
    at: datetime,
) -> list[AccidentCover]:
    """Note that the insurer was told of people, for these days.

    Raises PermissionDenied, wrong_state, cover_once and, by field, insurer_missing, number_missing, cover_period, max_length, resident_number.
    """
    found = _lock(rows, by)
    who, number = (
        lines.line(insurer, MOST_INSURER, field="insurer"),
        lines.line(policy_number, MOST_NUMBER, field="policy_number"),
    )
    if not who:
        raise ValidationError({"insurer": ValidationError(_("보험사를 적어 주세요."), code="insurer_missing")})
    if not number:
        raise ValidationError({"policy_number": ValidationError(_("증권번호를 적어 주세요."), code="number_missing")})
    privacy.refuse_resident_numbers(insurer=who, policy_number=number)
    if covers_until < covers_from:
        sentence = _("보장 종료일은 보장 시작일과 같거나 그 뒤여야 합니다.")
        raise ValidationError({"covers_until": ValidationError(sentence, code="cover_period")})
    told = {"insurer": who, "policy_number": number, "covers_from": covers_from, "covers_until": covers_until}
    made = [
        AccidentCover(placement=row, recorded_at=at, recorded_by=actor.user, **told)
        for row, actor in zip(found, each(by, found), strict=True)
    ]
    try:
        with transaction.atomic():
            AccidentCover.objects.bulk_create(made)
    except IntegrityError as again:
        raise ValidationError(_("같은 기간으로 이미 적은 분이 있습니다."), code="cover_once") from again
    events.record("cover", made, by=by, at=at)
    return made


@transaction.atomic
def end(found: AccidentCover, *, by: Actor, at: datetime) -> AccidentCover:
    """Take back what was noted wrongly, or what the insurer doesn't cover any more. Raises PermissionDenied, cover_ended."""
    placements.lock([found.placement])
    (row,) = steps.lock(AccidentCover, [found], "placement__application__posting", "placement__candidate", *_SITE)
    row.placement.application.candidate = row.placement.candidate
    steps.require_party("operator", placements.parties(row.placement), by)
    conflicts.require_none([row.placement.application], [by])
    if row.ended_at:
        raise ValidationError(_("이미 뺀 기록입니다."), code="cover_ended")
    row.ended_at, row.ended_by = at, by.user
    row.save(update_fields=["ended_at", "ended_by"])
    events.record("end_cover", [row], by=by, at=at)
    return row


@transaction.atomic
def take_list(posting: Posting, *, reason: str, page: str, address: str | None, by: Actor, at: datetime) -> CoverList:
    """Return the list for the insurer: whole names and birth dates; everyone in it stands in the access log, with the reason.

    With whom the officer has a conflict is left out, as on the page; a colleague takes the whole list.

    Raises PermissionDenied, reason_missing, max_length, nobody.
    """
    steps.require_party("operator", steps.Parties(operator_id=posting.organisation_id), by)
    most = AccessEntry._meta.get_field("purpose").max_length
    why = lines.text(reason, most, field="reason")
    if not why:
        raise ValidationError({"reason": ValidationError(_("이유를 적어 주세요."), code="reason_missing")})
    seen = Placement.objects.visible_to(by.user) if by.user else Placement.objects.all()
    found = of(people_of(posting).filter(pk__in=seen.values("pk")))
    if not found:
        raise ValidationError(_("명단에 넣을 참여자가 없습니다."), code="nobody")
    people = [line.placement.candidate for line in found]
    access.record(people, page=page, purpose=why, by=by, at=at, address=address)
    events.record("take_cover_list", [posting], by=by, at=at, reason=why, params={"people": len(found)})
    names = Identity.objects.in_bulk({person.user_id for person in people})
    return CoverList(_heads(), [_row(number, line, names) for number, line in enumerate(found, start=1)])


# Questions ------------------------------------------------------------------------------------------------------------
def people_of(posting: Posting) -> QuerySet[Placement]:
    """Return those of a posting's participants who need cover; who left before the first day needs none."""
    return placements.people_of(posting).exclude(state=Placement.State.ENDED_EARLY, started_on=None)


def of(rows: Iterable[Placement]) -> list[Line]:
    """Return what each needs and has, in a fixed number of queries."""
    people = list(rows)
    told: dict[int, list[AccidentCover]] = {}
    for row in AccidentCover.objects.filter(placement__in=people, ended_at=None).order_by("covers_from", "pk"):
        told.setdefault(row.placement_id, []).append(row)
    passed_on = _passed_on(people)
    found = []
    for placement in people:
        noted, needed = told.get(placement.pk, []), needed_of(placement)
        since = passed_on.get(placement.application.posting_id)
        old = [row for row in noted if since is not None and row.recorded_at < since]
        covers = [row for row in noted if row not in old]
        spans = [(row.covers_from, row.covers_until) for row in covers]
        found.append(Line(placement, needed, covers, missing_of(needed, spans), old))
    return found


def to_insure(postings: QuerySet[Posting]) -> list[ToInsure]:
    """Return postings with people at work for an allowance of whose activity a day is without insurance, the longest first."""
    with_allowance = postings.filter(programme_year__pay_kind=ProgrammeYear.PayKind.ALLOWANCE)
    at_work = Placement.objects.filter(application__posting__in=with_allowance, state=Placement.State.ACTIVE)
    lacking: dict[int, list[date]] = {}
    for line in of(at_work.select_related("application")):
        if line.missing:
            lacking.setdefault(line.placement.application.posting_id, []).append(line.needed[0])
    rows = Posting.objects.in_bulk(lacking)
    found = [ToInsure(rows[pk], len(days), min(days)) for pk, days in lacking.items()]
    return sorted(found, key=lambda one: (one.since, one.posting.pk))


def needed_of(placement: Placement) -> Span:
    """Return the days on which somebody works, or will."""
    return placement.started_on or placement.starts_on, placement.finished_on or placement.ends_on


def missing_of(needed: Span, spans: Iterable[Span]) -> list[Span]:
    """Return the days of a span that no other covers, as spans in order.

    >>> missing_of((date(2026, 5, 1), date(2026, 5, 31)), [(date(2026, 5, 10), date(2026, 5, 20))])
    [(datetime.date(2026, 5, 1), datetime.date(2026, 5, 9)), (datetime.date(2026, 5, 21), datetime.date(2026, 5, 31))]
    """
    first, last = needed
    found, day = [], timedelta(days=1)
    for begins, ends in sorted(spans):
        if first > last:
            break
        if begins > first:
            found.append((first, min(begins - day, last)))
        first = max(first, ends + day)
    return [*found, (first, last)] if first <= last else found


# Private --------------------------------------------------------------------------------------------------------------
def _passed_on(people: Sequence[Placement]) -> dict[int, datetime]:
    """When each posting came to the operator that has it now."""
    done = PostingTransfer.objects.filter(
        posting__in={row.application.posting_id for row in people}, state=PostingTransfer.State.DONE
    )
    return dict(done.order_by("ended_at", "pk").values_list("posting", "ended_at"))


_SITE = ("placement__seat__posting_site__site",)


def _lock(rows: Sequence[Placement], by: Actor | Sequence[Actor]) -> list[Placement]:
    found = placements.lock(rows)
    for row, actor in zip(found, each(by, found), strict=True):
        row.application.candidate = row.candidate
        steps.require_party("operator", placements.parties(row), actor)
    conflicts.require_none([row.application for row in found], each(by, found))
    return found


def _heads() -> list[str]:
    return [
        _("번호"),
        _("이름"),
        _("생년월일"),
        _("활동처"),
        _("활동 시작일"),
        _("활동 종료일"),
        _("보험사"),
        _("증권번호"),
        _("보장 시작일"),
        _("보장 종료일"),
        _("빠진 기간"),
    ]


def _row(number: int, line: Line, names: dict[int, Identity]) -> list[Cell]:
    placement, identity = line.placement, names.get(line.placement.candidate.user_id)
    birth_on = placement.candidate.birth_on
    return [
        number,
        identity.name if identity else "",
        birth_on.isoformat() if birth_on else "",
        placement.seat.posting_site.site.name,
        *(day.isoformat() for day in line.needed),
        ", ".join(dict.fromkeys(row.insurer for row in line.covers)),
        ", ".join(dict.fromkeys(row.policy_number for row in line.covers)),
        ", ".join(row.covers_from.isoformat() for row in line.covers),
        ", ".join(row.covers_until.isoformat() for row in line.covers),
        ", ".join(f"{first}~{last}" for first, last in line.missing),
    ]
