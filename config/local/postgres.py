"""A private PostgreSQL: a data folder under var/, a Unix socket in a 0700 folder, no port.

Comes up after kill -9: readiness is tested by connecting (`pg_ctl status` believes a dead postmaster), a stale
postmaster.pid is removed (PostgreSQL refuses for ever when the number belongs to another program by now), half an initdb is
done again.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path

from config.local import binaries, processes

ROLE = DATABASE = "dasi"
_SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "120",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "jit": "off",
}


class PostgresError(RuntimeError):
    """PostgreSQL would not do it; the message holds what it said."""


class Postgres:
    """One private server; `folder` holds its data and log, `socket_folder` its socket."""

    def __init__(self, folder: Path, socket_folder: Path, *, fsync: bool = True) -> None:
        self.programs = binaries.postgres_folder()
        self.folder, self.socket_folder, self.fsync = folder, socket_folder, fsync
        self.data, self.log = folder / "data", folder / "postgres.log"
        self.way = binaries.Dropped()

    @property
    def url(self) -> str:
        """Where Django finds the database."""
        return f"postgres://{ROLE}@/{DATABASE}?host={self.socket_folder}"

    def start(self) -> None:
        """Bring the server up, whatever the last one left behind; does nothing to one that answers."""
        self._prepare()
        if not (self.data / "PG_VERSION").exists():
            shutil.rmtree(self.data, ignore_errors=True)  # half an initdb
            self._initialise()
        if not self._wait_for_the_last_one():
            self._launch()
        if self._query(f"select 1 from pg_database where datname='{DATABASE}'") != "1":  # noqa: S608 - our own name
            self._run("createdb", *self._where(), DATABASE)

    def stop(self) -> None:
        """Stop the server if it runs; open transactions are rolled back."""
        self._prepare()
        if (self.data / "PG_VERSION").exists() and self._has_postmaster():
            self._run("pg_ctl", "-D", self.data, "-w", "-m", "fast", "stop")

    def is_ready(self) -> bool:
        """Tell whether the server answers a query."""
        return self._query("select 1") == "1"

    def _prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.way = binaries.dropped(self.programs, self.folder)
        if self.way.owner is not None:
            os.chown(self.socket_folder, self.way.owner, self.way.owner)

    def _initialise(self) -> None:
        options = ("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions")
        self._run("initdb", "-D", self.data, "-U", ROLE, *options)

    def _wait_for_the_last_one(self) -> bool:
        """Return whether a server answers already; after kill -9 its children may hold the memory for a moment."""
        for _ in range(100):
            self._forget_stale_pid()
            if self.is_ready():
                return True
            if not self._has_postmaster():
                return False
            time.sleep(0.1)
        return False

    def _forget_stale_pid(self) -> None:
        pid_file = self.data / "postmaster.pid"
        if (
            pid_file.exists()
            and (words := pid_file.read_text().split())
            and processes.program_of(int(words[0])) != "postgres"
        ):
            pid_file.unlink()

    def _launch(self) -> None:
        for stale in self.socket_folder.glob(".s.PGSQL*"):
            stale.unlink()
        settings = _SETTINGS | {
            "unix_socket_directories": str(self.socket_folder),
            "fsync": "on" if self.fsync else "off",
        }
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        for attempts_left in range(20, -1, -1):
            try:
                self._run("pg_ctl", "-D", self.data, "-w", "-t", "60", "-l", self.log, "-o", options, "start")
                return
            except PostgresError as error:
                if not attempts_left or "shared memory block" not in str(error):
                    raise
                time.sleep(0.25)

    def _has_postmaster(self) -> bool:
        return self._call("pg_ctl", "-D", self.data, "status").returncode == 0

    def _query(self, sql: str) -> str:
        return self._call("psql", *self._where(), "-d", "postgres", "-XAtc", sql).stdout.strip()

    def _where(self) -> tuple[str, ...]:
        return ("-h", str(self.socket_folder), "-U", ROLE)

    def _call(self, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        command = [*self.way.prefix, str(self.programs / program), *map(str, arguments)]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return subprocess.run(command, capture_output=True, text=True, cwd="/", env=clean, check=False)

    def _run(self, program: str, *arguments: object) -> None:
        done = self._call(program, *arguments)
        if done.returncode:
            log = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
            raise PostgresError(f"{program} failed: {done.stdout}{done.stderr}{log}")
