"""Near occupations: what counts as near, in which order, and that rules hold here too."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.core import columns, gates
from matching.core.signals.duties import HALF
from matching.core.weights import SECOND
from matching.core.widening import FEW, Near, widen
from tests.matching.core.cities import PEOPLE, POSTINGS, WEIGHTS, people, postings
from tests.often import often

CARER = {"careers": [("5501", 60)]}


def test_near_group_is_told_with_its_count_and_its_best() -> None:
    offers = postings({"keco": "5501"}, {"keco": "5511"}, {"keco": "5512", "kind": 0}, {"keco": "8731"})
    found = widen(people({**CARER, "kinds": 1}), 0, offers, WEIGHTS)

    assert (found.own, found.is_narrow) == (1, True)
    (near,) = found.near
    assert near[:5] == ("551", 2, False, 2, 12)


def test_first_digit_is_enough_where_no_group_shares_two() -> None:
    offers = postings({"keco": "5601"}, {"keco": "8731"})

    (near,) = widen(people(CARER), 0, offers, WEIGHTS).near
    assert near[:5] == ("560", 1, False, 1, 10)

    (near,) = widen(people(CARER), 0, postings({"keco": "5601"}, {"keco": "5511"}), WEIGHTS).near
    assert near.keco == "551"


def test_far_group_is_near_by_words_alone() -> None:
    said = {**CARER, "terms": [(1, 1000)]}
    offers = postings(
        {"keco": "8731", "terms": [(1, HALF // 1000)]}, {"keco": "9111", "terms": [(1, HALF // 1000 - 1)]}
    )

    (near,) = widen(people(said), 0, offers, WEIGHTS).near
    assert near[:5] == ("873", 0, True, 1, 10)


def test_group_that_words_made_near_is_told_whole() -> None:
    said = {**CARER, "terms": [(1, 1000)]}
    offers = postings({"keco": "8731", "terms": [(1, HALF // 1000)]}, {"keco": "8732"}, {"keco": "9111"})

    (near,) = widen(people(said), 0, offers, WEIGHTS).near

    assert (near.keco, near.openings) == ("873", 2)  # as many as the list that the page leads to


def test_without_a_career_only_words_are_near() -> None:
    assert widen(people({}), 0, postings({"keco": "5501"}), WEIGHTS) == (0, True, ())


def test_enough_openings_are_not_narrow() -> None:
    found = widen(people(CARER), 0, postings(*({"keco": "5501"} for _ in range(FEW))), WEIGHTS)

    assert (found.own, found.is_narrow, found.near) == (FEW, False, ())


def test_posting_that_may_not_be_shown_does_not_count() -> None:
    passed = gates.of_matrix(np.array([[True, True], [False, True]]))
    found = widen(people({}, CARER), 1, postings({"keco": "5501"}, {"keco": "5511"}), WEIGHTS, passed=passed)

    assert (found.own, [near.posting for near in found.near]) == (0, [11])


def test_posting_without_an_occupation_is_no_group() -> None:
    assert widen(people(CARER), 0, postings({}), WEIGHTS).near == ()


def test_gates_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="gates have the shape"):
        widen(people(CARER), 0, postings({}, {}), WEIGHTS, passed=gates.open_to_all(1, 1))


@often(20)
@given(PEOPLE, POSTINGS, st.data())
def test_groups_are_sorted_eligible_and_the_same_for_any_order(persons, offers, data) -> None:
    who, what = people(*persons), postings(*offers)
    pairs = len(persons) * len(offers)
    passes = np.array(data.draw(st.lists(st.booleans(), min_size=pairs, max_size=pairs))).reshape(len(persons), -1)
    order = data.draw(st.permutations(range(len(offers))))

    found = widen(who, 0, what, SECOND, passed=gates.of_matrix(passes), most=9)

    mixed = gates.of_matrix(passes[:, order])
    assert widen(who, 0, columns.take(what, order), SECOND, passed=mixed, most=9) == found
    assert found.own + sum(near.openings for near in found.near) <= passes[0].sum()
    assert list(found.near) == sorted(found.near, key=_worth)
    best = [int(np.flatnonzero(what.ids == near.posting)[0]) for near in found.near]
    assert passes[0, best].all()
    assert len({near.keco for near in found.near}) == len(found.near)


def _worth(near: Near) -> tuple[int, int, int, str]:
    return -near.digits, -near.points, -near.openings, near.keco
