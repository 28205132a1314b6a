"""A month is owed by who paid it first: corrections, papers and sums after a posting passed on, to the won."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jobs import bundles, month_end, pay_runs, slips, transfers, withholding
from jobs.models import PayLine, PayRun, Placement
from jobs.month_end import Money, Project
from tests import make
from tests.jobs import papering, paying, transferring
from tests.jobs.expect import refusal
from tests.jobs.logs import JUNE, MONTH

pytestmark = pytest.mark.django_db
LOOK = {"page": "jobs:operator_statement", "address": None, "reason": "지급명세서 제출"}
AFTER = JUNE + timedelta(days=2)


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=9)


@pytest.fixture
def payer(operator):
    return paying.payer(operator)


@pytest.fixture
def taker():
    return make.organisation()


@pytest.fixture
def heir(taker):
    """Prepares for the operator that took the posting on."""
    return paying.payer(taker)


@pytest.fixture
def heirs_second(taker):
    return paying.payer(taker)


def pass_on(posting, taker, city, at=JUNE + timedelta(days=1)):
    transfers.consent(transferring.transfer(posting, taker, state="accepted"), by=city, at=at)
    posting.refresh_from_db()


def paid_and_passed_on(posting, taker, city, officer, payer):
    """Two months' logs of two people: one paid before the posting passed on, one that wasn't."""
    first, late = paying.confirmed(posting, minutes=57 * 60), paying.confirmed(posting, minutes=180)
    (line,) = paying.paid([first], by=officer, second=payer)
    pass_on(posting, taker, city)
    return line, late


def money(rows):
    found = list(rows)
    return sum(row.gross_won for row in found), sum(row.withheld_won for row in found)


def test_a_correction_is_of_who_paid(posting, operator, taker, city, officer, manager, payer, heir):
    line, _late = paid_and_passed_on(posting, taker, city, officer, payer)

    with pytest.raises(PermissionDenied):
        pay_runs.prepare_corrections([pay_runs.Correction(line, 50 * 60, "착오")], by=heir, at=AFTER)
    made = paying.corrected(line, minutes=50 * 60, reason="착오", by=manager, second=payer, at=AFTER)

    run = PayRun.objects.get(kind="correction")
    assert run.organisation == operator
    assert (made.gross_won, made.withheld_won, made.net_won) == (-72_240, -6_360, -65_880)
    assert transfers.payer_of([line, made]) == {line.pk: operator.pk, made.pk: operator.pk}


def test_lines_of_two_operators_are_not_corrected_together(posting, taker, city, officer, payer, heir, heirs_second):
    line, late = paid_and_passed_on(posting, taker, city, officer, payer)
    (own,) = paying.paid([late], by=heir, second=heirs_second, at=AFTER)

    both = [pay_runs.Correction(each, 60, "착오") for each in (line, own)]
    with refusal("run_mixed"):
        pay_runs.prepare_corrections(both, by=heir, at=AFTER)


def test_papers_of_the_year_tell_who_paid(posting, operator, taker, city, officer, manager, payer, heir, heirs_second):
    line, late = paid_and_passed_on(posting, taker, city, officer, payer)
    paying.paid([late], by=heir, second=heirs_second, at=AFTER)
    paying.corrected(line, minutes=50 * 60, reason="착오", by=manager, second=payer, at=AFTER)

    given = withholding.take_statement(operator, 2026, by=payer, at=AFTER, **LOOK)
    taken = withholding.take_statement(taker, 2026, by=heir, at=AFTER, **LOOK)

    assert [row[4:] for row in given.rows] == [[1, 516_000, 45_400, 470_600]]
    assert [row[4:] for row in taken.rows] == [[1, 30_960, 0, 30_960]]
    assert (given.gross_won + taken.gross_won, given.withheld_won + taken.withheld_won) == money(PayLine.objects.all())
    (receipt,) = withholding.receipts_of(line.placement.candidate.user)
    assert (receipt.organisation, receipt.gross_won, receipt.withheld_won) == (operator, 516_000, 45_400)
    slip = slips.of_month(line.placement, MONTH)
    assert (slip.organisation, slip.total.gross_won, slip.total.net_won) == (operator, 516_000, 470_600)
    (other,) = withholding.receipts_of(late.placement.candidate.user)
    assert (other.organisation, other.gross_won) == (taker, 30_960)
    assert withholding.years_of([operator.pk]) == withholding.years_of([taker.pk]) == [2026]


def test_a_year_paid_without_runs_goes_by_who_had_the_posting(posting, operator, taker, city):
    """Lines from before there were runs."""
    placement = make.placement(make.application(posting, state="placed"))
    line = make.pay_line(make.worklog(placement), paid_at=JUNE, gross_won=30_960, withheld_won=0, net_won=30_960)
    pass_on(posting, taker, city)

    (receipt,) = withholding.receipts_of(placement.candidate.user)

    assert receipt.organisation == operator
    assert (withholding.years_of([operator.pk]), withholding.years_of([taker.pk])) == ([2026], [])
    assert transfers.payer_of([line]) == {line.pk: operator.pk}


def of(organisation, posting, user):
    project = Project(posting.programme_year, organisation)
    return month_end.of(project, MONTH, Placement.objects.visible_to(user))


def test_a_month_end_counts_what_its_operator_pays(posting, operator, taker, city, officer, manager, payer, heir):
    line, late = paid_and_passed_on(posting, taker, city, officer, payer)
    paying.corrected(line, minutes=50 * 60, reason="착오", by=manager, second=payer, at=AFTER)

    takers, givers = of(taker, posting, heir.user), of(operator, posting, officer.user)

    assert takers.total == Money(30_960, 0, 0, 30_960) == takers.ready_total
    assert {row.log.pk: (row.elsewhere, row.is_ready) for row in takers.rows} == {
        line.worklog_id: (operator, False),
        late.pk: (None, True),
    }
    assert (len(takers.paid), takers.runs) == (0, [])
    assert (givers.rows, givers.total) == ([], Money(516_000, 45_400, 0, 470_600))
    assert {run.kind for run in givers.runs} == {"regular", "correction"}
    (tab,) = month_end.projects_of(officer.user, [operator.pk], MONTH)
    assert tab.organisation == operator


def month_papers(posting, organisation, by):
    """The papers of May of an operator, asked for and built."""
    asked = bundles.ask_of_month(posting.programme_year, organisation, MONTH, by=by, at=AFTER)
    assert bundles.build_due(at=AFTER) == 1
    asked.refresh_from_db()
    return papering.files(asked)


def receipts(found, name):
    return {row["접수번호"] for row in papering.rows_of(found[name]) if row["접수번호"]}


def test_papers_of_a_month_are_of_who_paid_it(
    posting, operator, taker, city, officer, manager, payer, heir, heirs_second
):
    """After the posting passed on the giver still answers for what it paid, and the taker for nothing of it."""
    line, late = paid_and_passed_on(posting, taker, city, officer, payer)
    first, other = line.placement.application, late.placement.application

    waiting = month_papers(posting, taker, heir)
    assert receipts(waiting, "04_활동일지.csv") == {other.receipt_number}
    assert papering.rows_of(waiting["01_지급_회차.csv"]) == papering.rows_of(waiting["03_지급.csv"]) == []

    paying.paid([late], by=heir, second=heirs_second, at=AFTER)
    paying.corrected(line, minutes=50 * 60, reason="착오", by=manager, second=payer, at=AFTER)
    given, taken = month_papers(posting, operator, manager), month_papers(posting, taker, heir)

    for found, own, number in ((given, first, 2), (taken, other, 1)):
        for name in ("02_지급_회차의_내역.csv", "03_지급.csv", "04_활동일지.csv", "06_처리_기록.csv"):
            assert receipts(found, name) == {own.receipt_number}, name
        runs = papering.rows_of(found["01_지급_회차.csv"])
        assert len(runs) == number
        lines = papering.rows_of(found["02_지급_회차의_내역.csv"])
        paid = papering.rows_of(found["03_지급.csv"])
        sums = [sum(int(row["실지급액(원)"]) for row in rows) for rows in (runs, lines, paid)]
        assert sums[0] == sums[1] == sums[2] > 0
    assert not receipts(given, "02_지급_회차의_내역.csv") & receipts(taken, "02_지급_회차의_내역.csv")


def test_a_run_of_the_giver_says_no_whole_sums_to_the_taker(posting, operator, taker, city, officer, payer, heir):
    """The giver's run pays people of its other postings, too."""
    other = make.posting(operator, posting.programme_year, seats=2)
    paying.paid([paying.confirmed(posting), paying.confirmed(other)], by=officer, second=payer)

    pass_on(posting, taker, city)

    (row,) = papering.rows_of(papering.files(papering.built(posting, by=heir, at=AFTER))["23_지급_회차.csv"])

    assert row["지급한 운영기관"] == operator.name
    assert row["이 자료에 든 실지급액(원)"] == "30960"
    assert {row[name] for name in ("받는 분(명)", "총액(원)", "뗀 세금(원)", "실지급액(원)")} == {""}


def test_what_the_taker_paid_is_not_in_papers_of_who_withdrew_a_run(
    posting, operator, taker, city, officer, manager, heir, heirs_second
):
    """The giver's run stays in its own papers, with what was never sent; the money is the taker's."""
    log = paying.confirmed(posting)
    pay_runs.withdraw(pay_runs.prepare([log], by=officer, at=JUNE), reason="이관", by=officer, at=JUNE)
    pass_on(posting, taker, city)
    paying.paid([log], by=heir, second=heirs_second, at=AFTER)

    given, taken = month_papers(posting, operator, manager), month_papers(posting, taker, heir)

    assert [row["상태"] for row in papering.rows_of(given["01_지급_회차.csv"])] == ["거둠"]
    assert receipts(given, "03_지급.csv") == set()
    assert receipts(given, "04_활동일지.csv") == receipts(given, "06_처리_기록.csv") == set()
    assert receipts(given, "02_지급_회차의_내역.csv") == receipts(taken, "04_활동일지.csv") != set()
    assert [row["상태"] for row in papering.rows_of(taken["01_지급_회차.csv"])] == ["지급함"]
    assert receipts(taken, "03_지급.csv") == {log.placement.application.receipt_number}
