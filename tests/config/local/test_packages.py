"""The venv is filled by uv where that works, and by pip where it doesn't."""

import subprocess
import sys
from pathlib import Path

import pytest

from config.local import packages

ABSENT = "dasi-no-such-package==1.0 --hash=sha256:" + "0" * 64


def test_what_is_there_already_is_found_by_uv() -> None:
    assert packages.install(packages.UV) == "uv"


@pytest.mark.parametrize("words", ["#!/bin/sh\nexit 2\n", "no program at all"])
def test_pip_installs_where_uv_does_not_work(tmp_path: Path, words: str) -> None:
    broken = tmp_path / "uv"
    broken.write_text(words, encoding="utf-8")
    broken.chmod(0o755)

    assert packages.install(packages.UV, uv=broken) == "pip"


def test_what_neither_can_install_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("UV_OFFLINE", "1")
    wanted = tmp_path / "requirements.txt"
    wanted.write_text(ABSENT, encoding="utf-8")

    done = subprocess.run([sys.executable, packages.__file__, str(wanted)], capture_output=True, text=True, check=False)

    assert done.returncode != 0
    assert "dasi-no-such-package" in done.stderr


def test_uv_asks_the_registry_that_pip_was_told_of() -> None:
    told = packages.environment_of_uv({"PIP_CERT": "/ca.pem"}, "https://mirror.example/simple")

    assert told["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert told["SSL_CERT_FILE"] == "/ca.pem"


def test_what_uv_was_told_itself_wins() -> None:
    own = {"UV_DEFAULT_INDEX": "https://own.example/simple", "SSL_CERT_FILE": "/own.pem", "PIP_CERT": "/ca.pem"}

    assert own.items() <= packages.environment_of_uv(own, "https://mirror.example/simple").items()
