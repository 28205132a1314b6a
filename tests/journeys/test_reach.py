"""From the first visit to the receipt: in under 12 screens and without a mouse; and without JavaScript."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from jobs.models import Application
from tests import make
from tests.journeys import world
from tests.journeys.browsing import Visitor, open_window

WHY = "경로당에서 어르신 말벗 봉사를 3년 했습니다."


class Keys:
    """A person who has a keyboard alone; counts the screens they see."""

    def __init__(self, page: Page) -> None:
        self.page, self.screens = page, 0
        page.on("domcontentloaded", self._count)  # an address that a script sets anew is no screen

    def _count(self, _page: Page) -> None:
        self.screens += 1

    def reach(self, target: Locator) -> None:
        """Press Tab until the target has the focus, which must be seen."""
        expect(target).to_be_attached()
        for _press in range(200):
            self.page.keyboard.press("Tab")
            if target.evaluate("element => element === document.activeElement"):
                return
        pytest.fail(f"{target} isn't reached by the keyboard")

    def type(self, name: str, text: str) -> None:
        """Type into a field."""
        self.reach(self.page.locator(f"main [name={name}]").first)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def tick(self, target: Locator) -> None:
        """Tick a box or choose among a few."""
        self.reach(target)
        self.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def choose(self, name: str, words: str) -> None:
        """Choose from a list with the arrows."""
        field = self.page.locator(f"main select[name={name}]")
        self.reach(field)
        for _press in range(field.locator("option").count()):
            if field.locator("option:checked").inner_text() == words:
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"{words} isn't offered")

    def enter(self, target: Locator) -> None:
        """Press what leads to the next screen."""
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def button(self, name: str) -> Locator:
        return self.page.locator("main").get_by_role("button", name=re.compile(name)).first

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=re.compile(name)).first


def test_newcomer_applies_in_under_twelve_screens_without_a_mouse(visit) -> None:
    people = world.people()
    posting = make.posting(people.organisation, people.year, sites=[people.site], **world.open_now())
    newcomer: Visitor = visit()
    keys, page = Keys(newcomer.page), newcomer.page

    newcomer.go("/")
    keys.reach(page.locator(".menu-drawer summary"))
    page.keyboard.press("Enter")
    keys.enter(page.locator(".menu-sheet").get_by_role("link", name="회원가입"))
    keys.type("email", "newcomer@example.com")
    keys.type("password1", world.PASSWORD)
    keys.type("password2", world.PASSWORD)
    for box in page.locator("main form input[type=checkbox][required]").all():
        keys.tick(box)
    keys.enter(keys.button("가입하기"))
    keys.type("name", "김새봄")
    keys.type("phone", "01012345678")
    keys.type("birth_on_year", "1964-03-07")
    keys.enter(keys.button("다음"))
    keys.choose("district", "서대문구")
    keys.enter(keys.button("다음"))
    keys.tick(page.locator("main [name=employment][value=not_employed]"))
    keys.enter(keys.button("다음"))
    newcomer.look()
    keys.reach(page.locator(".menu-drawer summary"))
    page.keyboard.press("Enter")
    keys.enter(page.locator(".menu-sheet").get_by_role("link", name="일자리 찾기"))
    keys.enter(page.locator("main").get_by_role("link", name=posting.title).first)
    keys.enter(page.locator("main").get_by_role("link", name="지원하기").first)
    keys.type("motive", WHY)
    for box in page.locator("main form input[type=checkbox][required]").all():
        keys.tick(box)
    keys.enter(keys.button("확인하기"))
    newcomer.look()
    keys.enter(keys.button("내기|제출"))
    newcomer.look()

    sent = Application.objects.get()
    newcomer.sees(sent.receipt_number)
    assert sent.candidate.user.identity.name == "김새봄"
    assert keys.screens < 12


def test_candidate_applies_without_javascript(browser, live_server) -> None:
    people = world.people()
    posting = make.posting(people.organisation, people.year, sites=[people.site], **world.open_now())
    page = open_window(browser, 390, java_script_enabled=False)
    person = Visitor(page, live_server.url)
    person.carry_session(people.candidate.user)

    page.goto(f"{person.base}/jobs/?q=돌봄")
    page.get_by_role("link", name=posting.title).click()
    page.locator("main").get_by_role("link", name="지원하기").first.click()
    page.fill("main [name=motive]", WHY)
    for box in page.locator("main form input[type=checkbox][required]").all():
        box.check(force=True)
    page.get_by_role("button", name=re.compile("확인하기")).click()
    page.get_by_role("button", name=re.compile("내기|제출")).click()

    expect(page.locator("main")).to_contain_text(Application.objects.get().receipt_number)
    page.get_by_role("button", name="화면 크게").click()
    expect(page.locator("html")).to_have_attribute("data-zoom", "110")
    page.context.close()
