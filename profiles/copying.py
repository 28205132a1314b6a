"""Rows by COPY: for thousands at a time, a small part of what model instances and INSERT cost."""

import struct
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection, models

_HEAD = 19  # PGCOPY, flags and no extension, as PostgreSQL's own COPY writes it
_ROW = struct.Struct(">hiqi")


class Payloads(NamedTuple):
    """Rows of an id and bytes. ids : in the order of the query; stream : all rows; starts : where the bytes of each begin in it"""

    ids: list[int]
    stream: bytes
    starts: list[int]


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


def copy_payloads(query: models.QuerySet, id_name: str, payload_name: str) -> Payloads:
    """Read two columns of a query, a bigint and bytes, both without NULL, as the database sends them: nothing is decoded.

    Source: PostgreSQL manual, COPY, binary format.
    """
    sql = connection.ops.compose_sql(*query.values_list(id_name, payload_name).query.sql_with_params())
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT BINARY)") as copy,
    ):
        stream = b"".join(copy)
    ids, starts, place = [], [], _HEAD
    while True:
        count, _size, pk, length = _ROW.unpack_from(stream, place) if len(stream) - place > 2 else (-1, 0, 0, 0)
        if count < 0:
            return Payloads(ids, stream, starts)
        place += _ROW.size
        ids.append(pk)
        starts.append(place)
        place += length
