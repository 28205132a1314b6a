"""A month's payment (지급 회차): prepared from confirmed logs by one person, approved by another, then paid; or withdrawn before it is approved.

Nobody pays alone, and nobody approves what they prepared or what they get themselves: the database holds the first (PayRun), the steps
the second. What was paid is never rewritten: a correction is a line of its own, in a run of its own, that names its line. A month is owed by
who has the posting until it is paid, and by who paid it from then on: that operator corrects it, also when the posting has passed on.
Lock order: postings, operator, the run, then logs by pk, then accounts by pk. Source: 2019 audit of the foundation (tax not withheld);
지방회계법 art. 46 (duties apart).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import conflicts, hours, letters, pay_accounts, run_lines, steps, transfers, worklogs
from jobs.models import PayAccount, PayLine, PayRun, Posting, RunLine, Worklog
from jobs.steps import Parties, Step
from profiles import events, lines, organisations
from profiles.actors import Actor
from profiles.models import Candidate, Organisation, User

STEPS = (
    Step("approve_pay", gettext_lazy("승인하기"), ("prepared",), "approved", ("payer",)),
    Step("withdraw_pay", gettext_lazy("거두기"), ("prepared",), "withdrawn", ("operator",)),
    Step("accept_accounts", gettext_lazy("바뀐 계좌 확인하기"), ("approved",), "approved", ("payer",)),
    Step("record_pay", gettext_lazy("지급했다고 적기"), ("approved",), "paid", ("payer",)),
)
MOST_REASON = 300


class Correction(NamedTuple):
    """What a paid log should have been: its first line, the minutes, and why."""

    line: PayLine
    minutes: int
    reason: str


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def prepare(logs: Sequence[Worklog], *, by: Actor, at: datetime) -> PayRun:
    """Prepare the payment of confirmed logs of one operator, programme year and month, each log once.

    Raises PermissionDenied, conflict_declared, nothing_to_pay, run_mixed, run_open, wrong_state, documents_missing, paid, in_run,
    outside_placement, terms_missing, account_missing, net_negative.
    """
    run = _begun(logs, PayRun.Kind.REGULAR, by, at)
    rows = worklogs.lock(logs)
    _require_hand("operator", run, rows, by)
    for row in rows:
        if row.state != Worklog.State.CONFIRMED:
            raise steps.wrong_state(row)
    _require_papers(rows)
    worklogs.require_unpaid(rows)
    run_lines.require_free(rows)
    hours.require_within_placement(rows)
    made = run_lines.reckon(rows)
    accounts = _accounts(run, rows)
    run.save()
    run_lines.add(run, made, {row.pk: accounts.get(row.placement.candidate_id) for row in rows})
    _record("prepare_pay", run, by=by, at=at, moves=("", run.state))
    return run


@transaction.atomic
def prepare_corrections(corrections: Sequence[Correction], *, by: Actor, at: datetime) -> PayRun:
    """Prepare what makes up the difference to what so many minutes would have paid, in a run of its own.

    The run is of who paid the lines, whoever has the posting now. Raises PermissionDenied, conflict_declared, nothing_to_pay, run_mixed,
    run_open, in_run, reason_missing, max_length, bad_minutes, nothing_to_correct, over_cap, city_needed, account_missing.
    """
    logs = [found.line.worklog for found in corrections]
    run = _begun(logs, PayRun.Kind.CORRECTION, by, at, corrected=[found.line for found in corrections])
    steps.lock(Candidate, [found.line.placement.candidate for found in corrections])
    rows = worklogs.lock(logs)
    _require_hand("manager", run, rows, by)
    run_lines.require_free(rows)
    made = []
    for row, found in zip(rows, corrections, strict=True):
        why = _needed(found.reason)
        if found.minutes < 0:
            raise ValidationError(_("활동 시간은 0분보다 적을 수 없습니다."), code="bad_minutes")
        if found.minutes == run_lines.paid_so_far(row)["minutes"]:
            raise ValidationError(_("지급한 시간과 같습니다. 바로잡을 것이 없습니다."), code="nothing_to_correct")
        hours.require_corrected_under_cap(row, found.minutes)
        made.append(run_lines.correction(row, found.line, found.minutes, why))
    accounts = _accounts(run, rows)
    run.save()
    run_lines.add(run, made, {row.pk: accounts.get(row.placement.candidate_id) for row in rows})
    _record("prepare_pay", run, by=by, at=at, moves=("", run.state))
    return run


@transaction.atomic
def approve(run: PayRun, *, seen: str, by: Actor, at: datetime) -> PayRun:
    """Approve what another prepared; `seen` are the accounts that the page showed (`accounts_of`).

    Raises PermissionDenied, conflict_declared, wrong_state, second_person, changed_meanwhile, figures_changed.
    """
    row, held = _begin("approve_pay", run, by)
    _require_second(row, by)
    logs = worklogs.lock([line.worklog for line in held])
    if any(log.state != Worklog.State.CONFIRMED for log in logs) or not run_lines.still_right(row, held, logs):
        raise ValidationError(
            _("준비한 뒤에 활동일지나 금액이 바뀌었습니다. 거두고 다시 준비해 주세요."), code="figures_changed"
        )
    _accept(row, held, seen)
    row.state, row.approved_at, row.approved_by = PayRun.State.APPROVED, at, by.user
    row.save(update_fields=["state", "approved_at", "approved_by"])
    _record("approve_pay", row, by=by, at=at, moves=("prepared", row.state))
    return row


@transaction.atomic
def accept_accounts(run: PayRun, *, seen: str, by: Actor, at: datetime) -> PayRun:
    """Take accounts that people changed after the approval, by somebody else than who prepared.

    Raises PermissionDenied, conflict_declared, wrong_state, second_person, changed_meanwhile.
    """
    row, held = _begin("accept_accounts", run, by)
    _require_second(row, by)
    _accept(row, held, seen)
    events.record("accept_accounts", [row], by=by, at=at)
    return row


@transaction.atomic
def record_paid(run: PayRun, *, on: date, by: Actor, at: datetime) -> list[PayLine]:
    """Write down that the money went out on a day: lines that nobody changes again, a slip and a notice for each person.

    Raises PermissionDenied, conflict_declared, wrong_state, account_changed, and by field bad_day.
    """
    row, held = _begin("record_pay", run, by)
    if not timezone.localdate(row.approved_at) <= on <= timezone.localdate(at):
        text = _("보낸 날은 승인한 날부터 오늘까지 가운데 하루여야 합니다.")
        raise ValidationError({"on": ValidationError(text, code="bad_day")})
    logs = worklogs.lock([line.worklog for line in held])
    accounts = pay_accounts.lock(line.placement.candidate_id for line in held)  # what is compared is what is kept
    _require_same(row, held, accounts)
    paid = run_lines.pay(held, logs, accounts, by=by, at=at)
    row.state, row.paid_at, row.paid_by, row.paid_on = PayRun.State.PAID, at, by.user, on
    row.save(update_fields=["state", "paid_at", "paid_by", "paid_on"])
    _record("record_pay", row, by=by, at=at, moves=("approved", row.state))
    verb, tell = ("pay", letters.allowance_paid) if row.kind == "regular" else ("correct", letters.allowance_corrected)
    told = [{"gross_won": line.gross_won} for line in paid]
    events.record(verb, logs, by=by, at=at, params=told, reason=[line.reason for line in paid])
    tell(paid, at=at)
    return paid


@transaction.atomic
def withdraw(run: PayRun, *, reason: str, by: Actor, at: datetime) -> PayRun:
    """Take back what isn't approved; its logs are free for another run. Raises PermissionDenied, wrong_state, reason_missing, max_length."""
    row, _held = _begin("withdraw_pay", run, by)
    row.reason = _needed(reason)
    row.state, row.withdrawn_at, row.withdrawn_by = PayRun.State.WITHDRAWN, at, by.user
    row.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "reason"])
    RunLine.objects.filter(run=row).update(is_held=False)
    events.record("withdraw_pay", [row], by=by, at=at, moves=("prepared", row.state), reason=row.reason)
    return row


# Questions ------------------------------------------------------------------------------------------------------------
def steps_for(run: PayRun, by: Actor) -> list[Step]:
    """Return the steps this actor may take now; who prepared a run sees no approval of it."""
    found = [step for step in STEPS if steps.may(step, run, parties(run), by)]
    is_preparer = by.user is not None and by.user.pk == run.prepared_by_id
    seconds = ("approve_pay", "accept_accounts")
    if found and by.user and run.lines.barred_to(by.user).exists():
        found = [step for step in found if step.verb == "withdraw_pay"]
    return [
        step
        for step in found
        if not (is_preparer and step.verb in seconds) and (step.verb != "accept_accounts" or changed_accounts(run))
    ]


def lines_of(user: User, operator_ids: Sequence[int]) -> QuerySet[PayLine]:
    """Return what these operators paid as far as the person may read it: also at postings that passed on, through the runs, which they keep.

    Nothing of people with whom the person declared a conflict.
    """
    in_runs = RunLine.objects.visible_to(user)
    kept = in_runs.exclude(pk__in=in_runs.barred_to(user).values("pk"))
    seen = Q(pk__in=PayLine.objects.visible_to(user).values("pk")) | Q(run_line__in=kept)
    return transfers.with_payer(PayLine.objects.filter(seen)).filter(payer_id__in=operator_ids)


def parties(run: PayRun) -> Parties:
    """Return whose run it is; whose money it is stands in its lines."""
    return Parties(operator_id=run.organisation_id)


def accounts_of(run: PayRun) -> str:
    """Return which accounts the money of a run goes to now, as a text that differs with every change."""
    return _standing(run, lock=False)


def changed_accounts(run: PayRun) -> set[int]:
    """Return the candidates whose account isn't the one that the run was prepared with or approved with."""
    held = list(RunLine.objects.filter(run=run).select_related("placement").order_by("pk"))
    return _changed(held, pay_accounts.of(line.placement.candidate_id for line in held))


def require_same_accounts(run: PayRun, held: Sequence[RunLine]) -> None:
    """Refuse to send money to an account that nobody has approved. Raises account_changed."""
    _require_same(run, held, pay_accounts.of(line.placement.candidate_id for line in held))


def totals(run: PayRun) -> dict[str, int]:
    """Return the sums of a run, in whole won."""
    names = ("minutes", "gross_won", "withheld_won", "items_won", "net_won")
    found = RunLine.objects.filter(run=run).aggregate(**{name: Sum(name) for name in names})
    return {name: found[name] or 0 for name in names}


# Private --------------------------------------------------------------------------------------------------------------
def _begun(
    logs: Sequence[Worklog], kind: str, by: Actor, at: datetime, *, corrected: Sequence[PayLine] | None = None
) -> PayRun:
    """The run of these logs, not saved yet; its operator is locked before any run or log. Raises nothing_to_pay, run_mixed, run_open."""
    if not logs:
        raise ValidationError(_("지급할 활동일지를 하나 이상 골라 주세요."), code="nothing_to_pay")
    read = Worklog.objects.filter(pk__in=[log.pk for log in logs])
    posting = "placement__application__posting"
    ids = set(read.values_list(posting, flat=True))
    list(Posting.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))  # none passes on meanwhile
    found = set(read.values_list(f"{posting}__programme_year", f"{posting}__organisation", "month"))
    if corrected is not None:
        payers = set(transfers.payer_of(corrected).values())
        found = {(year_id, payer_id, month) for year_id, _now, month in found for payer_id in payers}
    if len(found) != 1:
        raise ValidationError(_("한 사업의 한 달 활동일지만 함께 지급할 수 있습니다."), code="run_mixed")
    ((year_id, organisation_id, month),) = found
    organisations.lock(Organisation(pk=organisation_id))  # two first runs of a month would take the same number
    beside = PayRun.objects.filter(programme_year=year_id, organisation=organisation_id, month=month)
    if beside.select_for_update(no_key=True).filter(state=PayRun.State.PREPARED, kind=kind).exists():
        raise ValidationError(
            _("승인을 기다리는 지급이 이미 있습니다. 먼저 승인하거나 거두어 주세요."), code="run_open"
        )
    number = (beside.aggregate(last=Max("number"))["last"] or 0) + 1
    of = {"programme_year_id": year_id, "organisation_id": organisation_id, "month": month}
    return PayRun(**of, kind=kind, number=number, prepared_at=at, prepared_by=by.user)


def _begin(verb: str, run: PayRun, by: Actor) -> tuple[PayRun, list[RunLine]]:
    """The run and its lines, read again and locked; nobody stands on both sides of their own money."""
    (row,) = steps.lock(PayRun, [run], "programme_year")
    steps.check(STEPS, verb, [row], parties, [by])
    related = ("worklog", "placement__candidate", "placement__application", "terms")
    held = list(RunLine.objects.filter(run=row).select_related(*related).order_by("pk"))
    if verb != "withdraw_pay":
        for line in held:
            steps.require_party("payer", Parties(line.placement.candidate.user_id, row.organisation_id), by)
        conflicts.require_none_paid([line.placement.application for line in held], by)
    return row, held


def _require_hand(who: str, run: PayRun, rows: Sequence[Worklog], by: Actor) -> None:
    for row in rows:
        steps.require_party(who, Parties(row.placement.candidate.user_id, run.organisation_id), by)
    conflicts.require_none_paid([row.placement.application for row in rows], by)


def _require_papers(rows: Sequence[Worklog]) -> None:
    if any(row.placement.application.documents_seen_at is None for row in rows):
        raise ValidationError(
            _("서류를 확인하지 않은 분이 있습니다. 그분을 빼거나, 서류를 확인한 뒤에 준비해 주세요."),
            code="documents_missing",
        )


def _require_second(run: PayRun, by: Actor) -> None:
    if by.user is None or by.user.pk == run.prepared_by_id:
        raise ValidationError(
            _("지급을 준비한 분은 승인할 수 없습니다. 다른 분이 승인해 주세요."), code="second_person"
        )


def _accounts(run: PayRun, rows: Sequence[Worklog]) -> dict[int, int]:
    """The version of each person's account by candidate; wages are sent by the employer. Raises account_missing."""
    if run.programme_year.pays_wage:
        return {}
    found = pay_accounts.of(row.placement.candidate_id for row in rows)
    if {row.placement.candidate_id for row in rows} - set(found):
        raise ValidationError(
            _("계좌를 적지 않은 분이 있습니다. 그분을 빼거나, 계좌를 적은 뒤에 준비해 주세요."), code="account_missing"
        )
    return {pk: account.version for pk, account in found.items()}


def _accept(run: PayRun, held: Sequence[RunLine], seen: str) -> None:
    if run.programme_year.pays_wage:
        return
    if _standing(run, lock=True) != seen:
        raise ValidationError(
            _("그사이 내용이 바뀐 것이 있습니다. 바뀐 내용을 읽은 뒤 다시 해 주세요."), code="changed_meanwhile"
        )
    versions = {pk: row.version for pk, row in pay_accounts.of(line.placement.candidate_id for line in held).items()}
    for line in held:
        line.account_version = versions[line.placement.candidate_id]
    steps.write(held, "account_version")


def _standing(run: PayRun, *, lock: bool) -> str:
    found = PayAccount.objects.filter(candidate__placements__run_lines__run=run)
    rows = PayAccount.objects.filter(pk__in=found.values("pk")).order_by("pk")
    rows = rows.select_for_update(no_key=True) if lock else rows
    return " ".join(f"{pk}:{version}" for pk, version in rows.values_list("pk", "version"))


def _require_same(run: PayRun, held: Sequence[RunLine], now: Mapping[int, PayAccount]) -> None:
    if not run.programme_year.pays_wage and _changed(held, now):
        raise ValidationError(
            _("승인한 뒤에 계좌를 바꾼 분이 있습니다. 바뀐 계좌를 승인 담당이 확인해야 합니다."), code="account_changed"
        )


def _changed(held: Sequence[RunLine], now: Mapping[int, PayAccount]) -> set[int]:
    return {
        line.placement.candidate_id
        for line in held
        if line.account_version is not None
        and (line.placement.candidate_id not in now or now[line.placement.candidate_id].version != line.account_version)
    }


def _record(verb: str, run: PayRun, *, by: Actor, at: datetime, moves: tuple[str, str]) -> None:
    """Say how many people and how much; why a line is corrected is about a person and stands with the line."""
    told = {"people": RunLine.objects.filter(run=run).count(), "net_won": totals(run)["net_won"]}
    events.record(verb, [run], by=by, at=at, moves=moves, params=told)


def _needed(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": ValidationError(_("이유를 적어 주세요."), code="reason_missing")})
    return lines.text(reason, MOST_REASON, field="reason")
