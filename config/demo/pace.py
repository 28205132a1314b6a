"""Makes tens of thousands of rows a minute possible for one command; the rows are the same.

psycopg escapes each quotation mark of each JSON value in Python when Django hands it a column as an array; here C does it.
Fewer passes of the garbage collector suit a command that keeps nearly all that it makes.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from psycopg.types.array import ListDumper

ROWS_BEFORE_COLLECTING = 200_000


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


@contextmanager
def quick() -> Iterator[None]:
    """Use the quick dumper on this connection, and collect garbage seldom, for as long as it lasts."""
    before = gc.get_threshold()
    connection.ensure_connection()
    connection.connection.adapters.register_dumper(list, QuickListDumper)
    gc.set_threshold(ROWS_BEFORE_COLLECTING, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        connection.connection.adapters.register_dumper(list, ListDumper)


def analyse() -> None:
    """Tell the planner what the tables hold: rows come faster than it looks by itself."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
