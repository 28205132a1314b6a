"""Journeys: a real browser at phone and desktop width, a live server, a real Celery worker and a mail server that keeps.

They commit, so each of them empties the database behind it. All run on one xdist worker, one after the other, but for those of a group of
their own.
"""

import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from config.local import chromium
from config.local.ports import free_port
from profiles.models import User
from tests.journeys.browsing import Visitor, open_window

ROOT = Path(__file__).resolve().parent.parent.parent
_QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if not item.get_closest_marker("xdist_group"):
                item.add_marker(pytest.mark.xdist_group("journeys"))
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without one the journeys are skipped, or fail where they are required."""
    program = chromium.program()
    if program is None:
        if os.environ.get("DASI_JOURNEYS") == "required":
            pytest.fail(chromium.why_missing())
        pytest.skip(chromium.why_missing())
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright runs a loop in this thread
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=_QUIET)
        yield launched
        launched.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def free_windows() -> dict[int, list[Page]]:
    """Windows by their width that somebody left: to open one takes longer than to look at several pages."""
    return defaultdict(list)


@pytest.fixture
def visit(browser: Browser, free_windows: dict[int, list[Page]], live_server) -> Iterator[Callable[..., Visitor]]:
    """Return a function that brings somebody to the site, signed in or not: visit(user, width=390, also=1280)."""
    visitors: list[Visitor] = []

    def visiting(user: User | None = None, *, width: int = 390, also: int | None = None) -> Visitor:
        window = free_windows[width].pop() if free_windows[width] else open_window(browser, width)
        visitor = Visitor(window, live_server.url, also=also)
        visitors.append(visitor)
        if user:
            visitor.carry_session(user)
        return visitor

    yield visiting
    for visitor in visitors:
        visitor.leave()
        free_windows[visitor.page.viewport_size["width"]].append(visitor.page)


@pytest.fixture(scope="session")
def mail_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the mail server of the journeys keeps what it is given."""
    return tmp_path_factory.mktemp("mail")


@pytest.fixture(scope="session")
def mail_port(mail_folder: Path) -> Iterator[int]:
    """The port of a mail server of the journeys' own."""
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "config.local.mail_sink", str(port), str(mail_folder)], cwd=ROOT)
    yield port
    server.terminate()
    server.wait(10)


@pytest.fixture
def worker(mail_port: int, tmp_path: Path, transactional_db: None) -> Iterator[subprocess.Popen]:
    """A real Celery worker with its beat, on this test's database and Valkey."""
    environment = {
        **os.environ,
        "DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])
        ._replace(path=f"/{connection.settings_dict['NAME']}")
        .geturl(),
        "CELERY_BROKER_URL": settings.CELERY_BROKER_URL,
        "REDIS_URL": settings.CACHES["default"]["LOCATION"],
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(mail_port),
        "DASI_PROCESS": "worker",
    }
    schedule = tmp_path / "schedule"
    options = ["-c", "1", "-B", "-s", str(schedule), "-l", "WARNING", "--without-gossip", "--without-mingle"]
    command = [sys.executable, "-m", "celery", "-A", "tests.journeys.worker", "worker", *options]
    log = (tmp_path / "worker.log").open("wb")
    started = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
    yield started
    os.killpg(started.pid, signal.SIGTERM)
    try:
        started.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
    log.close()
    sys.stdout.write((tmp_path / "worker.log").read_text(errors="replace"))  # pytest shows it when the journey failed


@pytest.fixture
def eventually() -> Callable[[Callable[[], object]], object]:
    """Return a function that asks again until the answer is true: for what a worker does in its own time."""

    def waiting(question: Callable[[], object], *, seconds: float = 90) -> object:
        deadline = time.monotonic() + seconds
        while not (answer := question()):
            assert time.monotonic() < deadline, f"still not true after {seconds} s"
            time.sleep(0.3)
        return answer

    return waiting
