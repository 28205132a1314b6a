"""A small demo city, lived once for all tests of this folder and rolled back; and what a first life of the same seed left early on.

`make twice` lives both to the end.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from config.demo import digest, pace, year
from config.demo.waves import moment

TODAY = date(2026, 11, 25)
PEOPLE = 240


class Demo(NamedTuple):
    """The printed accounts, what the rows of both lives held at the same stages, and the moment they were left at."""

    accounts: dict[str, dict[str, str]]
    digests: dict[str, dict[str, str]]
    digests_before: dict[str, dict[str, str]]
    now: datetime


class Life:
    """One life of the small city; it looks at what the rows hold early on, and ends there if it is not to be whole."""

    def __init__(self, folder: Path, *, is_whole: bool) -> None:
        self.folder, self.is_whole = folder, is_whole
        self.digests: dict[str, dict[str, str]] = {}

    def live(self) -> dict[str, dict[str, str]]:
        """Build the city, live its years and return the printed accounts."""
        call_command("demo_city", people=PEOPLE, today=TODAY, verbosity=0)
        year.live(seed=1, today=TODAY, progress=self._progress)
        if self.is_whole:
            self.digests["end"] = digest.of_city()
        return json.loads((self.folder / "demo-accounts.json").read_text(encoding="utf-8"))

    def _progress(self, stages: Sequence[Any], _what: str) -> Iterable[Any]:
        part = len(stages) // 6  # the first season is chosen, placed, works, and is paid a first month
        yield from stages[:part]
        self.digests["early on"] = digest.of_city()
        if self.is_whole:
            yield from stages[part:]


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    first = Life(folder, is_whole=os.environ.get("DASI_DEMO_TWICE") == "yes")
    second = Life(folder, is_whole=True)
    with django_db_blocker.unblock(), pace.quick(), override_settings(VAR_DIR=folder):
        with transaction.atomic():
            first.live()
            transaction.set_rollback(True)
        with transaction.atomic():
            accounts = second.live()
            yield Demo(accounts, second.digests, first.digests, moment(TODAY, 0))
            transaction.set_rollback(True)
