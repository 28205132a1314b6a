"""What every test stands on: a database and a Valkey of its own per worker, pages that fail on unknown template variables."""

import os
import re
from collections.abc import Iterator

import pytest
import redis
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.cache import caches
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from config.celery import app as celery_app

OURS = ("profiles", "jobs", "matching")
_FIRST_ROWS: pytest.StashKey[tuple] = pytest.StashKey()
_CLAIM_S = 3600  # a killed run's claim ends by itself


class UnknownVariable(str):
    """What a template prints for a variable that doesn't exist: nothing, it fails."""

    def __contains__(self, piece: object) -> bool:
        return piece == "%s"

    def __mod__(self, variable: object) -> str:
        raise AssertionError(f"unknown template variable: {variable}")


def pytest_configure() -> None:
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UnknownVariable("%s")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True  # or each test client would read the whole folder of assets first
    DatabaseOperations.sql_flush = _sql_flush


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Refuse to go on where xdist would scatter a group over workers: it says nothing, and a group's set-up is made twice."""
    if not getattr(session.config.option, "loadgroup", False):
        return
    scattered = [
        item.nodeid for item in session.items if item.get_closest_marker("xdist_group") and "@" not in item.nodeid
    ]
    if scattered:
        raise pytest.UsageError(f"xdist does not keep the groups of these together: {scattered[:3]}")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Name the database after this run as well as this worker, so that two runs at once don't share one.

    The parallel suffix has to be asked for, or xdist's workers would share a database.
    """
    if run := os.environ.get("DASI_TEST_DB"):
        test_settings = settings.DATABASES["default"].setdefault("TEST", {})
        worker_name = test_settings.get("NAME") or f"test_{settings.DATABASES['default']['NAME']}"
        test_settings["NAME"] = f"{worker_name}_{run}"


@pytest.fixture(scope="session", autouse=True)
def own_valkey() -> Iterator[None]:
    """Take a pair of Valkey databases that no other test process holds: one for the cache, one for the broker."""
    client = redis.Redis.from_url(settings.CACHES["default"]["LOCATION"], db=0)
    pairs = int(client.config_get("databases")["databases"]) // 2
    claims = (f"pair-of-tests:{number}" for number in range(1, pairs))
    claim = next(claim for claim in claims if client.set(claim, os.getpid(), nx=True, ex=_CLAIM_S))
    number = 2 * int(claim.rpartition(":")[2])
    settings.CACHES["default"]["LOCATION"] = _with_database(settings.CACHES["default"]["LOCATION"], number)
    settings.CELERY_BROKER_URL = _with_database(settings.CELERY_BROKER_URL, number + 1)
    celery_app.conf.broker_url = settings.CELERY_BROKER_URL
    if hasattr(caches._connections, "default"):
        del caches["default"]  # one that was opened already would still ask the database that all workers share
    yield
    for database in (number, number + 1):
        redis.Redis.from_url(settings.CACHES["default"]["LOCATION"], db=database).flushdb()
    client.delete(claim)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Before the database is dropped, end the sessions that a broken test's threads left in it."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def first_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> str:
    """The rows that migrations bring, as JSON."""
    with django_db_blocker.unblock():
        filled = [model for model in apps.get_models() if model._meta.app_label in OURS and model.objects.exists()]
        return serializers.serialize("json", [row for model in filled for row in model.objects.order_by("pk")])


@pytest.fixture(autouse=True)
def know_first_rows(request: pytest.FixtureRequest) -> None:
    """Keep the migrations' rows before a test that commits, since it empties every table behind it."""
    if _commits(request.node):
        rows, blocker = request.getfixturevalue("first_rows"), request.getfixturevalue("django_db_blocker")
        request.node.stash[_FIRST_ROWS] = (rows, blocker)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Put the migrations' rows back, once the test's own fixtures have emptied the tables; the last test's are gone."""
    yield
    rows, blocker = item.stash.get(_FIRST_ROWS, ("[]", None))
    if blocker and nextitem:
        with blocker.unblock():
            for row in serializers.deserialize("json", rows):
                row.save()


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Begin with no rate limit used up; asked of the server itself, since the cache forgives a slow one."""
    redis.Redis.from_url(settings.CACHES["default"]["LOCATION"]).flushdb()


@pytest.fixture(autouse=True)
def in_korean() -> Iterator[None]:
    """Begin in Korean: a request in English leaves its language to the thread."""
    with translation.override("ko"):
        yield


def _sql_flush(self: DatabaseOperations, _style: object, tables: list[str], **_options: bool) -> list[str]:
    """Empty tables of few rows row by row: TRUNCATE makes every table and index anew, which takes a hundred times as long.

    Only a superuser may leave out triggers and foreign keys meanwhile; for others it stays TRUNCATE.
    """
    names = [self.quote_name(table) for table in tables]
    with self.connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        (is_superuser,) = cursor.fetchone()
    if is_superuser != "on":
        return [f"TRUNCATE {', '.join(names)} CASCADE"] if names else []
    return ["SET LOCAL session_replication_role = replica", *(f"DELETE FROM {name}" for name in names)]  # noqa: S608


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or "transactional_db" in item.fixturenames


def _with_database(url: str, number: int) -> str:
    """Return the URL of the same server with another database number."""
    if re.search(r"(db|virtual_host)=\d+", url):
        return re.sub(r"(db|virtual_host)=\d+", rf"\g<1>={number}", url)
    return f"{url.rstrip('/')}/{number}" if url.count("/") < 3 else re.sub(r"/\d*$", f"/{number}", url)
