"""Gates: bits say for every pair what a plain table says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matching.core import gates, sparse
from tests.often import often

quick = often(20)
shapes = st.tuples(st.integers(1, 5), st.integers(1, 130))


@quick
@given(shapes.flatmap(lambda shape: arrays(bool, shape)))
def test_bits_give_back_the_table(passes) -> None:
    found = gates.of_matrix(passes)

    assert (gates.passing(found, slice(0, len(passes))) == passes).all()
    assert (gates.passing(gates.take(found, [0]), slice(0, 1)) == passes[:1]).all()


@quick
@given(shapes.flatmap(lambda shape: arrays(bool, shape)), st.randoms())
def test_postings_are_taken_in_the_order_asked_for(passes, random) -> None:
    order = list(range(passes.shape[1]))
    random.shuffle(order)
    barred = sparse.present([[order[0]]] + [[]] * (len(passes) - 1))
    found = gates.take_postings(gates.of_matrix(passes)._replace(barred=barred), np.array(order))

    expected = passes.copy()
    expected[0, order[0]] = False
    assert (gates.passing(found, slice(0, len(passes))) == expected[:, order]).all()


def test_kinds_of_rules_are_met_together() -> None:
    by_age = (gates.packed(np.array([[True, True, False], [False, True, True]])), np.array([0, 1, 0]))
    by_district = (gates.packed(np.array([[True, False, True]])), np.array([0, 0, 0]))

    found = gates.joined([by_age, by_district], sparse.present([[], [], [0]]), 3)

    assert gates.passing(found, slice(0, 3)).tolist() == [[True, False, False], [False, False, True], [False] * 3]


def test_gates_of_other_pairs_are_refused() -> None:
    with pytest.raises(ValueError, match="the pairs \\(2, 1\\)"):
        gates.check(gates.open_to_all(1, 1), 2, 1)
