"""What is paid or taken beside the hours (식비·교통비·교육 실비·보험료): dated versions of a programme year, and what they come to for a log.

Items for costs aren't taxed: they make good what somebody spent (실비변상; 소득세법 art. 12). A share is cut off below the unit of the tax.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jobs import allowances
from jobs.models import PayItem, PayTerms, ProgrammeYear
from profiles import actors, events, lines
from profiles.actors import Actor

SIGN = {"programme": 1, "person": -1, "operator": 0}
MOST_SOURCE = 300


class Amount(NamedTuple):
    """One item of one log: how many, how much, and what it adds to the person's money."""

    item: PayItem
    quantity: int
    amount_won: int

    @property
    def net_won(self) -> int:
        return SIGN[self.item.bearer] * self.amount_won


class Reckoned(NamedTuple):
    """What a log pays, whole."""

    pay: allowances.Pay
    amounts: list[Amount]

    @property
    def items_won(self) -> int:
        return sum(amount.net_won for amount in self.amounts)

    @property
    def net_won(self) -> int:
        return self.pay.net_won + self.items_won


@transaction.atomic
def set_item(
    year: ProgrammeYear,
    *,
    kind: str,
    per: str,
    bearer: str,
    valid_from: date,
    amount_won: int = 0,
    rate: Decimal = Decimal(0),
    source: str = "",
    by: Actor,
    at: datetime,
) -> PayItem:
    """Set an item of a programme year from a month on, as its next version.

    Raises PermissionDenied, pay_item_amount_or_rate and, by field, those of the columns.
    """
    actors.require_role(by, roles={"editor"}, kinds={"city"})
    ProgrammeYear.objects.select_for_update(no_key=True).get(pk=year.pk)
    before = PayItem.objects.filter(programme_year=year, kind=kind, bearer=bearer).order_by("-version").first()
    item = PayItem(
        programme_year=year,
        kind=kind,
        per=per,
        bearer=bearer,
        valid_from=valid_from.replace(day=1),
        version=before.version + 1 if before else 1,
        amount_won=amount_won,
        rate=rate,
        source=lines.line(source, MOST_SOURCE, field="source"),
        set_at=at,
        set_by=by.user,
    )
    item.full_clean()
    item.save()
    events.record("set_item", [year], by=by, at=at, params={"version": item.version, "item": kind})
    return item


# Questions ------------------------------------------------------------------------------------------------------------
def items_on(items: Iterable[PayItem], month: date) -> list[PayItem]:
    """Return the items that count in a month: of each kind and bearer the newest version that is valid."""
    found: dict[tuple[str, str], PayItem] = {}
    for item in sorted(items, key=lambda row: row.version):
        if item.valid_from <= month:
            found[item.kind, item.bearer] = item
    return [item for _key, item in sorted(found.items()) if item.amount_won or item.rate]


def reckon(minutes: int, days: int, terms: PayTerms, items: Sequence[PayItem]) -> Reckoned:
    """Return what so many minutes on so many days of a month pay; without minutes there is nothing at all."""
    pay = allowances.pay_of(minutes, terms)
    amounts = [_amount(item, days, pay, terms) for item in items] if minutes else []
    return Reckoned(pay, [amount for amount in amounts if amount.amount_won])


def require_enough(reckoned: Reckoned) -> None:
    """Refuse a sum from which more is taken than there is. Raises net_negative."""
    if reckoned.net_won < 0:
        raise ValidationError(_("빼는 돈이 총액보다 많습니다. 항목을 확인해 주세요."), code="net_negative")


def _amount(item: PayItem, days: int, pay: allowances.Pay, terms: PayTerms) -> Amount:
    if item.per == PayItem.Per.SHARE:
        return Amount(item, 1, int(pay.gross_won * item.rate) // terms.tax_unit_won * terms.tax_unit_won)
    quantity = days if item.per == PayItem.Per.DAY else 1
    return Amount(item, quantity, quantity * item.amount_won)
