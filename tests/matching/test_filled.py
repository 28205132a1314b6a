"""What stands in a list decides its 64 bits, and nothing else does."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching import filled
from matching.filled import Filled
from tests.often import often


def lists(ids: list[int]) -> Filled:
    """Two places of ours and one outside one, of three parts each, the same for everybody."""
    count = len(ids)
    return Filled(
        np.array(ids, np.int64),
        np.array([[4, 9]] * count, np.int64),
        np.array([[-1]] * count, np.int64),
        np.array([[60, 50, 0]] * count, np.int16),
        np.array([[[30, 20, 10], [20, 20, 10], [0, 0, 0]]] * count, np.int16),
        np.zeros(count, np.int16),
        np.ones(count),
    )


def test_content_is_of_the_list_and_not_of_the_person():
    first, second = filled.content(lists([1, 2])).tolist()

    assert first == second


@often(100)
@given(st.sampled_from(["own", "outside", "parts", "came"]), st.integers(0, 8), st.integers(1, 30_000))
def test_content_differs_where_anything_differs(name, place, more):
    known = lists([1])
    column = getattr(known, name).copy()
    column.flat[place % column.size] += more

    assert filled.content(known._replace(**{name: column})) != filled.content(known)


def test_content_leaves_the_chance_aside():
    known = lists([1])

    assert filled.content(known._replace(chance=np.array([0.3]))) == filled.content(known)


def test_content_of_nobody_is_empty():
    assert filled.content(lists([])._replace(
        own=np.zeros((0, 2), np.int64), outside=np.zeros((0, 1), np.int64), parts=np.zeros((0, 3, 3), np.int16),
    )).tolist() == []  # fmt: skip
