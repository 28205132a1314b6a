"""A row of columns as bytes, and very many of them back as arrays: what is kept of a person so that a city is read in seconds.

A row is a version, how long each list is, the fields of fixed length, then the lists, all little-endian and without gaps. Nothing here knows
what a field means. Reading is by arrays: no loop over rows but one copy of bytes a field.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import sparse


class Field(NamedTuple):
    """kind : numpy's name of the type, little-endian; length : entries in every row, None: a list, up to 65,535 entries"""

    name: str
    kind: str
    length: int | None = 1


class Layout(NamedTuple):
    """version : 1..65,535, another one for any change of the fields"""

    version: int
    fields: tuple[Field, ...]

    @property
    def lists(self) -> list[Field]:
        """The fields of any length."""
        return [field for field in self.fields if field.length is None]

    @property
    def head(self) -> np.dtype:
        """Version, lengths and fixed fields as one record."""
        lengths = [(f"#{field.name}", "<u2") for field in self.lists]
        fixed = [(field.name, field.kind, (field.length,)) for field in self.fields if field.length is not None]
        return np.dtype([("#", "<u2"), *lengths, *fixed])


class Lists(NamedTuple):
    """A list field of n rows: row i holds ``values[indptr[i]:indptr[i + 1]]``. indptr : int64 (n + 1,)"""

    indptr: NDArray[np.int64]
    values: NDArray[Any]


class OtherVersion(ValueError):
    """A row was packed by another layout."""


def pack(layout: Layout, values: Mapping[str, Sequence[Any] | Any]) -> bytes:
    """One row as bytes.

    Raises KeyError for a field that is missing, ValueError for a fixed field of another length or a list that is too long, OverflowError for a
    number that its type can't hold.

    >>> layout = Layout(1, (Field("age", "<i2"), Field("words", "<u4", None)))
    >>> len(pack(layout, {"age": 62, "words": [7, 9]}))
    14
    """
    head = np.zeros((), layout.head)
    head["#"] = layout.version
    parts = []
    for field in layout.fields:
        try:
            entries = _as(field, values[field.name])
        except OverflowError as error:
            raise OverflowError(f"{field.name}: a value does not fit into {field.kind}") from error
        if field.length is None:
            if len(entries) > np.iinfo(np.uint16).max:
                raise ValueError(f"{field.name}: {len(entries)} entries are too many")
            head[f"#{field.name}"] = len(entries)
            parts.append(entries.tobytes())
        else:
            head[field.name] = entries.reshape(field.length)
    return head.tobytes() + b"".join(parts)


def unpack(layout: Layout, packed: NDArray[np.uint8], starts: NDArray[np.int64]) -> dict[str, NDArray | Lists]:
    """Rows back as arrays.

    Parameters
    ----------
    packed : uint8 (b,), the rows with anything between them; starts : int64 (n,), where each begins

    Returns
    -------
    By field: an array (n,), or (n, length) where that is more than 1, or Lists.

    Raises
    ------
    OtherVersion naming the row where one was packed by another layout.
    """
    head = layout.head
    found = packed[starts[:, None] + np.arange(head.itemsize)].view(head)[:, 0]
    if len(other := np.flatnonzero(found["#"] != layout.version)):
        row = int(other[0])
        raise OtherVersion(f"row {row} was packed by version {found['#'][row]}, not {layout.version}")
    place, columns = starts + head.itemsize, {}
    for field in layout.fields:
        if field.length is not None:
            columns[field.name] = np.ascontiguousarray(
                found[field.name][:, 0] if field.length == 1 else found[field.name]
            )
            continue
        lengths = found[f"#{field.name}"].astype(np.int64)
        size = lengths * np.dtype(field.kind).itemsize
        values = _runs(packed, place, size).view(field.kind)
        columns[field.name] = Lists(np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)]), values)
        place = place + size
    return columns


def _as(field: Field, entries: Any) -> NDArray:
    """The entries in the type of the field; a value that doesn't survive is refused. Plain numbers are never taken for floats on the way."""
    if not isinstance(entries, np.ndarray | np.generic):
        return np.array(entries, field.kind)
    found = entries.astype(field.kind)
    if not np.array_equal(found, entries):
        raise OverflowError
    return found


def _runs(packed: NDArray[np.uint8], starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Bytes ``start .. start + size - 1`` of every run, one after the other, some rows at a time."""
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    out = np.empty(int(ends[-1]), np.uint8)
    for first in range(0, len(starts), _ROWS):
        rows = slice(first, first + _ROWS)
        last = min(first + _ROWS, len(starts))
        out[ends[first] : ends[last]] = packed[sparse.expand(starts[rows], sizes[rows])]
    return out


_ROWS = 4096  # rows whose bytes are copied at once: their places stay in the cache
