"""What is quick to tell never says less than the points, and says them exactly where words are known."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.core import bounds, chunked, sparse
from matching.core.signals import duties
from matching.core.text import ASKED
from matching.core.weights import SECOND
from tests.matching.core.cities import PERSON, POSTING, people, postings

MOST = SECOND.most["duties"]


@given(st.lists(PERSON, min_size=1, max_size=5), POSTING, st.integers(0, 60))
def test_scores_are_the_sums_of_the_parts(rows, row, price):
    prepared = chunked.prepare(postings(row), SECOND, np.array([price], np.int32))

    found = bounds.scores(people(*rows), prepared)

    assert found.tolist() == chunked.parts(people(*rows), prepared).sum(axis=0)[:, 0].tolist()


@given(st.lists(PERSON, min_size=1, max_size=5), POSTING)
def test_with_the_most_for_words_nobody_has_more(rows, row):
    city, prepared = people(*rows), chunked.prepare(postings(row), SECOND)
    codes = city.terms.codes.astype(np.uint32) + np.uint32(70_000)
    times = np.minimum(city.terms.values, 255).astype(np.uint8)
    city = city._replace(terms=city.terms._replace(values=times.astype(np.int32) * ASKED))
    terms = prepared.postings.terms
    worth = {code + 70_000: weight for code, weight in zip(terms.codes.tolist(), terms.values.tolist(), strict=True)}

    found = bounds.sides(city, prepared, without="duties")
    found[duties.SIGNAL.side] += bounds.most_for_words(city.terms.indptr, codes, times, worth, MOST)

    exact = chunked.parts(city, prepared).sum(axis=0)[:, 0]
    most = bounds.totals(found, prepared)
    shares = sparse.overlap(city.terms, duties.prepare(prepared.postings))[:, 0] > 0
    assert (most >= exact).all()
    assert (most == exact)[shares | (np.diff(city.terms.indptr) == 0)].all()


def test_codes_that_end_alike_are_told_apart():
    indptr, codes = np.array([0, 2, 3]), np.array([5, 65_541, 131_077], np.uint32)

    found = bounds.most_for_words(indptr, codes, np.array([1, 2, 1], np.uint8), {5: 300, 65_541: 700}, 100)

    shared = ASKED * (300 + 2 * 700)
    assert found.tolist() == [round(100 * shared / (shared + duties.HALF)), 50]


def test_a_posting_without_words_gives_everybody_half():
    found = bounds.most_for_words(np.array([0, 1, 1]), np.array([7], np.uint32), np.array([3], np.uint8), {}, 100)

    assert found.tolist() == [50, 50]
