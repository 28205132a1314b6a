"""What a killed runner left is ended exactly: by pid and start time, and nothing else."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from config.local import processes
from config.local.children import Children, end_recorded
from config.local.processes import Process

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
FAMILY = "import subprocess, sys, time; print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"


@pytest.fixture
def children(tmp_path):
    made = Children(tmp_path / "children.json", tmp_path / "log")
    yield made
    made.stop()


def is_gone(pid, patience_s=5.0):
    """Tell whether the process ends; what is nobody's child becomes a zombie of init, which is gone too."""
    deadline = time.monotonic() + patience_s
    while processes.started_at(pid) is not None and time.monotonic() < deadline:
        time.sleep(0.02)
    return processes.started_at(pid) is None


def wait_for_line(path):
    for _ in range(250):
        if path.exists() and path.read_text().endswith("\n"):
            return path.read_text().strip()
        time.sleep(0.02)
    raise AssertionError(f"nothing in {path}")


def test_started_at_knows_the_living_from_the_dead():
    child = subprocess.Popen(SLEEP)
    began = processes.started_at(child.pid)

    assert began is not None
    assert began == processes.started_at(child.pid)
    child.kill()
    assert is_gone(child.pid)  # a zombie until it is waited for
    child.wait()
    assert processes.started_at(child.pid) is None


def test_start_records_the_child_and_its_words(children, tmp_path):
    children.start("teller", [sys.executable, "-c", "import os; print(os.environ['WORD'])"], {"WORD": "hello"})

    assert wait_for_line(children.log_of("teller")) == "hello"
    (entry,) = json.loads((tmp_path / "children.json").read_text())
    assert (entry["name"], entry["pid"]) == ("teller", children.running["teller"].pid)
    children.running["teller"].wait(5)
    assert children.first_dead() == "teller"


def test_stop_ends_all_and_the_record(children, tmp_path):
    for name in ("one", "two"):
        children.start(name, SLEEP, dict(os.environ))

    assert children.first_dead() is None
    children.stop()

    assert [child.returncode for child in children.running.values()] == [-signal.SIGTERM] * 2
    assert not (tmp_path / "children.json").exists()


def test_end_recorded_ends_what_a_killed_runner_left(children, tmp_path):
    children.start("worker", SLEEP, dict(os.environ))
    children.start("family", [sys.executable, "-c", FAMILY], dict(os.environ))
    grandchild = int(wait_for_line(children.log_of("family")))

    ended = end_recorded(tmp_path / "children.json")

    assert ended == ["worker", "family"]
    assert is_gone(grandchild)
    assert not (tmp_path / "children.json").exists()


def test_end_recorded_ends_orphans_of_a_dead_leader(children, tmp_path):
    children.start("family", [sys.executable, "-c", FAMILY], dict(os.environ))
    grandchild = int(wait_for_line(children.log_of("family")))
    children.running["family"].kill()
    children.running["family"].wait()

    assert end_recorded(tmp_path / "children.json") == ["family"]
    assert is_gone(grandchild)


def test_end_recorded_leaves_a_number_that_is_somebody_elses_by_now(tmp_path):
    stranger = subprocess.Popen(SLEEP, start_new_session=True)
    record = tmp_path / "children.json"
    record.write_text(json.dumps([Process("worker", stranger.pid, "another boot:12345")._asdict()]))

    assert end_recorded(record) == []

    assert stranger.poll() is None
    assert not record.exists()
    stranger.kill()
    stranger.wait()


def test_end_recorded_without_a_record_does_nothing(tmp_path):
    assert end_recorded(tmp_path / "children.json") == []


def test_end_kills_what_does_not_listen(children):
    children.start("stubborn", [sys.executable, "-c", STUBBORN], dict(os.environ))
    wait_for_line(children.log_of("stubborn"))

    processes.end(children.known[0], patience_s=0.2)

    assert children.running["stubborn"].wait(5) == -signal.SIGKILL


def test_a_run_stopped_before_it_began_leaves_the_record_of_the_killed_one_to_the_next(children, tmp_path):
    children.start("sleeper", SLEEP, dict(os.environ))
    record = tmp_path / "children.json"

    Children(record, tmp_path / "log").stop()

    assert end_recorded(record) == ["sleeper"]
    assert is_gone(children.running["sleeper"].pid)
