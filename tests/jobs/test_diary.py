"""The months of a placement: from its first day to its last or today, and which of them still lack a log."""

from datetime import date

import pytest

from jobs import diary
from tests import make


def began(on: date, **columns):
    """A placement that began on a day and is planned until 31 October."""
    return make.placement(started_on=on, **columns)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "keys"),
    [
        (date(2026, 5, 20), ["2026-05"]),
        (date(2026, 7, 1), ["2026-07", "2026-06", "2026-05"]),
        (date(2027, 3, 1), ["2026-10", "2026-09", "2026-08", "2026-07", "2026-06", "2026-05"]),
    ],
)
def test_months_run_from_the_first_day_to_the_last(today: date, keys: list[str]) -> None:
    assert [month.key for month in diary.months_of(began(date(2026, 5, 20)), today=today)] == keys


@pytest.mark.django_db
def test_months_of_who_has_not_begun_are_none() -> None:
    assert diary.months_of(make.placement(state="preparing"), today=date(2026, 6, 1)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 5, 25), date(2026, 5, 20), date(2026, 5, 25)),
        (date(2026, 6, 10), date(2026, 5, 20), date(2026, 5, 31)),
    ],
)
def test_days_begin_with_the_placement_and_end_today(today: date, first: date, last: date) -> None:
    month = diary.months_of(began(date(2026, 5, 20)), today=today)[-1]

    days = diary.days_of(month, today=today)

    assert (days[0], days[-1]) == (first, last)


@pytest.mark.django_db
def test_schedule_fills_the_days_of_the_week_up_to_the_most() -> None:
    posting = make.posting(hours_mask=[0b111 << 9, 0, 0b1111 << 9, 0, 0, 0, 0])
    placement = make.placement(make.application(posting, state="placed"), started_on=date(2026, 5, 20))
    month = diary.months_of(placement, today=date(2026, 6, 30))[0]
    days = diary.days_of(month, today=date(2026, 6, 30))

    found = diary.by_schedule(month, days, most_minutes=600)

    # Monday 3 hours, Wednesday 4, Monday 3; the next Wednesday has nothing left
    assert found == {date(2026, 6, 1): 180, date(2026, 6, 3): 240, date(2026, 6, 8): 180}
    assert month.due_on == date(2026, 7, 1)


@pytest.mark.django_db
def test_due_are_the_months_that_are_over_and_have_no_log() -> None:
    placement = began(date(2026, 5, 20))
    make.worklog(placement, month=date(2026, 6, 1))

    assert [month.key for month in diary.due([placement], today=date(2026, 7, 31))] == ["2026-05"]
    assert [month.key for month in diary.due([placement], today=date(2026, 8, 1))] == ["2026-05", "2026-07"]


@pytest.mark.django_db
def test_months_are_late_from_the_day_after_they_are_due_while_no_log_was_handed_in() -> None:
    placement = began(date(2026, 5, 20))
    make.worklog(placement, month=date(2026, 6, 1), state="returned")

    def late(today: date) -> list[str]:
        return [month.key for month in diary.months_of(placement, today=today) if month.is_late]

    assert late(date(2026, 6, 1)) == []
    assert late(date(2026, 6, 2)) == ["2026-05"]
    assert late(date(2026, 8, 2)) == ["2026-07", "2026-05"]
