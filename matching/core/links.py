"""What people of an occupation say of themselves, learnt from those who ask: no posting says it, but their neighbours in the same file do.

A first ranking guesses the groups of everybody (``likely``); a word that stands in the asks of many whose first guess is one group speaks for
that group in the next ranking, also where the other words of that ask don't. One round of self-training of a naive Bayes classifier (Nigam,
McCallum, Thrun & Mitchell, "Text classification from labeled and unlabeled documents using EM", 2000); what is learnt from is the words that
came in, and guesses, never answers. Evidence is counted in whole shares, so the order of the asks changes nothing.

Figures beside the constants are K4 of 2019, top 1 / hit@10, from a search in which every ask taught and asked, at a weight of 50: .420 / .726
without, .4625 / .763 with what is set here; .452 / .761 where people also speak for themselves; a second round of
that gave .001 more and .002 less.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from matching.core import groups

# Whole shares that each ask has to give to the groups that are likely.
SHARES = 1_000
# Points by which a group must lead to be e times as likely.
STEP = 150_000  # .4630 / .760 at 100,000, .4623 / .760 at 200,000
# Asks whose groups are those of everybody that a term is taken to have had before the first.
BEFORE = 10  # .4618 / .763 at 2, .4620 / .760 at 30, .4611 / .756 at 60
FEWEST = 2  # a term of one ask links it with nobody; .4566 / .762 at 5 and .4536 / .758 at 10, as against .4584 / .763


class Links(NamedTuple):
    """t terms of the asks, in their order, and g groups.

    codes : term -> row; rarity : float64 (t,), as in ``fields``
    before : float64 (g,), shares of each group that a term is taken to have had before the first ask
    evidence : csr int64 (t, g), shares of each group among those who say a term
    more : csr float64 (t, g), what a term says of a group above what it says of one that has no share
    trust : asks / (asks + groups), below 1: with one ask a group K4 falls from .461 / .751 to .428 / .739 at a weight of 60, .454 / .751 at 30
    """

    codes: Mapping[str, int]
    rarity: NDArray[np.float64]
    before: NDArray[np.float64]
    evidence: csr_array
    more: csr_array
    trust: float


class Company(NamedTuple):
    """What was learnt, and the shares that some asks gave to it, csr int64 (n, g), row i being ask i; None for asks it wasn't learnt from."""

    links: Links
    gave: csr_array | None = None

    def of(self, chunk: slice) -> "Company":
        """The same for some of the asks."""
        return self if self.gave is None else self._replace(gave=self.gave[chunk])


def likely(of: NDArray[np.int64], points: NDArray[np.int64], count: int) -> csr_array:
    """Shares of the groups for each of n asks, csr int64 (n, count).

    of, points : (n, k), groups and points of a list, best first; count : groups there are. A group has the points of its first place;
    one without points has no share.

    >>> likely(np.array([[1, 1, 0]]), np.array([[900_000, 800_000, 150_000]]), 2).toarray().tolist()
    [[7, 993]]
    """
    ahead = np.exp((points - points.max(axis=1, initial=0, keepdims=True)) / STEP)
    ahead[groups.seen_before(of) | (points <= 0)] = 0
    shares = np.rint(SHARES * ahead / np.maximum(ahead.sum(axis=1, keepdims=True), 1e-9)).astype(np.int64)
    rows, columns = np.nonzero(shares)
    return csr_array((shares[rows, columns], (rows, of[rows, columns])), shape=(len(of), count))


def learn(asked: Sequence[Set[str]], guessed: csr_array) -> Links:
    """Learn from the terms of n asks and the shares of their groups, csr int64 (n, g), as ``likely`` gives them.

    >>> links = learn([{"a"}, {"a"}, {"b"}], csr_array(np.array([[900, 100], [800, 200], [0, 1000]])))
    >>> links.codes, links.evidence.toarray().tolist()
    ({'a': 0}, [[1700, 300]])
    """
    held = Counter(term for terms in asked for term in terms)
    codes = {term: code for code, term in enumerate(sorted(term for term, times in held.items() if times >= FEWEST))}
    times = np.array([held[term] for term in codes], np.int64)
    rarity = np.log1p((len(asked) - times + 0.5) / (times + 0.5))
    before = BEFORE * guessed.sum(axis=0) / max(len(asked), 1)
    evidence = csr_array(_table(asked, codes).T.tocsr() @ guessed)
    evidence.sort_indices()
    more = csr_array(
        (_above(evidence.data, before[evidence.indices]), evidence.indices, evidence.indptr), evidence.shape
    )
    return Links(codes, rarity, before, evidence, more, len(asked) / max(len(asked) + guessed.shape[1], 1))


def meet(links: Links, asked: Sequence[Set[str]], own: csr_array | None = None) -> NDArray[np.float64]:
    """What the terms of n asks say of each group, float64 (n, g): trust x the mean by rarity of ln(1 + evidence / before); 0 where no term is known.

    The full logarithm of how many times as likely a group is would take something away from all groups of an ask alike, so it isn't there.
    own : the shares that these very asks gave, csr int64 (n, g), which are taken out again: nobody speaks for themselves. None for
    asks that nothing was learnt from.
    """
    table = _table(asked, links.codes)
    said = (csr_array(table @ diags_array(links.rarity)) @ links.more).toarray()
    if own is not None:
        _take_out(said, links, table, own)
    most = table @ links.rarity
    return links.trust * said / np.where(most > 0, most, 1)[:, None]


def _take_out(said: NDArray[np.float64], links: Links, table: csr_array, own: csr_array) -> None:
    """Lower what is said of the groups of `own` to what it is without those shares."""
    count = own.shape[1]
    terms, of = np.diff(table.indptr), np.diff(own.indptr)
    asks = np.repeat(np.arange(len(of)), terms * of)
    nth = np.arange(len(asks)) - np.repeat(np.cumsum(terms * of) - terms * of, terms * of)
    code = table.indices[table.indptr[asks] + nth // of[asks]]
    place = own.indptr[asks] + nth % of[asks]
    group, share = own.indices[place], own.data[place]
    rows = np.repeat(np.arange(links.evidence.shape[0], dtype=np.int64), np.diff(links.evidence.indptr))
    found = np.searchsorted(rows * count + links.evidence.indices, code.astype(np.int64) * count + group)
    with_own, before = links.evidence.data[found], links.before[group]
    less = _above(with_own - share, before) - links.more.data[found]
    said += np.bincount(asks * count + group, links.rarity[code] * less, said.size).reshape(said.shape)


def _above(evidence: NDArray[np.int64], before: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.log1p(evidence / before)


def _table(asked: Sequence[Set[str]], codes: Mapping[str, int]) -> csr_array:
    """Which terms each ask says, csr int64 (n, t) of ones."""
    rows = [sorted(codes[term] for term in terms if term in codes) for terms in asked]
    ends = np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)])
    flat = np.array([code for row in rows for code in row], np.int64)
    return csr_array((np.ones(len(flat), np.int64), flat, ends), shape=(len(rows), len(codes)))
