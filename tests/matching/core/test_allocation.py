"""Deferred acceptance: hand-computed cases, and properties that other code checks."""

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.core import verify
from matching.core.allocation import Wishes, allocate, draw


def wishes_of(rows: list[list[tuple[int, int]]]) -> Wishes:
    """Rows of (seat, score), best first."""
    flat = [wish for row in rows for wish in row]
    indptr = np.cumsum([0, *(len(row) for row in rows)])
    return Wishes(indptr, np.array([s for s, _ in flat], np.int64), np.array([p for _, p in flat], np.int64))


def run(rows: list[list[tuple[int, int]]], capacities: list[int], places: list[int] | None = None) -> list[int]:
    order = np.array(places if places is not None else range(len(rows)), np.int64)
    return allocate(wishes_of(rows), np.array(capacities, np.int64), order).tolist()


def test_higher_score_gets_the_seat() -> None:
    assert run([[(0, 3)], [(0, 9)], [(0, 5)]], [2]) == [-1, 0, 0]


def test_refused_candidate_goes_on_to_the_next_wish() -> None:
    assert run([[(0, 1), (1, 1)], [(0, 2)]], [1, 1]) == [1, 0]


def test_chain_of_refusals_ends_stable() -> None:
    """The textbook case of three: each is displaced once before all are seated."""
    rows = [[(0, 1), (1, 3)], [(1, 1), (2, 3)], [(0, 2), (1, 9)], [(1, 2), (2, 1)]]

    assert run(rows, [1, 1, 1]) == [1, 2, 0, -1]


def test_equal_scores_are_decided_by_the_draw() -> None:
    assert run([[(0, 5)], [(0, 5)]], [1], places=[1, 0]) == [-1, 0]


def test_seat_without_room_takes_nobody() -> None:
    assert run([[(0, 5), (1, 1)]], [0, 1]) == [1]


def test_candidate_without_wishes_has_no_seat() -> None:
    assert run([[], [(0, 1)]], [1]) == [-1, 0]


def test_draw_is_the_lower_sha256() -> None:
    names = ["가", "나", "다", "라"]
    by_hand = sorted(names, key=lambda name: hashlib.sha256(f"2026:{name}".encode()).hexdigest())

    assert [names[i] for i in np.argsort(draw("2026", names))] == by_hand


def test_wish_for_a_seat_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="outside 0..0"):
        run([[(1, 1)]], [1])


def test_negative_capacity_is_refused() -> None:
    with pytest.raises(ValueError, match="seat 1 takes fewer"):
        run([[(0, 1)]], [1, -2])


@st.composite
def cities(draw_: st.DrawFn) -> tuple[list[list[tuple[int, int]]], list[int], list[int]]:
    seats = draw_(st.integers(1, 6))
    wish = st.tuples(st.integers(0, seats - 1), st.integers(0, 3))
    rows = draw_(st.lists(st.lists(wish, max_size=5, unique_by=lambda found: found[0]), max_size=12))
    capacities = draw_(st.lists(st.integers(0, 3), min_size=seats, max_size=seats))
    return rows, capacities, draw_(st.permutations(range(len(rows))))


@settings(max_examples=200, deadline=None)
@given(cities())
def test_no_allocation_has_a_blocking_pair(city) -> None:
    rows, capacities, places = city
    found = run(rows, capacities, places)

    assert (
        verify.problems(
            {str(i): [verify.Wish(str(seat), score) for seat, score in row] for i, row in enumerate(rows)},
            {str(seat): room for seat, room in enumerate(capacities)},
            {str(i): None if seat < 0 else str(seat) for i, seat in enumerate(found)},
            {str(i): place for i, place in enumerate(places)},
        )
        == []
    )


@settings(max_examples=100, deadline=None)
@given(cities(), st.randoms(use_true_random=False))
def test_order_of_candidates_changes_nothing(city, random) -> None:
    rows, capacities, places = city
    order = list(range(len(rows)))
    random.shuffle(order)

    shuffled = run([rows[i] for i in order], capacities, [places[i] for i in order])

    plain = run(rows, capacities, places)
    assert shuffled == [plain[i] for i in order]


@settings(max_examples=100, deadline=None)
@given(cities(), st.data())
def test_lying_about_wishes_never_helps(city, data: st.DataObject) -> None:
    rows, capacities, places = city
    if not rows:
        return
    who = data.draw(st.integers(0, len(rows) - 1))
    truth = [seat for seat, _score in rows[who]]
    lie = data.draw(st.permutations(rows[who]))[: data.draw(st.integers(0, len(rows[who])))]

    honest = run(rows, capacities, places)[who]
    lying = run([*rows[:who], lie, *rows[who + 1 :]], capacities, places)[who]

    worth = {seat: rank for rank, seat in enumerate(truth)} | {-1: len(truth)}
    assert worth[honest] <= worth[lying]
