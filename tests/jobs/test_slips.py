"""The slip of a month's allowance adds up, with what was put right later."""

from decimal import Decimal

import pytest

from jobs import slips
from tests import make
from tests.jobs.certificates import paid
from tests.jobs.logs import MONTH


@pytest.mark.django_db
def test_slip_adds_up_corrections() -> None:
    line = paid()
    less = {"minutes": -60, "gross_won": -10_320, "withheld_won": -900, "net_won": -9_420}
    make.pay_line(line.worklog, corrects=line, reason="하루 시간을 잘못 적었습니다.", **less)

    slip = slips.of_month(line.placement, MONTH)

    assert slip.total[1:5] == (3360, 577_920, 50_860, 527_060)
    assert [(row.minutes, row.is_correction) for row in slip.lines] == [(3420, False), (-60, True)]


@pytest.mark.django_db
def test_slip_knows_what_was_cut_off() -> None:
    line = paid(minutes=181, gross_won=31_130, withheld_won=0, net_won=31_130)

    assert slips.of_month(line.placement, MONTH).uncut_won == Decimal(181 * 10_320) / 60


@pytest.mark.django_db
def test_slip_is_of_paid_allowances_alone() -> None:
    unpaid = make.worklog(state="confirmed")
    wage = make.posting(programme_year_=make.programme_year(pay_kind="wage"))
    with_wage = paid(make.placement(make.application(wage, state="placed")))

    assert slips.of_month(unpaid.placement, MONTH) is None
    assert slips.of_month(with_wage.placement, MONTH) is None
