"""A private Valkey (or Redis): append-only file under var/, a Unix socket, no port, never forgets for want of memory."""

import socket
import subprocess
import time
from pathlib import Path

from config.local import binaries

_DATABASES = 256  # each test worker takes a pair of its own


class ValkeyError(RuntimeError):
    """Valkey would not start; the message holds the end of its log."""


class Valkey:
    """One private server; `folder` holds its file and log, `socket_folder` its socket."""

    def __init__(self, folder: Path, socket_folder: Path, *, fsync: bool = True) -> None:
        self.program = binaries.valkey_program()
        self.folder, self.fsync = folder, fsync
        self.socket_path, self.log = socket_folder / "valkey.sock", folder / "valkey.log"

    @property
    def cache_url(self) -> str:
        """Where the cache is."""
        return f"unix://{self.socket_path}?db=1"

    @property
    def broker_url(self) -> str:
        """Where Celery's broker is."""
        return f"redis+socket://{self.socket_path}?virtual_host=0"

    def start(self) -> None:
        """Bring the server up; does nothing to one that answers."""
        if self.is_ready():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            subprocess.run([str(self.program), *self._options()], stdout=log, stderr=log, cwd="/", check=False)
        for _ in range(500):
            if self.is_ready():
                return
            time.sleep(0.02)
        raise ValkeyError(f"Valkey did not start: {self.log.read_text(errors='replace')[-2000:]}")

    def stop(self) -> None:
        """Stop the server if it runs, once its file is written."""
        if self._say(b"SHUTDOWN\r\n") is not None:
            for _ in range(250):
                if not self.is_ready():
                    return
                time.sleep(0.02)

    def is_ready(self) -> bool:
        """Tell whether the server answers."""
        return (self._say(b"PING\r\n") or b"").startswith(b"+PONG")

    def _options(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self.socket_path),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "pidfile": str(self.folder / "valkey.pid"),
            "databases": str(_DATABASES),
            "appendonly": "yes",
            "appendfsync": "everysec" if self.fsync else "no",
            "save": "",
            "maxmemory": "256mb",
            "maxmemory-policy": "noeviction",
            "daemonize": "yes",
        }
        return [word for name, value in options.items() for word in (f"--{name}", value)]

    def _say(self, command: bytes) -> bytes | None:
        """Return the answer to a command, or None if nobody listens."""
        try:
            with socket.socket(socket.AF_UNIX) as wire:
                wire.settimeout(2)
                wire.connect(str(self.socket_path))
                wire.sendall(command)
                return wire.recv(64)
        except OSError:
            return None
