"""Private PostgreSQL and Valkey for `make run`, `make test` and `make manage`.

    python -m config.local.servers [--dir var/run] [--no-fsync] start | stop | env | run COMMAND...

DATABASE_URL or REDIS_URL in the environment win: that server is then neither started nor stopped. Several `run`s may share
one folder; the last to end stops the servers. Decision: docs/adr/0002-private-services.md.
"""

import argparse
import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from config.local import keys
from config.local.binaries import Missing
from config.local.postgres import Postgres, PostgresError
from config.local.valkey import Valkey, ValkeyError


class Services:
    """The servers of one folder."""

    def __init__(self, folder: Path, *, fsync: bool = True) -> None:
        self.folder = folder.resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.socket_folder = _socket_folder(self.folder)
        is_given = {name: bool(os.environ.get(name)) for name in ("DATABASE_URL", "REDIS_URL")}
        self.postgres = (
            None if is_given["DATABASE_URL"] else Postgres(self.folder / "postgres", self.socket_folder, fsync=fsync)
        )
        self.valkey = None if is_given["REDIS_URL"] else Valkey(self.folder / "valkey", self.socket_folder, fsync=fsync)

    def start(self) -> None:
        """Bring up what isn't given by the environment."""
        self._own_socket_folder()
        for server in (self.postgres, self.valkey):
            if server:
                server.start()

    def stop(self) -> None:
        """Stop what start brought up."""
        if not self.socket_folder.exists():
            return
        for server in (self.valkey, self.postgres):
            if server:
                server.stop()
        shutil.rmtree(self.socket_folder, ignore_errors=True)

    def environment(self) -> dict[str, str]:
        """Return the variables that settings.py needs on one's own machine; those already set win."""
        found = {"DASI_LOCAL": "yes", "DASI_VAR": str(self.folder), **keys.of(self.folder)}
        found["DASI_PRIVATE_DATABASE"] = "yes" if self.postgres else "no"
        if self.postgres:
            found["DATABASE_URL"] = self.postgres.url
        if self.valkey:
            found |= {"REDIS_URL": self.valkey.cache_url, "CELERY_BROKER_URL": self.valkey.broker_url}
        elif not os.environ.get("CELERY_BROKER_URL"):
            found["CELERY_BROKER_URL"] = _broker_of(os.environ["REDIS_URL"])
        return found | {name: os.environ[name] for name in found if os.environ.get(name)}

    def _own_socket_folder(self) -> None:
        """Make the socket folder; the temporary folder is everyone's, so refuse one that somebody else made."""
        self.socket_folder.mkdir(mode=0o700, exist_ok=True)
        found = self.socket_folder.lstat()
        owners = {os.geteuid()} if os.geteuid() else {0, 65534}
        if found.st_uid not in owners or found.st_mode & 0o077:
            raise Missing(f"{self.socket_folder} belongs to somebody else: remove it")


@contextlib.contextmanager
def in_use(services: Services) -> Iterator[None]:
    """Start the servers, mark them as used, and stop them when the last user is gone (a killed user's mark goes with it)."""
    with (services.folder / "users.lock").open("w") as users:
        with _gate(services):
            services.start()
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield
        finally:
            with _gate(services):
                if _is_last(users):
                    services.stop()


def run(services: Services, command: list[str]) -> int:
    """Run a command with the servers up; Ctrl-C and SIGTERM end the command first, then the servers. Return its exit code."""
    with in_use(services):
        child = subprocess.Popen(command, env={**os.environ, **services.environment()})
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: child.terminate())
        while True:
            try:
                code = child.wait()
                return code if code >= 0 else 128 - code
            except KeyboardInterrupt:  # the terminal has told the child too
                continue


@contextlib.contextmanager
def _gate(services: Services) -> Iterator[None]:
    with (services.folder / "gate.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def _is_last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _socket_folder(folder: Path) -> Path:
    """Return a short path: a Unix socket's may have 107 bytes, and a checkout's may be long."""
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"dasi-{os.geteuid()}-{digest}"


def _broker_of(redis_url: str) -> str:
    if not redis_url.startswith("unix://"):
        return redis_url
    path, _, query = redis_url.removeprefix("unix://").partition("?")
    return f"redis+socket://{path}?{query.replace('db=', 'virtual_host=') or 'virtual_host=0'}"


def main(arguments: list[str]) -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="config.local.servers")
    parser.add_argument("--dir", type=Path, default=Path("var/run"))
    parser.add_argument("--no-fsync", action="store_true", help="faster; for tests, whose data may be lost")
    parser.add_argument("verb", choices=["start", "stop", "env", "run"])
    parser.add_argument("command", nargs=argparse.REMAINDER)
    chosen = parser.parse_args(arguments)
    try:
        services = Services(chosen.dir, fsync=not chosen.no_fsync)
        if chosen.verb == "run":
            return run(services, chosen.command)
        if chosen.verb in ("start", "stop"):
            with _gate(services):
                getattr(services, chosen.verb)()
        if chosen.verb != "stop":
            sys.stdout.writelines(f"export {name}='{value}'\n" for name, value in services.environment().items())
    except (Missing, PostgresError, ValkeyError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
