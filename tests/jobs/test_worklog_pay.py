"""Pay of logs: the terms of the month, one line a log, and corrections as lines of their own."""

from datetime import date
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from jobs import pay_runs, worklogs
from jobs.models import PayLine, PayTerms
from jobs.pay_runs import Correction
from tests import make
from tests.jobs import paying
from tests.jobs.expect import happened, refusal, told
from tests.jobs.logs import JUNE, MONTH, own

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement(operator):
    found = make.placement(make.application(make.posting(operator), state="placed"))
    return found


@pytest.fixture
def payer(operator):
    return paying.payer(operator)


@pytest.fixture
def pay(officer, payer):
    return partial(paying.paid, by=officer, second=payer)


@pytest.fixture
def correct(manager, payer):
    return partial(paying.corrected, by=manager, second=payer)


def test_pay_writes_a_line_and_tells_it(placement, pay, payer):
    log = make.worklog(placement, state="confirmed", minutes=57 * 60)

    (line,) = pay([log])

    line.refresh_from_db()
    assert (line.gross_won, line.withheld_won, line.net_won, line.minutes) == (588_240, 51_760, 536_480, 3_420)
    assert (line.placement, line.worklog, line.paid_by) == (placement, log, payer.user)
    assert told(placement.candidate.user) == ["jobs.allowance_paid"]
    assert [verb for verb, _before, _after in happened(log)] == ["pay"]


def test_pay_by_the_terms_of_the_month(placement, pay):
    year = placement.application.posting.programme_year
    make.pay_terms(year, valid_from=date(2026, 6, 1), hourly_won=11_000, withholding_floor_won=900_000)
    logs = [make.worklog(placement, state="confirmed", minutes=600, month=date(2026, month, 1)) for month in (5, 6)]

    lines = [pay([log])[0] for log in logs]

    assert [line.gross_won for line in lines] == [103_200, 110_000]


def test_pay_before_the_first_terms_takes_the_first(placement, pay):
    log = make.worklog(placement, state="confirmed", minutes=60, month=date(2025, 5, 1))

    assert pay([log])[0].gross_won == 10_320


def test_pay_twice_or_unconfirmed_is_refused(placement, officer, pay):
    log = make.worklog(placement, state="confirmed")
    pay([log])

    with refusal("paid"):
        pay_runs.prepare([log], by=officer, at=JUNE)
    with refusal("wrong_state"):
        pay_runs.prepare([make.worklog(placement, month=date(2026, 6, 1))], by=officer, at=JUNE)


def test_pay_without_terms_is_refused(placement, officer):
    PayTerms.objects.all().delete()

    with refusal("terms_missing"):
        pay_runs.prepare([make.worklog(placement, state="confirmed")], by=officer, at=JUNE)


def test_prepare_by_another_is_refused(placement, stranger, city):
    log = make.worklog(placement, state="confirmed")

    for by in (stranger, city, own(placement)):
        with pytest.raises(PermissionDenied):
            pay_runs.prepare([log], by=by, at=JUNE)


def test_pay_lines_are_only_added(placement, pay):
    pay([make.worklog(placement, state="confirmed")])

    for change in (partial(PayLine.objects.update, reason="x"), partial(PayLine.objects.update, net_won=1)):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
    with pytest.raises(ProgrammingError), transaction.atomic():
        PayLine.objects.all()._raw_delete("default")


def test_correct_adds_the_difference_and_names_its_line(placement, pay, correct):
    log = make.worklog(placement, state="confirmed", minutes=57 * 60)
    (line,) = pay([log])

    less = correct(line, minutes=50 * 60, reason="하루를 두 번 셈")
    more = correct(line, minutes=51 * 60, reason="한 시간 더 확인")

    assert (less.minutes, less.gross_won, less.withheld_won) == (-420, 516_000 - 588_240, 45_400 - 51_760)
    assert (more.minutes, more.gross_won, more.withheld_won) == (60, 526_320 - 516_000, 46_310 - 45_400)
    assert (less.corrects, more.corrects, less.reason) == (line, line, "하루를 두 번 셈")
    assert worklogs.minutes_used([placement.candidate_id], MONTH) == {placement.candidate_id: 51 * 60}
    assert told(placement.candidate.user) == ["jobs.allowance_paid"] + ["jobs.allowance_corrected"] * 2


@pytest.mark.parametrize(
    ("minutes", "reason", "code"),
    [
        (180, "같음", "nothing_to_correct"),
        (-1, "음수", "bad_minutes"),
        (60, " ", "reason_missing"),
        (58 * 60, "더", "over_cap"),
    ],
)
def test_correct_of_what_cannot_be_is_refused(placement, pay, manager, minutes, reason, code):
    (line,) = pay([make.worklog(placement, state="confirmed")])

    with refusal(code):
        pay_runs.prepare_corrections([Correction(line, minutes, reason)], by=manager, at=JUNE)


def test_correct_is_the_manager_s(placement, pay, officer, stranger):
    (line,) = pay([make.worklog(placement, state="confirmed")])

    for by in (officer, stranger, own(placement)):
        with pytest.raises(PermissionDenied):
            pay_runs.prepare_corrections([Correction(line, 60, "착오")], by=by, at=JUNE)
