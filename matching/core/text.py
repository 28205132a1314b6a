"""Words as weighted terms: postings teach which there are and what each is worth; a person's own words count how often they ask one.

Terms are character bigrams, because Hangul has no dependable word border: whitespace words find almost nothing on Korean titles
(docs/matching.md has the figures). The tokenizer is a callable, so a morphological one may take its place in a worker. Weights are BM25
(Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009), rounded to whole numbers before anything is added up: sums are exact
and don't depend on the order of rows.
"""

import math
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from operator import add
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import sparse
from matching.core.sparse import Sparse

Tokenizer = Callable[[str], Sequence[str]]

# BM25: how soon a repeated term stops adding, and how much a long posting is discounted for its length.
REPETITION, LENGTH = 2.0, 0.75
# One unit of BM25 is LEARNT x ASKED points of overlap.
LEARNT, ASKED = 1000, 100
# A title says more of a posting than its body: it is read so many times.
TITLE_TIMES = 3

_WORDS = re.compile(r"\w+")


class Corpus(NamedTuple):
    """What m postings teach of words. postings : m; held : in how many of them each term stands; terms : how many terms they hold together"""

    postings: int
    held: Counter[str]
    terms: int

    def joined(self, other: "Corpus") -> "Corpus":
        """The same with others beside them."""
        return Corpus(self.postings + other.postings, self.held + other.held, self.terms + other.terms)


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring letters within words, in the order of the text; a word of one letter stands for itself.

    >>> bigrams("학교 보안관 (A)")
    ['학교', '보안', '안관', 'a']
    """
    words = _WORDS.findall(unicodedata.normalize("NFC", text).casefold())
    return [term for word in words for term in _pairs(word)]


def posting_text(title: str, *bodies: str | None) -> str:
    """The text that stands for a posting: its title so many times, then whatever else it says.

    >>> posting_text("조리", "급식", None).splitlines()
    ['조리', '조리', '조리', '급식']
    """
    return "\n".join([title] * TITLE_TIMES + [body for body in bodies if body])


def term_code(term: str) -> int:
    """32 bits that stand for a term; two terms of one code are taken for each other, which moves a point at most."""
    return zlib.crc32(term.encode())


def learn(
    texts: Sequence[str], *, tokenizer: Tokenizer = bigrams, key: Callable[[str], Any] | None = None
) -> tuple[dict[str, int], Sparse]:
    """Learn a vocabulary from postings and weigh their terms.

    Parameters
    ----------
    texts : m postings, as :func:`posting_text` gives them; tokenizer : text -> terms; key : of a term, what terms are ordered by, None: themselves

    Returns
    -------
    The code of each term, 0.. in their order, and Sparse (m rows): row j is posting j, codes ascending, value = round(LEARNT x rarity x share) with
    rarity = ln(1 + (m - d + 0.5) / (d + 0.5)) for a term in d postings and
    share = f / (f + REPETITION x (1 - LENGTH + LENGTH x terms / mean terms)) for a term that stands f times. Values that round to 0 are left out.

    >>> codes, terms = learn(["급식 조리", "급식"])
    >>> codes, terms.codes.tolist()
    ({'급식': 0, '조리': 1}, [0, 1, 0])
    """
    counts = counted(texts, tokenizer)
    return weigh(counts, corpus(counts), key=key)


def counted(texts: Sequence[str], tokenizer: Tokenizer = bigrams) -> list[Counter[str]]:
    """How often each term stands in each text."""
    return [Counter(tokenizer(text)) for text in texts]


def corpus(counts: Sequence[Counter[str]]) -> Corpus:
    """What these postings teach."""
    held = Counter(term for count in counts for term in count)
    return Corpus(len(counts), held, sum(count.total() for count in counts))


def weigh(
    counts: Sequence[Counter[str]], known: Corpus, *, key: Callable[[str], Any] | None = None
) -> tuple[dict[str, int], Sparse]:
    """Weigh the terms of some postings as :func:`learn` does, by what a corpus teaches that they are among.

    >>> counts = counted(["급식 조리", "급식"])
    >>> weigh(counts[:1], corpus(counts))[1].values.tolist() == learn(["급식 조리", "급식"])[1].values.tolist()[:2]
    True
    """
    codes = {term: code for code, term in enumerate(sorted({term for count in counts for term in count}))}
    if key is not None:
        codes = {term: code for code, term in enumerate(sorted(codes, key=key))}
    rarity = np.array(
        [math.log(1 + (known.postings - known.held[term] + 0.5) / (known.held[term] + 0.5)) for term in codes]
    )
    rows, found, times = _entries(counts, codes)
    totals = np.array([count.total() for count in counts], np.float64)
    slack = REPETITION * (1 - LENGTH + LENGTH * totals / max(known.terms / max(known.postings, 1), 1))
    values = np.rint(LEARNT * rarity[found] * times / (times + slack[rows])).astype(np.int32)
    kept = values > 0
    terms = sparse.from_entries(rows[kept], found[kept], values[kept], len(counts))
    return codes, terms


def _entries(
    counts: Sequence[Counter[str]], codes: Mapping[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Row, code and count of every term that has a code."""
    known = [[(codes[term], times) for term, times in count.items() if term in codes] for count in counts]
    table = np.array([entry for entries in known for entry in entries], np.int64).reshape(-1, 2)
    return np.repeat(np.arange(len(counts)), [len(entries) for entries in known]), table[:, 0], table[:, 1]


def _pairs(word: str) -> list[str]:
    return [*map(add, word, word[1:])] or [word]
