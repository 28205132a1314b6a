"""How lengths are written for readers, and read as people type them."""

import pytest

from profiles.lengths import typed_minutes, years_and_months


@pytest.mark.parametrize(("months", "said"), [(74, "6년 2개월"), (72, "6년"), (12, "1년"), (7, "7개월"), (0, "0개월")])
def test_years_and_months(months, said):
    assert years_and_months(months) == said


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("4", 240),
        ("0", 0),
        (" ４ ", 240),
        ("4시간", 240),
        ("4 시간", 240),
        ("4시간 30분", 270),
        ("4시간30분", 270),
        ("4시간 반", 270),
        ("4:30", 270),
        ("12：05", 725),
        ("4.5", 270),
        ("4.5시간", 270),
        ("4.0", 240),
        ("4.25", 255),
        ("30분", 30),
        ("90분", 90),
        ("4 h", 240),
        ("4h 30min", 270),
        ("2 hours", 120),
    ],
)
def test_typed_minutes_reads_what_people_type(text, minutes):
    assert typed_minutes(text) == minutes


@pytest.mark.parametrize(
    "text",
    ["", "네 시간", "4.30", "4.3", "4,5", "4:3", "4:60", "9:00~12:00", "반", "시간", "4시간 30", "-4", "99999"],
)
def test_typed_minutes_takes_nothing_that_reads_in_two_ways(text):
    assert typed_minutes(text) is None
