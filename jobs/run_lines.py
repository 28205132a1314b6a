"""The lines of a run: what each log pays by the terms and items of its month, what a correction makes up, and the pay lines they become."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _

from jobs import pay_items, steps
from jobs.allowances import terms_on
from jobs.models import PayAccount, PayItem, PayLine, PayRun, PayTerms, RunItem, RunLine, Worklog
from jobs.pay_items import Amount, Reckoned
from profiles.actors import Actor

SUMS = ("minutes", "gross_won", "withheld_won", "items_won", "net_won")


class Made(NamedTuple):
    """A line, not saved yet, and the items that it is made of."""

    line: RunLine
    amounts: list[Amount]


class Terms(NamedTuple):
    """What pays in a month of a programme year."""

    money: PayTerms
    items: list[PayItem]


def reckon(logs: Sequence[Worklog]) -> list[Made]:
    """Return a line for each log. Raises terms_missing, net_negative."""
    by_log = terms_of(logs)
    return [_made(log, by_log[log.pk]) for log in logs]


def expected(logs: Sequence[Worklog]) -> dict[int, Reckoned | None]:
    """Return what each log pays, by its pk; None where its programme year has no figure for an hour."""
    by_log = _terms(logs)
    return {log.pk: _reckoned(log, log.minutes, terms) if (terms := by_log[log.pk]) else None for log in logs}


def correction(log: Worklog, line: PayLine, minutes: int, reason: str) -> Made:
    """Return the line that makes up the difference to what was paid so far. Raises net_negative."""
    so_far = paid_so_far(log)
    items = list(PayItem.objects.filter(programme_year=line.terms.programme_year_id))
    should = _reckoned(log, minutes, Terms(line.terms, pay_items.items_on(items, log.month)))
    pay_items.require_enough(should)
    made = RunLine(
        placement=log.placement,
        worklog=log,
        terms=line.terms,
        minutes=minutes - so_far["minutes"],
        gross_won=should.pay.gross_won - so_far["gross_won"],
        withheld_won=should.pay.withheld_won - so_far["withheld_won"],
        items_won=should.items_won - so_far["items_won"],
        net_won=should.net_won - so_far["net_won"],
        corrects=line,
        reason=reason,
    )
    return Made(made, [])


def add(run: PayRun, made: Sequence[Made], versions: Mapping[int, int | None]) -> None:
    """Write the lines of a run with their items; `versions` of the accounts, by log."""
    for each in made:
        each.line.run, each.line.account_version = run, versions.get(each.line.worklog_id)
    RunLine.objects.bulk_create([each.line for each in made], batch_size=1000)
    RunItem.objects.bulk_create(
        [
            RunItem(
                line=each.line,
                item=amount.item,
                quantity=amount.quantity,
                amount_won=amount.amount_won,
                net_won=amount.net_won,
            )
            for each in made
            for amount in each.amounts
        ],
        batch_size=1000,
    )


def still_right(run: PayRun, held: Sequence[RunLine], logs: Sequence[Worklog]) -> bool:
    """Whether the lines say what the logs, terms and items would pay now; a correction says what it said."""
    if run.kind == PayRun.Kind.CORRECTION:
        return True
    now = {made.line.worklog_id: made.line for made in reckon(logs)}
    return all(
        [getattr(now[line.worklog_id], name) for name in SUMS] == [getattr(line, name) for name in SUMS]
        for line in held
    )


def pay(
    held: Sequence[RunLine], logs: Sequence[Worklog], accounts: Mapping[int, PayAccount], *, by: Actor, at: datetime
) -> list[PayLine]:
    """Write the pay lines of a run and tie each line to its own, with the account that it went to; `accounts` by candidate."""
    by_pk = {log.pk: log for log in logs}
    paid = [
        PayLine(
            placement=by_pk[line.worklog_id].placement,
            worklog=by_pk[line.worklog_id],
            terms=line.terms,
            **{name: getattr(line, name) for name in SUMS},
            corrects_id=line.corrects_id,
            reason=line.reason,
            paid_at=at,
            paid_by=by.user,
        )
        for line in held
    ]
    PayLine.objects.bulk_create(paid, batch_size=1000)
    for line, made in zip(held, paid, strict=True):
        line.pay_line = made
        if line.account_version is not None:
            line.sent_to = accounts[line.placement.candidate_id].told_masked()
    steps.write(held, "pay_line", "sent_to_sealed")
    return paid


def paid_so_far(log: Worklog) -> dict[str, int]:
    """Return the sums of what was paid for a log."""
    found = PayLine.objects.filter(worklog=log).aggregate(**{name: Sum(name) for name in SUMS})
    return {name: found[name] or 0 for name in SUMS}


def terms_of(logs: Iterable[Worklog]) -> dict[int, Terms]:
    """Return what pays in each log's month, in force on its first day. Raises terms_missing."""
    found = _terms(logs)
    if None in found.values():
        raise ValidationError(_("이 연도별 사업에 시간당 금액이 없어 지급할 수 없습니다."), code="terms_missing")
    return found


def require_free(logs: Sequence[Worklog]) -> None:
    """Refuse logs that stand in a run that isn't paid yet. Raises in_run."""
    if RunLine.objects.filter(worklog__in=logs, is_held=True, pay_line=None).exists():
        raise ValidationError(
            _("지급을 준비하고 있는 활동일지입니다. 고치려면 먼저 그 지급을 거두어 주세요."), code="in_run"
        )


# Private --------------------------------------------------------------------------------------------------------------
def _terms(logs: Iterable[Worklog]) -> dict[int, Terms | None]:
    years = {row.pk: row.placement.application.posting.programme_year_id for row in logs}
    money: dict[int, list[PayTerms]] = {pk: [] for pk in years.values()}
    items: dict[int, list[PayItem]] = {pk: [] for pk in years.values()}
    for terms in PayTerms.objects.filter(programme_year__in=money):
        money[terms.programme_year_id].append(terms)
    for item in PayItem.objects.filter(programme_year__in=money):
        items[item.programme_year_id].append(item)
    found: dict[int, Terms | None] = {}
    for row in logs:
        terms = terms_on(money[years[row.pk]], row.month)
        found[row.pk] = Terms(terms, pay_items.items_on(items[years[row.pk]], row.month)) if terms else None
    return found


def _made(log: Worklog, terms: Terms) -> Made:
    reckoned = _reckoned(log, log.minutes, terms)
    pay_items.require_enough(reckoned)
    line = RunLine(
        placement=log.placement,
        worklog=log,
        terms=terms.money,
        minutes=log.minutes,
        gross_won=reckoned.pay.gross_won,
        withheld_won=reckoned.pay.withheld_won,
        items_won=reckoned.items_won,
        net_won=reckoned.net_won,
    )
    return Made(line, reckoned.amounts)


def _reckoned(log: Worklog, minutes: int, terms: Terms) -> Reckoned:
    days = len({entry["on"] for entry in log.entries})
    return pay_items.reckon(minutes, days, terms.money, terms.items)
