"""The frame of the site in a real browser: 화면 크게, contrast, keyboard, a page that isn't there."""

import pytest
from playwright.sync_api import expect


def test_visitor_makes_the_page_larger_and_it_stays(visit) -> None:
    visitor = visit(width=1280)
    visitor.go("/accounts/login/")

    visitor.page.get_by_role("button", name="화면 크게").click()
    visitor.go("/accounts/login/")

    expect(visitor.page.locator("html")).to_have_attribute("data-zoom", "110")


def test_visitor_darkens_the_page_and_every_text_stands_out(visit) -> None:
    visitor = visit()
    visitor.go("/accounts/login/")
    visitor.page.get_by_text("화면 설정").click()

    visitor.page.get_by_role("button", name="어둡게").click()

    expect(visitor.page.locator("body")).to_have_css("background-color", "rgb(19, 20, 22)")
    for path in ("/", "/jobs/", "/accounts/signup/"):
        visitor.go(path)


def test_keyboard_reaches_the_content_first(visit) -> None:
    visitor = visit()
    visitor.go("/accounts/login/")

    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")

    expect(visitor.page.locator("#main")).to_be_focused()


def test_page_at_twice_the_size_does_not_scroll_sideways(visit) -> None:
    visitor = visit(width=640)  # 1280 px at 200 %

    visitor.go("/accounts/login/")


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        ("document.querySelector('main').append(document.createElement('input'))", "label"),
        ("document.querySelector('main h1').style.color = '#ddd'", "color-contrast"),
        ("document.querySelector('main').style.minWidth = '600px'", "sideways"),
        ("document.querySelector('main').append('{{ name }}')", "raw text"),
    ],
)
def test_look_finds_what_must_not_be_there(visit, fault: str, complaint: str) -> None:
    visitor = visit()
    visitor.go("/accounts/login/")

    visitor.page.evaluate(fault)

    with pytest.raises(AssertionError, match=complaint):
        visitor.look()
