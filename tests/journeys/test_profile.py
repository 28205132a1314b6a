"""The profile with a script: saved on the way, told beside the field, two windows, the week by keyboard; large letters stay on the screen."""

import re

import pytest
from playwright.sync_api import expect

from profiles import drafts
from profiles.models import Candidate
from tests import make
from tests.journeys.browsing import Visitor

SAVED = "저장했습니다."


def status(visitor: Visitor):
    return visitor.page.locator("[data-autosave-status]")


def newcomer() -> Candidate:
    return make.candidate(profile_step="basics", hours_mask=None)


def test_step_saves_on_the_way_and_names_what_it_cannot_keep(visit) -> None:
    candidate = newcomer()
    visitor = visit(candidate.user)
    visitor.go("/me/profile/basics/")
    visitor.page.fill("[name=birth_on_year]", "1850")
    visitor.page.locator("h1").click()

    group = visitor.page.locator(".form-group", has=visitor.page.locator("[name=birth_on_year]"))
    expect(group).to_contain_text("태어난 해를 확인해 주세요.")
    expect(status(visitor)).to_contain_text("저장하지 못한 칸이 있습니다: 생년월일.")
    assert visitor.page.locator("[name=birth_on_year]").get_attribute("aria-invalid") == "true"
    visitor.complaints.clear()  # the browser logs the answer 422
    visitor.look()
    visitor.page.fill("[name=birth_on_year]", "1963")
    expect(status(visitor)).to_have_text(SAVED)
    expect(group).not_to_contain_text("태어난 해를 확인해 주세요.")

    candidate.refresh_from_db()
    assert candidate.birth_on.year == 1963


def test_career_half_typed_comes_back(visit) -> None:
    candidate = newcomer()
    visitor = visit(candidate.user)
    visitor.go("/me/profile/careers/")
    visitor.page.fill("[name=title]", "학교 급식 조리")
    expect(status(visitor)).to_have_text(SAVED)
    visitor.go("/me/profile/careers/")
    expect(visitor.page.locator("[name=title]")).to_have_value("학교 급식 조리")
    visitor.press("직업 찾기")
    visitor.page.get_by_label(re.compile("단체급식 조리사")).check()
    visitor.page.fill("[name=starts_on_year]", "2010")
    visitor.page.fill("[name=starts_on_month]", "3")
    visitor.page.get_by_label("지금까지 하고 있습니다").check()
    expect(visitor.page.locator("[name=ends_on_year]")).to_be_hidden()
    visitor.press("경력 더하기")

    visitor.sees("2010년 3월부터 지금까지")
    assert candidate.careers.get().keco == "5318"
    assert drafts.of(candidate, "careers") == drafts.NOTHING


def test_occupation_is_found_by_keyboard_in_the_tree(visit) -> None:
    visitor = visit(newcomer().user)
    visitor.go("/me/profile/careers/")
    visitor.page.fill("[name=title]", "운전")
    visitor.press("직업 목록에서 고르기")
    for name in ("영업·판매·운전·운송직", "운전·운송직", "자동차 운전원"):
        visitor.page.get_by_role("link", name=name, exact=True).focus()
        with visitor.page.expect_navigation():
            visitor.page.keyboard.press("Enter")
        visitor.look()
    visitor.press(re.compile("^버스 운전원"))

    expect(visitor.page.locator("[name=title]")).to_have_value("운전")
    expect(visitor.page.locator("[name=keco][value='6222']")).to_be_checked()


def test_second_window_is_told_and_asked(visit) -> None:
    candidate = newcomer()
    first, second = visit(candidate.user), visit(candidate.user)
    for window in (first, second):
        window.go("/me/profile/skills/")
    first.page.fill("[name=skills]", "바둑")
    expect(status(first)).to_have_text(SAVED)
    second.page.fill("[name=skills]", "사진")
    expect(status(second)).to_contain_text("다른 창에서 먼저 바꾸신 칸이 있습니다: 잘하는 일.")
    second.complaints.clear()  # the browser logs the answer 409

    second.press("다음")
    second.sees("다른 창에서 먼저 바꾸셨습니다")
    second.page.get_by_label(re.compile("이 창에서 적은 것")).check()
    second.press("고른 내용으로 저장하기")

    candidate.refresh_from_db()
    assert candidate.skills == "사진"


def test_button_pressed_while_a_save_is_under_way_disputes_nothing(visit) -> None:
    candidate = newcomer()
    visitor = visit(candidate.user)
    visitor.go("/me/profile/skills/")
    with visitor.page.expect_request(lambda sent: "x-autosave" in sent.headers):
        visitor.page.fill("[name=skills]", "바둑")
    visitor.page.fill("[name=skills]", "바둑과 장기")
    visitor.press("다음")

    candidate.refresh_from_db()
    assert candidate.skills == "바둑과 장기"
    assert visitor.page.url.endswith("/history/")


def test_filled_last_box_of_certificates_makes_another(visit) -> None:
    visitor = visit(newcomer().user)
    visitor.go("/me/profile/skills/")
    boxes = visitor.page.locator("[name=certificates]")
    count = boxes.count()
    boxes.last.fill("요양보호사")

    expect(boxes).to_have_count(count + 1)
    expect(status(visitor)).to_have_text(SAVED)
    visitor.look()


@pytest.mark.parametrize(("zoom", "width"), [("100", 390), ("150", 390)])
def test_week_is_ticked_by_keyboard_and_stays_on_the_screen(visit, zoom: str, width: int) -> None:
    candidate = newcomer()
    visitor = visit(candidate.user, width=width)
    visitor.page.context.add_cookies([{"name": "dasi_zoom", "value": zoom, "url": visitor.base}])
    visitor.go("/me/profile/time/")
    visitor.page.get_by_label("평일 오전").focus()
    visitor.page.keyboard.press("Space")
    expect(visitor.page.locator('[name=hours_mask][value="4:morning"]')).to_be_checked()
    visitor.page.locator('[name=hours_mask][value="2:morning"]').focus()
    visitor.page.keyboard.press("Space")
    expect(visitor.page.get_by_label("평일 오전")).not_to_be_checked()
    expect(status(visitor)).to_have_text(SAVED)
    visitor.look()
    visitor.page.locator(".week-detail summary").click()
    cells = visitor.page.locator(".week-grid.hours label")
    sizes = cells.evaluate_all("all => all.map(one => one.getBoundingClientRect()).map(box => [box.width, box.height])")
    least = 44 if zoom == "150" else 40  # KRDS: 44 px; at 100 % eight columns share the width
    assert len(sizes) % 7 == 0
    assert min(height for _width, height in sizes) >= 44
    assert min(width for width, _height in sizes) >= least
    visitor.look()

    candidate.refresh_from_db()
    assert candidate.hours_mask == [7 << 9, 7 << 9, 0, 7 << 9, 7 << 9, 0, 0]
