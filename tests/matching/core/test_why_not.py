"""Why a wish was not met: figures computed by hand, and the same by plain loops for random rounds."""

import numpy as np
from hypothesis import given

from matching.core import round_columns
from matching.core.allocation import allocate
from matching.core.round_columns import Round
from matching.core.why_not import Answers, Why, why_not
from tests.matching.core import rounds
from tests.matching.core.rounds import World
from tests.often import often


def answers(world: World) -> tuple[Round, np.ndarray, Answers]:
    inputs = rounds.columns(world)
    found = allocate(inputs)
    return inputs, found, why_not(inputs, found)


def one_seat(scores: list[int], capacity: int) -> Round:
    people = len(scores)
    wished = round_columns.wishes(range(people), [1] * people, [0] * people, scores, people=people)
    return Round(wished, round_columns.seats([capacity]), np.zeros((people, 0), np.bool_), np.arange(people))


def test_refused_candidate_reads_places_applicants_and_the_lowest_score() -> None:
    inputs = one_seat([90, 71, 68], 2)

    found = why_not(inputs, allocate(inputs))

    assert [Why(why) for why in found.why] == [Why.MET, Why.MET, Why.OUTRANKED]
    assert (found.applicants[0], found.holders[0]) == (3, 2)
    assert inputs.wishes.scores[found.lowest[0]] == 71
    assert not found.by_lottery.any()


def test_equal_score_was_decided_by_lottery() -> None:
    inputs = one_seat([71, 71], 1)

    assert why_not(inputs, allocate(inputs)).by_lottery.tolist() == [False, True]


def test_holder_by_the_reserve_is_not_the_lowest() -> None:
    plain = one_seat([90, 80, 10, 70], 2)
    seats = round_columns.with_reserves(plain.seats, [(0, 0, 1)])
    inputs = plain._replace(seats=seats, members=np.array([[False], [False], [True], [False]]))

    found = why_not(inputs, allocate(inputs))

    assert [Why(why).name for why in found.why] == ["MET", "OUTRANKED", "MET", "OUTRANKED"]
    assert inputs.wishes.scores[found.lowest[0]] == 90


def test_seat_held_by_the_reserve_alone_has_no_lowest() -> None:
    plain = one_seat([90, 10], 1)
    seats = round_columns.with_reserves(plain.seats, [(0, 0, 1)])
    inputs = plain._replace(seats=seats, members=np.array([[False], [True]]))

    found = why_not(inputs, allocate(inputs))

    assert [Why(why).name for why in found.why] == ["OUTRANKED", "MET"]
    assert found.lowest.tolist() == [-1]
    assert not found.by_lottery.any()


def test_room_in_a_full_region_is_named_as_such() -> None:
    plain = one_seat([90, 80], 2)
    inputs = plain._replace(seats=round_columns.with_regions(plain.seats, [(0, 0, 0)], [1]))

    assert [Why(why).name for why in why_not(inputs, allocate(inputs)).why] == ["MET", "REGION_FULL"]


def test_wishes_after_the_met_one_are_not_needed() -> None:
    wished = round_columns.wishes([0, 0, 0], [1, 2, 3], [0, 1, 2], [1, 1, 1], people=1)
    inputs = Round(wished, round_columns.seats([0, 1, 1]), np.zeros((1, 0), np.bool_), np.zeros(1, np.int64))

    assert [Why(why).name for why in why_not(inputs, allocate(inputs)).why] == ["NO_PLACES", "MET", "NOT_NEEDED"]


def test_pair_that_is_not_acceptable_is_named_as_such() -> None:
    plain = one_seat([90, 80], 2)
    inputs = plain._replace(wishes=plain.wishes._replace(acceptable=np.array([False, True])))

    assert [Why(why).name for why in why_not(inputs, allocate(inputs)).why] == ["NOT_ACCEPTABLE", "MET"]


@often(70)
@given(rounds.worlds())
def test_answers_are_those_of_a_plain_loop(world: World) -> None:
    inputs, found, told = answers(world)
    by_name, seats = rounds.named(world, found), sorted(world.terms.capacities)
    row = 0
    for name in sorted(world.wishes):
        has_met = False
        for wish in world.wishes[name]:
            expected = _expected(world, by_name, name, wish, has_met)
            has_met = has_met or expected is Why.MET
            assert Why(told.why[row]) is expected
            row += 1
    for place, seat in enumerate(seats):
        assert told.holders[place] == sum(one == seat for one in by_name.values())
        assert told.applicants[place] == sum(wish.seat == seat for wished in world.wishes.values() for wish in wished)


def _expected(world: World, by_name, name: str, wish, has_met: bool) -> Why:
    if has_met:
        return Why.NOT_NEEDED
    if by_name[name] == wish.seat:
        return Why.MET
    if not wish.is_acceptable:
        return Why.NOT_ACCEPTABLE
    if not world.terms.capacities[wish.seat]:
        return Why.NO_PLACES
    held = sum(seat == wish.seat for seat in by_name.values())
    return Why.OUTRANKED if held == world.terms.capacities[wish.seat] else Why.REGION_FULL


@often(70)
@given(rounds.worlds(kind="reserves"))
def test_lowest_holder_would_go_if_somebody_stronger_came(world: World) -> None:
    """The lowest ordinary holder, by its meaning: among all holders, the one whom the seat refuses for one more outsider."""
    inputs, found, told = answers(world)
    names, seats = sorted(world.wishes), sorted(world.terms.capacities)
    whose = np.repeat(np.arange(len(names)), np.diff(inputs.wishes.indptr))
    for place, seat in enumerate(seats):
        if told.holders[place] < world.terms.capacities[seat] or not world.terms.capacities[seat]:
            continue
        holders = {
            name: [w for w in world.wishes[name] if w.seat == seat]
            for name in names
            if found[names.index(name)] == place
        }
        stronger = {"zz": [rounds.Wish(seat, 10**6)]}
        again = rounds.run(World({**holders, **stronger}, world.terms, world.seed))
        refused = [name for name, got in again.items() if got is None]
        expected = [] if told.lowest[place] < 0 else [names[whose[told.lowest[place]]]]
        assert refused == (expected or ["zz"])
