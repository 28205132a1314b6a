"""The phone's Back button after a form that was refused: a page with what was typed, never a form to send again."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from profiles.models import User
from tests import make
from tests.journeys import world
from tests.journeys.browsing import Visitor, open_window


@pytest.fixture(params=[True, False], ids=["script", "plain"])
def come(request, browser, live_server) -> Iterator[Callable[[User], Visitor]]:
    """Bring somebody to the site on a phone, with a script and without."""
    windows = []

    def coming(user: User) -> Visitor:
        visitor = Visitor(open_window(browser, 390, java_script_enabled=request.param), live_server.url)
        windows.append(visitor.page)
        visitor.carry_session(user)
        return visitor

    yield coming
    for window in windows:
        window.context.close()


def test_back_after_a_refused_step_shows_the_page_with_its_words(come) -> None:
    candidate = make.candidate(profile_step="basics", name="김영수", phone="01012345678")
    visitor = come(candidate.user)
    visitor.page.goto(visitor.base + "/me/profile/basics/")
    submit = visitor.page.locator("form#step .actions .primary")
    visitor.page.fill("[name=phone]", "12")
    with visitor.page.expect_navigation():
        submit.click()
    expect(visitor.page.locator(".error-summary")).to_contain_text("전화번호")
    expect(visitor.page.locator("[name=phone]")).to_have_value("12")
    visitor.page.fill("[name=phone]", "010-9999-8888")
    with visitor.page.expect_navigation():
        submit.click()
    expect(visitor.page.locator("h1")).to_have_text("사는 곳")

    visitor.page.go_back()

    expect(visitor.page.locator("h1")).to_have_text("이름과 연락처")
    expect(visitor.page.locator("[name=phone]")).to_have_value("010-9999-8888")
    expect(visitor.page.locator(".error-summary")).to_have_count(0)


def test_back_through_an_application_that_was_refused(come) -> None:
    people = world.people()
    posting = make.posting(
        people.organisation, people.year, sites=[people.site], question="운전하십니까?", **world.open_now()
    )
    visitor = come(people.candidate.user)
    visitor.page.goto(f"{visitor.base}/jobs/{posting.public_id}/apply/")
    on = visitor.page.locator("[name=check]")
    visitor.page.fill("[name=motive]", "어르신을 돕고 싶습니다.")
    with visitor.page.expect_navigation():
        on.click()
    expect(visitor.page.locator(".error-summary")).to_contain_text("질문에 답해 주세요.")
    expect(visitor.page.locator("[name=motive]")).to_have_value("어르신을 돕고 싶습니다.")
    visitor.page.fill("[name=answer]", "네")
    for box in visitor.page.locator("[name^=consent_]").all():
        box.check()
    with visitor.page.expect_navigation():
        on.click()
    expect(visitor.page.locator("h1")).to_have_text("지원 내용 확인하기")

    visitor.page.go_back()

    expect(visitor.page.locator("h1")).to_have_text("지원하기")
    expect(visitor.page.locator("[name=motive]")).to_have_value("어르신을 돕고 싶습니다.")
    expect(visitor.page.locator("[name=answer]")).to_have_value("네")
    visitor.page.go_forward()
    expect(visitor.page.locator("h1")).to_have_text("지원 내용 확인하기")


def test_back_to_a_page_that_answered_a_number_at_once(visit) -> None:
    candidate = make.candidate(profile_step="careers")
    visitor = visit(candidate.user)
    visitor.page.goto(visitor.base + "/me/profile/careers/")
    visitor.page.fill("[name=title]", "버스 기사")
    visitor.page.fill("[name=duties]", "620307-1234567")
    group = visitor.page.locator(".form-group", has=visitor.page.locator("[name=duties]"))
    expect(group).to_contain_text("번호만 지우시면 됩니다.")  # while one is still in the box
    expect(visitor.page.locator("[name=duties]")).to_be_focused()
    with visitor.page.expect_navigation():
        visitor.page.locator("[name=skip][value='1']").click()
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name="이 글은 버리고 건너뛰기").click()
    expect(visitor.page.locator("h1")).to_have_text("자격증과 잘하는 일")

    visitor.page.go_back()

    expect(visitor.page.locator("h1")).to_have_text("해 본 일")


def test_warning_of_another_window_stands_beside_its_box_and_leads_to_both(visit) -> None:
    people = world.people()
    posting = make.posting(
        people.organisation, people.year, sites=[people.site], question="운전하십니까?", **world.open_now()
    )
    first, second = visit(people.candidate.user), visit(people.candidate.user)
    for window in (first, second):
        window.page.goto(f"{window.base}/jobs/{posting.public_id}/apply/")
    first.page.fill("[name=motive]", "첫째 창의 글")
    expect(first.page.locator("[data-autosave-status]")).to_contain_text("여기까지 저장했습니다.")

    second.page.fill("[name=motive]", "둘째 창의 글")

    group = second.page.locator(".form-group", has=second.page.locator("[name=motive]"))
    expect(group.locator("[data-autosave-both]")).to_contain_text("다음: 확인하기")
    second.complaints.clear()  # the browser logs the answer 409
    second.look()
    second.press("두 내용 보기")
    second.sees("첫째 창의 글")
    second.sees("둘째 창의 글")
    second.page.get_by_label("이 창에서 적은 것").check()
    second.press("고른 내용으로 저장하기")
    expect(second.page.locator("[name=motive]")).to_have_value("둘째 창의 글")
    expect(second.page.locator(".error-summary")).to_contain_text("질문에 답해 주세요.")
