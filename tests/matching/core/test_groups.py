"""Groups of postings, by hand."""

import numpy as np

from matching.core import groups


def test_posting_without_code_is_a_group_of_its_own() -> None:
    learnt = groups.learn(["b", "", "b", ""])

    assert learnt.of.tolist() == [0, 1, 0, 2]
    assert learnt.members.toarray().tolist() == [[1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]]


def test_best_few_weighs_the_best_three() -> None:
    points = np.array([[10, 20, 30, 40], [7, 0, 0, 0]])
    of = np.array([[0, 0, 0, 0], [1, 0, 0, 0]])

    assert groups.best_few(points, of, 2).tolist() == [[34, 34, 34, 34], [7, 0, 0, 0]]


def test_best_few_keeps_rows_apart() -> None:
    assert groups.best_few(np.array([[5], [9]]), np.array([[0], [0]]), 1).tolist() == [[5], [9]]


def test_seen_before_marks_all_but_the_first() -> None:
    assert groups.seen_before(np.array([[2, 2, 1], [1, 2, 1]])).tolist() == [[False, True, False], [False, False, True]]


def test_nothing_is_ranked_in_no_group() -> None:
    learnt = groups.learn([])

    assert groups.best_few(np.zeros((2, 0), np.int64), np.zeros((2, 0), np.int64), 0).shape == (2, 0)
    assert learnt.members.shape == (0, 0)
