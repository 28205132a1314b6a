"""The week to tick, by parts of the day and by the hour: nothing scrolls the page sideways on a phone."""

import pytest

from tests import make

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

WIDEST = """() => [...document.querySelectorAll("main *")]
    .filter((found) => found.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((found) => found.outerHTML.slice(0, 90)).slice(0, 5)"""


@pytest.mark.parametrize("width", [360, 390, 1280])
def test_week_by_the_hour_stays_within_the_screen(visit, width: int) -> None:
    visitor = visit(make.candidate().user, width=width)

    visitor.go("/me/profile/time/")
    visitor.page.locator(".week-detail > summary").click()
    visitor.page.locator(".week-detail input").first.check()

    assert visitor.page.locator(".week-grid.hours").is_visible()
    assert visitor.page.evaluate(SIDEWAYS) <= 0, visitor.page.evaluate(WIDEST)
