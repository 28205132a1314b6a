"""What the matcher reads: people and postings as columns, row i of every column being the same person or posting.

No name, sex, birth date or address is here: what is not a column cannot move a score (ageing and equal-treatment law: gender is never a
feature, 남녀고용평등법 art. 7). "Not said" has one value per column, and the signals answer it with the neutral half.
"""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.core import sparse
from matching.core.sparse import Sparse

Rows = NDArray[np.int64] | Sequence[int] | slice


class Sites(NamedTuple):
    """Places of each posting: posting j has the points ``indptr[j]:indptr[j + 1]``.

    indptr : int64 (m + 1,); points : float64 (s, 3), unit vectors of :func:`on_sphere` (all zero: place not known)
    """

    indptr: NDArray[np.int64]
    points: NDArray[np.float64]


class CandidateColumns(NamedTuple):
    """n people; row i is one person.

    ids : int64 (n,), unique; breaks ties upwards
    home : float64 (n, 3), unit vector of the home district or dong (:func:`on_sphere`); all zero: not known
    half_km : float64 (n,), km > 0, the way that halves the distance score
    careers : Sparse, code = :func:`keco` of an occupation worked in, value = months in it (all spells together)
    certificates : Sparse, code = certificate, value 1
    terms : Sparse, code = term, value = how often it stands in the person's own words x ``text.ASKED``
    week : uint32 (n, 7), Monday first, bit h: the hour h..h+1 is possible; seven zeros: not said
    hours_per_month : int32 (n,), hours wished; 0: not said
    pay_per_hour : int32 (n,), won wished; 0: not said
    kinds : int64 (n,), bit b: kind of work b is wished; 0: not said
    districts : int64 (n,), bit b: district b is wished; 0: not said
    """

    ids: NDArray[np.int64]
    home: NDArray[np.float64]
    half_km: NDArray[np.float64]
    careers: Sparse
    certificates: Sparse
    terms: Sparse
    week: NDArray[np.uint32]
    hours_per_month: NDArray[np.int32]
    pay_per_hour: NDArray[np.int32]
    kinds: NDArray[np.int64]
    districts: NDArray[np.int64]


class PostingColumns(NamedTuple):
    """m postings; row j is one posting.

    ids : int64 (m,), unique; breaks ties upwards
    sites : Sites, where the work is
    districts : int64 (m,), bit b: a site lies in district b; 0: not known
    occupation : int32 (m,), :func:`keco`; 0: not known
    required, preferred : Sparse, code = certificate, value 1
    terms : Sparse, code = term, value = weight of the term in the posting (``text.learn``)
    week : uint32 (m, 7), Monday first, bit h: the hour h..h+1 is worked; seven zeros: open
    hours_per_month : int32 (m,), hours; 0: open
    pay_per_hour : int32 (m,), won; 0: not known
    kind : int8 (m,), number of the bit in ``CandidateColumns.kinds``, 0..62; -1: not known
    """

    ids: NDArray[np.int64]
    sites: Sites
    districts: NDArray[np.int64]
    occupation: NDArray[np.int32]
    required: Sparse
    preferred: Sparse
    terms: Sparse
    week: NDArray[np.uint32]
    hours_per_month: NDArray[np.int32]
    pay_per_hour: NDArray[np.int32]
    kind: NDArray[np.int8]


Columns = TypeVar("Columns", CandidateColumns, PostingColumns)


def on_sphere(latitude: Sequence[float], longitude: Sequence[float]) -> NDArray[np.float64]:
    """Degrees to unit vectors, float64 (n, 3); both NaN means "not known" and gives zeros.

    Made once per row by ``math``, so that pairs need only + - * / and sqrt, which give the same bits on any machine and for any chunk.

    Raises ValueError naming the row for one NaN alone or degrees out of range.

    >>> on_sphere([0.0], [90.0]).round(6).tolist()
    [[0.0, 1.0, 0.0]]
    """
    points = np.zeros((len(latitude), 3))
    for row, (lat, lon) in enumerate(zip(latitude, longitude, strict=True)):
        if math.isnan(lat) and math.isnan(lon):
            continue
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            raise ValueError(f"row {row}: latitude {lat} and longitude {lon} are no place on earth")
        level, turn = math.radians(lat), math.radians(lon)
        points[row] = (
            math.cos(level) * math.cos(turn),
            math.cos(level) * math.sin(turn),
            math.sin(level),
        )
    return points


def sites(places: Iterable[Sequence[tuple[float, float]]]) -> Sites:
    """Build from one list of (latitude, longitude) per posting, in degrees."""
    rows = [list(row) for row in places]
    flat = [place for row in rows for place in row]
    indptr = np.concatenate([np.zeros(1, np.int64), np.cumsum([len(row) for row in rows], dtype=np.int64)])
    return Sites(indptr, on_sphere([lat for lat, _ in flat], [lon for _, lon in flat]))


def keco(code: str | None) -> int:
    """Pack an occupation code of one to four digits: four bits a digit, digit + 1, most significant first; none gives 0.

    Two codes agree in their first L digits exactly when their packed forms agree after a shift by ``4 * (4 - L)`` bits.
    Source: Korean Employment Classification of Occupations 2025 (levels of 1, 2, 3 and 4 digits).

    Raises ValueError for anything but up to four ASCII digits.

    >>> hex(keco("0136")), hex(keco("55")), keco(None)
    ('0x1247', '0x6600', 0)
    """
    if not code:
        return 0
    if len(code) > 4 or not (code.isascii() and code.isdigit()):
        raise ValueError(f"occupation code {code!r} is not one to four digits")
    packed = 0
    for place in range(4):
        packed = packed << 4 | (int(code[place]) + 1 if place < len(code) else 0)
    return packed


def keco_text(packed: int) -> str:
    """Undo :func:`keco`.

    >>> keco_text(keco("0136"))
    '0136'
    """
    digits = [(packed >> shift) & 15 for shift in (12, 8, 4, 0)]
    return "".join(str(digit - 1) for digit in digits if digit)


def take(columns: Columns, rows: Rows) -> Columns:
    """The rows asked for, in the order asked for, of every column."""
    return type(columns)(*(_take_column(column, rows) for column in columns))


def only(columns: Columns, rows: Rows, names: Sequence[str]) -> Columns:
    """The ids and the columns named of the rows asked for; the other columns have no rows, for what reads only these."""
    kept = {"ids", *names}
    return type(columns)(
        *(
            _take_column(column, rows) if name in kept else _no_rows(column)
            for name, column in zip(columns._fields, columns, strict=True)
        )
    )


def check(columns: CandidateColumns | PostingColumns) -> None:
    """Raise ValueError, naming column and row, where a shape or a value breaks what the class says."""
    count = len(columns.ids)
    if len(np.unique(columns.ids)) != count:
        raise ValueError("ids: an id stands there twice")
    for name, column in columns._asdict().items():
        length = len(column) if isinstance(column, np.ndarray) else len(column.indptr) - 1
        if length != count:
            raise ValueError(f"{name}: {length} rows where ids has {count}")
        _refuse(name, _bad_rows(name, column))


def _take_column(column: NDArray | Sparse | Sites, rows: Rows) -> NDArray | Sparse | Sites:
    if isinstance(column, Sparse):
        return sparse.take(column, rows)
    if isinstance(column, Sites):
        lengths = np.diff(column.indptr)[rows]
        places = sparse.expand(column.indptr[:-1][rows], lengths)
        return Sites(
            np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)]),
            column.points[places],
        )
    return column[rows]


def _no_rows(column: NDArray | Sparse | Sites) -> NDArray | Sparse | Sites:
    if isinstance(column, np.ndarray):
        return column[:0]
    return type(column)(column.indptr[:1], *(entries[:0] for entries in column[1:]))


def _bad_rows(name: str, column: NDArray | Sparse | Sites) -> NDArray[np.bool_]:
    if isinstance(column, Sparse):
        return _rows_with(column.indptr, (column.values < 0) | (column.codes < 0))
    if isinstance(column, Sites):
        return _rows_with(column.indptr, _no_place(column.points))
    if name == "home":
        return _no_place(column)
    if name == "half_km":
        return ~((column > 0) & np.isfinite(column))
    if name in ("hours_per_month", "pay_per_hour", "districts", "kinds"):
        return column < 0
    if name == "kind":
        return (column < -1) | (column > 62)
    return np.zeros(len(column), bool)


def _rows_with(indptr: NDArray[np.int64], bad: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return sparse.sum_rows(bad.astype(np.int64), indptr) > 0


def _no_place(points: NDArray[np.float64]) -> NDArray[np.bool_]:
    length = (points * points).sum(axis=1)
    return ~((length == 0) | (abs(length - 1) < 1e-6))


def _refuse(name: str, bad: NDArray[np.bool_]) -> None:
    if bad.any():
        raise ValueError(f"{name}: row {int(np.flatnonzero(bad)[0])} holds a value that is not allowed there")
