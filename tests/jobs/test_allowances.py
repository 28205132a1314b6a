"""What a month pays: the sums that were really paid in 2019 and 2022, the floor, and the unit of the cut."""

from datetime import date
from decimal import Decimal

import pytest

from jobs import allowances
from jobs.allowances import terms_on
from jobs.models import PayTerms


@pytest.mark.parametrize(
    ("hourly_won", "paid"),
    [(9_211, 525_020), (10_766, 613_660), (10_320, 588_240)],  # 57 h: 525,027 · 613,662 · 588,240 won
)
def test_pay_of_cuts_the_gross_below_ten_won(hourly_won, paid):
    terms = PayTerms(hourly_won=hourly_won, withholding_rate=Decimal(0), rounding_won=10)

    assert allowances.pay_of(57 * 60, terms) == (paid, 0, paid)


@pytest.mark.parametrize(
    ("minutes", "withheld"),
    [(57 * 60, 46_200), (300, 0), (306, 4_480)],  # 525,020 x 8.8 % = 46,201.76; 50,000; 51,000 x 8.8 % = 4,488
)
def test_pay_of_withholds_above_the_floor(minutes, withheld):
    hourly_won = 9_211 if minutes == 57 * 60 else 10_000
    terms = PayTerms(
        hourly_won=hourly_won, withholding_rate=Decimal("0.088"), withholding_floor_won=50_000, rounding_won=10
    )

    pay = allowances.pay_of(minutes, terms)

    assert (pay.withheld_won, pay.net_won) == (withheld, pay.gross_won - withheld)


def test_pay_of_takes_the_unit_of_the_terms():
    terms = PayTerms(hourly_won=9_211, withholding_rate=Decimal("0.033"), rounding_won=1, tax_unit_won=100)

    assert allowances.pay_of(57 * 60, terms) == (525_027, 17_300, 507_727)  # 3.3 % are 17,325


def test_terms_on_a_day_are_the_last_that_are_valid():
    spring, autumn = (PayTerms(valid_from=date(2026, month, 1)) for month in (3, 9))

    assert terms_on([autumn, spring], date(2026, 8, 31)) is spring
    assert terms_on([autumn, spring], date(2026, 9, 1)) is autumn
    assert terms_on([autumn, spring], date(2026, 1, 1)) is spring
    assert terms_on([], date(2026, 1, 1)) is None
