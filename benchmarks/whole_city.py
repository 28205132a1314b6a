"""A run over a whole city through the database, as workers do it: people read, rules and points worked out, lists written.

    python -m benchmarks.whole_city          one worker: takes shards of the run under way, then prints the most memory it took

A database of its own is made beside the others and dropped at the end.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import numpy as np
import psycopg

from benchmarks.table import Line

NAME = "dasi_bench_city"
PEOPLE, POSTINGS, WORKERS = 2_200_000, 3_000, 2
AT = datetime(2026, 4, 15, 4, 30, tzinfo=ZoneInfo("Asia/Seoul"))


def run(*, small: bool) -> Iterator[Line | str]:
    """Say seconds and memory of the first run, and of one on which nothing changed. Small: a tenth of the people."""
    if not os.environ.get("DATABASE_URL"):
        yield "  whole city: left out, there is no DATABASE_URL (make bench brings one up)"
        return
    people = PEOPLE // 10 if small else PEOPLE
    admin = os.environ["DATABASE_URL"]
    recreate(admin, NAME)
    try:
        yield from _measured(people, {**os.environ, "DATABASE_URL": urlsplit(admin)._replace(path=f"/{NAME}").geturl()})
    finally:
        drop(admin, NAME)


def _measured(people: int, environment: dict[str, str]) -> Iterator[Line | str]:
    holds = 60 if people == PEOPLE else None
    subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], check=True, env=environment)
    began = time.monotonic()
    _here("fill", str(people), environment=environment)
    yield f"whole city: {people:,} people x {POSTINGS:,} postings in PostgreSQL, {WORKERS} workers (filled in {time.monotonic() - began:.0f} s)"
    for name in ("everything new", "nothing changed"):
        told = _run(environment)
        yield Line(f"run through the database, {name}", told["seconds"], "s", holds, is_most=True, note=told["note"])
        yield Line("  memory of the workers together, peak", told["memory"], "MB", 1536, is_most=True)


def _run(environment: dict[str, str]) -> dict:
    """Workers wait with everything loaded, as they do; the clock runs from the beginning of the run to its end."""
    waiting = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.whole_city", "work"],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(WORKERS)
    ]  # fmt: skip
    for worker in waiting:
        worker.stdout.readline()
    began = time.monotonic()
    _here("begin", environment=environment)
    begun = time.monotonic()
    for worker in waiting:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    peaks = [float(worker.communicate()[0]) for worker in waiting]
    ended = time.monotonic()
    note = f"of which {begun - began:.1f} s to share it out; {_here('tell', environment=environment)}"
    return {"seconds": ended - began, "memory": sum(peaks), "note": note}


def _here(*words: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", "benchmarks.whole_city", *words]
    return subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True).stdout.strip()


def recreate(admin: str, name: str) -> None:
    """Make a database anew, beside that of ``admin``."""
    drop(admin, name)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")


def drop(admin: str, name: str) -> None:
    """Remove it, whoever is in it."""
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def main(command: str, *numbers: str) -> None:
    """What is done in a process of its own: fill, begin, work, tell."""
    import django  # noqa: PLC0415 - only these processes need it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from benchmarks import filling  # noqa: PLC0415
    from matching import city_runs  # noqa: PLC0415
    from matching.models import SuggestionList  # noqa: PLC0415

    if command == "fill":
        filling.fill(int(numbers[0]), POSTINGS, AT)
    elif command == "begin":
        city_runs.begin(at=AT)
    elif command == "tell":
        sys.stdout.write(f"{SuggestionList.objects.count():,} lists\n")
    else:
        _rehearse()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        city_runs.work_off(city_runs.under_way(), at=AT)
        sys.stdout.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}\n")


def _rehearse() -> None:
    """Load the compiled loops, as a worker that has worked before; nothing is written."""
    from django.utils import timezone  # noqa: PLC0415

    from matching import city_runs, packed_profiles, runs  # noqa: PLC0415

    offer, weights = city_runs.offered(AT), runs.weights_of(runs.current_weights())
    crowd = runs.crowd_of(packed_profiles.all_ids()[:2_048], offer, on=timezone.localdate(AT))
    runs.rank_all(crowd, runs.prepare(offer, weights, np.zeros(len(offer.own.ids), np.int32), people=PEOPLE), seed="")


if __name__ == "__main__":
    main(*sys.argv[1:])
