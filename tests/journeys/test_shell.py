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


def test_the_display_settings_close_by_escape_and_by_a_press_beside_them(visit) -> None:
    visitor = visit()
    visitor.go("/accounts/login/")
    sheet, summary = visitor.page.locator(".view-sheet"), visitor.page.get_by_text("화면 설정")

    summary.click()
    expect(sheet).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    summary.click()
    visitor.page.locator("footer").click(position={"x": 5, "y": 5})
    expect(sheet).to_be_hidden()


@pytest.mark.parametrize("press", ["선명하게", "어둡게", "밝게"])
def test_boxes_stand_out_from_their_ground_ticked_and_not(visit, press: str) -> None:
    visitor = visit()
    visitor.go("/jobs/?view=map")
    visitor.page.get_by_text("화면 설정").click()
    visitor.page.get_by_role("button", name=press).click()
    visitor.go("/jobs/?view=map")
    box = visitor.page.locator("main input[type=checkbox]").first

    assert _contrast(box, "borderColor") >= 3
    box.check()
    assert _contrast(box, "backgroundColor") >= 3


def _contrast(box, of: str) -> float:
    """How a colour of a box stands out from what is behind it (WCAG 1.4.11)."""
    return box.evaluate(
        """(box, of) => {
            const light = (colour) => {
                const [r, g, b] = colour.match(/\\d+/g).map((part) => part / 255)
                    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            let behind = box.parentElement;
            while (/^rgba.*, 0\\)$/.test(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
            const [dark, bright] = [getComputedStyle(box)[of], getComputedStyle(behind).backgroundColor].map(light).sort((a, b) => a - b);
            return (bright + 0.05) / (dark + 0.05);
        }""",
        of,
    )


def test_what_is_folded_stands_on_paper(visit) -> None:
    """A counsellor prints the consents, and whoever signs reads them there."""
    visitor = visit()
    visitor.go("/accounts/signup/")
    text = visitor.page.locator("main details p").first
    expect(text).to_be_hidden()

    visitor.page.emulate_media(media="print")
    is_on_paper = text.is_visible()
    visitor.page.emulate_media(media="null")  # the window goes on to the next test

    assert is_on_paper


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
