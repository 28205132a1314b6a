"""Every page of the public and of candidates as it is read aloud: titles apart, links that say where they lead, parts in their language.

No browser is needed for these; tests/journeys/test_every_page.py looks at the rest. Source: KWCAG 2.2, 5.2.1, 5.3.1, 6.1.4, 6.4.1 to 6.4.3,
7.1.1, 7.2.1, 7.2.2, 7.3.1 and 8.1.1.
"""

from collections import Counter

import pytest
from django.test import Client
from lxml import html

from tests import candidate_pages
from tests.access_world import build

pytestmark = pytest.mark.django_db
VAGUE = {"여기", "클릭", "자세히", "더보기", "더 보기", "바로가기", "링크", "보기"}


@pytest.fixture(params=["visitor", "owner", "newcomer"])
def pages(request) -> dict[str, html.HtmlElement]:
    """The pages of one kind of user, by their addresses."""
    world, client = build(), Client()
    if user := world.users[request.param]:
        client.force_login(user)
    told = candidate_pages.answered(world, client, candidate_pages.names(request.param))
    return {url: html.document_fromstring(text) for url, text in told.items()}


def test_walks_find_the_page_of_who_has_no_profile_yet() -> None:
    assert "profiles:candidate_join" in candidate_pages.names("newcomer")


def said(node: html.HtmlElement) -> str:
    """What is heard of a link or a button."""
    label = node.get("aria-label") or " ".join(node.text_content().split())
    return label or " ".join(image.get("alt", "") for image in node.iter("img"))


def test_pages_are_read_well(pages: dict[str, html.HtmlElement]) -> None:
    checks = (
        _one_heading_in_order,
        _skips_to_the_content,
        _links_say_where,
        _tells_languages,
        _helps,
        _fields_tell,
        _nothing_runs,
    )
    wrong = [
        f"{url}: {check.__name__}: {what}" for url, page in pages.items() for check in checks for what in check(page)
    ]

    titles = Counter(page.findtext(".//title") for page in pages.values())
    assert len(pages) > 10
    assert wrong == []
    assert {title: number for title, number in titles.items() if number > 1} == {}


def _one_heading_in_order(page: html.HtmlElement) -> list[str]:
    levels = [
        int(node.tag[1]) for node in page.iter("h1", "h2", "h3", "h4", "h5", "h6") if node.getparent().tag != "dialog"
    ]
    jumps = [
        f"h{before} then h{after}" for before, after in zip(levels, levels[1:], strict=False) if after > before + 1
    ]
    return jumps + (
        [] if levels.count(1) == 1 and levels[0] == 1 else [f"headings begin {levels[:3]}, {levels.count(1)} h1"]
    )


def _skips_to_the_content(page: html.HtmlElement) -> list[str]:
    first = next(
        node
        for node in page.iter("a", "button", "input", "select", "textarea", "summary")
        if node.get("type") != "hidden"
    )
    target = first.get("href", "")
    return [] if target.startswith("#") and page.get_element_by_id(target[1:], None) is not None else [said(first)]


def _links_say_where(page: html.HtmlElement) -> list[str]:
    """The same words lead to one place, and no words are vague."""
    places: dict[str, set[str]] = {}
    for link in page.iter("a"):
        if link.get("href"):
            places.setdefault(said(link), set()).add(link.get("href"))
    return [
        f"‘{words}’ leads to {sorted(urls)}"
        for words, urls in places.items()
        if len(urls) > 1 or words in VAGUE or not words
    ]


def _tells_languages(page: html.HtmlElement) -> list[str]:
    """The page is Korean; a part that holds letters of the other language alone, the name of a language, says so."""
    wrong = [] if page.get("lang") == "ko" else [f"lang is {page.get('lang')}"]
    english = [node for node in page.iter("button", "a") if said(node) == "English"]
    return wrong + [html.tostring(node).decode()[:80] for node in english if node.get("lang") != "en"]


def _helps(page: html.HtmlElement) -> list[str]:
    return [] if page.xpath("//footer//a[starts-with(@href, 'tel:')]") else ["no phone in the footer"]


def _fields_tell(page: html.HtmlElement) -> list[str]:
    """A field that must be filled says so in its words, and what is said of it is tied to it."""
    ids = {node.get("id") for node in page.iter() if isinstance(node.tag, str) and node.get("id")}
    tied = [
        f"{name} {reference}"
        for node in page.xpath("//*[@aria-describedby or @aria-labelledby or @aria-controls]")
        for name in ("aria-describedby", "aria-labelledby", "aria-controls")
        for reference in node.get(name, "").split()
        if reference not in ids
    ]
    doubled = Counter(node.get("id") for node in page.iter() if isinstance(node.tag, str) and node.get("id"))
    return tied + [f"two of id {name}" for name, number in doubled.items() if number > 1]


def _nothing_runs(page: html.HtmlElement) -> list[str]:
    found = page.xpath(
        "//audio | //video | //marquee | //blink | //iframe | //object | //*[@accesskey] | //*[@autofocus] | //*[@tabindex > 0]"
    )
    found += page.xpath("//meta[@http-equiv='refresh'] | //a[@target='_blank' and not(contains(., '새 창'))]")
    found += page.xpath("//table[not(caption) and not(@aria-label) and not(parent::*[@aria-label])]")
    found += page.xpath("//th[not(@scope)] | //img[not(@alt)] | //select[@onchange]")
    return [html.tostring(node, encoding="unicode")[:120] for node in found]
