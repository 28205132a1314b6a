"""Deferred acceptance: cases computed by hand, and input that makes no sense."""

import hashlib
from dataclasses import dataclass, field

import numpy as np
import pytest

from matching.core import round_columns
from matching.core.allocation import allocate, draw
from matching.core.round_columns import Round

pytestmark = pytest.mark.xdist_group("rounds")  # compiled once, by one worker


@dataclass
class Case:
    """Rows of (seat, score), best first, and what the seats have."""

    rows: list[list[tuple[int, int]]]
    capacities: list[int]
    places: list[int] | None = None
    members: list[int] = field(default_factory=list)  # of the one group
    reserves: list[tuple[int, int]] = field(default_factory=list)  # seat, count
    regions: list[tuple[int, int, int]] = field(default_factory=list)  # region, seat, target
    caps: list[int] = field(default_factory=list)

    def columns(self) -> Round:
        flat = [
            (person, rank, *wish)
            for person, wished in enumerate(self.rows)
            for rank, wish in enumerate(wished, start=1)
        ]
        wished = round_columns.wishes(*np.array(flat, np.int64).reshape(-1, 4).T, people=len(self.rows))
        seats = round_columns.with_reserves(
            round_columns.seats(self.capacities), [(seat, 0, count) for seat, count in self.reserves]
        )
        seats = round_columns.with_regions(seats, self.regions, self.caps)
        members = np.zeros((len(self.rows), 1), np.bool_)
        members[self.members] = True
        return Round(wished, seats, members, np.array(self.places or range(len(self.rows)), np.int64))

    def run(self) -> list[int]:
        found = allocate(self.columns())
        assert found.tolist() == allocate(self.columns(), compile_it=True).tolist()
        return found.tolist()


def test_higher_score_gets_the_seat() -> None:
    assert Case([[(0, 3)], [(0, 9)], [(0, 5)]], [2]).run() == [-1, 0, 0]


def test_refused_candidate_goes_on_to_the_next_wish() -> None:
    assert Case([[(0, 1), (1, 1)], [(0, 2)]], [1, 1]).run() == [1, 0]


def test_chain_of_refusals_ends_stable() -> None:
    """The textbook case of three: each is displaced once before all are seated."""
    rows = [[(0, 1), (1, 3)], [(1, 1), (2, 3)], [(0, 2), (1, 9)], [(1, 2), (2, 1)]]

    assert Case(rows, [1, 1, 1]).run() == [1, 2, 0, -1]


def test_equal_scores_are_decided_by_the_draw() -> None:
    assert Case([[(0, 5)], [(0, 5)]], [1], places=[1, 0]).run() == [-1, 0]


def test_seat_without_room_takes_nobody() -> None:
    assert Case([[(0, 5), (1, 1)]], [0, 1]).run() == [1]


def test_candidate_without_wishes_has_no_seat() -> None:
    assert Case([[], [(0, 1)]], [1]).run() == [-1, 0]


def test_round_without_people_or_seats_is_empty() -> None:
    assert Case([], [1]).run() == []
    assert Case([[], []], []).run() == [-1, -1]


def test_seat_that_may_not_take_them_is_passed() -> None:
    one = Case([[(0, 9), (1, 1)]], [1, 1]).columns()
    wished = one.wishes._replace(acceptable=np.array([False, True]))

    assert allocate(one._replace(wishes=wished)).tolist() == [1]


def test_scores_far_apart_are_compared_exactly() -> None:
    far = 2**62

    assert Case([[(0, far)], [(0, far + 1)], [(0, -far)]], [2]).run() == [0, 0, -1]


def test_best_of_the_group_come_first_and_the_rest_is_open_to_all() -> None:
    rows = [[(0, 9)], [(0, 8)], [(0, 2)], [(0, 1)]]

    assert Case(rows, [2], members=[2, 3], reserves=[(0, 1)]).run() == [0, -1, 0, -1]


def test_group_may_have_more_than_its_reserve() -> None:
    rows = [[(0, 1)], [(0, 8)], [(0, 9)]]

    assert Case(rows, [2], members=[1, 2], reserves=[(0, 1)]).run() == [-1, 0, 0]


def test_reserve_that_nobody_uses_is_open_to_all() -> None:
    assert Case([[(0, 9)], [(0, 8)]], [2], members=[], reserves=[(0, 2)]).run() == [0, 0]


def test_member_put_out_of_the_reserve_competes_for_the_rest() -> None:
    """1 comes into the reserve, 2 puts them out of it, and they still have more than 0."""
    rows = [[(0, 1)], [(0, 5)], [(0, 7)]]

    assert Case(rows, [2], members=[1, 2], reserves=[(0, 1)]).run() == [-1, 0, 0]


def test_region_fills_targets_first_and_then_by_turns() -> None:
    """Six ask at 0, two at 1, nobody at 2; the cap is 5: targets 1 and 1, then 0, 1 (at its end), 0."""
    rows = [[(0, score)] for score in range(6, 0, -1)] + [[(1, 2)], [(1, 1)]]
    regions = [(0, 0, 1), (0, 1, 1), (0, 2, 2)]

    assert Case(rows, [9, 9, 9], regions=regions, caps=[5]).run() == [0, 0, 0, -1, -1, -1, 1, 1]


def test_target_nobody_needs_goes_to_the_others() -> None:
    assert Case([[(0, 3)], [(0, 2)], [(0, 1)]], [3, 3], regions=[(0, 0, 0), (0, 1, 2)], caps=[2]).run() == [0, 0, -1]


def test_later_seat_gives_up_its_place_to_a_target() -> None:
    """0 to 2 ask at seat 1 and are there first; 3 comes to seat 0, whose target is 1, when the region is full."""
    rows = [[(1, 3)], [(1, 2)], [(1, 1)], [(2, 0), (0, 1)], [(2, 1)]]

    assert Case(rows, [1, 3, 1], regions=[(0, 0, 1), (0, 1, 0)], caps=[3]).run() == [1, 1, -1, 0, 2]


def test_region_with_cap_zero_takes_nobody() -> None:
    assert Case([[(0, 1), (1, 1)]], [1, 1], regions=[(0, 0, 0)], caps=[0]).run() == [1]


def test_draw_is_the_lower_sha256() -> None:
    names = ["가", "나", "다", "라"]
    by_hand = sorted(names, key=lambda name: hashlib.sha256(f"2026:{name}".encode()).hexdigest())

    assert [names[i] for i in np.argsort(draw("2026", names))] == by_hand


@pytest.mark.parametrize("compile_it", [False, True])
def test_seat_wished_twice_is_refused(compile_it: bool) -> None:
    two = Case([[(0, 1), (1, 1)]], [1, 1]).columns()
    wished = two.wishes._replace(seats=np.array([1, 1]))

    with pytest.raises(ValueError, match="wishes: row 1, column seat: 1 stands there twice for one candidate"):
        allocate(two._replace(wishes=wished), compile_it=compile_it)


def test_order_of_candidates_changes_nothing() -> None:
    dice = np.random.default_rng(5)
    rows = [[(int(seat), int(dice.integers(3))) for seat in dice.permutation(4)[:3]] for _ in range(20)]
    places, order = dice.permutation(20), dice.permutation(20)

    plain = Case(rows, [1, 2, 3, 4], places.tolist()).run()
    shuffled = Case([rows[i] for i in order], [1, 2, 3, 4], places[order].tolist()).run()

    assert shuffled == [plain[i] for i in order]
