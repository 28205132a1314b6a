"""Receipts and the list for the tax office: a year is that of the payment, the sums are those of the pay lines, no resident number."""

import pytest
from django.core.exceptions import PermissionDenied

from jobs import withholding
from jobs.models import PayLine
from profiles.models import AccessEntry
from tests import make
from tests.jobs import paying
from tests.jobs.expect import refusal
from tests.jobs.logs import JUNE

pytestmark = pytest.mark.django_db
LOOK = {"page": "jobs:operator_statement", "address": "10.0.0.7", "reason": "지급명세서 제출"}


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=9)


@pytest.fixture
def payer(operator):
    return paying.payer(operator)


def test_receipt_adds_up_a_year_with_its_corrections(posting, officer, manager, payer):
    log = paying.confirmed(posting, minutes=57 * 60)
    (line,) = paying.paid([log], by=officer, second=payer)
    paying.corrected(line, minutes=50 * 60, reason="착오", by=manager, second=payer)

    (receipt,) = withholding.receipts_of(log.placement.candidate.user)

    assert (receipt.year, receipt.gross_won, receipt.withheld_won) == (2026, 516_000, 45_400)
    assert [row.is_correction for row in receipt.lines] == [False, True]


def test_a_december_paid_in_january_is_of_the_next_year(posting, officer, payer):
    log = paying.confirmed(posting)
    paying.paid([log], by=officer, second=payer, at=JUNE.replace(year=2027, month=1, day=5))

    assert [row.year for row in withholding.receipts_of(log.placement.candidate.user)] == [2027]
    assert withholding.years_of([posting.organisation_id]) == [2027]


def test_statement_has_a_row_a_person_and_the_sums_of_the_lines(posting, operator, officer, manager, payer):
    logs = [paying.confirmed(posting, minutes=minutes) for minutes in (57 * 60, 180)]
    first, _second = paying.paid(logs, by=officer, second=payer)
    paying.corrected(first, minutes=50 * 60, reason="착오", by=manager, second=payer)

    found = withholding.take_statement(operator, 2026, by=payer, at=JUNE, **LOOK)

    lines = PayLine.objects.all()
    assert (found.gross_won, found.withheld_won) == (
        sum(line.gross_won for line in lines),
        sum(line.withheld_won for line in lines),
    )
    assert [row[1:] for row in found.rows] == [
        ["김영수", "", "기타소득", 1, 516_000, 45_400, 470_600],
        ["김영수", "", "기타소득", 1, 30_960, 0, 30_960],
    ]
    assert "주민등록번호" in found.heads[2]
    entry = AccessEntry.objects.get()
    assert (entry.purpose, len(entry.subject_ids)) == ("지급명세서 제출", 2)


def test_statement_leaves_out_wages_other_years_and_others(posting, operator, officer, payer):
    year = make.programme_year(make.programme("internship"), pay_kind="wage", hours_cap_per_month=None)
    paying.paid([paying.confirmed(make.posting(operator, year))], by=officer, second=payer)
    paying.paid([paying.confirmed(posting)], by=officer, second=payer)
    elsewhere = make.organisation()
    other = paying.confirmed(make.posting(elsewhere))
    paying.paid([other], by=paying.payer(elsewhere), second=paying.payer(elsewhere))

    assert len(withholding.take_statement(operator, 2026, by=payer, at=JUNE, **LOOK).rows) == 1
    with refusal("nothing_paid"):
        withholding.take_statement(operator, 2025, by=payer, at=JUNE, **LOOK)
    with refusal("reason_missing"):
        withholding.take_statement(operator, 2026, by=payer, at=JUNE, **{**LOOK, "reason": " "})


def test_statement_is_for_who_may_pay(posting, operator, officer, manager, stranger):
    for by in (officer, manager, stranger, paying.payer(stranger.organisation)):
        with pytest.raises(PermissionDenied):
            withholding.take_statement(operator, 2026, by=by, at=JUNE, **LOOK)
    assert not AccessEntry.objects.exists()
