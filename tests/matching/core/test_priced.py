"""A city prepared once gives the lists that it gives when it is prepared anew."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.core import columns, gates, priced, ranking
from matching.core.compiled import is_there
from matching.core.signals.base import Pairs
from matching.core.weights import SECOND
from tests.matching.core.cities import PEOPLE, POSTINGS, people, postings
from tests.often import often

WAYS = [False, pytest.param(True, marks=pytest.mark.skipif(not is_there(), reason="numba is not installed"))]


@pytest.mark.xdist_group("loops")  # compiled once, by one worker
@pytest.mark.parametrize("compiled", WAYS)
@often(10)
@given(PEOPLE, POSTINGS, st.data())
def test_best_and_tell_are_those_of_ranking_at_every_price(compiled, persons, offers, data) -> None:
    who = people(*persons)
    what = postings(*({**offer, "id": 90 - number} for number, offer in enumerate(offers)))
    passes = data.draw(
        st.lists(st.booleans(), min_size=len(persons) * len(offers), max_size=len(persons) * len(offers))
    )
    passed = gates.of_matrix(np.array(passes).reshape(len(persons), -1))
    city = priced.prepare(who, what, SECOND, passed=passed, compiled=compiled)

    for high in (0, 300):
        price = np.array(
            data.draw(st.lists(st.integers(0, high), min_size=len(offers), max_size=len(offers))), np.int32
        )
        expected = ranking.match_candidates(who, what, SECOND, k=3, passed=passed, price=price, compiled=compiled)
        found = priced.best(city, price, 3, is_told=True)
        for name in ranking.Ranked._fields:
            assert getattr(found, name).tolist() == getattr(expected, name).tolist(), name
        rows, places = np.nonzero(found.columns >= 0)
        parts = priced.tell(city, price, Pairs(rows[::-1], found.columns[rows, places][::-1]))
        assert parts.tolist() == expected.parts[rows, places][::-1].tolist()


def test_best_leaves_places_free_where_there_is_nothing() -> None:
    nobody = priced.prepare(columns.take(people({}), []), postings({}), SECOND)

    assert priced.best(nobody, np.zeros(1, np.int32), 2).ids.shape == (0, 2)


def test_gates_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="gates have the shape"):
        priced.prepare(people({}), postings({}, {}), SECOND, passed=gates.open_to_all(1, 1))
