"""Small rounds by name: as the check reads them, as columns, and random ones for properties."""

import random
from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from matching.core import round_columns
from matching.core.allocation import allocate, draw
from matching.core.round_columns import Round
from matching.core.verify import Terms, Wish

Wishes = dict[str, list[Wish]]


class World(NamedTuple):
    """Everything about a round. `scores` knows every pair, so that a candidate may also wish what they did not."""

    wishes: Wishes
    terms: Terms
    seed: str


def columns(world: World) -> Round:
    """The round as arrays, candidates and seats by the order of their names."""
    candidates, seats, regions = sorted(world.wishes), sorted(world.terms.capacities), sorted(world.terms.caps)
    rows = [
        (number, rank, seats.index(wish.seat), wish.score, wish.is_acceptable)
        for number, name in enumerate(candidates)
        for rank, wish in enumerate(world.wishes[name])
    ]
    whose, ranks, where, scores, acceptable = (list(column) for column in zip(*rows, strict=True)) if rows else [[]] * 5
    wished = round_columns.wishes(whose, ranks, where, np.array(scores, np.int64), people=len(candidates))
    reserved = sorted(world.terms.reserves)
    known = round_columns.seats([world.terms.capacities[seat] for seat in seats])
    known = round_columns.with_reserves(
        known, [(seats.index(seat), group, world.terms.reserves[seat][1]) for group, seat in enumerate(reserved)]
    )
    inside = [(regions.index(region), seats.index(seat), goal) for seat, (region, goal) in world.terms.regions.items()]
    known = round_columns.with_regions(known, inside, [world.terms.caps[region] for region in regions])
    members = [[name in world.terms.reserves[seat][0] for seat in reserved] for name in candidates]
    return Round(
        wished._replace(acceptable=np.array(acceptable, np.bool_)),
        known,
        np.array(members, np.bool_).reshape(len(candidates), len(reserved)),
        draw(world.seed, candidates),
    )


def named(world: World, found: np.ndarray) -> dict[str, str | None]:
    """Who has which seat, by name."""
    seats = [*sorted(world.terms.capacities), None]
    return {name: seats[seat] for name, seat in zip(sorted(world.wishes), found.tolist(), strict=True)}


def run(world: World, *, compile_it: bool = False) -> dict[str, str | None]:
    """Allocate."""
    return named(world, allocate(columns(world), compile_it=compile_it))


def worth(wished: list[Wish], seat: str | None) -> int:
    """How far down a list a seat stands; nothing stands below all that is wished."""
    order = [wish.seat for wish in wished if wish.is_acceptable]
    return order.index(seat) if seat in order else len(order)


def make(number: int, *, most_candidates: int = 12, most_seats: int = 6, kind: str = "any") -> World:
    """A random round, the same for the same number; kind is plain, reserves, regions or any."""
    dice = random.Random(number)  # noqa: S311 - no secret
    seats = [f"s{place}" for place in range(dice.randint(1, most_seats))]
    candidates = [f"c{place:02}" for place in range(dice.randint(0, most_candidates))]
    scores, longest = dice.choice((1, 2, 4, 100)), dice.randint(1, len(seats))
    unacceptable = dice.choice((0.0, 0.0, 0.2))
    wishes = {
        name: [
            Wish(seat, dice.randrange(scores), dice.random() >= unacceptable)
            for seat in dice.sample(seats, dice.randint(0, longest))
        ]
        for name in candidates
    }
    capacities = {seat: dice.choice((0, 1, 1, 2, 3, 4)) for seat in seats}
    return World(wishes, _terms(dice, kind, candidates, capacities), str(number))


def _terms(dice: random.Random, kind: str, candidates: list[str], capacities: dict[str, int]) -> Terms:
    reserves, regions, caps = {}, {}, {}
    names = ["north", "south"][: dice.randint(1, 2)]
    for seat, capacity in capacities.items():
        chosen = dice.choice(("plain", "reserves", "regions")) if kind == "any" else kind
        if chosen == "reserves":
            members = frozenset(name for name in candidates if dice.random() < 0.4)
            reserves[seat] = members, dice.randint(0, capacity)
        elif chosen == "regions":
            regions[seat] = dice.choice(names), dice.randint(0, capacity)
    for name, target in regions.values():
        caps[name] = caps.get(name, 0) + target
    for name in caps:
        caps[name] += dice.choice((0, 0, 1, 2, 5))
    return Terms(capacities, reserves, regions, caps)


def worlds(**options) -> st.SearchStrategy[World]:
    """Random rounds for hypothesis; an example is its number."""
    return st.integers(0, 2**48).map(lambda number: make(number, **options))
