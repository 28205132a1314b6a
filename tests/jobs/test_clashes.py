"""What a person promised or does at the same hours as a posting."""

from datetime import date, timedelta

import pytest

from jobs import clashes
from tests import make

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = [0b111 << 9, 0, 0, 0, 0, 0, 0], [0, 0b111 << 9, 0, 0, 0, 0, 0]
TODAY = make.TODAY


@pytest.fixture
def person():
    return make.candidate()


@pytest.fixture
def posting():
    """On Monday mornings from 4 May to 31 October."""
    return make.posting(hours_mask=MONDAY)


def titles(person, posting, today=TODAY) -> list[str]:
    return [clash.title for clash in clashes.of(person, posting, today=today)]


def test_of_names_the_days_and_hours_of_both(person, posting) -> None:
    other = make.posting(starts_on=date(2026, 6, 1), ends_on=date(2026, 12, 31))
    make.application(other, person, state="accepted")

    (clash,) = clashes.of(person, posting, today=TODAY)

    assert clash == (other.title, date(2026, 6, 1), date(2026, 10, 31), tuple(MONDAY))


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        ("received", False), ("selected", False), ("offered", False), ("accepted", True), ("declined", False),
        ("withdrawn", False), ("lapsed", False), ("selection_withdrawn", False),
    ],
)  # fmt: skip
def test_of_counts_what_was_promised_alone(person, posting, state, counts) -> None:
    make.application(make.posting(hours_mask=MONDAY), person, state=state)

    assert bool(titles(person, posting)) == counts


@pytest.mark.parametrize(
    ("state", "counts"), [("preparing", True), ("active", True), ("completed", False), ("ended_early", False)]
)
def test_of_counts_a_place_until_it_is_over(person, posting, state, counts) -> None:
    row = make.application(make.posting(hours_mask=MONDAY), person, state="placed")
    make.placement(row, state=state)

    assert bool(titles(person, posting)) == counts


def test_of_leaves_other_hours_other_days_and_other_people_alone(person, posting) -> None:
    later = {"starts_on": date(2026, 11, 1), "ends_on": date(2026, 12, 31)}
    for columns in ({"hours_mask": TUESDAY}, {"hours_mask": [0] * 7}, {"hours_mask": MONDAY, **later}):
        make.application(make.posting(**columns), person, state="accepted")
    make.application(make.posting(hours_mask=MONDAY), state="accepted")
    make.application(posting, person, state="accepted")

    assert titles(person, posting) == []


def test_of_ends_with_the_days_of_both(person, posting) -> None:
    other = make.posting(hours_mask=MONDAY, ends_on=date(2026, 6, 30))
    make.application(other, person, state="accepted")

    assert titles(person, posting, today=date(2026, 6, 30)) == [other.title]
    assert titles(person, posting, today=date(2026, 6, 30) + timedelta(days=1)) == []
