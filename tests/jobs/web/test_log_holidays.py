"""Public holidays in a month's log: left out where it begins and where it is filled, and named."""

from datetime import timedelta

import pytest

from profiles.templatetags.dasi import day as day_words
from tests.jobs.holidays import holiday
from tests.jobs.web.open_postings import text
from tests.jobs.web.working import day, first_of, log_page, working

pytestmark = pytest.mark.django_db
EVERY_DAY = [0b111 << 9] * 7


def test_a_holiday_is_not_filled_and_is_named(client, person) -> None:
    placement, month = working(person, hours_mask=EVERY_DAY, hours_per_month=209), first_of(1)
    free = month + timedelta(days=4)
    holiday(free, "쉬는 날")

    begun = client.get(log_page(placement, month))
    filled = client.post(log_page(placement, month), {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0", "fill": "1"})

    for page in (begun, filled):
        days = {row["on"].value() for row in page.context["rows"].forms}
        assert day(month, 4) in days
        assert day(month, 5) not in days
        assert f"{day_words(free)} 쉬는 날" in text(page)
        cells = {cell.on: cell.holiday for week in page.context["weeks"] for cell in week if cell}
        assert [on for on, name in cells.items() if name == "쉬는 날"] == [free]


def test_who_worked_on_a_holiday_writes_it_down(client, person) -> None:
    placement, month = working(person, hours_mask=EVERY_DAY), first_of(1)
    holiday(month + timedelta(days=4))
    row = {"form-0-on": day(month, 5), "form-0-hours": "3", "form-0-minutes": "", "form-0-what": "말벗"}

    client.post(log_page(placement, month), {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "send": "1", **row})

    assert placement.worklogs.get().minutes == 180
