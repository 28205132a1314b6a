"""Columns of a round: rows in any order, and each kind of nonsense by row and column."""

import numpy as np
import pytest

from matching.core import round_columns
from matching.core.round_columns import Round


def test_wishes_are_sorted_by_candidate_and_rank() -> None:
    found = round_columns.wishes([1, 0, 1], [5, 1, 2], [0, 1, 2], [10, 20, 30], people=3)

    assert found.indptr.tolist() == [0, 1, 3, 3]
    assert found.seats.tolist() == [1, 2, 0]
    assert found.scores.tolist() == [20, 30, 10]


def test_decimals_become_their_places() -> None:
    assert round_columns.wishes([0, 1, 2], [1, 1, 1], [0, 0, 0], [0.5, -1.0, 0.5], people=3).scores.tolist() == [
        1,
        0,
        1,
    ]


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        (([0, 2], [1, 1], [0, 0], [1, 1]), "candidate: 2 is not in 0..1"),
        (([0, 1, 0], [3, 3, 3], [0, 0, 1], [1, 1, 1]), "row 2, column rank: 3 stands there twice"),
        (([0, 0, 1], [1, 2, 1], [4, 4, 4], [1, 1, 1]), "row 1, column seat: 4 stands there twice"),
        (([0, 1], [1, 1], [0, 0], [1.0, float("nan")]), "row 1, column score: nan is not a number"),
        (([0, 1], [1, 1], [0, 0], [float("inf"), 1.0]), "row 0, column score: inf is not a number"),
    ],
)
def test_wish_that_makes_no_sense_is_refused(rows, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        round_columns.wishes(*rows, people=2)


def test_second_reserve_of_a_seat_is_refused() -> None:
    with pytest.raises(ValueError, match="row 1, column seat: 0 stands there twice"):
        round_columns.with_reserves(round_columns.seats([2]), [(0, 0, 1), (0, 1, 1)])


def test_seat_in_two_regions_is_refused() -> None:
    with pytest.raises(ValueError, match="row 2, column seat: 1 stands there twice"):
        round_columns.with_regions(round_columns.seats([2, 2]), [(0, 1, 0), (0, 0, 0), (1, 1, 0)], [1, 1])


def test_region_of_a_seat_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="row 0, column seat: 2 is not in 0..1"):
        round_columns.with_regions(round_columns.seats([2, 2]), [(0, 2, 0)], [1])


def good() -> Round:
    """Two candidates, three seats: one plain, one with a reserve, one in a region."""
    wished = round_columns.wishes([0, 0, 1], [1, 2, 1], [0, 1, 2], [1, 2, 3], people=2)
    seats = round_columns.with_reserves(round_columns.seats([1, 2, 3]), [(1, 0, 1)])
    return Round(
        wished, round_columns.with_regions(seats, [(0, 2, 2)], [2]), np.ones((2, 1), np.bool_), np.array([1, 0])
    )


def test_round_that_makes_sense_is_let_through() -> None:
    round_columns.check(good())


@pytest.mark.parametrize(
    ("column", "values", "complaint"),
    [
        ("capacities", [1, -2, 3], "seats: row 1, column capacities: -2 is less than 0"),
        ("capacities", [1, 0, 3], "seats: row 1, column reserves: 1 is above the capacity"),
        ("capacities", [1, 2, 1], "seats: row 2, column targets: 2 is above the capacity"),
        ("reserves", [0, -1, 0], "seats: row 1, column reserves: -1 is less than 0"),
        ("reserves", [1, 1, 0], "seats: row 0, column reserves: 1 has no group"),
        ("groups", [-1, 1, -1], "seats: row 1, column groups: 1 is not in -1..0"),
        ("groups", [-1, 0, 0], "seats: row 2, column groups: 0 is a reserve within a region"),
        ("regions", [-1, -1, 1], "seats: row 2, column regions: 1 is not in -1..0"),
        ("targets", [0, 0, -1], "seats: row 2, column targets: -1 is less than 0"),
        ("caps", [-1], "seats: row 0, column caps: -1 is less than 0"),
        ("caps", [1], "caps: row 0: 1 is below the sum of the region's targets"),
        ("targets", [0, 0], "seats: columns differ in length"),
    ],
)
def test_seat_that_makes_no_sense_is_refused(column: str, values: list[int], complaint: str) -> None:
    one = good()

    with pytest.raises(ValueError, match=complaint):
        round_columns.check(one._replace(seats=one.seats._replace(**{column: np.array(values)})))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"places": np.array([0, 0])}, "places: not a permutation of 0..1"),
        ({"places": np.array([0, 2])}, "places: row 1: 2 is not in 0..1"),
        ({"places": np.array([0])}, "differ in length for 1 candidates"),
        ({"members": np.ones((3, 1), np.bool_)}, "differ in length for 2 candidates"),
    ],
)
def test_candidates_that_make_no_sense_are_refused(change, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        round_columns.check(good()._replace(**change))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"seats": np.array([0, 3, 2])}, "wishes: row 1, column seat: 3 is not in 0..2"),
        ({"scores": np.array([1.0, float("nan"), 2.0])}, "wishes: row 1, column score: nan is not a number"),
        ({"scores": np.array([1.0, 2.5, 2.0])}, "scores: float64 where whole numbers are needed"),
        ({"acceptable": np.ones(3, np.int64)}, "acceptable: int64 where yes or no is needed"),
        ({"seats": np.array([0, 1])}, "seats, scores and acceptable differ in length"),
        ({"indptr": np.array([0, 2, 2])}, "indptr doesn't run from 0"),
        ({"indptr": np.array([0, 4, 3])}, "indptr doesn't run from 0"),
    ],
)
def test_wishes_that_make_no_sense_are_refused(change, complaint: str) -> None:
    one = good()

    with pytest.raises(ValueError, match=complaint):
        round_columns.check(one._replace(wishes=one.wishes._replace(**change)))
