"""Finding postings by typed words: which come first, and which words were meant where nothing holds the ones typed.

Order is BM25 over letter pairs with the edges of words (``text``, ``grams``), in whole points, so it is the same for any order of rows. Words
that nothing holds are mended by the keys that type them (``near_words``).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice, product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import grams, near_words, sparse, text
from matching.core.near_words import Lexicon
from matching.core.sparse import Inverted

WORDS = 6  # words of an ask that are mended; a longer ask is a sentence
LONGEST = 12  # letters of a word that may be two without their space
FEW = 3  # near words weighed for each typed one
SHORTEST, LEFT_OUT = 3, 2  # letters of a word said short, 요양사 for 요양보호사, and of those left out of it

_cut = grams.edged(2)


class Index(NamedTuple):
    """m postings. codes : letter pair -> code; terms : by code, the rows that hold it; lexicon : every word; said : all of them, a line each"""

    codes: dict[str, int]
    terms: Inverted
    lexicon: Lexicon
    said: str


def learn(texts: Sequence[str], names: Iterable[str] = ()) -> Index:
    """Learn m postings, as ``text.posting_text`` gives them, and names that a person may mean though no posting may hold them."""
    codes, terms = text.learn(texts, tokenizer=_cut)
    held = Counter(word for said in texts for word in set(grams.words(said)))
    for name in names:
        words = grams.words(name)
        held.update(dict.fromkeys([*words, "".join(words)], 0))
    lexicon = near_words.learn(held)
    return Index(codes, _narrow(sparse.invert(terms)), lexicon, "\n".join(lexicon.words))


def order(index: Index, asked: str, *, k: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The k postings that say most of what is asked, as rows and their points > 0, best first; ties: the earlier row.

    >>> order(learn(["급식 조리", "세탁"]), "조리원", k=5)[0].tolist()
    [0]
    """
    known = sorted({index.codes[term] for term in _cut(asked) if term in index.codes})
    points = sparse.overlap(sparse.present([known]), index.terms)[0].astype(np.int64)
    rows = np.flatnonzero(points)
    rows = rows[np.lexsort((rows, -points[rows]))][:k]
    return rows, points[rows]


def mended(index: Index, typed: str, *, k: int) -> list[str]:
    """What may have been meant by words that stand nowhere, the nearest first; nothing where all of them are known or none is near.

    Each unknown word is taken for a longer one that it is short for, else for a near one; then all of them
    as one word, for a space too many; then an unknown word as two, for one too few.

    >>> mended(learn(["도서관 사서"]), "도서간 사서", k=1)
    ['도서관 사서']
    """
    words = typed.split()
    if not words or len(words) > WORDS or all(_is_known(index, word) for word in words):
        return []
    near = [_meant(index, word) for word in words]
    found = [(" ".join(one for one, _ in chosen), sum(cost for _, cost in chosen)) for chosen in product(*near)]
    if len(words) > 1:
        found += near_words.nearest(index.lexicon, "".join(words), k=FEW)
    if not found and len(words) == 1:
        found = [*_in_two(index, words[0])]
    found.sort(key=lambda one: one[1])  # stable: of equal costs the one that more postings hold
    return [*islice(dict.fromkeys(phrase for phrase, _ in found if phrase != typed), k)]


def _narrow(terms: Inverted) -> Inverted:
    """The same numbers in half the room, as they are shared and held by every process; a weight is at most some LEARNT x 20."""
    return terms._replace(rows=terms.rows.astype(np.int32), values=terms.values.astype(np.uint16))


def _meant(index: Index, word: str) -> list[tuple[str, int]]:
    if _is_known(index, word):
        return [(word, 0)]
    return (_longer(index, word) + near_words.nearest(index.lexicon, word, k=FEW))[:FEW]


def _longer(index: Index, word: str) -> list[tuple[str, int]]:
    """The words that begin and end as this one and hold its letters in their order; it costs less than any slip to say a word short."""
    if not SHORTEST <= len(word) <= LONGEST:
        return []
    letters = rf"\S{{0,{LEFT_OUT}}}".join(map(re.escape, word))
    found = re.findall(rf"^{letters}$", index.said, re.MULTILINE)
    return [(longer, 1) for longer in sorted(found, key=len) if len(longer) - len(word) <= LEFT_OUT]


def _in_two(index: Index, word: str) -> Iterable[tuple[str, int]]:
    """A word as two of the lexicon's, one of them typed rightly."""
    if len(word) > LONGEST:
        return
    for cut in range(2, len(word) - 1):
        left, right = (near_words.nearest(index.lexicon, part, k=FEW) for part in (word[:cut], word[cut:]))
        for (one, before), (other, after) in product(left, right):
            if not (before and after):
                yield f"{one} {other}", before + after


def _is_known(index: Index, word: str) -> bool:
    """Whether a word stands in some posting, be it within a longer word."""
    parts = grams.words(word)
    return bool(parts) and all(part in index.said for part in parts)
