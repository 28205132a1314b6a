"""Real threads that start together, each with a connection of its own."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, connections

MOST_THREADS = 40  # a connection each; the servers of the tests allow 120
PATIENCE_S = 60


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """Make the calls at the same moment; return what each gave back, or the code it was refused with."""
    found: list[Any] = [None] * len(calls)
    workers = min(len(calls), MOST_THREADS)
    barrier = threading.Barrier(workers)

    def run(worker: int) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(PATIENCE_S)
            for number in range(worker, len(calls), workers):
                found[number] = _answer(calls[number])
        finally:
            connections.close_all()

    _finish([threading.Thread(target=run, args=(worker,)) for worker in range(workers)])
    return found


@contextmanager
def waiting(calls: Sequence[Callable[[], Any]]) -> Iterator[list[Any]]:
    """Start calls that must wait for a lock held by the caller; inside the block they all do.

    The list is filled once the caller has let go of the lock and left the block.
    """
    found: list[Any] = [None] * len(calls)

    def run(number: int) -> None:
        try:
            found[number] = _answer(calls[number])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    _until_blocked(len(calls))
    yield found
    for thread in threads:
        thread.join(PATIENCE_S)


def _answer(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except ValidationError as refused:
        return getattr(refused, "code", None) or next(
            error.code for errors in refused.error_dict.values() for error in errors
        )


def _finish(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)


def _until_blocked(number: int) -> None:
    """Wait until so many sessions of this database stand behind a lock."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # a transaction keeps the sessions it saw first
            cursor.execute(
                "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)"
                " WHERE NOT granted AND datname = current_database()"
            )
            if cursor.fetchone()[0] >= number:
                return
        time.sleep(0.02)
    raise AssertionError(f"fewer than {number} sessions wait for a lock")
