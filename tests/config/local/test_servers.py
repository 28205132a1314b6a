"""Private servers really started, killed, adopted and stopped, in folders of the test's own."""

import os
import signal
import subprocess
import sys
import time

import psycopg
import pytest
import redis

from config.local import processes
from config.local.servers import Services, in_use

pytestmark = [pytest.mark.fault, pytest.mark.xdist_group("own services")]


@pytest.fixture(autouse=True)
def no_servers_given(monkeypatch):
    for name in ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "DASI_VAR", "DASI_PRIVATE_DATABASE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("services")


@pytest.fixture
def services(folder):
    made = Services(folder, fsync=False)
    yield made
    made.stop()


def ask(services, sql):
    with psycopg.connect(services.postgres.url, autocommit=True) as database:
        return database.execute(sql).fetchone()[0]


def postmaster(services):
    return int((services.postgres.data / "postmaster.pid").read_text().split()[0])


def kill(pid):
    os.kill(pid, signal.SIGKILL)
    while processes.started_at(pid) is not None:
        time.sleep(0.01)


def test_start_brings_up_both_and_stop_leaves_nothing(services):
    services.start()

    environment = services.environment()
    assert environment["DATABASE_URL"] == services.postgres.url
    assert environment["DASI_PRIVATE_DATABASE"] == "yes"
    assert ask(services, "select 1") == 1
    assert redis.Redis.from_url(environment["REDIS_URL"]).ping()
    assert services.socket_folder.stat().st_mode & 0o077 == 0
    pid = postmaster(services)
    services.stop()
    assert processes.started_at(pid) is None
    assert not services.socket_folder.exists()


def test_start_after_a_kill_finds_what_was_committed(services):
    services.start()
    client = redis.Redis.from_url(services.valkey.cache_url)
    client.set("kept", "yes")
    valkey_pid = client.info("server")["process_id"]
    with psycopg.connect(services.postgres.url, autocommit=True) as database:
        database.execute("create table if not exists kept as select 42 as answer")
    kill(postmaster(services))
    kill(valkey_pid)

    services.start()

    assert ask(services, "select answer from kept") == 42
    assert client.get("kept") == b"yes"


def test_start_twice_adopts_the_running_servers(services):
    services.start()
    pid = postmaster(services)

    Services(services.folder, fsync=False).start()

    assert postmaster(services) == pid


def test_start_forgets_a_pid_that_is_another_programs_by_now(services):
    services.start()
    services.stop()
    (services.postgres.data / "postmaster.pid").write_text(f"{os.getpid()}\n{services.postgres.data}\n")

    services.start()

    assert ask(services, "select 1") == 1


def test_start_does_half_an_initdb_again(tmp_path):
    services = Services(tmp_path, fsync=False)
    (tmp_path / "postgres" / "data").mkdir(parents=True)
    (tmp_path / "postgres" / "data" / "half").write_text("an initdb that was killed")

    services.start()
    try:
        assert ask(services, "select 1") == 1
    finally:
        services.stop()


def test_given_servers_win(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://city@db.example/dasi")
    monkeypatch.setenv("REDIS_URL", "unix:///run/valkey.sock?db=3")

    services = Services(tmp_path)

    assert (services.postgres, services.valkey) == (None, None)
    environment = services.environment()
    assert not {"DATABASE_URL", "REDIS_URL"} & environment.keys()  # the command has them from its own environment
    assert environment["CELERY_BROKER_URL"] == "redis+socket:///run/valkey.sock?virtual_host=3"
    assert environment["DASI_PRIVATE_DATABASE"] == "no"


def test_last_user_stops_the_servers(services):
    with in_use(services):
        with in_use(Services(services.folder, fsync=False)):
            assert ask(services, "select 1") == 1
        assert ask(services, "select 1") == 1
    assert not services.postgres.is_ready()
    assert not services.valkey.is_ready()


def test_run_gives_the_command_its_servers_and_returns_its_code(folder):
    look = "import os, sys; print(os.environ['DATABASE_URL']); sys.exit(7)"
    command = [sys.executable, "-m", "config.local.servers", "--dir", str(folder), "--no-fsync", "run"]

    done = subprocess.run([*command, sys.executable, "-c", look], capture_output=True, text=True, check=False)

    assert done.returncode == 7
    assert done.stdout.startswith("postgres://dasi@/dasi?host=")
