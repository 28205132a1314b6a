"""The phone's Back button after a form that was refused: a page with what was typed, never a form to send again."""

import pytest
from playwright.sync_api import expect

from tests import make
from tests.journeys import world

NARROW = 390


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "plain"])
def test_back_after_a_refused_step_shows_the_page_with_its_words(visit, has_script: bool) -> None:
    candidate = make.candidate(profile_step="basics", name="김영수", phone="01012345678")
    visitor = visit(candidate.user, width=NARROW, java_script_enabled=has_script)
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


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "plain"])
def test_back_through_an_application_that_was_refused(visit, has_script: bool) -> None:
    people = world.people()
    posting = make.posting(people.organisation, people.year, sites=[people.site], question="운전하십니까?", **world.open_now())
    visitor = visit(people.candidate.user, width=NARROW, java_script_enabled=has_script)
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
    visitor = visit(candidate.user, width=NARROW)
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
