"""Lists of a crowded city: prices by hand, and what holds for any city."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from matching.core import columns, crowding, gates, priced
from matching.core.compiled import is_there
from matching.core.crowding import Crowded, Pressure
from matching.core.shown import EXPLORED, FREE, RANKED, UNSEEN
from matching.core.weights import SECOND
from tests.matching.core.cities import PEOPLE, POSTINGS, WEIGHTS, people, postings
from tests.often import often

quick = often(13)
LOUD = Pressure(lift=40, press=20, rounds=3)


def _city(data, persons, offers):
    who, what = people(*persons), postings(*offers)
    pairs = len(persons) * len(offers)
    passes = np.array(data.draw(st.lists(st.booleans(), min_size=pairs, max_size=pairs))).reshape(len(persons), -1)
    seats = np.array(data.draw(st.lists(st.integers(1, 8), min_size=len(offers), max_size=len(offers))), np.int64)
    return who, what, passes, seats


def _flat(found: Crowded) -> list:
    return [found.price.tolist(), *(column.tolist() for column in found.shown)]


def test_posting_nobody_sees_gets_cheaper_than_the_crowded_one() -> None:
    """Three alike people with one place: all see the first, which is seen 3 times a seat against a mean of 1.5.

    First round: the first rises by 12 x (2 - 1) / (2 + 1) = 4, the other falls by 30 x .5 / .5 = 30; apart by 34 they stand at 34 and 0.
    """
    city = priced.prepare(people({}, {}, {}), postings({}, {}), WEIGHTS)
    once = Pressure(lift=30, press=12, rounds=1)

    assert crowding.prices(city, np.array([1, 1]), k=1, pressure=once).tolist() == [34, 0]


def test_price_stays_within_the_most() -> None:
    city = priced.prepare(people({}, {}, {}), postings({}, {}), WEIGHTS)

    assert crowding.prices(city, np.array([1, 1]), k=1, pressure=Pressure(most=7, rounds=1)).tolist() == [7, 0]


def test_seats_count_in_what_is_crowded() -> None:
    """Both are seen by all, but one has eight times the seats: the other rises."""
    city = priced.prepare(people({}, {}), postings({}, {}), WEIGHTS)
    few, many = crowding.prices(city, np.array([1, 8]), k=2, pressure=Pressure(rounds=1)).tolist()

    assert few > many == 0


def test_posting_that_nobody_may_see_costs_nothing_and_is_shown_to_nobody() -> None:
    passed = gates.of_matrix(np.array([[True, False], [True, False]]))
    found = crowding.lists(people({}, {}), postings({}, {}), WEIGHTS, np.array([1, 1]), k=1, passed=passed)

    assert (found.price.tolist(), found.shown.ids.tolist()) == ([0, 0], [[10], [10]])


def test_unseen_posting_gets_the_last_place_of_who_loses_least() -> None:
    """Nobody wishes kind 1, but the second person told no kind, so loses nothing but the tie."""
    who = people({"kinds": 1}, {}, {"kinds": 1})
    offers = postings({"kind": 0}, {"kind": 1})
    found = crowding.lists(who, offers, WEIGHTS, np.array([1, 1]), k=1, pressure=Pressure(rounds=0))

    assert found.shown.ids.tolist() == [[10], [11], [10]]
    assert found.shown.came.tolist() == [[RANKED], [UNSEEN], [RANKED]]
    assert found.shown.chance.tolist() == [[1.0], [1.0], [1.0]]


def test_lists_of_nobody_are_empty() -> None:
    found = crowding.lists(columns.take(people({}), []), postings({}), WEIGHTS, np.array([1]), k=2, seed="1")

    assert (found.shown.ids.shape, found.price.tolist()) == ((0, 2), [0])


@pytest.mark.parametrize(
    ("seats", "pressure", "complaint"),
    [
        ([1, 0], LOUD, "row 1 has no seat"),
        ([1], LOUD, "seats have the shape"),
        ([1, 1], Pressure(low=2, high=1), "makes no sense"),
        ([1, 1], Pressure(most=-1), "makes no sense"),
    ],
)
def test_what_makes_no_sense_is_refused(seats, pressure, complaint) -> None:
    with pytest.raises(ValueError, match=complaint):
        crowding.lists(people({}), postings({}, {}), WEIGHTS, np.array(seats), k=1, pressure=pressure)


def test_no_places_are_refused() -> None:
    with pytest.raises(ValueError, match="k is 0"):
        crowding.lists(people({}), postings({}), WEIGHTS, np.array([1]), k=0)


@quick
@given(PEOPLE, POSTINGS, st.integers(1, 4), st.data())
def test_lists_hold_what_they_promise(persons, offers, k, data) -> None:
    who, what, passes, seats = _city(data, persons, offers)
    passed = gates.of_matrix(passes)

    found = crowding.lists(who, what, SECOND, seats, k=k, passed=passed, pressure=LOUD)

    shown = found.shown
    rows, places = np.nonzero(shown.columns >= 0)
    assert passes[rows, shown.columns[rows, places]].all()
    assert (shown.ids[rows, places] == what.ids[shown.columns[rows, places]]).all()
    assert ((found.price >= 0) & (found.price <= LOUD.most)).all()
    assert (shown.parts.sum(axis=2)[rows, places] == shown.points[rows, places]).all()
    assert (np.diff(shown.points, axis=1) <= 0).all()
    assert (shown.came == FREE).tolist() == (shown.columns < 0).tolist()
    assert (shown.came[:, :-1] != UNSEEN).all()
    assert all(len(set(row[row >= 0])) == (row >= 0).sum() for row in shown.columns)


@quick
@given(PEOPLE, POSTINGS, st.integers(1, 3), st.data())
def test_every_posting_is_shown_where_one_place_a_person_is_enough(persons, offers, k, data) -> None:
    """The most that can be shown at all, by pairing what stands in no place but last ones with the last places."""
    who, what, passes, seats = _city(data, persons, offers)
    city = priced.prepare(who, what, SECOND, passed=gates.of_matrix(passes))

    found = crowding.lists(who, what, SECOND, seats, k=k, passed=city.passed, pressure=LOUD)

    ranked = priced.best(city, found.price, k).columns
    safe = set(ranked[:, :-1][ranked[:, :-1] >= 0].tolist())
    waiting = [column for column in np.flatnonzero(passes.any(axis=0)).tolist() if column not in safe]
    full = ranked[:, -1] >= 0
    may_take = csr_array(passes[:, waiting].T & full)
    paired = maximum_bipartite_matching(may_take, perm_type="column") >= 0
    most = len(safe | set(ranked[~full][ranked[~full] >= 0].tolist())) + int(paired.sum())
    assert len(set(found.shown.columns[found.shown.columns >= 0].tolist())) == most


@quick
@given(PEOPLE, POSTINGS, st.data())
def test_order_of_rows_moves_nothing(persons, offers, data) -> None:
    who, what, passes, seats = _city(data, persons, offers)
    told = {"k": 2, "pressure": LOUD, "seed": "s"}
    straight = crowding.lists(who, what, SECOND, seats, passed=gates.of_matrix(passes), **told)
    of_people = data.draw(st.permutations(range(len(persons))))
    of_postings = data.draw(st.permutations(range(len(offers))))

    mixed = crowding.lists(
        columns.take(who, of_people),
        columns.take(what, of_postings),
        SECOND,
        seats[of_postings],
        passed=gates.of_matrix(passes[of_people][:, of_postings]),
        **told,
    )

    for name in ("ids", "points", "parts", "came", "chance"):
        assert getattr(mixed.shown, name).tolist() == getattr(straight.shown, name)[of_people].tolist(), name


@pytest.mark.xdist_group("loops")  # compiled once, by one worker
@pytest.mark.skipif(not is_there(), reason="numba is not installed")
@quick
@given(PEOPLE, POSTINGS, st.data())
def test_loops_and_numpy_give_the_same_lists(persons, offers, data) -> None:
    who, what, passes, seats = _city(data, persons, offers)
    told = {"k": 2, "passed": gates.of_matrix(passes), "pressure": LOUD, "seed": "s"}

    by_loops, by_numpy = (crowding.lists(who, what, SECOND, seats, **told, compiled=way) for way in (True, False))

    assert _flat(by_loops) == _flat(by_numpy)


def test_exploring_takes_one_place_in_twenty_of_all() -> None:
    """Sixty people with two places each: six places by lot, the same for the same seed, others for another."""
    who, what = (
        people(*({"kinds": 1 << number % 2} for number in range(60))),
        postings(*({"kind": 0} for _ in range(6))),
    )
    told = {"k": 2, "pressure": Pressure(rounds=1)}
    found = [crowding.lists(who, what, WEIGHTS, np.ones(6, np.int64), **told, seed=seed) for seed in ("1", "1", "2")]

    assert [(one.shown.came == EXPLORED).sum() for one in found] == [6, 6, 6]
    assert _flat(found[0]) == _flat(found[1])
    assert _flat(found[0]) != _flat(found[2])
