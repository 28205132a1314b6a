"""The plan of 2019 adds up to what was published."""

from collections import Counter
from datetime import date

import pytest

from config.demo import board, programmes
from config.demo.waves import PLAN_YEAR, Calendar

TODAY = date(2026, 11, 25)


def test_plan_has_the_published_number_of_programmes() -> None:
    planned = [plan for plan in programmes.plans() if plan.seats]

    assert len(planned) == 49
    assert sum(plan.role.kind == "meaningful_work" for plan in planned) == 33


def test_plan_adds_up_to_the_published_seats() -> None:
    seats: Counter[str] = Counter()
    for plan in programmes.plans():
        seats[plan.role.group] += plan.seats

    types = ("사회서비스형", "마을지원형", "세대통합형", "50+당사자지원형", "사회적경제지원형")
    assert [seats[name] for name in types] == [558, 723, 722, 210, 60]
    assert seats.total() == 2_863


@pytest.mark.parametrize("people", [240, 1500, 6000, 9000])
def test_calls_hold_the_seats_of_the_plan(people: int) -> None:
    plans = programmes.plans(people)

    calls = [call for call in board.calls(Calendar(TODAY), plans, operators=20) if call.year == PLAN_YEAR]

    assert sum(call.seats for call in calls) == sum(plan.seats for plan in plans)
    assert all(call.seats for call in calls)


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 3, 31), date(2026, 11, 25), date(2028, 2, 29)])
def test_present_year_lies_around_the_day(today: date) -> None:
    calendar = Calendar(today)
    starts_on, ends_on = calendar.period(calendar.year)

    assert 180 <= (today - starts_on).days <= 215
    assert 150 <= (ends_on - today).days <= 185
    for wave in calendar.waves().values():
        assert wave.opens_on < wave.closes_on < wave.results_on < wave.starts_on < wave.ends_on <= ends_on
    for wave in (*calendar.waves().values(), *calendar.seasons().values()):
        assert wave.written_at < wave.sent_at < wave.approved_at < wave.apply_from
        assert wave.written_at.date() < today
