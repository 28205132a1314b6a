"""Numbers of codes, looked up by the million: a table by the first bits of a code says where to begin, most often where it stands.

Source: interpolation by the leading bits of keys that are spread evenly, as a radix table (Kipf et al., "RadixSpline", aiDM 2020).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BITS = 18
_SHIFT = np.uint32(32 - BITS)


class Numbers(NamedTuple):
    """c codes and their numbers. codes : uint32 (c,), ascending; numbers : int32 (c,); starts : int32 (2 ** BITS + 1,), by the first bits of a code"""

    codes: NDArray[np.uint32]
    numbers: NDArray[np.int32]
    starts: NDArray[np.int32]


def learn(codes: Sequence[int]) -> Numbers:
    """Number codes by their places, 0.. ; of a code that stands twice the first place counts."""
    given = np.array(codes, np.uint32)
    found, first = np.unique(given, return_index=True)
    heads = np.arange(1 << BITS, dtype=np.uint64) << np.uint64(_SHIFT)
    starts = np.append(np.searchsorted(found, heads.astype(np.uint32)), len(found))
    return Numbers(found, first.astype(np.int32), starts.astype(np.int32))


def find(known: Numbers, codes: NDArray[np.uint32]) -> NDArray[np.int32]:
    """The number of each code, int32 (n,), -1 for one that isn't known.

    >>> find(learn([7, 1 << 31, 9]), np.array([9, 8, 1 << 31], np.uint32)).tolist()
    [2, -1, 1]
    """
    head = codes >> _SHIFT
    place, end = known.starts[head], known.starts[head + np.uint32(1)]
    found = np.full(len(codes), -1, np.int32)
    asked = np.flatnonzero(place < end)
    while len(asked):
        is_it = known.codes[place[asked]] == codes[asked]
        found[asked[is_it]] = known.numbers[place[asked[is_it]]]
        asked = asked[~is_it]
        place[asked] += 1
        asked = asked[place[asked] < end[asked]]
    return found
