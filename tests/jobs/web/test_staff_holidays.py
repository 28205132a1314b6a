"""Public holidays on the city's page: listed from this year on, added and taken out by an editor."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Holiday
from tests import make
from tests.jobs.expect import queries
from tests.jobs.holidays import holiday
from tests.jobs.web.open_postings import text

pytestmark = pytest.mark.django_db
LIST = reverse("jobs:staff_holiday_list")


@pytest.fixture
def editor(client):
    client.force_login(make.member(make.organisation("city"), role="editor"))


def typed(on: date, name: str) -> dict[str, str]:
    return {"on_year": str(on.year), "on_month": str(on.month), "on_day": str(on.day), "name": name}


@pytest.mark.usefixtures("editor")
def test_a_day_is_added_once_and_taken_out(client):
    day = timezone.localdate().replace(month=5, day=5)

    client.post(LIST, typed(day, "어린이날"))
    again = text(client.post(LIST, typed(day, "다른 날")))

    (row,) = Holiday.objects.all()
    assert (row.on, row.name) == (day, "어린이날")
    assert "이날은 이미 공휴일로 적혀 있습니다." in again
    client.post(reverse("jobs:staff_holiday_remove", args=[row.public_id]))
    assert not Holiday.objects.exists()


@pytest.mark.usefixtures("editor")
def test_years_that_are_over_are_left_out(client):
    this_year = timezone.localdate().year
    holiday(date(this_year, 1, 1), "새해 첫날")
    holiday(date(this_year - 1, 1, 1), "지난해 첫날")

    shown = text(client.get(LIST))

    assert "새해 첫날" in shown
    assert "지난해 첫날" not in shown


@pytest.mark.usefixtures("editor")
def test_list_asks_the_same_of_any_number(client):
    year = timezone.localdate().year
    holiday(date(year, 1, 1))
    one = queries(lambda: client.get(LIST))
    holiday(date(year, 3, 1))
    holiday(date(year, 5, 5))

    assert queries(lambda: client.get(LIST)) == one


def test_an_auditor_reads_and_sets_nothing(client):
    client.force_login(make.member(make.organisation("city"), role="auditor"))
    holiday(timezone.localdate(), "쉬는 날")

    assert "빼기" not in text(client.get(LIST)).partition("<main")[2]
    assert client.post(LIST, typed(date(2026, 12, 25), "성탄절")).status_code == 403
