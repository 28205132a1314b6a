"""The test of two rates says what scipy's says, and the interval what the formula says by hand."""

import math

import pytest
import scipy  # the part with statistics, a second long, is loaded by who asks for it
from hypothesis import given
from hypothesis import strategies as st

from matching.core import significance

PEOPLE = st.integers(1, 60)


@given(PEOPLE, PEOPLE, st.data())
def test_p_is_that_of_fishers_exact_test(people, others, data):
    hits, other_hits = data.draw(st.integers(0, people)), data.draw(st.integers(0, others))

    found = significance.p_value(hits, people, other_hits, others)

    peer = scipy.stats.fisher_exact([[hits, people - hits], [other_hits, others - other_hits]]).pvalue
    assert found == pytest.approx(peer, rel=1e-6)


@pytest.mark.parametrize(
    "counts", [(300_000, 1_000_000, 301_000, 1_000_000), (40, 90_000, 70, 110_000), (0, 5_000, 9, 5_000)]
)
def test_p_of_a_whole_city_is_the_same(counts):
    hits, people, other_hits, others = counts

    found = significance.p_value(*counts)

    peer = scipy.stats.fisher_exact([[hits, people - hits], [other_hits, others - other_hits]]).pvalue
    assert found == pytest.approx(peer, rel=1e-5)


def test_p_of_what_is_all_but_impossible_is_all_but_nothing():
    assert 0 <= significance.p_value(0, 10_000, 9_000, 10_000) < 1e-300


@given(PEOPLE, PEOPLE, st.data())
def test_p_does_not_ask_which_group_comes_first(people, others, data):
    hits, other_hits = data.draw(st.integers(0, people)), data.draw(st.integers(0, others))

    both = (
        significance.p_value(hits, people, other_hits, others),
        significance.p_value(other_hits, others, hits, people),
    )

    assert both[0] == pytest.approx(both[1], rel=1e-9)


def test_more_hits_than_people_is_refused():
    with pytest.raises(ValueError, match="more people"):
        significance.p_value(3, 2, 1, 4)


def test_interval_is_that_of_the_formula():
    low, high = significance.ratio_interval(30, 100, 50, 100)

    error = math.sqrt(1 / 30 - 1 / 100 + 1 / 50 - 1 / 100)
    assert low == pytest.approx(0.6 / math.exp(1.959964 * error), rel=1e-6)
    assert high == pytest.approx(0.6 * math.exp(1.959964 * error), rel=1e-6)
    assert significance.ratio_interval(0, 10, 5, 10) is None


@pytest.mark.parametrize(
    ("p", "comparisons", "is_chance"), [(0.04, 1, False), (0.04, 2, True), (0.05, 1, True), (0.001, 24, False)]
)
def test_many_comparisons_ask_for_more(p, comparisons, is_chance):
    assert significance.is_by_chance(p, comparisons) is is_chance
