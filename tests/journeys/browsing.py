"""A person at a browser: goes to pages, fills in forms, and has every page looked at for what must not be there."""

import re
from urllib.parse import urljoin

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from profiles.models import User

_RAW = re.compile(r"\{\{|\}\}|\{%|Traceback|None\b|undefined")
_AXE = Axe().axe_script
_SHAPES: set[str] = (
    set()
)  # what axe looked at in this process: the same kinds of elements, named alike, under the same headings
_SHAPE = """() => {
    const told = e => [...e.attributes].map(a => /^(class|role|type|lang|tabindex|aria-hidden|aria-expanded)$/.test(a.name) ? `${a.name}=${a.value}` : a.name);
    const isNamed = e => Boolean(e.textContent.trim() || e.ariaLabel || e.title || e.alt || e.labels?.length || e.getAttribute("aria-labelledby"));
    const kinds = [...document.querySelectorAll("*")].map(e => `${e.parentElement?.tagName}>${e.tagName} ${isNamed(e)} ${told(e)}`);
    const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(e => e.tagName).join("").replace(/(H.)\\1+/g, "$1");
    const twice = document.querySelectorAll("[id]").length - new Set([...document.querySelectorAll("[id]")].map(e => e.id)).size;
    return `${location.pathname.replace(/[0-9a-f-]{30,}|[0-9]+/g, ":id")} ${innerWidth} ${headings} ${twice} ${[...new Set(kinds)].sort()}`;
}"""
_VIOLATIONS = """async () => {
    const found = await axe.run(document, {resultTypes: ["violations"], preload: false, iframes: false, selectors: false});
    return found.violations.map(rule => `${rule.id}: ${rule.nodes[0].html.slice(0, 160)}`);
}"""
_LOOK = """() => {
    const page = document.documentElement;
    return {
        overflow: page.scrollWidth - page.clientWidth,
        cut: [...document.querySelectorAll(".table-wrap")]
            .filter(table => table.scrollWidth > table.clientWidth + 1)
            .map(table => table.getAttribute("aria-label")),
        text: document.body.innerText,
    };
}"""


def open_window(browser: Browser, width: int, **options: bool) -> Page:
    """Open a window of its own cookies, in Seoul."""
    context = browser.new_context(
        locale="ko-KR",
        timezone_id="Asia/Seoul",
        reduced_motion="reduce",
        viewport={"width": width, "height": 900},
        **options,
    )
    return context.new_page()


class Visitor:
    """One person at a window; every page that they `look` at is checked, at a second width, too, where one is named."""

    def __init__(self, window: Page, base: str, *, also: int | None = None) -> None:
        self.page, self.base, self.also = window, base, also
        self.complaints: list[str] = []
        self._heard = {
            "console": lambda message: message.type == "error" and self.complaints.append(message.text),
            "response": lambda got: got.status >= 400 and self.complaints.append(f"{got.status} {got.url}"),
            "pageerror": lambda error: self.complaints.append(str(error)),
        }
        for event, hear in self._heard.items():
            self.page.on(event, hear)

    def go(self, path: str) -> None:
        """Open a page of the site and look at it."""
        response = self.page.goto(urljoin(self.base, path))
        assert response is not None
        assert response.status < 400, f"{path} answered {response.status}"
        self.look()

    def carry_session(self, user: User) -> None:
        """Come back signed in, as from a visit before."""
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME]
        self.page.context.add_cookies([{"name": session.key, "value": session.value, "url": self.base}])

    def sign_in(self, email: str, password: str) -> None:
        """Sign in by the form."""
        self.go("/accounts/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        self.press(re.compile("^로그인"), within=self.page.locator("main"))
        expect(self.page.locator("input[name=password]")).to_have_count(0)

    def press(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Press a button and look at the page that comes; a question whether one is sure is answered with yes."""
        with self.page.expect_navigation():
            (within or self.page.locator("main")).get_by_role("button", name=name).first.click()
            dialog = self.page.locator("dialog[open] .krds-btn.primary")
            if dialog.count():
                dialog.click()
        self.look()

    def follow(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Follow a link and look at the page that comes."""
        with self.page.expect_navigation():
            (within or self.page.locator("main")).get_by_role("link", name=name).first.click()
        self.look()

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Expect words on the page."""
        expect(self.page.locator("main")).to_contain_text(text)

    def look(self) -> None:
        """Fail on a serious finding of axe, on errors of scripts or policy, on sideways scrolling, on raw text."""
        assert self.complaints == [], f"{self.page.url}: {self.complaints}"
        self._look_once()
        if self.also:
            size = self.page.viewport_size
            self.page.set_viewport_size({**size, "width": self.also})
            self._look_once()
            self.page.set_viewport_size(size)

    def _look_once(self) -> None:
        where, found = f"{self.page.url} at {self.page.viewport_size['width']} px", self.page.evaluate(_LOOK)
        violations = self._violations()
        assert violations == [], f"{where}: {violations}"
        assert found["overflow"] <= 1, f"{where} scrolls sideways by {found['overflow']} px"
        assert found["cut"] == [], f"{where} cuts tables: {found['cut']}"
        raw = _RAW.search(found["text"])
        assert raw is None, f"{where} shows raw text: {raw}"

    def _violations(self) -> list[str]:
        """What axe finds, where no page of this address had the same kinds of elements at this width before."""
        shape = self.page.evaluate(_SHAPE)
        if shape in _SHAPES:
            return []
        self.bring_axe()
        found = self.page.evaluate(_VIOLATIONS)
        if not found:
            _SHAPES.add(shape)
        return found

    def bring_axe(self) -> None:
        """Put axe into the page that is open, once."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_AXE)

    def leave(self) -> None:
        """Leave the window to the next person, with nothing in it that is theirs."""
        if self.page.url.startswith(self.base):
            self.page.evaluate("sessionStorage.clear()")
        self.page.goto("about:blank")
        self.page.context.clear_cookies()
        for event, hear in self._heard.items():
            self.page.remove_listener(event, hear)
