"""What holds for every round: separate code finds nothing, nobody gains by a lie, no stable outcome is better for anybody.

`make properties` tries far more rounds than `make test`.
"""

import itertools
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.core import deferral
from matching.core.compiled import compiled
from matching.core.verify import Terms, Wish, problems
from tests.matching.core import rounds
from tests.matching.core.rounds import World
from tests.matching.core.rounds_by_words import allocate_by_words
from tests.often import TIMES, often

pytestmark = pytest.mark.xdist_group("rounds")  # compiled once, by one worker

SMALL = {"most_candidates": 5, "most_seats": 3}
ROOT = Path(__file__).resolve().parents[3]


@often(300)
@given(rounds.worlds())
def test_check_finds_nothing(world: World) -> None:
    assert problems(world.wishes, world.terms, rounds.run(world), world.seed) == []


@often(300)
@given(rounds.worlds())
def test_outcome_is_that_of_the_words(world: World) -> None:
    assert rounds.run(world) == allocate_by_words(world)


@often(300)
@given(rounds.worlds(most_candidates=60, most_seats=9))
def test_compiled_outcome_is_the_same(world: World) -> None:
    assert rounds.run(world, compile_it=True) == rounds.run(world, compile_it=False)


@often(30)
@given(rounds.worlds(**SMALL))
def test_no_candidate_gains_by_any_misreport(world: World) -> None:
    assert _gains(world, rounds.run(world)) == []


@often(30)
@given(st.sampled_from(("plain", "reserves")), st.integers(0, 2**48))
def test_no_candidate_does_better_in_any_stable_outcome(kind: str, number: int) -> None:
    world = rounds.make(number, kind=kind, **SMALL)
    found = rounds.run(world)

    assert found in list(_stable(world))
    for other in _stable(world):
        for name, wished in world.wishes.items():
            assert rounds.worth(wished, found[name]) <= rounds.worth(wished, other[name])


@often(30)
@given(st.integers(0, 2**48))
def test_every_stable_outcome_fills_the_same_places(number: int) -> None:
    world = rounds.make(number, kind="plain", **SMALL)

    assert len({tuple(name for name in sorted(one) if one[name]) for one in _stable(world)}) == 1


@pytest.mark.parametrize("kind", ["plain", "reserves", "regions"])
def test_all_rounds_of_three_candidates_and_two_seats(kind: str) -> None:
    """All of them under `make properties`, one in 997 otherwise."""
    step = 1 if TIMES > 1 else 997
    for world in itertools.islice(_all_small(kind), 0, None, step):
        found = rounds.run(world)
        assert problems(world.wishes, world.terms, found, world.seed) == []
        assert _gains(world, found) == []


def test_outcome_is_the_same_where_numba_is_missing() -> None:
    """In a process that can't import it."""
    code = (
        "import sys; sys.modules['numba'] = None\n"
        "from tests.matching.core import rounds\n"
        "print([rounds.run(rounds.make(number, most_candidates=40), compile_it=True) for number in range(20)])"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    with_numba = [rounds.run(rounds.make(number, most_candidates=40), compile_it=True) for number in range(20)]
    assert done.stdout.strip() == str(with_numba)


def test_numba_is_here_to_be_compared() -> None:
    assert compiled(deferral, "settle") is not None


def _gains(world: World, honest: dict[str, str | None]) -> list[tuple[str, list[str]]]:
    """Every candidate with every list of acceptable seats in every order, who would get something dearer by it."""
    found = []
    for name, wished in world.wishes.items():
        known = {wish.seat: wish for wish in wished}
        for lie in _orders(sorted(world.terms.capacities)):
            wishes = {**world.wishes, name: [known.get(seat, Wish(seat, len(seat + name))) for seat in lie]}
            got = rounds.run(world._replace(wishes=wishes))[name]
            if rounds.worth(wished, got) < rounds.worth(wished, honest[name]):
                found.append((name, lie))
    return found


def _orders(seats: list[str]) -> Iterator[list[str]]:
    for size in range(len(seats) + 1):
        yield from map(list, itertools.permutations(seats, size))


def _stable(world: World) -> Iterator[dict[str, str | None]]:
    """All outcomes in which the check finds nothing."""
    choices = [[None, *(wish.seat for wish in wished if wish.is_acceptable)] for wished in world.wishes.values()]
    for seats in itertools.product(*choices):
        outcome = dict(zip(world.wishes, seats, strict=True))
        if not problems(world.wishes, world.terms, outcome, world.seed):
            yield outcome


def _all_small(kind: str) -> Iterator[World]:
    """Three candidates, two seats: every list, every order of claims at the second seat (at the first it is a matter of names)."""
    names, seats = ("a", "b", "c"), ("s", "t")
    for capacities in itertools.product((0, 1, 2), repeat=2):
        for terms in _all_terms(kind, names, dict(zip(seats, capacities, strict=True))):
            for second in itertools.permutations(range(3)):
                scores = {"s": dict(zip(names, range(3), strict=True)), "t": dict(zip(names, second, strict=True))}
                for lists in itertools.product(list(_orders(list(seats))), repeat=3):
                    wishes = {
                        name: [Wish(seat, scores[seat][name]) for seat in wished]
                        for name, wished in zip(names, lists, strict=True)
                    }
                    yield World(wishes, terms, "1")


def _all_terms(kind: str, names: tuple[str, ...], room: dict[str, int]) -> Iterator[Terms]:
    if kind == "plain":
        yield Terms(room)
    elif kind == "reserves":
        for members in itertools.chain.from_iterable(itertools.combinations(names, size) for size in (1, 2)):
            for count in range(1, room["s"] + 1):
                yield Terms(room, {"s": (frozenset(members), count)})
    else:
        for targets in itertools.product(range(room["s"] + 1), range(room["t"] + 1)):
            for cap in range(sum(targets), sum(room.values())):
                regions = {seat: ("r", target) for seat, target in zip(room, targets, strict=True)}
                yield Terms(room, {}, regions, {"r": cap})
