"""A small city of its own for fault tests: private servers, a migrated database, a mail server, nothing shared."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from pytest_django.plugin import DjangoDbBlocker

from config.local.servers import Services
from tests import database
from tests.mail_server import MailServer

ROOT = Path(__file__).resolve().parents[2]
GIVEN = ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "DASI_VAR", "DASI_PRIVATE_DATABASE")


class City:
    """The servers of one run and how its processes are started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with pytest.MonkeyPatch.context() as environment:
            for name in GIVEN:
                environment.delenv(name, raising=False)
            self.services = Services(folder, fsync=False)
            self.services.start()
            self.environment = {**os.environ, **self.services.environment()}
        self.mail_server = MailServer().start()
        self.environment |= {
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.mail_server.port),
            "DASI_PROCESS": "worker",
        }
        database.copy(self.services.postgres.url)

    def run(self, *arguments: str) -> str:
        """Run Python to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout.strip()

    def people(self, *arguments: str) -> str:
        """Let people do something and return what came of it."""
        return self.run("-m", "tests.faults.people", *arguments)

    def start(self, name: str, *arguments: str) -> subprocess.Popen:
        """Start Python in a session of its own; its words go to a log in the folder."""
        with (self.folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def counts(self) -> Counter[str]:
        """How many deliveries are in which state."""
        with psycopg.connect(self.services.postgres.url) as database:
            return Counter(dict(database.execute("select state, count(*) from profiles_delivery group by state")))

    def stop(self) -> None:
        self.mail_server.stop()
        self.services.stop()


@pytest.fixture(scope="package")
def city(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[City]:
    with django_db_blocker.unblock():
        made = City(tmp_path_factory.mktemp("city"))
    yield made
    made.stop()


@pytest.fixture
def wait_until() -> Callable[[Callable[[], bool]], None]:
    """Wait for something that other processes bring about."""

    def waiting(is_so: Callable[[], bool], patience_s: float = 60.0) -> None:
        deadline = time.monotonic() + patience_s
        while not is_so():
            assert time.monotonic() < deadline, "it did not happen in time"
            time.sleep(0.05)

    return waiting
