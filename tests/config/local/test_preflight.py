"""A machine that lacks something hears what, and the line that installs it."""

import os
import subprocess
import sys

from config.local import preflight


def test_preflight_is_content_with_this_machine():
    assert preflight.missing() == []


def test_preflight_names_what_is_missing_and_how_to_install_it(tmp_path):
    done = subprocess.run(
        [sys.executable, preflight.__file__],
        env={"PATH": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    lines = done.stderr.splitlines()
    assert done.returncode == 1
    assert lines[0] == "이 컴퓨터에 없는 것이 있습니다."
    assert [line.partition(":")[0].strip() for line in lines[1:4]] == ["make", "git", "sed"]
    assert lines[1].endswith("apt-get install -y --no-install-recommends make")


def test_preflight_refuses_an_old_python(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))

    (line,) = preflight.missing()

    assert line.startswith("Python 3.11-3.13 (this is 3.9): ")
    assert "python3-venv" in line


def test_preflight_asks_for_sudo_unless_root(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", "")

    assert all(": sudo apt-get install " in line for line in preflight.missing())
