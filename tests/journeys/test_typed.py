"""What was typed is never lost: by 뒤로, by a lost line; and gone once it was sent, or the person signed out."""

import pytest
from playwright.sync_api import Error, expect

from tests import make
from tests.journeys import world

WORDS = "주말에도 활동하나요? 교통비도 알고 싶습니다."
NOTE = "쓰시던 내용을 다시 채웠습니다."


@pytest.fixture
def asking(visit):
    """A candidate before the form that asks an operator."""
    people = world.people()
    candidate = visit(people.candidate.user)
    posting = make.posting(people.organisation, people.year, sites=[people.site], **world.open_now())
    candidate.ask = f"/jobs/{posting.public_id}/ask/"
    candidate.go(candidate.ask)
    return candidate


def test_typed_words_are_there_again_after_going_away(asking) -> None:
    asking.page.fill("main textarea", WORDS)
    asking.go("/programmes/")
    asking.page.go_back()

    expect(asking.page.locator("main textarea")).to_have_value(WORDS)
    asking.go(asking.ask)
    expect(asking.page.locator("main textarea")).to_have_value(WORDS)
    asking.sees(NOTE)
    asking.page.get_by_role("button", name="모두 비우기").click()
    expect(asking.page.locator("main textarea")).to_have_value("")
    asking.go(asking.ask)
    expect(asking.page.locator("main textarea")).to_have_value("")


def test_typed_words_outlive_a_lost_line_and_go_once_sent(asking) -> None:
    asking.page.fill("main textarea", WORDS)
    send = asking.page.locator("main form[method=post] button[type=submit]").last
    asking.page.route("**/ask/", lambda route: route.abort("internetdisconnected"))
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"), asking.page.expect_navigation():
        send.click()
    asking.page.unroute("**/ask/")
    asking.page.goto(asking.base + asking.ask)

    expect(asking.page.locator("main textarea")).to_have_value(WORDS)
    with asking.page.expect_navigation():
        asking.page.locator("main form[method=post] button[type=submit]").last.click()
    asking.page.goto(asking.base + asking.ask)
    expect(asking.page.locator("main textarea")).to_have_value("")


def test_typed_words_wait_for_their_person_alone(asking) -> None:
    asking.page.fill("main textarea", WORDS)
    writer = asking.page.context.cookies()
    asking.page.context.clear_cookies()  # idle for too long: nobody signed out
    asking.page.goto(asking.base + "/accounts/login/")
    asking.page.context.add_cookies(writer)
    asking.page.goto(asking.base + asking.ask)
    expect(asking.page.locator("main textarea")).to_have_value(WORDS)

    asking.page.context.clear_cookies()
    asking.carry_session(make.candidate().user)
    asking.page.goto(asking.base + asking.ask)

    expect(asking.page.locator("main textarea")).to_have_value("")
    assert asking.page.evaluate("Object.keys(sessionStorage).filter((name) => name.startsWith('typed '))") == []


def test_typed_words_stay_in_their_tab(asking) -> None:
    asking.page.fill("main textarea", WORDS)
    other = asking.page.context.new_page()

    other.goto(asking.base + asking.ask)

    expect(other.locator("main textarea")).to_have_value("")
    other.close()
