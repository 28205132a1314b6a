"""What lists do to a city, counted by hand."""

import numpy as np

from matching.core import crowding, measures
from matching.core.crowding import Pressure
from matching.core.shown import EXPLORED
from tests.matching.core.cities import WEIGHTS, people, postings


def test_gain_counts_later_places_less() -> None:
    assert measures.gain(np.array([[4, 0, 2]])) == 5.0


def test_gini_of_one_in_two() -> None:
    assert measures.gini(np.array([0, 6])) == 0.5
    assert measures.gini(np.array([0, 0])) == 0.0


def test_coverage_asks_only_for_what_may_be_shown() -> None:
    assert measures.coverage(np.array([0, 1]), np.array([False, True])) == 1.0
    assert measures.coverage(np.array([0]), np.array([False])) == 1.0


def test_true_points_leave_the_price_out() -> None:
    found = crowding.lists(
        people({}, {}), postings({}, {}), WEIGHTS, np.array([1, 2]), k=2, pressure=Pressure(press=60, rounds=2)
    )

    assert found.price.max() > 0
    assert measures.true_points(found.shown, is_priced=True).tolist() == [[500, 500], [500, 500]]


def test_filled_seats_are_those_that_first_places_ask_for() -> None:
    """Three people ask for the one seat of the first posting; with two places each the second posting fills too, once."""
    who, offers, seats = people({}, {}, {}), postings({}, {}), np.array([1, 1])
    still = Pressure(rounds=0)
    lists = [crowding.lists(who, offers, WEIGHTS, seats, k=k, pressure=still).shown for k in (1, 2)]

    points = [measures.true_points(one, is_priced=True) for one in lists]
    assert [measures.filled(one, told, seats) for one, told in zip(lists, points, strict=True)] == [2, 2]


def test_place_by_lot_is_not_applied_to() -> None:
    found = crowding.lists(
        people({}), postings({}, {}), WEIGHTS, np.array([1, 1]), k=1, pressure=Pressure(rounds=0)
    ).shown
    by_lot = found._replace(came=np.full_like(found.came, EXPLORED))

    assert measures.filled(by_lot, measures.true_points(by_lot, is_priced=True), np.array([1, 1])) == 0
