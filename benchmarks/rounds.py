"""Made-up allocation rounds, the same for the same sizes: as columns, and as the dicts that libraries of objects take."""

from typing import NamedTuple

import numpy as np

from matching.core import round_columns
from matching.core.round_columns import Round, Wishes

LIST = 5


class Dicts(NamedTuple):
    """Names best first, by resident and by hospital; places by hospital."""

    residents: dict[str, list[str]]
    hospitals: dict[str, list[str]]
    capacities: dict[str, int]


def city(people: int, posts: int, room: int, seed: int = 1) -> Round:
    """So many people who wish five posts each at random; scores of 0..99, so that the lottery has work."""
    dice = np.random.default_rng(seed)
    wished = _distinct(dice, people, posts)
    wishes = Wishes(
        np.arange(people + 1) * LIST,
        wished.ravel(),
        dice.integers(0, 100, people * LIST),
        np.ones(people * LIST, np.bool_),
    )
    return Round(
        wishes, round_columns.seats(np.full(posts, room)), np.zeros((people, 0), np.bool_), dice.permutation(people)
    )


def dicts(inputs: Round) -> Dicts:
    """The same round as dicts: hospitals rank whoever wished them, by score and lottery."""
    wished, people = inputs.wishes, len(inputs.places)
    whose = np.repeat(np.arange(people), np.diff(wished.indptr))
    order = np.lexsort((inputs.places[whose], -wished.scores, wished.seats))
    hospitals: dict[str, list[str]] = {f"h{seat}": [] for seat in np.unique(wished.seats).tolist()}
    for person, seat in zip(whose[order].tolist(), wished.seats[order].tolist(), strict=True):
        hospitals[f"h{seat}"].append(f"r{person}")
    rows = wished.seats.reshape(people, LIST).tolist()
    residents = {f"r{person}": [f"h{seat}" for seat in row] for person, row in enumerate(rows)}
    return Dicts(residents, hospitals, {name: int(inputs.seats.capacities[int(name[1:])]) for name in hospitals})


def from_dicts(given: Dicts) -> tuple[Round, list[str], list[str]]:
    """Columns from dicts, with the names of residents and hospitals: counted in the time."""
    residents, hospitals = list(given.residents), list(given.hospitals)
    number = {name: place for place, name in enumerate(hospitals)}
    worth = {
        name: dict(zip(ranked, range(len(ranked), 0, -1), strict=True)) for name, ranked in given.hospitals.items()
    }
    seats = [number[name] for wished in given.residents.values() for name in wished]
    scores = [worth[name][resident] for resident, wished in given.residents.items() for name in wished]
    ends = np.cumsum([0, *map(len, given.residents.values())])
    wishes = Wishes(ends, np.array(seats), np.array(scores), np.ones(len(seats), np.bool_))
    room = round_columns.seats([given.capacities[name] for name in hospitals])
    people = len(residents)
    return Round(wishes, room, np.zeros((people, 0), np.bool_), np.arange(people)), residents, hospitals


def _distinct(dice: np.random.Generator, people: int, posts: int) -> np.ndarray:
    """Rows of five posts each, none twice in a row."""
    wished = dice.integers(0, posts, (people, LIST))
    while True:
        ordered = np.sort(wished, axis=1)
        again = np.flatnonzero((ordered[:, 1:] == ordered[:, :-1]).any(axis=1))
        if not len(again):
            return wished
        wished[again] = dice.integers(0, posts, (len(again), LIST))
