"""A slow line: the first page weighs at most 300 KB without fonts, as compressed by the server, and the next at most 60 KB (issue 4)."""

import gzip
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Response
from whitenoise.compress import Compressor

from tests import make
from tests.journeys import world
from tests.journeys.browsing import open_window

FIRST, NEXT = 300_000, 60_000
_COMPRESSOR = Compressor()


class Load:
    """What a window took from the site: the pages as they came, and each file once, as whitenoise would send it."""

    def __init__(self, window: Page, base: str) -> None:
        self.window, self.base = window, base
        self.files: dict[str, int] = {}
        self._heard: list[Response] = []
        window.on("response", lambda got: self._heard.append(got))

    def weigh(self, path: str) -> int:
        """Open a page; return what it and the files weigh that are new with it."""
        self._heard.clear()
        page = self.window.goto(urljoin(self.base, path), wait_until="networkidle")
        before = sum(self.files.values())
        for response in self._heard:
            kind, name = response.request.resource_type, urlsplit(response.url).path
            if kind not in ("document", "font") and name not in self.files and urlsplit(response.url).scheme != "data":
                self.files[name] = _sent(name, response.body())
        assert page.headers["content-encoding"] == "gzip"
        return page.request.sizes()["responseBodySize"] + sum(self.files.values()) - before


def _sent(name: str, body: bytes) -> int:
    return min(len(body), len(gzip.compress(body, 9))) if _COMPRESSOR.should_compress(name) else len(body)


@pytest.fixture
def posting(transactional_db):
    """The last of a full page of postings."""
    people = world.people()
    of = {"sites": [people.site], **world.open_now()}
    return [make.posting(people.organisation, people.year, title=f"공고 가{n}", **of) for n in range(20)][-1]


@pytest.mark.parametrize("first", ["home", "list", "posting"])
def test_page_is_light(browser, live_server, posting, first: str) -> None:
    paths = {
        "home": reverse("jobs:home"),
        "list": reverse("jobs:public_posting_list"),
        "posting": reverse("jobs:public_posting", args=[posting.public_id]),
    }
    load = Load(open_window(browser, 390), live_server.url)

    weights = {first: load.weigh(paths.pop(first))} | {name: load.weigh(path) for name, path in paths.items()}

    load.window.context.close()
    assert any(name.endswith(".css") for name in load.files)
    assert any(name.endswith(".js") for name in load.files)
    assert weights.pop(first) <= FIRST
    assert {name: weight for name, weight in weights.items() if weight > NEXT} == {}
