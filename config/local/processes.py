"""Knows a process by pid AND start time: a pid alone may be somebody else's by now."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import NamedTuple


class Process(NamedTuple):
    """One process as it was recorded; `started` is opaque and only compared."""

    name: str
    pid: int
    started: str


def started_at(pid: int) -> str | None:
    """Return when the process began (boot and clock ticks), or None if it doesn't live; a zombie doesn't live."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return _started_at_by_ps(pid)
    return None if after_name[0] in "ZX" else f"{boot}:{after_name[19]}"


def program_of(pid: int) -> str | None:
    """Return the name of the program that the process runs, or None if it doesn't live."""
    if started_at(pid) is None:
        return None
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        found = subprocess.run(["ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return Path(found.stdout.strip()).name or None


def is_alive(process: Process) -> bool:
    """Tell whether the very process that was recorded still lives."""
    return started_at(process.pid) == process.started


def has_orphans(process: Process) -> bool:
    """Tell whether the process is gone but others of the session that it led live on."""
    return started_at(process.pid) is None and bool(_session_members(process.pid))


def end(process: Process, *, patience_s: float = 10.0) -> None:
    """Ask the process to end, wait, and kill what is left of the session that it leads."""
    if is_alive(process):
        _send(process.pid, signal.SIGTERM)
    deadline = time.monotonic() + patience_s
    while is_alive(process) and time.monotonic() < deadline:
        time.sleep(0.05)
    if started_at(process.pid) in (None, process.started):  # the number is not somebody else's by now
        for pid in _session_members(process.pid):
            _send(pid, signal.SIGKILL)
        if is_alive(process):
            _send(process.pid, signal.SIGKILL)


def _session_members(leader: int) -> list[int]:
    """Return the living processes of a session; its number can't be given to another while one of them lives."""
    members = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(entry.name)) == leader and started_at(int(entry.name)):
                members.append(int(entry.name))
        except OSError:
            continue
    return members


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _started_at_by_ps(pid: int) -> str | None:
    if Path("/proc/self").exists():
        return None
    found = subprocess.run(["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    line = found.stdout.strip()
    return None if not line or line.startswith("Z") else line.partition(" ")[2].strip()
