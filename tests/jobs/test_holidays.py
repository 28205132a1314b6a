"""Public holidays: set and taken back by the city's editors alone, each day once, told to the history."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from jobs import holidays
from jobs.models import Holiday
from profiles.models import Event
from tests import make
from tests.jobs.expect import happened, refusal
from tests.jobs.holidays import holiday
from tests.make import NOW

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 5)


@pytest.fixture
def editor():
    return make.actor(make.member(make.organisation("city"), role="editor"))


def test_add_tells_the_history(editor):
    row = holidays.add(DAY, " 개천절  대체공휴일 ", by=editor, at=NOW)

    assert (row.on, row.name, row.set_by) == (DAY, "개천절 대체공휴일", editor.user)
    assert happened(row) == [("add_holiday", "", "")]
    assert Event.objects.get().params == {"holiday": "2026-10-05 개천절 대체공휴일"}


def test_add_takes_a_day_once_and_asks_for_a_name(editor):
    holiday(DAY)

    with refusal("holiday_once"):
        holidays.add(DAY, "다른 이름", by=editor, at=NOW)
    with pytest.raises(ValidationError) as refused:
        holidays.add(date(2026, 10, 9), "  ", by=editor, at=NOW)
    assert set(refused.value.error_dict) == {"name"}


def test_remove_leaves_the_history(editor):
    holidays.remove(holiday(DAY, "개천절"), by=editor, at=NOW)

    assert not Holiday.objects.exists()
    assert Event.objects.get(verb="remove_holiday").params == {"holiday": "2026-10-05 개천절"}


@pytest.mark.parametrize("kind", ["operator", "city"])
def test_only_editors_of_the_city_set_them(kind):
    role = "member" if kind == "operator" else "auditor"
    other = make.actor(make.member(make.organisation(kind), role=role))

    with pytest.raises(PermissionDenied):
        holidays.add(DAY, "개천절", by=other, at=NOW)
    with pytest.raises(PermissionDenied):
        holidays.remove(holiday(), by=other, at=NOW)


def test_among_names_those_of_the_days():
    holiday(DAY, "개천절 대체공휴일")
    holiday(date(2026, 10, 9), "한글날")

    assert holidays.among([date(2026, 10, 9), date(2026, 10, 8), DAY]) == {
        DAY: "개천절 대체공휴일",
        date(2026, 10, 9): "한글날",
    }
