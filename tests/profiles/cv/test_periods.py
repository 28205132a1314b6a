"""How long a career lasted, as people write it."""

from datetime import date

import pytest

from profiles.cv import periods

ON = date(2026, 4, 15)


@pytest.mark.parametrize(
    ("text", "months", "is_exact"),
    [
        ("2005.03 ~ 2012.02", 84, True),
        ("2005. 3. ~ 2012. 2.", 84, True),
        ("2005.03.02~2012.02.28", 84, True),
        ("2005년 3월부터 2012년 2월까지", 84, True),
        ("2005/03-2012/02", 84, True),
        ("2005-03 – 2012-02", 84, True),
        ("200503~201202", 84, True),
        ("2005.03 ~ 2005.03", 1, True),
        ("2025.05 ~ 현재", 12, True),
        ("2025.05 - 재직 중", 12, True),
        ("1998 ~ 2005", 84, False),
        ("1998년 ~ 2005년", 84, False),
        ("1998 ~ 1998", 12, False),
    ],
)
def test_find(text: str, months: int, is_exact: bool) -> None:
    found = periods.find(f"근무 {text} 한빛학교", on=ON)

    assert (found.months, found.is_exact) == (months, is_exact)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2005.03.02~2012.02.28", (date(2005, 3, 1), date(2012, 2, 1))),
        ("200503~201202", (date(2005, 3, 1), date(2012, 2, 1))),
        ("2025.05 ~ 현재", (date(2025, 5, 1), None)),
        ("1998 ~ 2005", (None, None)),
    ],
)
def test_find_keeps_the_months_that_are_written(text: str, ends: tuple) -> None:
    found = periods.find(text, on=ON)

    assert (found.starts_on, found.ends_on) == ends


@pytest.mark.parametrize(
    "text",
    ["", "2005.03", "2012.02 ~ 2005.03", "1900 ~ 2020", "2030.01 ~ 2031.01", "2005.13 ~ 2012.02 ~", "02-362-1234"],
)
def test_find_nothing(text: str) -> None:
    assert periods.find(text, on=ON) is None


@pytest.mark.parametrize(("text", "months"), [("7년 2개월", 86), ("총 7년", 84), ("8개월", 8), ("(10년간)", 120)])
def test_length(text: str, months: int) -> None:
    assert periods.length(text).months == months
