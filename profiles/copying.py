"""Rows by COPY: for thousands at a time, a small part of what model instances and INSERT cost; from arrays and to arrays, for millions.

Source: PostgreSQL manual, COPY, binary format; array_recv for what an array looks like in it.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from django.db import connection, models
from numpy.typing import NDArray

_OPENING = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_CLOSING = b"\xff\xff"
_HEAD = len(_OPENING)  # flags and no extension, as PostgreSQL's own COPY writes it
_ROW = struct.Struct(">hiqi")
_OIDS = {">i2": 21, ">i4": 23, ">i8": 20}  # pg_type: int2, int4, int8


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


def copy_arrays(model: type[models.Model], columns: Mapping[str, NDArray]) -> None:
    """Append n rows whose columns are arrays, in the caller's transaction; no Python runs a row. Columns not named are NULL.

    columns : by name of a field without NULL, int16, int32 or int64 (n,) for numbers, the same (n, k) for lists of k numbers, uint8 (n, b) for
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


def copy_numbers(query: models.QuerySet, *names: str) -> tuple[NDArray[np.int64], ...]:
    """Read bigint columns of a query, none of them NULL: int64 (n,) each, in the order of the query."""
    stream = _stream(query.values_list(*names))
    fields = [part for name in names for part in ((f"#{name}", ">i4"), (name, ">i8"))]
    kind = np.dtype([("#", ">i2"), *fields])
    rows = np.frombuffer(stream, kind, (len(stream) - _HEAD - len(_CLOSING)) // kind.itemsize, _HEAD)
    return tuple(rows[name].astype(np.int64) for name in names)


def copy_payloads(query: models.QuerySet, id_name: str, payload_name: str) -> Payloads:
    """Read two columns of a query, a bigint and bytes, both without NULL, as the database sends them: nothing is decoded."""
    stream = _stream(query.values_list(id_name, payload_name))
    ids, starts, place = [], [], _HEAD
    while True:
        count, _size, pk, length = _ROW.unpack_from(stream, place) if len(stream) - place > 2 else (-1, 0, 0, 0)
        if count < 0:
            return Payloads(ids, stream, starts)
        place += _ROW.size
        ids.append(pk)
        starts.append(place)
        place += length


def _stream(query: models.QuerySet) -> bytes:
    """The rows of a query as the database sends them."""
    sql = connection.ops.compose_sql(*query.query.sql_with_params())
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT BINARY)") as copy,
    ):
        return b"".join(copy)
