"""Which known word a person may have meant: the nearest in keys, the more common first.

A slip is looked for only where nothing holds the words as they were typed, so what is weighed is how many slips are mended against how many
strange words are taken for others; docs/matching.md has the figures.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import keys

# One slip for so many keys, at least one. Two slips in a word of 10 keys or more mended among three / strange words taken for another: .989 / .430
# at 4, .901 / .226 at 5, .527 / .139 at 6, .143 / .065 at 8; one slip the same at all of them. Below LEAST keys a word is taken as it is: one slip
# mended first / among three .849 / .973 at 3, .847 / .961 at 4, .709 / .764 at 6; three keys are one syllable,
# and a slip makes it any other.
KEYS_A_SLIP = 5
LEAST = 4
BAG = 32  # columns of a bag of keys


class Lexicon(NamedTuple):
    """n words in their own order. held : int64 (n,), how many postings hold each; rows, lengths : as ``keys.table`` gives them;
    bags : int8 (n, BAG), how often each key stands in it
    """

    words: tuple[str, ...]
    held: NDArray[np.int64]
    rows: NDArray[np.uint8]
    lengths: NDArray[np.int64]
    bags: NDArray[np.int8]


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
    apart = np.abs(lexicon.bags[places] - _bags(asked)).sum(axis=1, dtype=np.int64)
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


def _bags(rows: NDArray[np.uint8]) -> NDArray[np.int8]:
    """Keys that share a column, as small and shifted ones do, only bring words closer: the true cost is taken after that."""
    cells = np.arange(len(rows))[:, None] * BAG + rows % BAG
    bags = np.bincount(cells.ravel(), minlength=len(rows) * BAG).reshape(len(rows), BAG)
    bags[:, 0] = 0  # what stands after the end is no key
    return bags.astype(np.int8)
