"""Rows by COPY: for thousands at a time, a small part of what model instances and INSERT cost."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def copy_in(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Append rows of plain values, JSON as text, in the caller's transaction. Defaults of the model aren't filled in.

    Raises what an INSERT raises, as Django's own errors.
    """
    meta, quoted = model._meta, connection.ops.quote_name
    columns = ", ".join(quoted(meta.get_field(name).column) for name in names)
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY {quoted(meta.db_table)} ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
