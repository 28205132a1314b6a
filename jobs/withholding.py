"""What tax was withheld from allowances in a year: a person's receipt (원천징수영수증) and an operator's list for the tax office (지급명세서).

A year is that of the day on which the money went out (소득세법 art. 145, 164), and the operator is who paid, whoever has the posting now.
Read only, but for the look at everyone's names that the list is.
Resident numbers are never collected here: the column is there and empty, to be filled in where the law lets it be kept. The rate is told whole,
income tax and local income tax together, as it stands in the terms.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, ExtractYear, TruncDate
from django.utils.translation import gettext as _

from jobs import conflicts, slips, steps, transfers
from jobs.models import PayLine
from jobs.sheets import Cell
from profiles import access, events, lines
from profiles.actors import Actor
from profiles.models import AccessEntry, Candidate, Identity, Organisation, User

WIDTHS = (8, 14, 22, 14, 10, 16, 14, 16)


class Paid(NamedTuple):
    """One payment of a year."""

    paid_on: date
    month: date
    gross_won: int
    withheld_won: int
    is_correction: bool


class Receipt(NamedTuple):
    """What one operator paid one person in a year, and what it withheld."""

    organisation: Organisation
    year: int
    lines: list[Paid]

    @property
    def gross_won(self) -> int:
        return sum(line.gross_won for line in self.lines)

    @property
    def withheld_won(self) -> int:
        return sum(line.withheld_won for line in self.lines)


class Statement(NamedTuple):
    """The list of a year: heads, a row for each person, and the sums."""

    heads: list[str]
    rows: list[list[Cell]]
    gross_won: int
    withheld_won: int


@transaction.atomic
def take_statement(
    organisation: Organisation, year: int, *, reason: str, page: str, address: str | None, by: Actor, at: datetime
) -> Statement:
    """Return an operator's list of a year; everyone in it stands in the access log, with the reason.

    Raises PermissionDenied, reason_missing, max_length, nothing_paid, conflict_declared, own_pay.
    """
    steps.require_party("payer", steps.Parties(operator_id=organisation.pk), by)
    if not reason.strip():
        raise ValidationError({"reason": ValidationError(_("이유를 적어 주세요."), code="reason_missing")})
    why = lines.text(reason, AccessEntry._meta.get_field("purpose").max_length, field="reason")
    sums: dict[int, list[int]] = {}
    paid = list(_of_year(_paid_by([organisation.pk]), year))
    for row in paid:
        found = sums.setdefault(row.placement.candidate_id, [0, 0, 0])
        found[0] += row.corrects_id is None
        found[1] += row.gross_won
        found[2] += row.withheld_won
    if not sums:
        raise ValidationError(_("이 해에 지급한 활동비가 없습니다."), code="nothing_paid")
    conflicts.require_none_paid([row.placement.application for row in paid], by)
    people = Candidate.objects.in_bulk(sums)
    names = {row.user_id: row.name for row in Identity.objects.filter(user__in=[p.user_id for p in people.values()])}
    access.record(people.values(), page=page, purpose=why, by=by, at=at, address=address)
    told = {"people": len(sums), "year": year}
    events.record("take_statement", [organisation], by=by, at=at, reason=why, params=told)
    ordered = sorted(sums.items(), key=lambda pair: (names.get(people[pair[0]].user_id, ""), pair[0]))
    rows: list[list[Cell]] = [
        [number, names.get(people[pk].user_id, ""), "", _("기타소득"), times, gross, tax, gross - tax]
        for number, (pk, (times, gross, tax)) in enumerate(ordered, start=1)
    ]
    return Statement(_heads(), rows, sum(row[5] for row in rows), sum(row[6] for row in rows))


# Questions ------------------------------------------------------------------------------------------------------------
def receipts_of(user: User) -> list[Receipt]:
    """Return a person's own receipts, the newest year first."""
    found: dict[tuple[int, Organisation], list[Paid]] = {}
    rows = PayLine.objects.filter(placement__candidate__user=user, terms__programme_year__pay_kind="allowance")
    paid_lines = list(transfers.with_payer(rows).select_related("run_line__run", "worklog").order_by("pk"))
    payers = Organisation.objects.in_bulk({row.payer_id for row in paid_lines})
    for row in paid_lines:
        day = slips.paid_on(row)
        organisation = payers[row.payer_id]
        paid = Paid(day, row.worklog.month, row.gross_won, row.withheld_won, row.corrects_id is not None)
        found.setdefault((day.year, organisation), []).append(paid)
    receipts = [Receipt(organisation, year, paid) for (year, organisation), paid in found.items()]
    return sorted(receipts, key=lambda receipt: (-receipt.year, receipt.organisation.name))


def years_of(organisation_ids: Iterable[int]) -> list[int]:
    """Return the years in which these operators paid allowances, the newest first."""
    rows = _paid_by(organisation_ids).filter(terms__programme_year__pay_kind="allowance")
    found = rows.annotate(year=ExtractYear(_day())).values_list("year", flat=True).distinct()
    return sorted(set(found), reverse=True)


# Private --------------------------------------------------------------------------------------------------------------
def _day() -> Coalesce:
    """The day on which the money went out; in Seoul, as every day."""
    return Coalesce(F("run_line__run__paid_on"), TruncDate("paid_at"))


def _of_year(rows: QuerySet[PayLine], year: int) -> QuerySet[PayLine]:
    allowances = rows.filter(terms__programme_year__pay_kind="allowance")
    return (
        allowances.annotate(day=_day()).filter(day__year=year).select_related("placement__application").order_by("pk")
    )


def _paid_by(organisation_ids: Iterable[int]) -> QuerySet[PayLine]:
    return transfers.with_payer(PayLine.objects.all()).filter(payer_id__in=list(organisation_ids))


def _heads() -> list[str]:
    return [
        _("순번"),
        _("이름"),
        _("주민등록번호(받지 않음, 빈칸)"),
        _("소득 구분"),
        _("지급 횟수"),
        _("지급 총액"),
        _("뗀 세금"),
        _("실지급액"),
    ]
