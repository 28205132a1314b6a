"""Finding work on a phone: the map by keyboard, the same districts by list, and a way out of an empty list."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import make
from tests.journeys import world

_SYLLABLES = """paragraph => {
    const text = paragraph.firstChild, range = document.createRange(), lines = new Map();
    for (let at = 0; at < text.length; at++) {
        if (!/[가-힣]/.test(text.data[at])) continue;
        range.setStart(text, at), range.setEnd(text, at + 1);
        const top = Math.round(range.getBoundingClientRect().top);
        lines.set(top, (lines.get(top) ?? 0) + 1);
    }
    return [...lines.values()];
}"""
_WIDTH = """paragraph => {
    const range = document.createRange();
    range.setStart(paragraph.firstChild, 0), range.setEnd(paragraph.firstChild, 1);
    return range.getBoundingClientRect().width / parseFloat(getComputedStyle(paragraph).fontSize);
}"""
WEEKENDS = [0] * 5 + [0b111 << 9] * 2


@pytest.fixture
def city(people):
    """Two districts with work, one of them at weekends."""
    make.posting(people.organisation, people.year, title="서대문 평일", sites=[people.site], **world.open_now())
    there = make.site(people.organisation, district="11110")
    make.posting(
        people.organisation, people.year, title="종로 주말", sites=[there], hours_mask=WEEKENDS, **world.open_now()
    )


@pytest.fixture
def people(transactional_db):
    return world.people()


@pytest.mark.usefixtures("city")
def test_districts_are_chosen_from_the_list_alone_on_a_phone(visit) -> None:
    visitor = visit()
    visitor.go("/jobs/?view=map")

    expect(visitor.page.locator(".district-map")).to_be_hidden()
    choice = visitor.page.locator("label.choice", has_text="종로구 (1건)")
    assert choice.bounding_box()["height"] >= 44
    choice.click()

    expect(visitor.page.locator("input[name=district][value='11110']")).to_be_checked()


@pytest.mark.usefixtures("city")
def test_a_district_is_chosen_on_the_map_by_keyboard_and_let_go(visit) -> None:
    visitor = visit(width=1280)
    visitor.go("/jobs/")
    page = visitor.page
    page.locator("details.filters summary").first.press("Enter")
    page.locator("#map > summary").press("Enter")
    area = page.locator('.district-map a[aria-label^="종로구"]')
    expect(area).to_have_attribute("aria-label", "종로구 1건")
    area.focus()
    visitor.look()

    area.press("Enter")

    expect(page.locator('.district-map a[aria-label="종로구 1건, 골랐음"]')).to_be_visible()
    expect(page.locator("input[name=district][value='11110']")).to_be_checked()
    visitor.sees("종로 주말")
    assert page.get_by_text("서대문 평일").count() == 0
    visitor.look()
    visitor.follow(re.compile("종로구.*빼기"))
    visitor.sees("서대문 평일")


@pytest.mark.usefixtures("city")
def test_an_empty_list_is_left_by_one_press(visit) -> None:
    visitor = visit()
    visitor.go("/jobs/?district=11410&days=weekends")

    visitor.follow("‘주말에도 하는 일’ 조건을 빼면 1건")

    visitor.sees("서대문 평일")


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    "path", ["/", "/jobs/?view=map&district=11110&near=11110", "/jobs/?days=weekends&district=11410"]
)
def test_pages_of_a_phone_at_twice_the_size_do_not_scroll_sideways(visit, path: str) -> None:
    visit(width=195).go(path)


@pytest.mark.usefixtures("city")
def test_the_first_posting_is_seen_without_scrolling(visit) -> None:
    visitor = visit(width=390)
    visitor.go("/jobs/")

    assert visitor.page.locator(".cards .card").first.bounding_box()["y"] < 700


@pytest.mark.usefixtures("city")
def test_the_button_of_the_filters_says_how_many_it_will_show_and_stays_in_sight(visit) -> None:
    visitor = visit(width=390)
    visitor.go("/jobs/")
    visitor.page.locator("details.filters > summary").click()
    button = visitor.page.locator("[data-go]")

    visitor.page.select_option("[name=days]", "weekends")

    expect(button).to_have_text("1건 보기")
    expect(button).to_be_in_viewport()


def test_a_line_holds_at_most_forty_syllables(visit, people) -> None:
    duties = "어르신댁에서 말벗이되어 산책과장보기를 도와드리고 매일활동내용을 적습니다. " * 9
    posting = make.posting(people.organisation, people.year, sites=[people.site], duties=duties, **world.open_now())
    visitor = visit(width=1280)
    visitor.page.context.add_cookies([{"name": "dasi_fonts", "value": "yes", "url": visitor.base}])
    for _again in range(2):  # the fonts come with the first page and are there for the second
        visitor.go(reverse("jobs:public_posting", args=[posting.public_id]))
        visitor.page.evaluate("document.fonts.ready.then(() => true)")

    lines = visitor.page.locator(".lines p").first.evaluate(_SYLLABLES)
    width = visitor.page.locator(".lines p").first.evaluate(_WIDTH)

    assert round(width, 2) == 0.86  # Pretendard GOV: what --d-line-length in tokens.css is reckoned from
    assert 30 <= max(lines[:-1]) <= 40
