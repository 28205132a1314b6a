"""What every test stands on: a database and a Valkey of its own per worker, pages that fail on unknown template variables."""

import gc
import os
import re
from collections.abc import Iterator

import pytest
import redis
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker

from config.celery import app as celery_app
from tests import database
from tests.browser import Browser

_CLAIM_S = 3600  # a killed run's claim ends by itself
# No example fails for the time that it took: another program may have had the processor.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")


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
    _wait_for_a_busy_machine(settings.DATABASES["default"]["OPTIONS"], settings.CACHES["default"]["OPTIONS"])
    TransactionTestCase._fixture_teardown = lambda _case: database.begin_again()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Refuse to go on where xdist would scatter a group over workers: it says nothing, and a group's set-up is made twice.

    What was imported stays to the end: it isn't looked through for garbage again and again (a seventh of the processor time of views).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    if not getattr(session.config.option, "loadgroup", False):
        return
    scattered = [
        item.nodeid for item in session.items if item.get_closest_marker("xdist_group") and "@" not in item.nodeid
    ]
    if scattered:
        raise pytest.UsageError(f"xdist does not keep the groups of these together: {scattered[:3]}")


@pytest.fixture
def client() -> Browser:
    """A browser without a script, instead of pytest-django's, which stops at each redirect."""
    return Browser()


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
def own_valkey() -> Iterator[redis.Redis]:
    """Take a pair of Valkey databases that no other test process holds: one for the cache, whose client this is, one for the broker."""
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
    location = settings.CACHES["default"]["LOCATION"]
    cache, broker = (redis.Redis.from_url(_with_database(location, number + more)) for more in range(2))
    yield cache
    for emptied in (cache, broker):
        emptied.flushdb()
        emptied.close()
    client.delete(claim)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Work on a copy of the migrated database, instead of migrating one in each worker of each run."""
    given = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        database.make(connection.creation._get_test_db_name())
    yield
    with django_db_blocker.unblock():
        database.drop(given)


@pytest.fixture(autouse=True)
def empty_cache(own_valkey: redis.Redis) -> None:
    """Begin with no rate limit used up; asked of the server itself, since the cache forgives a slow one."""
    own_valkey.flushdb()


@pytest.fixture(autouse=True)
def in_korean() -> Iterator[None]:
    """Begin in Korean: a request in English leaves its language to the thread."""
    with translation.override("ko"):
        yield


def _wait_for_a_busy_machine(of_database: dict, of_cache: dict) -> None:
    """Give up later than in production: a test that had to wait for the processor would lose its connection or a count of the cache."""
    of_database["options"] = re.sub(r"(idle_in_transaction_session_timeout)=\S+", r"\1=10min", of_database["options"])
    of_cache["socket_timeout"] = of_cache["socket_connect_timeout"] = 60


def _with_database(url: str, number: int) -> str:
    """Return the URL of the same server with another database number."""
    if re.search(r"(db|virtual_host)=\d+", url):
        return re.sub(r"(db|virtual_host)=\d+", rf"\g<1>={number}", url)
    return f"{url.rstrip('/')}/{number}" if url.count("/") < 3 else re.sub(r"/\d*$", f"/{number}", url)
