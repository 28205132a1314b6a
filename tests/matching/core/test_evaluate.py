"""Measures, computed by hand."""

import math

from matching.core import evaluate


def test_ndcg_discounts_by_place() -> None:
    found = evaluate.ndcg(["a", "x", "b"], {"a": 1, "b": 3})

    assert found == (1 + 3 / 2) / (3 + 1 / math.log2(3))


def test_ndcg_counts_answers_that_could_not_be_found() -> None:
    assert evaluate.ndcg(["a"], {"a": 1, "gone": 1}) == 1 / (1 + 1 / math.log2(3))


def test_ndcg_ends_at_its_depth() -> None:
    assert evaluate.ndcg([*range(10), "a"], {"a": 2}) == 0


def test_ndcg_takes_a_steep_gain() -> None:
    assert evaluate.ndcg(["b", "a"], {"a": 3, "b": 1}, evaluate.steep_gain) == (1 + 7 / math.log2(3)) / (
        7 + 1 / math.log2(3)
    )


def test_place_of_group_counts_groups_not_postings() -> None:
    assert evaluate.place_of_group(["a", "a", "b", "a", "c"], "c") == 3
    assert evaluate.place_of_group(["a"], "c") is None


def test_ratio_compares_the_worst_with_the_best_band() -> None:
    shares = evaluate.shares([True, True, False, True, False], ["w", "w", "m", "m", None])

    assert shares == {"w": 1.0, "m": 0.5}
    assert evaluate.ratio(shares) == 0.5
    assert evaluate.ratio({}) == 1.0
