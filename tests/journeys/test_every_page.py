"""Every page that the public and candidates can open, found by the access table, looked at on a phone.

Each: axe without any violation, nothing in the console, no sideways scrolling, no raw text (Visitor.look); then how it is handled (handling.py);
then as at 400 % (320 px), with the spacing of WCAG 1.4.12, and in high contrast, where nothing may be cut and every text must stand out.
"""

import pytest
from django.test import Client
from django.urls import reverse

from tests import candidate_pages
from tests.access_world import build
from tests.journeys import handling

PARTS = 6
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
        p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""
_CLEAR = """() => {
    document.adoptedStyleSheets[0].replaceSync("* { transition: none !important }"); // no colour on its way to another
    document.documentElement.dataset.krdsMode = "high-contrast";
}"""
_CONTRAST = """async () => {
    const found = await axe.run(document, {runOnly: ["color-contrast"], resultTypes: ["violations"], preload: false, iframes: false});
    return found.violations.flatMap(rule => rule.nodes.map(node => node.html.slice(0, 160)));
}"""


def _strained(visitor) -> list[str]:
    """What is wrong with the page that is open when it is narrow, spaced, or in high contrast."""
    page = visitor.page
    wrong, size = [], page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    if (over := page.evaluate(_OVERFLOW)) > 1:
        wrong.append(f"at 320 px it scrolls sideways by {over} px")
    page.evaluate(_SPACED)
    if (over := page.evaluate(_OVERFLOW)) > 1:
        wrong.append(f"spaced at 320 px it scrolls sideways by {over} px")
    page.set_viewport_size(size)
    page.evaluate(_CLEAR)
    visitor.bring_axe()
    return wrong + [f"hardly seen in high contrast: {html}" for html in page.evaluate(_CONTRAST)]


def _wrong(visitor, urls: list[str]) -> list[str]:
    """What is wrong with these pages, each opened and strained."""
    found = []
    for url in urls:
        try:
            visitor.go(url)
        except AssertionError as complaint:
            found.append(f"{url}: {complaint}")
            visitor.complaints.clear()
        found += [f"{url}: {what}" for what in [*handling.complaints(visitor.page), *_strained(visitor)]]
    return found


@pytest.mark.xdist_group("pages")
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("kind", ["visitor", "owner"])
def test_page_has_no_violation(visit, kind: str, part: int) -> None:
    world, client = build(), Client()
    user = world.users[kind]
    if user:
        client.force_login(user)
    urls = [*candidate_pages.answered(world, client, candidate_pages.names(kind)[part::PARTS])]

    assert urls
    assert _wrong(visit(user), urls) == []


@pytest.mark.xdist_group("pages")
def test_page_of_who_has_no_profile_yet_has_no_violation(visit) -> None:
    world, client = build(), Client()
    client.force_login(world.users["newcomer"])
    others = {*candidate_pages.names("owner")}
    own = [name for name in candidate_pages.names("newcomer") if name not in others]

    assert own == ["profiles:candidate_join"]
    assert _wrong(visit(world.users["newcomer"]), [*candidate_pages.answered(world, client, own)]) == []


@pytest.mark.xdist_group("pages")
def test_a_counsellors_page_has_no_violation(visit) -> None:
    world, client = build(), Client()
    client.force_login(world.users["counsellor"])
    names = [name for name in candidate_pages.names("counsellor") if ":counsellor_" in name]
    own = [*candidate_pages.answered(world, client, names)]
    visitor = visit(world.users["counsellor"])
    found = _wrong(visitor, own)
    visitor.go(reverse("profiles:counsellor_people"))
    visitor.press("대신 하기")
    acted = [reverse("jobs:home"), reverse("profiles:candidate_profile"), reverse("jobs:candidate_application_list")]

    assert len(own) >= 3
    assert found + _wrong(visitor, acted) == []
    assert visitor.page.get_by_role("button", name="대신하기 마치기").is_visible()
