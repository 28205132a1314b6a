"""The file that goes to the bank: one line for each person who gets money from an approved run, in the layout of that bank.

Its sum is the run's: a line that would take money back isn't sent, it is named beside the file (`to_return`). Account numbers leave by this
file alone, taken by who may pay, for a reason, with everyone in it in the access log. The hash of its very bytes stays in the history: whoever
has a bank file can tell that it is the one that was taken.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import banks, conflicts, pay_accounts, pay_runs, sheets, steps
from jobs.bank_layouts import Layout
from jobs.models import PayRun, RunLine
from jobs.sheets import Cell
from profiles import access, events, lines
from profiles.actors import Actor
from profiles.models import AccessEntry

SENT = ("approved",)  # before the approval nobody may send, after the payment nobody should send again


class BankFile(NamedTuple):
    """Heads (none where the bank wants none), rows, their sum, what isn't sent because it would be taken back, and the file itself."""

    heads: list[str]
    rows: list[list[Cell]]
    total_won: int
    to_return_won: int
    content: bytes = b""


@transaction.atomic
def take(
    run: PayRun,
    layout: Layout,
    *,
    kind: str = "xlsx",
    reason: str,
    page: str,
    address: str | None,
    by: Actor,
    at: datetime,
) -> BankFile:
    """Return the file of an approved run as "xlsx", "csv" or "cp949"; who took it, and why, is kept.

    Raises PermissionDenied, conflict_declared, own_pay, wrong_state, wage_elsewhere, account_changed, reason_missing, max_length.
    """
    (row,) = steps.lock(PayRun, [run], "programme_year__programme", "organisation")
    steps.require_party("payer", pay_runs.parties(row), by)
    if row.state not in SENT:
        raise steps.wrong_state(row)
    if row.programme_year.pays_wage:
        raise ValidationError(_("급여는 고용한 곳이 지급해서 은행 파일이 없습니다."), code="wage_elsewhere")
    if not reason.strip():
        raise ValidationError({"reason": ValidationError(_("이유를 적어 주세요."), code="reason_missing")})
    why = lines.text(reason, AccessEntry._meta.get_field("purpose").max_length, field="reason")
    pay_runs.require_same_accounts(row, list(RunLine.objects.filter(run=row).select_related("placement")))
    held = list(
        RunLine.objects.filter(run=row).select_related("placement__candidate", "placement__application").order_by("pk")
    )
    conflicts.require_none_paid([line.placement.application for line in held], by)
    made = _file(row, held, layout, at)
    made = made._replace(content=_written(made, layout, kind))
    access.record([line.placement.candidate for line in held], page=page, purpose=why, by=by, at=at, address=address)
    told = {"people": len(made.rows), "net_won": made.total_won, "layout": layout.name}
    told |= {"file_hash": hashlib.sha256(made.content).hexdigest()}
    events.record("take_bank_file", [row], by=by, at=at, reason=why, params=told)
    return made


def sums(run: PayRun) -> tuple[int, int]:
    """Return what the file of a run sends, and what is to be taken back, in whole won."""
    nets = list(RunLine.objects.filter(run=run).values_list("net_won", flat=True))
    return sum(won for won in nets if won > 0), -sum(won for won in nets if won < 0)


def _file(run: PayRun, held: Sequence[RunLine], layout: Layout, at: datetime) -> BankFile:
    accounts = pay_accounts.of(line.placement.candidate_id for line in held)
    today = timezone.localdate(at)
    memo = _("%(month)d월 활동비") % {"month": run.month.month}
    sent = [line for line in held if line.net_won > 0]
    rows = []
    for serial, line in enumerate(sent, start=1):
        account = accounts[line.placement.candidate_id]
        cells: Mapping[str, Cell] = {
            "serial": serial,
            "bank": account.bank,
            "bank_name": banks.name(account.bank, today),
            "number": account.number,
            "holder": account.holder,
            "net_won": line.net_won,
            "memo": memo,
            "own_memo": f"{run.programme_year.programme.name} {run.month:%m}",
            "receipt": line.placement.application.receipt_number,
            "blank": "",
        }
        rows.append([cells[field] for _heading, field in layout.columns])
    heads = [heading for heading, _field in layout.columns] if layout.has_headings else []
    total = sum(line.net_won for line in sent)
    return BankFile(heads, rows, total, -sum(line.net_won for line in held if line.net_won < 0))


def _written(made: BankFile, layout: Layout, kind: str) -> bytes:
    if kind == "xlsx":
        return sheets.xlsx(layout.name, made.heads, made.rows, widths=[16] * len(layout.columns))
    encoding = "cp949" if kind == "cp949" else "utf-8-sig"
    return b"".join(sheets.csv_lines(made.heads, made.rows, encoding=encoding))
