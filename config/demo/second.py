"""A second process beside this one, where there is a second core: it fails when this one does, and this one when it does."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any

from django.db import connection


class Broken(Exception):
    """The second process ended too early."""


def is_possible() -> bool:
    """Whether there is a core for it; and what stands in an open transaction can't be seen by another process."""
    return not connection.in_atomic_block and (os.cpu_count() or 1) > 1


@contextmanager
def beside(what: Callable[..., None], *args: Any) -> Iterator[Connection]:
    """Let `what(connection, *args)` go on in a second process. A connection to the database isn't shared by a fork."""
    connection.close()
    ours, theirs = multiprocessing.Pipe()
    fork = multiprocessing.get_context("fork")
    process = fork.Process(target=_follow, args=(theirs, ours, what, args), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join()


def hear(other: Connection) -> Any:
    """Wait for what the second process sends. Raises Broken."""
    try:
        return other.recv()
    except (EOFError, OSError) as gone:
        raise Broken from gone


def _follow(theirs: Connection, ours: Connection, what: Callable[..., None], args: tuple[Any, ...]) -> None:
    ours.close()
    with suppress(EOFError, ConnectionError, KeyboardInterrupt):
        what(theirs, *args)
