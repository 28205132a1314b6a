"""The children of `make run`: started in sessions of their own, recorded by pid and start time, ended in order.

A runner that was killed leaves its record behind; the next one ends exactly the processes in it and no other.
"""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from config.local import processes
from config.local.processes import Process


class Children:
    """The processes that one runner started, kept in `record` (var/run/children.json)."""

    def __init__(self, record: Path, log_folder: Path) -> None:
        self.record, self.log_folder = record, log_folder
        self.running: dict[str, subprocess.Popen] = {}
        self.known: list[Process] = []

    def adopt(self, name: str, pid: int) -> None:
        """Record a process; a record is written whole or not at all."""
        self.known.append(Process(name, pid, processes.started_at(pid) or ""))
        draft = self.record.with_suffix(".part")
        draft.write_text(json.dumps([process._asdict() for process in self.known], indent=1))
        draft.rename(self.record)

    def start(self, name: str, command: list[str], environment: Mapping[str, str]) -> None:
        """Start one child; what it says goes to its log."""
        self.log_folder.mkdir(parents=True, exist_ok=True)
        with self.log_of(name).open("wb") as log:
            child = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        self.running[name] = child
        self.adopt(name, child.pid)

    def first_dead(self) -> str | None:
        """Return the name of a child that ended by itself, if one did."""
        return next((name for name, child in self.running.items() if child.poll() is not None), None)

    def stop(self) -> None:
        """End all of them, the last started first; a record that an earlier runner left, and nobody has ended yet, stays."""
        for process in reversed(self.known):
            if process.name in self.running:
                processes.end(process)
                self.running[process.name].wait()
        if self.known:
            self.record.unlink(missing_ok=True)

    def log_of(self, name: str) -> Path:
        """Return where a child's words go."""
        return self.log_folder / f"{name}.log"


def end_recorded(record: Path) -> list[str]:
    """End what an earlier runner left behind and return the names; a pid that is somebody else's by now is left alone.

    The runner comes first in its record: asked to end, it ends its children itself.
    """
    if not record.exists():
        return []
    ended = []
    for entry in json.loads(record.read_text()):
        process = Process(**entry)
        if processes.is_alive(process) or processes.has_orphans(process):
            processes.end(process, patience_s=15)
            ended.append(process.name)
    record.unlink(missing_ok=True)
    return ended
