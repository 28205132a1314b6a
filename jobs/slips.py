"""The slip of a month's allowance (활동비 명세서): hours x hourly figure, gross, what was withheld, net, and what was put right later.

Read only; the figures are those of the pay lines, the operator is who paid them. A wage has no slip here: the employer writes it (근로기준법 art. 48 (2)).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from jobs import transfers
from jobs.models import PayLine, PayTerms, Placement, RunItem
from profiles.models import Organisation


class Item(NamedTuple):
    """What was added to the money beside the hours, or taken from it (식비, 교통비 …)."""

    label: str
    net_won: int


class Line(NamedTuple):
    """One payment: the first of the month, or a correction with its reason."""

    paid_on: date
    minutes: int
    gross_won: int
    withheld_won: int
    net_won: int
    is_correction: bool = False
    reason: str = ""


class Slip(NamedTuple):
    """A month's payments, who paid them, the terms by which they were reckoned, and their sum."""

    placement: Placement
    organisation: Organisation
    first: date
    terms: PayTerms
    lines: list[Line]
    total: Line
    items: list[Item]

    @property
    def items_won(self) -> int:
        return self.total.net_won - self.total.gross_won + self.total.withheld_won

    @property
    def uncut_won(self) -> Decimal:
        """Hours x hourly figure before it is cut off below the unit of the terms."""
        return Decimal(self.total.minutes * self.terms.hourly_won) / 60


def of_month(placement: Placement, first: date) -> Slip | None:
    """Return the slip of a month; None where nothing was paid, or a wage is paid."""
    if placement.application.posting.programme_year.pays_wage:
        return None
    paid = PayLine.objects.filter(placement=placement, worklog__month=first)
    rows = list(transfers.with_payer(paid).select_related("terms", "run_line__run").order_by("pk"))
    if not rows:
        return None
    found = RunItem.objects.filter(line__pay_line__in=rows).exclude(net_won=0).select_related("item").order_by("pk")
    items = [Item(row.item.get_kind_display(), row.net_won) for row in found]
    payer = Organisation.objects.get(pk=rows[0].payer_id)
    return Slip(placement, payer, first, rows[0].terms, [_line(row) for row in rows], _total(rows), items)


def paid_on(row: PayLine) -> date:
    """Return the day on which the money went out; of payments before there were runs, the day they were written down."""
    line = getattr(row, "run_line", None)
    return (line.run.paid_on if line else None) or timezone.localdate(row.paid_at)


def _line(row: PayLine) -> Line:
    figures = (row.minutes, row.gross_won, row.withheld_won, row.net_won)
    return Line(paid_on(row), *figures, is_correction=row.corrects_id is not None, reason=row.reason)


def _total(rows: Sequence[PayLine]) -> Line:
    sums = [sum(getattr(row, name) for row in rows) for name in ("minutes", "gross_won", "withheld_won", "net_won")]
    return Line(paid_on(rows[-1]), *sums)
