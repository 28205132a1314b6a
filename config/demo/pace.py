"""Makes tens of thousands of rows a minute possible for one command; the rows are the same.

psycopg escapes each quotation mark of each JSON value in Python when Django hands it a column as an array, and reads each time in
Python when Django asks for one; here C does both. A command that keeps nearly all that it makes has nothing for the garbage collector; and a
demo that is broken off is filled again from nothing, so no commit needs to wait for the disk.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.types.array import ListDumper

STATISTICS_TARGET = 10  # a tenth of what ANALYZE samples by itself


class QuickListDumper(ListDumper):
    """Writes a list as PostgreSQL's array text, as its parent does."""

    def _dump_list(self, obj: list[Any], tokens: list[bytes], needs_quotes: Callable) -> None:
        if not obj or isinstance(obj[0], list) or self.sub_dumper is None:
            super()._dump_list(obj, tokens, needs_quotes)
            return
        dump, values = self.sub_dumper.dump, []
        for item in obj:
            value = None if item is None else dump(item)
            if value is None:
                values.append(b"NULL")
                continue
            value = bytes(value)
            if needs_quotes(value):
                value = b'"' + value.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
            values.append(value)
        tokens.append(b"{" + self.delimiter.join(values) + b"}")


class QuickTimeLoader(Loader):
    """Reads the times of a connection whose zone is UTC, as Django's are; Django asks a loader for its zone."""

    timezone = UTC

    def load(self, data: Buffer) -> datetime:
        return datetime.fromisoformat(bytes(data).decode())


@contextmanager
def quick() -> Iterator[None]:
    """Let every connection be quick, and collect no garbage, for as long as it lasts."""
    if connection.connection is not None:
        _quicken(connection)
    connection_created.connect(_quicken)
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        connection_created.disconnect(_quicken)
        if not connection.in_atomic_block:
            connection.close()


def analyse() -> None:
    """Tell the planner what the tables hold: rows come faster than it looks by itself."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _quicken(connection: BaseDatabaseWrapper, **_more: Any) -> None:
    connection.connection.adapters.register_dumper(list, QuickListDumper)
    connection.connection.adapters.register_loader("timestamptz", QuickTimeLoader)
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute(f"SET default_statistics_target = {STATISTICS_TARGET}")
