"""What was agreed with one person holds wherever their hours are asked for, once both sides signed it."""

from datetime import date, timedelta

import pytest

from jobs import agreed, agreements, clashes, diary
from jobs.models import Agreement
from tests import make
from tests.jobs.agreeing import signing
from tests.jobs.expect import queries, refusal
from tests.jobs.placing import active, own, preparing
from tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)
MONDAY, FRIDAY = [0b111 << 9, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0b11 << 14, 0, 0]


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=4, hours_mask=MONDAY)


@pytest.fixture
def row(posting):
    return preparing(posting, agreed_at=None)


def draw(row, officer, at=NOW, **changes) -> Agreement:
    (made,) = agreements.draw_up([row], changes=changes, by=officer, at=at)
    return made


def sign(made, row, officer, at=NOW) -> None:
    signing(made, own(row), at=at)()
    signing(made, officer, name="박담당", at=at)()
    row.refresh_from_db()


def of(row) -> agreed.Agreed:
    return agreed.of([row])[row.pk]


def test_what_both_signed_counts_and_not_before(row, officer):
    made = draw(row, officer, hours_mask=FRIDAY, hours_per_month=20)
    assert of(row).week == tuple(MONDAY)

    sign(made, row, officer)

    assert of(row) == (tuple(FRIDAY), row.application.posting.weekly_hours, 20)


def test_the_version_before_holds_until_the_next_is_signed(row, officer):
    sign(draw(row, officer, hours_per_month=20), row, officer)
    second = draw(row, officer, at=LATER, hours_per_month=30)
    row.refresh_from_db()
    assert of(row).hours_per_month == 20

    sign(second, row, officer, at=LATER)

    assert of(row).hours_per_month == 30


def test_paper_counts_as_both(row, officer):
    draw(row, officer, hours_per_month=20)
    make.changed(row, agreed_at=NOW)
    row.refresh_from_db()

    assert of(row).hours_per_month == 20


def test_the_diary_fills_the_agreed_days(posting, officer):
    row = active(posting)
    draw(row, officer, hours_mask=FRIDAY)
    make.changed(row, agreed_at=NOW)
    week = [date(2026, 5, 11) + timedelta(days=number) for number in range(7)]

    found = diary.by_schedule(diary.Month(row, date(2026, 5, 1)), week, most_minutes=600)

    assert found == {date(2026, 5, 15): 120}


def test_a_clash_is_one_of_the_agreed_week(row, officer):
    on_friday, on_monday = make.posting(hours_mask=FRIDAY), make.posting(hours_mask=MONDAY)
    draw(row, officer, hours_mask=FRIDAY)
    make.changed(row, agreed_at=NOW)

    assert clashes.of(row.candidate, on_monday, today=TODAY) == []
    assert [clash.week for clash in clashes.of(row.candidate, on_friday, today=TODAY)] == [tuple(FRIDAY)]


def test_more_than_the_cap_is_agreed_with_nobody(row, officer):
    cap = row.application.posting.programme_year.hours_cap_per_month

    with refusal("hours_over_cap"):
        draw(row, officer, hours_per_month=cap + 1)
    assert not Agreement.objects.exists()
    draw(row, officer, hours_per_month=cap)
    year = make.changed(row.application.posting.programme_year, hours_cap_per_month=cap - 1)
    with refusal("hours_over_cap"):
        agreements.draw_up([row], by=officer, at=LATER)
    make.changed(year or row.application.posting.programme_year, hours_cap_per_month=None)
    draw(row, officer, at=LATER, hours_per_month=cap + 100)


def test_of_asks_once_of_any_number(posting):
    rows = [preparing(posting) for _ in range(3)]

    assert queries(lambda: agreed.of(rows[:1])) == queries(lambda: agreed.of(rows))
