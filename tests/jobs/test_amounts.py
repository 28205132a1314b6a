"""A figure is said with its unit in one piece."""

import pytest

from jobs.figures import FIGURES
from jobs.templatetags.amounts import amount


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (2863, "jobs", "2,863개"),
        (12, "persons", "12명"),
        (0, "cases", "0건"),
        (180, "minutes", "3시간"),
        (525_020, "won", "525,020원"),
        (None, "jobs", ""),
    ],
)
def test_amount_is_said_with_its_unit(number: int | None, unit: str, said: str) -> None:
    assert amount(number, unit) == said


@pytest.mark.parametrize("code", FIGURES)
def test_every_figure_has_a_unit_in_words(code: str) -> None:
    assert amount(1, FIGURES[code].unit) != ""
