"""Which known word a person may have meant: the nearest in keys, the more common first.

A slip is looked for only where nothing holds the words as they were typed, so what is weighed is how many slips are mended against how many
strange words are taken for others; docs/matching.md has the figures.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import keys

# One slip for so many keys, at least one; below LEAST keys a word is taken as it is.
KEYS_A_SLIP = 5
LEAST = 4


class Lexicon(NamedTuple):
    """n words in their own order. held : int64 (n,), how many postings hold each; rows, lengths : as ``keys.table`` gives them;
    bags : int16 (n, 128), how often each key stands in it
    """

    words: tuple[str, ...]
    held: NDArray[np.int64]
    rows: NDArray[np.uint8]
    lengths: NDArray[np.int64]
    bags: NDArray[np.int16]


def learn(held: Mapping[str, int]) -> Lexicon:
    """Learn words, each with how many postings hold it."""
    words = tuple(sorted(held))
    rows, lengths = keys.table(words)
    return Lexicon(words, np.array([held[word] for word in words], np.int64), rows, lengths, _bags(rows))


def nearest(lexicon: Lexicon, typed: str, *, k: int, most: int | None = None) -> list[tuple[str, int]]:
    """The k nearest words, each with its cost; ties: held by more postings, then in the order of words.

    most : what one may cost, ``most_cost`` where it isn't said

    >>> nearest(learn({"도서관": 3, "도서실": 1, "조리": 9}), "도서간", k=2)
    [('도서관', 2)]
    """
    asked, count = keys.table([typed])
    most = most_cost(int(count[0])) if most is None else most
    places = np.flatnonzero(np.abs(lexicon.lengths - count[0]) * keys.SLIP <= most)
    # One of kin taken for the other costs KIN and leaves two keys that only one side has; no slip leaves more for its cost.
    apart = np.abs(lexicon.bags[places] - _bags(asked)).sum(axis=1)
    places = places[apart * keys.KIN <= 2 * most]
    found = keys.costs(typed, lexicon.rows[places], lexicon.lengths[places])
    kept = found <= most
    places, found = places[kept], found[kept]
    order = np.lexsort((places, -lexicon.held[places], found))[:k]
    return [(lexicon.words[place], int(cost)) for place, cost in zip(places[order], found[order], strict=True)]


def most_cost(count: int) -> int:
    """How much a word of so many keys may cost: nothing under LEAST keys, else a slip for every KEYS_A_SLIP, at least one.

    >>> most_cost(3), most_cost(8), most_cost(10)
    (0, 2, 4)
    """
    return keys.SLIP * max(1, count // KEYS_A_SLIP) if count >= LEAST else 0


def _bags(rows: NDArray[np.uint8]) -> NDArray[np.int16]:
    cells = np.arange(len(rows))[:, None] * 128 + rows
    bags = np.bincount(cells.ravel(), minlength=len(rows) * 128).reshape(len(rows), 128)
    bags[:, 0] = 0  # what stands after the end is no key
    return bags.astype(np.int16)
