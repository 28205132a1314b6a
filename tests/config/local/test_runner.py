"""What `make run` does before it starts anything: ends what a killed run left, and wants its port free."""

import json
import os
import socket
import subprocess
import sys

import pytest

from config.local import assets, processes, runner
from config.local.binaries import Missing
from config.local.processes import Process


def test_runner_names_another_port_when_its_own_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(Missing, match=f"make run PORT={port + 1000}"):
            runner._require_free(port)


def test_runner_ends_what_a_killed_run_left_before_anything_else(tmp_path):
    left = subprocess.Popen(["sleep", "60"], start_new_session=True)
    record = [Process("worker", left.pid, processes.started_at(left.pid))._asdict()]
    (tmp_path / "children.json").write_text(json.dumps(record))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        environment = {**os.environ, "DASI_VAR": str(tmp_path), "PORT": str(taken.getsockname()[1])}
        done = subprocess.run(
            [sys.executable, "-m", "config.local.runner"],
            cwd=assets.ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 1
    assert done.stdout == "지난번에 남은 프로세스를 끝냈습니다: worker\n"
    assert "다른 프로그램이 쓰고 있습니다" in done.stderr
    assert left.wait(5) == -15
    assert not (tmp_path / "children.json").exists()
