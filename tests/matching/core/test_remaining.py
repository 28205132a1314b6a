"""What is left for the second round."""

import numpy as np
from hypothesis import given

from matching.core import round_columns
from matching.core.allocation import allocate
from matching.core.remaining import next_in_line, remaining
from matching.core.round_columns import Round, Seats, check
from tests.matching.core import rounds
from tests.matching.core.rounds import World
from tests.often import often


def left(seats: Seats, given_seats: list[int], members: list[bool] | None = None) -> Seats:
    people = len(given_seats)
    wished = round_columns.wishes([], [], [], np.zeros(0, np.int64), people=people)
    groups = np.array(members or [False] * people).reshape(people, 1)
    return remaining(Round(wished, seats, groups, np.arange(people)), np.array(given_seats, np.int64))


def test_holders_are_taken_off_the_capacity() -> None:
    assert left(round_columns.seats([3, 1, 0]), [0, 1, -1, 0]).capacities.tolist() == [1, 0, 0]


def test_reserve_keeps_what_its_group_does_not_hold() -> None:
    seats = round_columns.with_reserves(round_columns.seats([4]), [(0, 0, 2)])

    assert left(seats, [0, 0], [True, False]).reserves.tolist() == [1]


def test_reserve_is_never_above_the_room() -> None:
    seats = round_columns.with_reserves(round_columns.seats([3]), [(0, 0, 2)])

    assert left(seats, [0, 0]).reserves.tolist() == [1]


def test_caps_and_targets_lose_the_holders() -> None:
    seats = round_columns.with_regions(round_columns.seats([5, 5]), [(0, 0, 2), (0, 1, 2)], [6])

    found = left(seats, [0, 0, 0, 1])

    assert found.caps.tolist() == [2]
    assert found.targets.tolist() == [0, 1]


def test_targets_beyond_what_the_cap_leaves_are_cut_in_turn() -> None:
    seats = round_columns.with_regions(round_columns.seats([5, 5, 5]), [(0, 0, 1), (0, 1, 2), (0, 2, 2)], [5])

    found = left(seats, [0, 0, 0])

    assert found.caps.tolist() == [2]
    assert found.targets.tolist() == [0, 1, 1]


@often(70)
@given(rounds.worlds())
def test_second_round_fits_into_what_is_left(world: World) -> None:
    first = rounds.columns(world)
    found = allocate(first)
    second = first._replace(seats=remaining(first, found))
    check(second)
    waiting = second.wishes._replace(
        acceptable=second.wishes.acceptable & np.repeat(found < 0, np.diff(first.wishes.indptr))
    )

    again = allocate(second._replace(wishes=waiting))

    together = np.bincount(np.concatenate([found, again]) + 1, minlength=len(first.seats.capacities) + 1)[1:]
    assert (together <= first.seats.capacities).all()
    for region, cap in enumerate(first.seats.caps.tolist()):
        assert together[first.seats.regions == region].sum() <= cap


@often(33)
@given(rounds.worlds(kind="plain"))
def test_second_round_of_the_same_wishes_places_nobody(world: World) -> None:
    """A stable outcome leaves no seat to anybody who wished it."""
    first = rounds.columns(world)
    found = allocate(first)
    waiting = first.wishes._replace(
        acceptable=first.wishes.acceptable & np.repeat(found < 0, np.diff(first.wishes.indptr))
    )

    assert (allocate(first._replace(seats=remaining(first, found), wishes=waiting)) < 0).all()


def test_members_are_next_while_the_reserve_is_short_of_them() -> None:
    wished = round_columns.wishes(range(5), [1] * 5, [0] * 5, [9, 8, 3, 2, 1], people=5)
    seats = round_columns.with_reserves(round_columns.seats([3]), [(0, 0, 2)])
    members = np.array([False, False, True, True, True]).reshape(5, 1)
    inputs = Round(wished, seats, members, np.arange(5))

    assert next_in_line(inputs, np.array([0, -1, 0, -1, -1]), 0).tolist() == [3, 1, 4]
    assert next_in_line(inputs, np.array([-1, -1, 0, 0, -1]), 0).tolist() == [0, 1, 4]


@often(70)
@given(rounds.worlds(kind="reserves"))
def test_next_in_line_is_whom_the_seat_takes_when_everyone_else_stays(world: World) -> None:
    """A holder leaves, nobody else may move but to this seat: a round of its own says who comes."""
    inputs = rounds.columns(world)
    found, names = allocate(inputs), sorted(world.wishes)
    for leaver in np.flatnonzero(found >= 0):
        seat = sorted(world.terms.capacities)[found[leaver]]
        held = {name for name, got in zip(names, found == found[leaver], strict=True) if got} - {names[leaver]}
        now = np.where(np.arange(len(found)) == leaver, -1, found)
        stays = np.repeat(now == found, np.diff(inputs.wishes.indptr))
        left_over = inputs._replace(wishes=inputs.wishes._replace(acceptable=inputs.wishes.acceptable & stays))
        order = [names[person] for person in next_in_line(left_over, now, found[leaver])]
        alone = {
            name: [wish for wish in world.wishes[name] if wish.seat == seat] if name in held | set(order) else []
            for name in names
        }

        again = rounds.run(World(alone, world.terms, world.seed))

        assert {name for name, got in again.items() if got} - held == set(order[:1])


def test_seats_that_share_a_line_have_everybody_in_it_once() -> None:
    wished = round_columns.wishes([0, 0, 1, 2, 2], [1, 2, 1, 1, 2], [0, 1, 1, 0, 1], [5, 5, 7, 6, 6], people=3)
    known = round_columns.with_reserves(round_columns.seats([1, 1]), [(1, 0, 1)])
    three = Round(wished, known, np.array([[True], [False], [False]]), np.arange(3))
    nobody = np.array([-1, -1, -1])

    assert next_in_line(three, nobody, 0, 1).tolist() == [0, 1, 2]
    assert next_in_line(three, nobody, 0).tolist() == [2, 0]
    assert next_in_line(three, nobody, 1).tolist() == [0, 1, 2]
