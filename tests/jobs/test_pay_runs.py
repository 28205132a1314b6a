"""Runs of pay: two persons, nothing twice, nothing rewritten; and their sums agree to the won with a reckoning of their own.

The second reckoning is written from the text of the rules, with fractions, and shares nothing with the code: hours x the hourly figure, cut
below ten won; 8.8 % of it withheld, cut below ten won, nothing from a gross up to 50,000 won.
"""

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, connection, transaction

from jobs import bank_files, bank_layouts, pay_accounts, pay_items, pay_runs, worklogs
from jobs.models import PayAccount, PayLine, PayRun, RunItem, RunLine
from jobs.pay_runs import Correction
from tests import make
from tests.jobs import paying, scoring
from tests.jobs.expect import happened, queries, refusal
from tests.jobs.logs import JUNE, MONTH

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=60)


@pytest.fixture
def payer(operator):
    return paying.payer(operator)


def ten(won: Fraction) -> int:
    """Whole tens of won."""
    return int(won // 10) * 10


def by_the_rules(minutes: int, hourly: int, floor: int = 50_000, rate: Fraction = Fraction(88, 1000)):
    gross = ten(Fraction(minutes, 60) * hourly)
    tax = ten(gross * rate) if gross > floor else 0
    return gross, tax


def test_a_run_agrees_to_the_won_with_the_rules(posting, officer, payer):
    lots = random.Random(2019)  # noqa: S311 - a sample
    minutes = [1, 59, 60, 290, 291, 57 * 60, *(lots.randint(1, 57 * 60) for _ in range(34))]
    logs = [paying.confirmed(posting, minutes=each) for each in minutes]

    lines = paying.paid(logs, by=officer, second=payer)

    expected = [by_the_rules(each, 10_320) for each in minutes]
    assert [(line.gross_won, line.withheld_won) for line in lines] == expected
    gross, tax = sum(gross for gross, _tax in expected), sum(tax for _gross, tax in expected)
    run = PayRun.objects.get()
    assert pay_runs.totals(run) == {
        "minutes": sum(minutes),
        "gross_won": gross,
        "withheld_won": tax,
        "items_won": 0,
        "net_won": gross - tax,
    }
    assert sum(line.net_won for line in PayLine.objects.all()) == gross - tax


@pytest.mark.parametrize(
    ("kind", "per", "bearer", "amount", "rate", "adds"),
    [
        ("meals", "day", "programme", 7_000, 0, 3 * 7_000),
        ("travel", "month", "programme", 30_000, 0, 30_000),
        ("training", "month", "operator", 15_000, 0, 0),
        ("insurance", "share", "person", 0, Decimal("0.009"), -2_780),  # 0.9 % of 309,600 are 2,786.4
        ("insurance", "share", "operator", 0, Decimal("0.009"), 0),
    ],
)
def test_items_are_added_taken_or_borne(posting, officer, payer, city, kind, per, bearer, amount, rate, adds):
    days = [{"on": f"2026-05-{day:02}", "minutes": 600, "what": "말벗"} for day in (6, 7, 8)]
    log = paying.confirmed(posting, minutes=1_800, entries=days)
    year = posting.programme_year
    set_item = partial(pay_items.set_item, year, kind=kind, per=per, bearer=bearer, by=city, at=JUNE)
    set_item(valid_from=date(2026, 1, 1), amount_won=amount, rate=rate)
    set_item(valid_from=date(2026, 6, 1), amount_won=amount * 2, rate=rate * 2)  # not yet in May

    (line,) = paying.paid([log], by=officer, second=payer)

    gross, tax = by_the_rules(1_800, 10_320)
    assert (line.gross_won, line.withheld_won, line.items_won) == (gross, tax, adds)
    assert line.net_won == gross - tax + adds
    item = RunItem.objects.get()
    assert (item.net_won, abs(item.net_won) in (0, item.amount_won)) == (adds, True)


def test_an_item_is_the_city_s(posting, officer):
    with pytest.raises(PermissionDenied):
        pay_items.set_item(
            posting.programme_year,
            kind="meals",
            per="day",
            bearer="programme",
            valid_from=MONTH,
            amount_won=7_000,
            by=officer,
            at=JUNE,
        )


def test_who_prepared_does_not_approve(posting, payer, operator):
    run = pay_runs.prepare([paying.confirmed(posting)], by=payer, at=JUNE)

    with refusal("second_person"):
        pay_runs.approve(run, seen=pay_runs.accounts_of(run), by=payer, at=JUNE)
    with pytest.raises(IntegrityError), transaction.atomic():
        PayRun.objects.filter(pk=run.pk).update(state="approved", approved_at=JUNE, approved_by=payer.user)
    assert [step.verb for step in pay_runs.steps_for(run, payer)] == ["withdraw_pay"]
    second = paying.payer(operator, "member")
    assert [step.verb for step in pay_runs.steps_for(run, second)] == ["approve_pay", "withdraw_pay"]
    assert pay_runs.approve(run, seen=pay_runs.accounts_of(run), by=second, at=JUNE).approved_by == second.user


def test_approval_asks_for_the_right_to_pay(posting, officer, manager, stranger, city):
    run = pay_runs.prepare([paying.confirmed(posting)], by=officer, at=JUNE)
    elsewhere = paying.payer(stranger.organisation)

    for by in (manager, stranger, city, elsewhere):
        with pytest.raises(PermissionDenied):
            pay_runs.approve(run, seen=pay_runs.accounts_of(run), by=by, at=JUNE)


def test_nobody_approves_their_own_money(operator, posting, officer, payer):
    placement = make.placement(make.application(posting, make.candidate(payer.user), state="placed"))
    run = pay_runs.prepare([make.worklog(placement, state="confirmed")], by=officer, at=JUNE)

    with pytest.raises(PermissionDenied):
        pay_runs.approve(run, seen=pay_runs.accounts_of(run), by=payer, at=JUNE)


def test_a_run_moves_as_its_table_says(posting, officer, payer):
    log = paying.confirmed(posting)
    run = pay_runs.prepare([log], by=officer, at=JUNE)
    with refusal("wrong_state"):
        pay_runs.record_paid(run, on=JUNE.date(), by=payer, at=JUNE)
    pay_runs.approve(run, seen=pay_runs.accounts_of(run), by=payer, at=JUNE)
    with refusal("wrong_state"):
        pay_runs.withdraw(run, reason="늦음", by=officer, at=JUNE)
    for day in (JUNE.date() - timedelta(days=1), JUNE.date() + timedelta(days=1)):
        with refusal("bad_day"):
            pay_runs.record_paid(run, on=day, by=payer, at=JUNE)
    pay_runs.record_paid(run, on=JUNE.date(), by=payer, at=JUNE)

    assert happened(run) == [
        ("prepare_pay", "", "prepared"),
        ("approve_pay", "prepared", "approved"),
        ("record_pay", "approved", "paid"),
    ]
    for state in ("prepared", "approved", "withdrawn"):
        with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
            PayRun.objects.filter(pk=run.pk).update(state=state)


def test_a_withdrawn_run_frees_its_logs(posting, officer):
    log = paying.confirmed(posting)
    run = pay_runs.prepare([log], by=officer, at=JUNE)
    with refusal("run_open"):
        pay_runs.prepare([paying.confirmed(posting)], by=officer, at=JUNE)
    with refusal("in_run"):
        worklogs.send_back([log], reason="시간이 달라요.", by=officer, at=JUNE)
    with refusal("reason_missing"):
        pay_runs.withdraw(run, reason=" ", by=officer, at=JUNE)

    pay_runs.withdraw(run, reason="한 분이 빠졌습니다.", by=officer, at=JUNE)

    again = pay_runs.prepare([log], by=officer, at=JUNE)
    assert (again.number, again.lines.count()) == (2, 1)


def test_the_database_takes_no_log_twice_and_no_other_amount(posting, officer):
    run = pay_runs.prepare([paying.confirmed(posting)], by=officer, at=JUNE)
    line = run.lines.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        RunLine.objects.create(
            run=run,
            placement=line.placement,
            worklog=line.worklog,
            terms=line.terms,
            minutes=1,
            gross_won=0,
            withheld_won=0,
            net_won=0,
        )
    for change in (
        partial(RunLine.objects.filter(pk=line.pk).update, net_won=1, gross_won=1, withheld_won=0),
        partial(PayRun.objects.filter(pk=run.pk).update, month=date(2026, 4, 1)),
        partial(RunLine.objects.filter(pk=line.pk)._raw_delete, "default"),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_a_run_is_of_one_year_operator_and_month(posting, operator, officer):
    logs = [paying.confirmed(posting), paying.confirmed(posting, month=date(2026, 6, 1))]
    with refusal("run_mixed"):
        pay_runs.prepare(logs, by=officer, at=JUNE)
    with refusal("run_mixed"):
        pay_runs.prepare([logs[0], paying.confirmed(make.posting(operator))], by=officer, at=JUNE)
    with refusal("nothing_to_pay"):
        pay_runs.prepare([], by=officer, at=JUNE)


def test_terms_that_changed_after_preparing_stop_the_approval(posting, officer, payer):
    run = pay_runs.prepare([paying.confirmed(posting)], by=officer, at=JUNE)
    make.pay_terms(posting.programme_year, valid_from=date(2026, 4, 1), hourly_won=11_000)

    with refusal("figures_changed"):
        pay_runs.approve(run, seen=pay_runs.accounts_of(run), by=payer, at=JUNE)


def change_account(log):
    told = pay_accounts.Told(log.placement.candidate, "004", "12345678901234", "김영수")
    return pay_accounts.tell([told], by=make.actor(log.placement.candidate.user), at=JUNE)[0]


def test_an_account_that_changed_is_shown_and_accepted_by_a_second_person(posting, officer, payer):
    log = paying.confirmed(posting)
    run = pay_runs.prepare([log], by=officer, at=JUNE)
    seen = pay_runs.accounts_of(run)
    assert pay_runs.changed_accounts(run) == set()
    change_account(log)

    assert pay_runs.changed_accounts(run) == {log.placement.candidate_id}
    with refusal("changed_meanwhile"):
        pay_runs.approve(run, seen=seen, by=payer, at=JUNE)
    pay_runs.approve(run, seen=pay_runs.accounts_of(run), by=payer, at=JUNE)
    assert pay_runs.changed_accounts(run) == set()
    change_account(log)
    with refusal("account_changed"):
        pay_runs.record_paid(run, on=JUNE.date(), by=payer, at=JUNE)
    pay_runs.accept_accounts(run, seen=pay_runs.accounts_of(run), by=payer, at=JUNE)
    assert len(pay_runs.record_paid(run, on=JUNE.date(), by=payer, at=JUNE)) == 1


def test_without_an_account_nothing_is_prepared_but_a_wage(posting, operator, officer, payer):
    log = paying.confirmed(posting)
    PayAccount.objects.all().delete()
    with refusal("account_missing"):
        pay_runs.prepare([log], by=officer, at=JUNE)

    year = make.programme_year(make.programme("internship"), pay_kind="wage", hours_cap_per_month=None)
    wage = make.worklog(
        make.placement(make.application(make.posting(operator, year), state="placed")), state="confirmed"
    )
    assert len(paying.paid([wage], by=officer, second=payer)) == 1


def test_a_correction_rewrites_nothing_and_agrees_with_the_rules(posting, officer, manager, payer):
    log = paying.confirmed(posting, minutes=57 * 60)
    (line,) = paying.paid([log], by=officer, second=payer)
    before = PayLine.objects.values().get(pk=line.pk)

    for minutes in (3_000, 3_060, 0, 290):
        paying.corrected(line, minutes=minutes, reason="다시 셈", by=manager, second=payer)
        lines = PayLine.objects.filter(worklog=log)
        sums = sum(each.gross_won for each in lines), sum(each.withheld_won for each in lines)
        assert sums == by_the_rules(minutes, 10_320)
    assert PayLine.objects.values().get(pk=line.pk) == before
    assert set(PayLine.objects.exclude(pk=line.pk).values_list("corrects", flat=True)) == {line.pk}


def test_one_correction_of_a_log_at_a_time(posting, officer, manager, payer):
    (line,) = paying.paid([paying.confirmed(posting, minutes=600)], by=officer, second=payer)
    run = pay_runs.prepare_corrections([Correction(line, 540, "착오")], by=manager, at=JUNE)
    assert (run.kind, run.number) == ("correction", 2)

    with refusal("run_open"):
        pay_runs.prepare_corrections([Correction(line, 480, "착오")], by=manager, at=JUNE)
    pay_runs.approve(run, seen=pay_runs.accounts_of(run), by=payer, at=JUNE)
    with refusal("in_run"):
        pay_runs.prepare_corrections([Correction(line, 480, "착오")], by=manager, at=JUNE)


def test_verbs_ask_the_same_number_of_queries_of_any_number(posting, officer, payer):
    found = []
    assert payer.user.current_memberships
    for month, people in ((5, 1), (6, 3)):
        first = date(2026, month, 1)
        entries = [{"on": f"2026-{month:02}-06", "minutes": 180, "what": "말벗"}]
        logs = [paying.confirmed(posting, month=first, entries=entries) for _ in range(people)]
        asked = [queries(partial(pay_runs.prepare, logs, by=officer, at=JUNE))]
        run = PayRun.objects.get(month=first)
        seen = pay_runs.accounts_of(run)
        asked.append(queries(partial(pay_runs.approve, run, seen=seen, by=payer, at=JUNE)))
        asked.append(queries(partial(pay_runs.record_paid, run, on=JUNE.date(), by=payer, at=JUNE)))
        found.append(asked)
    assert found[0] == found[1]
    assert connection.vendor == "postgresql"


def test_papers_come_before_the_money(posting, officer):
    log = paying.confirmed(posting)
    make.changed(log.placement.application, documents_seen_at=None)

    with refusal("documents_missing"):
        pay_runs.prepare([log], by=officer, at=JUNE)


def test_who_declared_a_conflict_pays_nobody_of_theirs(posting, officer, payer):
    log, other = paying.confirmed(posting), paying.payer(posting.organisation)
    run = pay_runs.prepare([log], by=officer, at=JUNE)
    scoring.conflict(log.placement.application, payer.user)

    assert [step.verb for step in pay_runs.steps_for(run, payer)] == ["withdraw_pay"]
    with refusal("conflict_declared"):
        pay_runs.approve(run, seen=pay_runs.accounts_of(run), by=payer, at=JUNE)
    run = pay_runs.approve(run, seen=pay_runs.accounts_of(run), by=other, at=JUNE)
    with refusal("conflict_declared"):
        pay_runs.record_paid(run, on=JUNE.date(), by=payer, at=JUNE)
    with refusal("conflict_declared"):
        bank_files.take(
            run, bank_layouts.of(run.organisation_id)[0], reason="송금", page="/", address=None, by=payer, at=JUNE
        )


def test_who_declared_a_conflict_prepares_nothing_of_theirs(posting, officer):
    log = paying.confirmed(posting)
    scoring.conflict(log.placement.application, officer.user)

    with refusal("conflict_declared"):
        pay_runs.prepare([log], by=officer, at=JUNE)


def test_a_paid_line_keeps_where_the_money_went(posting, officer, payer):
    log = paying.confirmed(posting)
    (line,) = paying.paid([log], by=officer, second=payer)
    account = PayAccount.objects.get()
    account.bank, account.number, account.version = "004", "99887766554433", 2
    account.save()

    (kept,) = RunLine.objects.filter(pay_line=line)

    assert kept.sent_to == {"bank": "088", "last": "6789", "is_own_name": True}
    assert b"6789" not in bytes(kept.sent_to_sealed)  # sealed, and the whole number isn't there at all
