"""A phone without a line: the inbox as it was last seen, and a page that says what is missing."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Error, expect

from tests import make
from tests.journeys.browsing import Visitor, open_window

INBOX = reverse("profiles:candidate_inbox")
KEPT = f"caches.match('{INBOX}').then(Boolean)"
NAMES = "caches.keys().then((names) => names.filter((name) => name.startsWith('pages-')).length)"


def wait_until_kept(phone: Visitor) -> None:
    """Asked from here: `wait_for_function` asks again by an `eval` of the page, which its policy forbids."""
    for _ in range(200):
        if phone.page.evaluate(KEPT):
            return
        phone.page.wait_for_timeout(50)
    raise AssertionError("the inbox was not kept")


@pytest.fixture
def phone(browser, live_server):
    """A window of its own: what a worker keeps must not meet the next visitor."""
    page = open_window(browser, 390)
    yield Visitor(page, live_server.url)
    page.context.close()


def test_the_last_copy_of_the_inbox_is_read_without_a_line(phone) -> None:
    phone.carry_session(make.candidate().user)
    phone.go(INBOX)
    phone.press("이 기기에 저장하기")
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    phone.go(INBOX)  # the first visit under the worker
    wait_until_kept(phone)
    expect(phone.page.locator(".kept-note")).to_be_hidden()

    phone.page.context.set_offline(True)
    phone.page.goto(phone.base + INBOX)

    expect(phone.page.locator(".kept-note")).to_contain_text("저장해 둔 화면")
    expect(phone.page.locator("h1")).to_have_text("알림")
    phone.page.goto(phone.base + reverse("jobs:candidate_application_list"))  # fetched beside the first
    expect(phone.page.locator("h1")).to_have_text("나의 지원현황")
    phone.page.goto(phone.base + "/jobs/")
    expect(phone.page.locator("h1")).to_have_text("인터넷에 연결되지 않았습니다")

    phone.page.context.set_offline(False)
    phone.go("/jobs/")
    phone.go(INBOX)
    phone.press(re.compile("저장하지 않기"))
    phone.page.context.set_offline(True)
    phone.page.goto(phone.base + INBOX)
    expect(phone.page.locator("h1")).to_have_text("인터넷에 연결되지 않았습니다")


def test_without_the_choice_nothing_is_kept(phone) -> None:
    phone.carry_session(make.candidate().user)
    phone.go(INBOX)

    phone.page.context.set_offline(True)

    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        phone.page.goto(phone.base + INBOX)


@pytest.mark.parametrize("is_choice_left", [True, False])
def test_a_second_person_on_the_device_finds_nothing_of_the_first(phone, is_choice_left: bool) -> None:
    phone.carry_session(make.candidate().user)
    phone.go(INBOX)
    phone.press("이 기기에 저장하기")
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    phone.go(INBOX)
    wait_until_kept(phone)
    phone.page.context.clear_cookies(**({"name": settings.SESSION_COOKIE_NAME} if is_choice_left else {}))
    phone.go("/jobs/")
    assert phone.page.evaluate(NAMES) == 1  # idle for too long: nobody signed out

    phone.carry_session(make.candidate().user)
    phone.go("/jobs/")

    assert phone.page.evaluate(NAMES) == 0
    phone.go(INBOX)
    expect(phone.page.get_by_role("button", name="이 기기에 저장하기")).to_be_visible()
    assert phone.page.evaluate(NAMES) == 0
