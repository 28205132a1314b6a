"""Words as weighted terms: postings teach a vocabulary, a person's own words ask it.

Terms are character bigrams, because Hangul has no dependable word border: whitespace words find almost nothing on Korean titles
(docs/matching.md has the figures). The tokenizer is a callable, so a morphological one may take its place in a worker. Weights are BM25
(Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009), rounded to whole numbers before anything is added up: sums are exact
and don't depend on the order of rows.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

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


class Vocabulary(NamedTuple):
    """codes : term -> code, 0.. in the order of the terms; tokenizer : what cut the texts it was learnt from."""

    codes: Mapping[str, int]
    tokenizer: Tokenizer


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


def learn(texts: Sequence[str], *, tokenizer: Tokenizer = bigrams) -> tuple[Vocabulary, Sparse]:
    """Learn a vocabulary from postings and weigh their terms.

    Parameters
    ----------
    texts : m postings, as :func:`posting_text` gives them; tokenizer : text -> terms

    Returns
    -------
    The vocabulary, and Sparse (m rows): row j is posting j, codes ascending, value = round(LEARNT x rarity x share) with
    rarity = ln(1 + (m - d + 0.5) / (d + 0.5)) for a term in d postings and
    share = f / (f + REPETITION x (1 - LENGTH + LENGTH x terms / mean terms)) for a term that stands f times. Values that round to 0 are left out.

    >>> vocabulary, terms = learn(["급식 조리", "급식"])
    >>> vocabulary.codes, terms.codes.tolist()
    ({'급식': 0, '조리': 1}, [0, 1, 0])
    """
    counts = [Counter(tokenizer(text)) for text in texts]
    held = Counter(term for count in counts for term in count)
    codes = {term: code for code, term in enumerate(sorted(held))}
    rarity = {term: math.log(1 + (len(texts) - d + 0.5) / (d + 0.5)) for term, d in held.items()}
    mean = sum(count.total() for count in counts) / max(len(texts), 1)
    rows = []
    for count in counts:
        slack = REPETITION * (1 - LENGTH + LENGTH * count.total() / (mean or 1))
        weighed = ((codes[term], round(LEARNT * rarity[term] * f / (f + slack))) for term, f in count.items())
        rows.append(sorted((code, value) for code, value in weighed if value))
    return Vocabulary(codes, tokenizer), sparse.from_rows(rows)


def ask(vocabulary: Vocabulary, texts: Sequence[str]) -> Sparse:
    """Weigh people's own words by the vocabulary of the postings; terms that no posting holds are left out.

    Returns Sparse (n rows): row i is text i, codes ascending, value = ASKED x how often the term stands there.

    >>> ask(learn(["급식 조리", "급식"])[0], ["조리사 조리"]).values.tolist()
    [200]
    """
    rows = []
    for text in texts:
        count = Counter(vocabulary.tokenizer(text))
        known = ((vocabulary.codes[term], ASKED * f) for term, f in count.items() if term in vocabulary.codes)
        rows.append(sorted(known))
    return sparse.from_rows(rows)


def _pairs(word: str) -> list[str]:
    if len(word) == 1:
        return [word]
    return [word[at : at + 2] for at in range(len(word) - 1)]
