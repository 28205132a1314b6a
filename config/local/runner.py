"""`make run`: everything in one terminal, and nothing left over when it ends.

    python -m config.local.servers run python -m config.local.runner

Ends what a killed run left, fetches assets, migrates, fills the demo the first time, starts mailbox, worker, beat and web,
and prints where to go. Ctrl-C or SIGTERM ends the children in the opposite order.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg

from config.local import assets, sms_sink
from config.local.binaries import Missing
from config.local.children import Children, end_recorded
from config.local.ports import free_port

_KINDS = {
    "candidate": "지원자",
    "operator": "운영기관",
    "city": "서울시 담당자",
    "counsellor": "상담사",
}
_READY_WITHIN_S = 60


class Stopped(Exception):
    """Somebody asked the run to end."""


class Run:
    """One run on one port, with its files under `folder`."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.address = f"http://127.0.0.1:{port}/"
        self.ready_mark, self.begun_mark = folder / "demo.ready", folder / "demo.begun"
        self.children = Children(folder / "children.json", folder / "log")
        self.environment = dict(os.environ)

    def prepare(self) -> None:
        """Make the place ready: nothing left over, port free, assets there, database migrated, demo filled."""
        if ended := end_recorded(self.children.record):
            _say(f"지난번에 남은 프로세스를 끝냈습니다: {', '.join(ended)}")
        self.children.adopt("runner", os.getpid())
        _require_free(self.port)
        with ThreadPoolExecutor() as beside:  # the network is slow while the database is busy
            fetched = beside.submit(assets.fetch)
            self._drop_half_a_demo()
            self._manage("migrate", "--noinput", "-v", "0")
            fetched.result()
        self._fill_demo()

    def start(self) -> None:
        """Start the children and wait until the site says that it is ready."""
        mail_port, text_port = free_port(), free_port()
        self.environment |= {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(mail_port)}
        self.environment |= sms_sink.settings(text_port)
        self.environment["DASI_DEMO_MARKER"] = str(self.ready_mark) if self._has_demo() else ""
        (self.folder / "beat").mkdir(exist_ok=True)
        celery = [sys.executable, "-m", "celery", "-A", "config.celery"]
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        self._start(
            "mailbox", [sys.executable, "-m", "config.local.mail_sink", str(mail_port), str(self.folder / "mail")]
        )
        self._start("texts", [sys.executable, "-m", "config.local.sms_sink", str(text_port), str(self.folder / "mail")])
        self._start("worker", [*celery, "worker", "-c", "2", "-l", "WARNING", *quiet], DASI_PROCESS="worker")
        self._start(
            "beat", [*celery, "beat", "-l", "WARNING", "-s", str(self.folder / "beat" / "schedule"), "--pidfile="]
        )
        gunicorn = [
            sys.executable,
            "-m",
            "gunicorn",
            "config.wsgi",
            "-b",
            f"127.0.0.1:{self.port}",
            "-w",
            "2",
            "--threads",
            "4",
        ]
        self._start("web", [*gunicorn, "--preload", "--log-level", "warning"])
        self._wait_until_ready()

    def watch(self) -> None:
        """Wait; raise when a child ends by itself, for half a site is worse than none."""
        while True:
            self._require_all_alive()
            time.sleep(0.5)

    def greet(self) -> None:
        """Print the address and one sign-in per kind of person."""
        _say(f"\n다시(Dasi)가 준비되었습니다: {self.address}")
        accounts = self.folder / "demo-accounts.json"
        if accounts.exists():
            for kind, account in json.loads(accounts.read_text()).items():
                _say(f"  {_KINDS.get(kind, kind):<8} {account['email']}  비밀번호 {account['password']}")
        _say(f"  보낸 메일함 {self.address}mailbox/")
        _say("끝내려면 Ctrl-C를 눌러 주세요.")

    def _start(self, name: str, command: list[str], **extra: str) -> None:
        self.children.start(name, command, {**self.environment, **extra})

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + _READY_WITHIN_S
        while time.monotonic() < deadline:
            self._require_all_alive()
            try:
                with urllib.request.urlopen(f"{self.address}health/ready", timeout=5):  # noqa: S310 - our own address
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise Missing(f"{_READY_WITHIN_S}초 안에 준비되지 않았습니다. 기록: {self.children.log_folder}")

    def _require_all_alive(self) -> None:
        if name := self.children.first_dead():
            log = self.children.log_of(name)
            raise Missing(
                f"스스로 끝난 프로그램이 있습니다: {name}. 기록: {log}\n{log.read_text(errors='replace')[-2000:]}"
            )

    def _has_demo(self) -> bool:
        return (assets.ROOT / "config" / "management" / "commands" / "demo_city.py").exists()

    def _fill_demo(self) -> None:
        """Fill the demo once. A demo that was broken off is dropped at the next start, with the database it was in."""
        if self.ready_mark.exists() or not self._has_demo():
            return
        self.begun_mark.touch()
        self._manage("demo_city")
        self._manage("demo_year")
        self.ready_mark.touch()

    def _drop_half_a_demo(self) -> None:
        is_half = self.begun_mark.exists() and not self.ready_mark.exists()
        if is_half and os.environ.get("DASI_PRIVATE_DATABASE") == "yes":
            _say("지난번에 시연 자료를 채우다 멈추어서 처음부터 다시 채웁니다.")
            with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
                connection.execute("DROP SCHEMA public CASCADE")
                connection.execute("CREATE SCHEMA public")

    def _manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        if subprocess.run(command, cwd=assets.ROOT, env=self.environment, check=False).returncode:
            raise Missing(f"manage.py 명령이 실패했습니다: {arguments[0]}")


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Missing(f"{port}번 포트를 다른 프로그램이 쓰고 있습니다: make run PORT={port + 1000}") from None


def _say(line: str) -> None:
    print(line, flush=True)


def _raise_stopped(number: int, frame: object) -> None:
    raise Stopped


def main() -> int:
    """Run until asked to end; return 0 then, 1 if something is missing or broke."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _raise_stopped)
    run = Run(Path(os.environ["DASI_VAR"]), int(os.environ.get("PORT", "8000")))
    code = 0
    try:
        run.prepare()
        run.start()
        run.greet()
        run.watch()
    except Stopped:
        _say("\n끝내는 중입니다…")
    except (Missing, assets.Damaged, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"{error}\n")
        code = 1
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):  # a second Ctrl-C doesn't leave children behind
            signal.signal(number, signal.SIG_IGN)
        run.children.stop()
    return code


if __name__ == "__main__":
    sys.exit(main())
