"""A small demo city, lived once for all tests of this folder and rolled back; and what a first life of the same seed left."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from config.demo import digest, pace
from config.demo.waves import moment

TODAY = date(2026, 11, 25)
PEOPLE = 240


class Demo(NamedTuple):
    """The printed accounts, what the rows hold, what they held in the life before, and the moment they were left at."""

    accounts: dict[str, dict[str, str]]
    digest: dict[str, str]
    digest_before: dict[str, str]
    now: datetime


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), pace.quick(), override_settings(VAR_DIR=folder):
        with transaction.atomic():
            _live(folder)
            before = digest.of_city()
            transaction.set_rollback(True)
        with transaction.atomic():
            accounts = _live(folder)
            yield Demo(accounts, digest.of_city(), before, moment(TODAY, 0))
            transaction.set_rollback(True)


def _live(folder: Path) -> dict[str, dict[str, str]]:
    call_command("demo_city", people=PEOPLE, today=TODAY, verbosity=0)
    call_command("demo_year", today=TODAY, verbosity=0)
    return json.loads((folder / "demo-accounts.json").read_text(encoding="utf-8"))
