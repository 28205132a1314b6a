"""Deferred acceptance: against the usual library from the same dicts, how it grows to a whole city, and the exact optimum beside it."""

import json
import math
from collections.abc import Iterator

import numpy as np

from benchmarks import optimum, rounds
from benchmarks.peers import venv
from benchmarks.timing import Timed, timed
from matching.core import round_columns
from matching.core.allocation import allocate
from matching.core.round_columns import Round

SMALL, LARGE, ROOM = 20_000, 2_000_000, 3
COMMON = 1_000


def run() -> Iterator[str]:
    """Say all of it; refuse to go on where results differ."""
    yield f"allocation: {rounds.LIST} wishes a candidate"
    allocate(rounds.city(COMMON, COMMON, ROOM), compile_it=True)  # compiled before it is timed
    yield from _against_the_library()
    yield from _growth()
    yield from _with_rules()
    yield from _optimum()


def _against_the_library() -> Iterator[str]:
    """20,000 candidates, 1,000 posts of 20."""
    given = rounds.dicts(rounds.city(SMALL, COMMON, SMALL // COMMON))
    ours = timed(lambda: _by_name(given))
    plain = timed(lambda: _by_name(given, compile_it=False))
    columns = rounds.from_dicts(given)[0]
    arrays = timed(lambda: allocate(columns), tries=10)
    if plain.result != ours.result:
        raise RuntimeError("compiled and plain allocation differ")
    if not venv.are_there():
        yield "  without .venv-bench there is no library to compare with"
        return
    solved = json.loads(venv.run("hospital_residents.py", stdin=json.dumps(given._asdict())))
    if solved["matched"] != ours.result:
        raise RuntimeError("our allocation and the library's differ")
    yield f"  {SMALL} candidates, {COMMON} posts, from the same dicts, identical result; the library `matching` 1.4.3 = 1"
    yield f"  compiled, dicts to columns included: {solved['seconds'] / ours.seconds:.0f} x ({ours.seconds:.2f} s)"
    yield f"  plain, dicts to columns included: {solved['seconds'] / plain.seconds:.0f} x"
    yield f"  compiled, from columns: {solved['seconds'] / arrays.seconds:.0f} x"


def _growth() -> Iterator[str]:
    """Seconds stand here because the goal is one: 2 million in 2 s on one thread."""
    for name, posts in (("posts growing alike", lambda people: people // 20), ("3,000 posts", lambda _people: 3_000)):
        for room, words in ((ROOM, "few places"), (None, "a place for everyone")):
            found = [
                _timed(people, posts(people), room or math.ceil(people / posts(people))) for people in (SMALL, LARGE)
            ]
            growth = math.log(found[1].seconds / found[0].seconds) / math.log(LARGE / SMALL)
            placed = (found[1].result >= 0).mean()
            yield (
                f"  {name}, {words}: {LARGE} candidates in {found[1].seconds:.2f} s ({placed:.0%} placed), "
                f"N^{growth:.2f} from {SMALL}"
            )


def _with_rules() -> Iterator[str]:
    """Reserves at a third of the posts, another third in 25 regions with caps."""
    plain = rounds.city(LARGE, LARGE // 20, 20)
    ruled = _ruled(plain)
    found, base = timed(lambda: allocate(ruled)), timed(lambda: allocate(plain))
    yield f"  with reserves and regional caps: {found.seconds:.2f} s, {found.seconds / base.seconds:.2f} x the plain round"


def _optimum() -> Iterator[str]:
    """Over the same pairs, scores as points, the exact optimum = 1."""
    if not optimum.are_there():
        return
    inputs = rounds.city(SMALL, 3_000, ROOM)
    whose, wished = np.repeat(np.arange(SMALL), rounds.LIST), inputs.wishes
    best = timed(lambda: optimum.optimum(whose, wished.seats, wished.scores, inputs.seats.capacities), tries=1).result
    given = allocate(inputs)
    points = wished.scores[wished.seats == given[whose]].sum()
    yield (
        f"  {SMALL} candidates, 3000 posts of {ROOM}; min-cost flow over the same pairs = 1: "
        f"filled {(given >= 0).sum() / best.filled:.3f}, points {points / best.points:.3f}"
    )


def _timed(people: int, posts: int, room: int) -> Timed:
    inputs = rounds.city(people, posts, room)
    return timed(lambda: allocate(inputs, compile_it=True), tries=5)


def _by_name(given: rounds.Dicts, *, compile_it: bool = True) -> dict[str, list[str]]:
    inputs, residents, hospitals = rounds.from_dicts(given)
    held: dict[str, list[str]] = {name: [] for name in hospitals}
    for name, seat in zip(residents, allocate(inputs, compile_it=compile_it).tolist(), strict=True):
        if seat >= 0:
            held[hospitals[seat]].append(name)
    return {name: sorted(people) for name, people in held.items()}


def _ruled(plain: Round) -> Round:
    posts, dice = len(plain.seats.capacities), np.random.default_rng(3)
    kind, room = np.arange(posts) % 3, plain.seats.capacities
    reserved, inside = np.flatnonzero(kind == 1), np.flatnonzero(kind == 2)
    regions = dice.integers(0, 25, len(inside))
    caps = np.bincount(regions, room[inside], 25).astype(np.int64) * 3 // 4
    seats = round_columns.with_reserves(plain.seats, np.stack([reserved, 0 * reserved, room[reserved] // 10], axis=1))
    seats = round_columns.with_regions(seats, np.stack([regions, inside, room[inside] // 2], axis=1), caps)
    return plain._replace(seats=seats, members=dice.random((len(plain.places), 1)) < 0.1)
