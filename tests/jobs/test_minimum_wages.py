"""The least that an hour of work may be paid: the table by its days, and who is told what."""

from datetime import date

import pytest

from jobs import minimum_wages
from jobs.eligibility.published import PUBLISHED, WAGE


@pytest.mark.parametrize(
    ("day", "won"),
    [
        (date(2018, 12, 31), None),
        (date(2019, 1, 1), 8_350),
        (date(2020, 7, 1), 8_590),
        (date(2021, 7, 1), 8_720),
        (date(2022, 7, 1), 9_160),
        (date(2023, 7, 1), 9_620),
        (date(2024, 7, 1), 9_860),
        (date(2025, 12, 31), 10_030),
        (date(2026, 1, 1), 10_320),
        (date(2040, 1, 1), 10_320),
    ],
)
def test_on_a_day_the_newest_figure_by_then_is_in_force(day, won) -> None:
    found = minimum_wages.on(day)

    assert (found and found.hourly_won) == won
    assert found is None or found.source


def test_shortfall_names_both_figures_the_year_and_the_law() -> None:
    assert minimum_wages.shortfall(10_319, date(2026, 3, 2)) == (
        "1시간에 10,319원은 2026년 최저임금 10,320원보다 적습니다. 급여는 최저임금보다 적을 수 없습니다(최저임금법 제6조)."
    )


@pytest.mark.parametrize(("won", "day"), [(10_320, date(2026, 3, 2)), (10_030, date(2025, 3, 2)), (None, date.max)])
def test_shortfall_of_a_wage_that_reaches_it_or_is_not_known_says_nothing(won, day) -> None:
    assert minimum_wages.shortfall(won, day) == ""


def test_every_wage_published_reached_it() -> None:
    wages = [entry for entry in PUBLISHED if entry.pay_kind == WAGE]

    assert len(wages) >= 5
    assert [entry for entry in wages if minimum_wages.shortfall(entry.hourly_won, date(entry.year, 6, 1))] == []
