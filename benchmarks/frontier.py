"""What lists make of rounds: everybody wishes all that they are shown, two rounds allocate, and the exact optimum stands beside it.

The city is that of ``crowding``. In the first round the wishes are the places of a person's list, in its order, and seats choose by the points
before the price. In the second, as in the product (``matching/round_inputs.py``), nobody who has a seat takes part and seats have what
``remaining`` leaves of them; who got nothing is shown new lists of the postings that have places left. ``make bench ARGS=frontier``
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks import crowding as crowded_city
from benchmarks import optimum, skewed
from benchmarks.crowding import CITIES, SMALL
from benchmarks.skewed import Skewed
from matching.core import columns, crowding, gates, measures, round_columns
from matching.core.allocation import allocate, draw
from matching.core.crowding import Pressure
from matching.core.remaining import remaining
from matching.core.round_columns import NONE, Round
from matching.core.shown import Shown, may_be_wished

STRENGTHS = (0.25, 0.5, 1.0, 1.5, 2.0, 3.0)  # times the usual pressure
OF_OPTIMUM = 0.97
FIRST, SECOND = 0.938, 0.99  # of seats: the main match and after its second round (NRMP, 2024 Main Residency Match)
DECLINED = 0.1  # of those who got a seat, for the round that fills what they leave
BLOCK = 1 << 12


class Fills(NamedTuple):
    """gain : DCG of the lists in points before the price; first, second : seats filled after either round.

    inputs, given : the first round and the seat of each; wished : the most that its wishes could fill, None without the solver
    """

    gain: float
    first: int
    second: int
    inputs: Round
    given: NDArray[np.int64]
    wished: int | None


class Yard(NamedTuple):
    """takers : seats that have as many people whom the rules let in; optimum : the most that could be filled at once, None without the solver"""

    takers: int
    optimum: int | None


def run(*, small: bool = False) -> Iterator[str]:
    """Say the frontier in one city, and what holds in each at the usual strength."""
    for seed in CITIES[:1] if small else CITIES:
        city = skewed.make(*((skewed.PEOPLE // SMALL, skewed.POSTINGS // SMALL) if small else ()), seed=seed)
        yard = _yard(city)
        best = "unknown, .venv-bench is missing" if yard.optimum is None else str(yard.optimum)
        yield f"frontier: {len(city.people.ids)} people x {len(city.seats)} postings, city {seed}: {city.seats.sum()} seats"
        yield f"  {yard.takers} with takers; the most that all eligible pairs could fill: {best}"
        if seed == CITIES[0]:
            yield from _frontier(city, yard)
        usual = _fills(city, crowding.USUAL)
        yield from _holds(usual, yard)
        yield _after_declining(usual, yard)


def _frontier(city: Skewed, yard: Yard) -> Iterator[str]:
    """Plain lists, then a line for each strength; DCG is told against the plain lists, which are greedy."""
    yield "  pressure    DCG   round one  of takers  of optimum  of wishes' optimum   round two  of takers"
    plain = _fills(city, None)
    for times in (0, *STRENGTHS):
        found = _fills(city, crowded_city.stronger(times)) if times else plain
        yield (
            f"  {f'x {times:g}' if times else 'plain':<7}   {found.gain / plain.gain:.3f}"
            f"   {found.first:9}  {found.first / yard.takers:9.1%}"
            f"  {_share(found.first, yard.optimum):>10}  {_share(found.first, found.wished):>18}"
            f"   {found.second:9}  {found.second / yard.takers:9.1%}"
        )


def _lists(city: Skewed, pressure: Pressure | None) -> Shown:
    return crowded_city.priced_lists(city, pressure).shown if pressure else crowded_city.plain_lists(city)


def _fills(city: Skewed, pressure: Pressure | None) -> Fills:
    """Both rounds over lists under so much pressure; None: plain ones."""
    shown = _lists(city, pressure)
    inputs = _wished(city, shown)
    given = allocate(inputs)
    first = int((given != NONE).sum())
    whose = np.repeat(np.arange(len(given)), np.diff(inputs.wishes.indptr))
    wished = optimum.fullest(whose, inputs.wishes.seats, city.seats) if optimum.are_there() else None
    gain = measures.gain(measures.true_points(shown, is_priced=True))
    return Fills(gain, first, first + _second(city, inputs, given, pressure), inputs, given, wished)


def _wished(city: Skewed, shown: Shown) -> Round:
    """Everybody wishes all that they are shown, best first; seats choose by points before the price."""
    people, points = len(shown.columns), measures.true_points(shown, is_priced=True)
    rows, places = np.nonzero(may_be_wished(shown))
    wishes = round_columns.wishes(rows, places, shown.columns[rows, places], points[rows, places], people=people)
    order = draw("1", [str(number) for number in city.people.ids.tolist()])
    return Round(wishes, round_columns.seats(city.seats), np.zeros((people, 0), bool), order)


def _second(city: Skewed, inputs: Round, given: NDArray[np.int64], pressure: Pressure | None) -> int:
    """How many more seats fill when who got nothing is shown what is left and wishes all of it."""
    left = remaining(inputs, given).capacities
    people, postings = np.flatnonzero(given == NONE), np.flatnonzero(left > 0)
    if not len(people) or not len(postings):
        return 0
    rest = Skewed(
        columns.take(city.people, people),
        columns.take(city.postings, postings),
        gates.take_postings(gates.take(city.passed, people), postings),
        left[postings],
    )
    return int((allocate(_wished(rest, _lists(rest, pressure))) != NONE).sum())


def _after_declining(usual: Fills, yard: Yard) -> str:
    """The second round of the product with the wishes of the first: it fills what those who declined leave."""
    inputs, given = usual.inputs, usual.given
    gone = (given != NONE) & (np.random.default_rng(7).random(len(given)) < DECLINED)
    kept = np.where(gone, NONE, given)
    takes_part = np.repeat((given == NONE), np.diff(inputs.wishes.indptr))
    wishes = inputs.wishes._replace(acceptable=inputs.wishes.acceptable & takes_part)
    again = allocate(inputs._replace(wishes=wishes, seats=remaining(inputs, kept)))
    before, after = int((kept != NONE).sum()), int((kept != NONE).sum() + (again != NONE).sum())
    return (
        f"  one in {1 / DECLINED:.0f} declines: {before / yard.takers:.1%} of the seats with takers stay filled, "
        f"{after / yard.takers:.1%} after a second round over the old wishes"
    )


def _yard(city: Skewed) -> Yard:
    """All eligible pairs of the city: what could be at most."""
    takers = crowded_city.takeable(city)
    if not optimum.are_there():
        return Yard(takers, None)
    whose, where = [], []
    for first in range(0, len(city.people.ids), BLOCK):
        rows, places = np.nonzero(gates.passing(city.passed, slice(first, first + BLOCK)))
        whose.append((rows + first).astype(np.int32))
        where.append(places.astype(np.int32))
    return Yard(takers, optimum.fullest(np.concatenate(whose), np.concatenate(where), city.seats))


def _holds(here: Fills, yard: Yard) -> Iterator[str]:
    first, second = here.first / yard.takers, here.second / yard.takers
    if yard.optimum is not None:
        share = here.first / yard.optimum
        yield _line(f"filled {share:.4f} of the exact optimum over all eligible pairs", share, OF_OPTIMUM)
    yield _line(f"{first:.1%} of the seats with takers after round one", first, FIRST)
    yield _line(f"{second:.1%} of the seats with takers after round two", second, SECOND)


def _line(what: str, found: float, aim: float) -> str:
    return f"  {'holds' if found >= aim else 'does not hold'}: {what}, hold {aim:g}"


def _share(part: int, whole: int | None) -> str:
    return "?" if whole is None else f"{part / whole:.4f}"
