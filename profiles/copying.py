"""Rows by the thousand at a small part of what model instances and INSERT cost: by COPY, and from arrays and to arrays for millions.

Source: PostgreSQL manual, COPY, binary format; array_recv for what an array looks like in it; string_agg.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from numpy.typing import NDArray

_OPENING = b"PGCOPY\n\xff\r\n\0" + bytes(8)  # flags and no extension
_CLOSING = b"\xff\xff"
_OIDS = {">i2": 21, ">i4": 23, ">i8": 20}  # pg_type: int2, int4, int8


class Payloads(NamedTuple):
    """Rows of an id and bytes, in the order of the query. ids, starts : int64 (n,), where the bytes of each begin in ``stream``"""

    ids: NDArray[np.int64]
    stream: bytes
    starts: NDArray[np.int64]


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


def copy_arrays(model: type[models.Model], columns: Mapping[str, NDArray]) -> None:
    """Append n rows whose columns are arrays, in the caller's transaction; no Python runs a row. Columns not named are NULL.

    columns : by name of a field without NULL, int16, int32, int64 or float64 (n,) for numbers, the whole ones (n, k) for lists of k numbers, uint8 (n, b) for
        bytes. Rows with lists of other lengths go in another call.

    Raises what an INSERT raises, as Django's own errors.
    """
    meta, quoted = model._meta, connection.ops.quote_name
    names = ", ".join(quoted(meta.get_field(name).column) for name in columns)
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY {quoted(meta.db_table)} ({names}) FROM STDIN (FORMAT BINARY)") as copy,
    ):
        copy.write(_OPENING)
        copy.write(_records(list(columns.values())).tobytes())
        copy.write(_CLOSING)


def _records(columns: Sequence[NDArray]) -> NDArray:
    """The rows as COPY reads them: how many fields, then each with its length before it."""
    kinds = [_kind(column) for column in columns]
    fields = [(str(number), kind) for number, kind in enumerate(kinds)]
    records = np.zeros(len(columns[0]), [("count", ">i2"), *fields])
    records["count"] = len(columns)
    for number, (column, kind) in enumerate(zip(columns, kinds, strict=True)):
        field = records[str(number)]
        field["size"] = kind.itemsize - 4
        if column.ndim == 2 and column.dtype != np.uint8:
            field["oid"] = _OIDS[_big(column)]
            if column.shape[1]:
                field["dimensions"], field["length"], field["first"] = 1, column.shape[1], 1
                field["entries"]["size"] = column.itemsize
                field["entries"]["value"] = column
        elif column.size:
            field["value"] = column
    return records


def _kind(column: NDArray) -> np.dtype:
    if column.ndim == 1:
        return np.dtype([("size", ">i4"), ("value", _big(column))])
    if column.dtype == np.uint8:
        return np.dtype([("size", ">i4"), ("value", "u1", (column.shape[1],))])
    head = [("size", ">i4"), ("dimensions", ">i4"), ("has_null", ">i4"), ("oid", ">u4")]
    entry = np.dtype([("size", ">i4"), ("value", _big(column))])
    return np.dtype(
        [*head, ("length", ">i4"), ("first", ">i4"), ("entries", entry, (column.shape[1],))]
        if column.shape[1]
        else head
    )


def _big(column: NDArray) -> str:
    return column.dtype.newbyteorder(">").str


def read_numbers(query: models.QuerySet, *names: str) -> tuple[NDArray[np.int64], ...]:
    """Read whole numbers of a query, none of them NULL: int64 (n,) each, in the order of the query."""
    wanted = ", ".join(f"string_agg(int8send(c{place}::bigint), '')" for place in range(len(names)))
    found = _joined(query, names, wanted)
    return tuple(np.frombuffer(column or b"", ">i8").astype(np.int64) for column in found[: len(names)])


def read_payloads(query: models.QuerySet, id_name: str, payload_name: str) -> Payloads:
    """Read two columns of a query, a bigint and bytes, both without NULL; nothing is decoded."""
    wanted = "string_agg(int8send(c0), ''), string_agg(c1, ''), string_agg(int8send(octet_length(c1)), '')"
    ids, stream, sizes = (column or b"" for column in _joined(query, (id_name, payload_name), wanted))
    lengths = np.frombuffer(sizes, ">i8").astype(np.int64)
    return Payloads(np.frombuffer(ids, ">i8").astype(np.int64), stream, np.cumsum(lengths) - lengths)


def _joined(query: models.QuerySet, names: Sequence[str], wanted: str) -> tuple[bytes | None, ...]:
    """All rows of a query in one, its columns c0, c1 ... joined by the database: COPY would send a message a row, each read by Python."""
    try:
        inner = connection.ops.compose_sql(*query.values_list(*names).query.sql_with_params())
    except EmptyResultSet:  # as a condition that names nobody
        return (None,) * max(len(names), 3)
    columns = ", ".join(f"c{place}" for place in range(len(names)))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {wanted} FROM ({inner}) AS found({columns})")  # noqa: S608 - composed by Django
        return cursor.fetchone()
