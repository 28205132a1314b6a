"""The algorithm of the loops in C, compiled for this processor: the practical limit."""

import ctypes
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SOURCE = Path(__file__).with_name("kernel.c")
FLAGS = ("-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC", "-lm")


def compiled(folder: Path) -> Any | None:
    """The library, built into a folder; None where there is no gcc."""
    if not (gcc := shutil.which("gcc")):
        return None
    out = folder / "kernel.so"
    subprocess.run([gcc, str(SOURCE), "-o", str(out), *FLAGS], check=True)  # noqa: S603 - our own source
    return ctypes.CDLL(str(out))


def ranker(library: Any, offer: Any, crowd: Any) -> Callable[[int, int, NDArray[np.int32], NDArray[np.int32]], None]:
    """A function that fills the rows first..last-1 of columns and points, as ``loops.rank_people`` does."""
    offered = _Offer(
        *offer.classes.shape[::-1],
        offer.wishes,
        offer.certificates.shape[1],
        offer.held.shape[1],
        offer.count_groups,
        len(offer.dense_of),
        offer.parts,
        *_pointers(offer.classes, offer.certificates, offer.named, offer.held, offer.nearness),
        offer.half_months,
        offer.most_career,
        *_pointers(offer.groups, offer.group_of, offer.level_starts, offer.dense_of, offer.dense),
        *_pointers(offer.listed, offer.columns, offer.values),
        offer.most_words,
        offer.half_words,
        *_pointers(offer.together[0], offer.together[1], offer.price),
    )
    people = _Crowd(
        *_pointers(crowd.rows, crowd.tables, crowd.certificates, crowd.career_starts, crowd.careers, crowd.months),
        *_pointers(crowd.term_starts, crowd.terms, crowd.times),
        crowd.classes.shape[1],
        crowd.bits.shape[1],
        *_pointers(crowd.classes, crowd.bits),
    )
    kept = (offer, crowd)  # the pointers hold only as long as the arrays do

    def rank(first: int, last: int, columns: NDArray[np.int32], points: NDArray[np.int32]) -> None:
        _check(kept)
        k = ctypes.c_int64(columns.shape[1])
        out = (ctypes.c_void_p(columns.ctypes.data), ctypes.c_void_p(points.ctypes.data))
        library.rank_people(
            ctypes.byref(offered), ctypes.byref(people), ctypes.c_int64(first), ctypes.c_int64(last), k, *out
        )

    return rank


def _check(kept: tuple[Any, Any]) -> None:
    """The types that the C source names."""
    offer, crowd = kept
    offered = (offer.classes, offer.groups, offer.columns, offer.values, offer.dense)
    found = tuple(array.dtype for array in (*offered, crowd.careers, crowd.months, crowd.terms, crowd.times))
    wanted = (np.uint16, np.uint16, np.uint16, np.int16, np.int16, np.uint16, np.int32, np.uint16, np.uint8)
    if found != tuple(map(np.dtype, wanted)):
        raise TypeError(f"the C source reads {wanted}, not {found}")


def _pointers(*arrays: NDArray) -> list[ctypes.c_void_p]:
    return [ctypes.c_void_p(array.ctypes.data) for array in arrays]


def _struct(name: str, words: dict[str, Any]) -> type[ctypes.Structure]:
    return type(name, (ctypes.Structure,), {"_fields_": list(words.items())})


_POINTER, _WHOLE, _REAL = ctypes.c_void_p, ctypes.c_int64, ctypes.c_double
_Offer = _struct(
    "_Offer",
    {f"size{place}": _WHOLE for place in range(8)}
    | {f"array{place}": _POINTER for place in range(5)}
    | {"half_months": _REAL, "most_career": _REAL}
    | {f"array{place}": _POINTER for place in range(5, 13)}
    | {"most_words": _REAL, "half_words": _REAL}
    | {f"array{place}": _POINTER for place in range(13, 16)},
)
_Crowd = _struct(
    "_Crowd",
    {f"array{place}": _POINTER for place in range(9)}
    | {"kinds": _WHOLE, "words": _WHOLE}
    | {f"array{place}": _POINTER for place in range(9, 11)},
)
