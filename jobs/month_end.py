"""The end of a month (월말 정리) of one operator in one programme year: who worked how long, what pays them, and what stands in the way.

Read only; a fixed number of queries for any number of people. What is ready here is what `pay_runs.prepare` takes. What another operator
paid before a posting passed on (`transfers.with_payer`) is that one's money: its sums hold it, those of whoever has the posting now don't.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobs import hours, pay_accounts, run_lines, transfers
from jobs.models import Agreement, PayAccount, PayLine, PayRun, Placement, ProgrammeYear, RunLine, Worklog
from jobs.pay_items import Reckoned
from profiles.models import Organisation, User

# What keeps somebody from being paid, in the order in which it is done.
BLOCKS: dict[str, str | Promise] = {
    "no_log": _("활동일지를 내지 않음"),
    "returned": _("돌려보낸 활동일지"),
    "site": _("활동처 확인 기다림"),
    "officer": _("확인할 활동일지"),
    "documents": _("서류 누락"),
    "account": _("계좌 없음"),
    "terms": _("시간당 금액 없음"),
}


UNSIGNED = (Placement.State.PREPARING, Placement.State.ACTIVE)  # as in unsigned.IS


class Project(NamedTuple):
    """A programme year that one of the person's operators runs."""

    year: ProgrammeYear
    organisation: Organisation


class Money(NamedTuple):
    """Whole won, of one person or of all."""

    gross_won: int = 0
    withheld_won: int = 0
    items_won: int = 0
    net_won: int = 0

    def plus(self, other: "Money") -> "Money":
        return Money(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


@dataclass(frozen=True)
class Row:
    """One participant in the month. `money`: what was paid or will be, by this operator; `run`: the one that the log stands in.

    elsewhere : the operator that paid the month before the posting passed on
    """

    placement: Placement
    log: Worklog | None
    minutes_used: int
    cap_minutes: int | None
    account: PayAccount | None
    money: Money | None
    run: PayRun | None
    is_paid: bool
    blocks: list[str]
    elsewhere: Organisation | None = None
    agreement: Agreement | None = None  # the version that stands

    @property
    def is_unsigned(self) -> bool:
        """Whether they prepare or work and an agreement isn't signed by both: no obstacle to pay, but the operator has to know."""
        return self.placement.agreed_at is None and self.placement.state in UNSIGNED

    @property
    def is_ready(self) -> bool:
        return not self.blocks and not self.is_paid and self.run is None

    @property
    def is_over(self) -> bool:
        return self.cap_minutes is not None and self.minutes_used > self.cap_minutes


class Block(NamedTuple):
    """One obstacle, with those whom it holds up."""

    key: str
    label: str | Promise
    rows: list[Row]


@dataclass(frozen=True)
class MonthEnd:
    project: Project
    month: date
    rows: list[Row]
    runs: list[PayRun]
    passed_on: Money = Money()

    @property
    def ready(self) -> list[Row]:
        return [row for row in self.rows if row.is_ready]

    @property
    def blocked(self) -> list[Row]:
        return [row for row in self.rows if row.blocks]

    @property
    def paid(self) -> list[Row]:
        return [row for row in self.rows if row.is_paid and row.elsewhere is None]

    @property
    def in_run(self) -> list[Row]:
        return [row for row in self.rows if row.run is not None and not row.is_paid]

    @property
    def unsigned(self) -> list[Row]:
        return [row for row in self.rows if row.is_unsigned]

    @property
    def blocks(self) -> list[Block]:
        found = [Block(key, label, [row for row in self.rows if key in row.blocks]) for key, label in BLOCKS.items()]
        return [block for block in found if block.rows]

    @property
    def total(self) -> Money:
        """What was or can be sent: paid, prepared and ready, so that it is the sum of the bank files; also for postings that passed on."""
        return sum_of(row for row in self.rows if not row.blocks).plus(self.passed_on)

    @property
    def ready_total(self) -> Money:
        return sum_of(self.ready)


def sum_of(rows: Iterable[Row]) -> Money:
    """Return what people get together."""
    found = Money()
    for row in rows:
        found = found.plus(row.money) if row.money else found
    return found


def projects_of(user: User, operator_ids: Sequence[int], month: date) -> list[Project]:
    """Return the projects with somebody at work in the month, or with a run of it, by name."""
    rows = active(Placement.objects.visible_to(user), month).filter(application__posting__organisation__in=operator_ids)
    pairs = set(rows.values_list("application__posting__programme_year", "application__posting__organisation"))
    runs = PayRun.objects.visible_to(user).filter(organisation__in=operator_ids, month=month)
    pairs |= set(runs.values_list("programme_year", "organisation"))
    years = ProgrammeYear.objects.select_related("programme").in_bulk({year for year, _organisation in pairs})
    operators = Organisation.objects.in_bulk({organisation for _year, organisation in pairs})
    found = [Project(years[year], operators[organisation]) for year, organisation in pairs]
    return sorted(found, key=lambda project: (project.year.pays_wage, str(project.year), project.organisation.name))


def active(placements: QuerySet[Placement], month: date) -> QuerySet[Placement]:
    """Return those who worked in a month, for a day at least."""
    after = after_month(month)
    began = placements.filter(started_on__lt=after, ends_on__gte=month)
    return began.filter(Q(finished_on=None) | Q(finished_on__gte=month))


def after_month(month: date) -> date:
    """Return the first day of the next month."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def of(project: Project, month: date, placements: QuerySet[Placement]) -> MonthEnd:
    """Return the month of a project, of the placements that the asker may see, whoever is held up first."""
    posting = {
        "application__posting__programme_year": project.year,
        "application__posting__organisation": project.organisation,
    }
    people = list(
        active(placements.filter(**posting), month)
        .select_related(
            "application__posting__programme_year",
            "application__candidate__user__identity",
            "candidate",
            "seat__posting_site__site",
        )
        .order_by("application__posting__title", "pk")
    )
    logs = {row.placement_id: row for row in Worklog.objects.filter(placement__in=people, month=month)}
    for row in people:
        if row.pk in logs:
            logs[row.pk].placement = row
    paid = _paid(logs.values())
    payers = _payers(logs.values(), project.organisation)
    held = _held(logs.values(), project.organisation)
    accounts = pay_accounts.of(row.candidate_id for row in people)
    used = hours.minutes_used([row.candidate_id for row in people], month)
    expected = run_lines.expected(list(logs.values()))
    cap = project.year.hours_cap_per_month
    standing = {row.placement_id: row for row in Agreement.objects.standing().filter(placement__in=people)}
    rows = []
    for placement in people:
        log = logs.get(placement.pk)
        line = held.get(log.pk) if log else None
        elsewhere = payers.get(log.pk) if log else None
        money = None if elsewhere else _money(log, paid, line, expected)
        is_paid = log is not None and log.pk in paid
        rows.append(
            Row(
                placement=placement,
                log=log,
                minutes_used=used[placement.candidate_id],
                cap_minutes=cap * 60 if cap else None,
                account=accounts.get(placement.candidate_id),
                money=money,
                run=line.run if line else None,
                is_paid=is_paid,
                blocks=[] if is_paid or line else _blocks(placement, log, accounts, project.year, expected),
                elsewhere=elsewhere,
                agreement=standing.get(placement.pk),
            )
        )
    runs = PayRun.objects.filter(programme_year=project.year, organisation=project.organisation, month=month)
    told = runs.select_related("prepared_by__identity", "approved_by__identity").order_by("number")
    ordered = sorted(rows, key=lambda row: not row.blocks)
    return MonthEnd(project, month, ordered, list(_with_sums(told)), _passed_on(project, month))


def to_approve(user: User) -> QuerySet[PayRun]:
    """Return the runs that wait for this person's approval, the oldest first."""
    officer = user.organisation_ids(kinds={"operator"}, roles={"member", "manager"})
    payer = user.organisation_ids(kinds={"operator"}, roles={"payer"})
    waiting = PayRun.objects.filter(state=PayRun.State.PREPARED, organisation__in=set(officer) & set(payer))
    others = waiting.exclude(prepared_by=user).select_related("programme_year__programme")
    return _with_sums(others.order_by("prepared_at", "pk"))


# Private --------------------------------------------------------------------------------------------------------------
def _paid(logs: Iterable[Worklog]) -> dict[int, Money]:
    """What was paid for each log, corrections included."""
    found: dict[int, Money] = {}
    for line in PayLine.objects.filter(worklog__in=list(logs)):
        money = Money(line.gross_won, line.withheld_won, line.items_won, line.net_won)
        found[line.worklog_id] = found.get(line.worklog_id, Money()).plus(money)
    return found


def _payers(logs: Iterable[Worklog], organisation: Organisation) -> dict[int, Organisation]:
    """The other operators that paid logs of this one, by log."""
    lines = transfers.with_payer(PayLine.objects.filter(worklog__in=list(logs), corrects=None))
    found = dict(lines.exclude(payer_id=organisation.pk).values_list("worklog_id", "payer_id"))
    others = Organisation.objects.in_bulk(set(found.values()))
    return {log_id: others[payer_id] for log_id, payer_id in found.items()}


def _passed_on(project: Project, month: date) -> Money:
    """What this operator paid for the month at postings that are another's now."""
    lines = PayLine.objects.filter(worklog__month=month, terms__programme_year=project.year)
    gone = lines.exclude(placement__application__posting__organisation=project.organisation)
    sums = transfers.with_payer(gone).filter(payer_id=project.organisation.pk)
    return Money(**sums.aggregate(**{name: Sum(name, default=0) for name in Money._fields}))


def _with_sums(runs: QuerySet[PayRun]) -> QuerySet[PayRun]:
    """Read along how many people a run pays and how much; what is below zero isn't sent but taken back."""
    sums = {name: Sum(f"lines__{name}", default=0) for name in ("gross_won", "withheld_won", "items_won", "net_won")}
    sent = Sum("lines__net_won", filter=Q(lines__net_won__gt=0), default=0)
    return runs.annotate(people=Count("lines"), sent_won=sent, **sums)


def _held(logs: Iterable[Worklog], organisation: Organisation) -> dict[int, RunLine]:
    lines = RunLine.objects.filter(
        worklog__in=list(logs), is_held=True, corrects=None, run__organisation=organisation
    ).select_related("run")
    return {line.worklog_id: line for line in lines}


def _money(
    log: Worklog | None, paid: dict[int, Money], line: RunLine | None, expected: dict[int, Reckoned | None]
) -> Money | None:
    if log is None or log.state == Worklog.State.RETURNED:
        return None
    if log.pk in paid:
        return paid[log.pk]
    if line:
        return Money(line.gross_won, line.withheld_won, line.items_won, line.net_won)
    if log.state != Worklog.State.CONFIRMED or not (reckoned := expected[log.pk]):
        return None
    return Money(reckoned.pay.gross_won, reckoned.pay.withheld_won, reckoned.items_won, reckoned.net_won)


def _blocks(
    placement: Placement,
    log: Worklog | None,
    accounts: dict[int, PayAccount],
    year: ProgrammeYear,
    expected: dict[int, Reckoned | None],
) -> list[str]:
    state = log.state if log else None
    of_log = {None: "no_log", "returned": "returned", "submitted": "site", "site_confirmed": "officer"}
    found = [of_log[state]] if state in of_log else []
    if placement.application.documents_seen_at is None:
        found.append("documents")
    if not year.pays_wage and placement.candidate_id not in accounts:
        found.append("account")
    if log is not None and expected[log.pk] is None:
        found.append("terms")
    return found
