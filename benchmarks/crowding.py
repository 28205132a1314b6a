"""Crowding: what prices cost and fill in a made-up city whose popularity is skewed, at several strengths.

Gain is that of points before prices, as a share of what plain lists have. Everybody applies to the first five places; deferred acceptance
fills the seats. ``make bench ARGS=crowding``
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from benchmarks import skewed
from benchmarks.skewed import Skewed
from benchmarks.timing import timed
from matching.core import crowding, gates, measures, priced
from matching.core.crowding import Crowded, Pressure
from matching.core.shown import EXPLORED, Shown, of_ranked
from matching.core.weights import SECOND

K, SMALL = 20, 10
RAISED_ONLY = (4.0, 16.0, 40.0)  # points a round, as the first prototype did it: crowded ones dearer, nothing else
CITIES = (11, 12, 13, 14, 15, 16)  # seeds; the frontier is told of the first
STRENGTHS = (0.25, 0.5, 1.0, 1.5, 2.0)  # times the usual pressure
# What the first prototype had in a city of its own (greedy lists: Gini .739, 291 unseen, 5,696 of some 9,000 seats filled).
MORE_FILLED, GAIN, GINI = 0.36, 0.96, 0.53
FILLED = 0.938  # of the seats that have takers: what the US residency match of 2024 filled in its first round


class Found(NamedTuple):
    """What lists do: ``gain`` in points, seats ``filled``, Gini of exposure and of exposure a seat, postings unseen though somebody may see them."""

    gain: float
    filled: int
    gini: float
    gini_a_seat: float
    unseen: int


def run(*, small: bool = False) -> Iterator[str]:
    """Say what plain lists give, the frontier in one city, and what holds in each at the usual strength."""
    yield from frontier(_city(CITIES[0], small=small))
    for seed in CITIES[:1] if small else CITIES:
        city = _city(seed, small=small)
        plain, usual, takers = _plain(city), measured(city, priced_lists(city, crowding.USUAL).shown), takeable(city)
        yield f"  city {seed}: {city.seats.sum()} seats, {takers} with takers; plain lists fill {plain.filled / takers:.1%} of these"
        yield _line("pressure x 1", usual, plain)
        yield from _holds(usual, plain, takers)


def frontier(city: Skewed) -> Iterator[str]:
    """Plain lists, prices that are only raised, several strengths, and places by lot."""
    plain = _plain(city)
    yield f"crowding: {len(city.people.ids)} people x {len(city.seats)} postings"
    yield _line("plain lists", plain, plain)
    for press in RAISED_ONLY:
        raised = priced_lists(city, Pressure(lift=0, press=press, high=0.5, low=0.5, rounds=6))
        yield _line(f"raised only, by {press:g}", measured(city, raised.shown), plain)
    for strength in STRENGTHS:
        found = timed(lambda: priced_lists(city, stronger(strength)), 1)  # noqa: B023 - called at once
        yield _line(f"pressure x {strength:g}, {found.seconds:.0f} s", measured(city, found.result.shown), plain)
    explored = priced_lists(city, crowding.USUAL, seed="1").shown
    by_lot = explored.came.size / max((explored.came == EXPLORED).sum(), 1)
    yield _line(f"exploring, 1 place in {by_lot:.1f}", measured(city, explored), plain)


def _city(seed: int, *, small: bool) -> Skewed:
    parts = SMALL if small else 1
    return skewed.make(skewed.PEOPLE // parts, skewed.POSTINGS // parts, seed)


def _plain(city: Skewed) -> Found:
    return measured(city, plain_lists(city))


def plain_lists(city: Skewed) -> Shown:
    """The lists of the city without prices: greedy, everybody the best for themselves."""
    ready = priced.prepare(city.people, city.postings, SECOND, passed=city.passed)
    free = np.zeros(len(city.seats), np.int32)
    return of_ranked(priced.best(ready, free, K, is_told=True))


def measured(city: Skewed, shown: Shown) -> Found:
    """The figures of one set of lists."""
    points, is_open = measures.true_points(shown, is_priced=True), gates.anyone(city.passed)
    seen = measures.exposure(shown.columns, len(city.seats))[is_open]
    return Found(
        measures.gain(points),
        measures.filled(shown, points, city.seats),
        measures.gini(seen),
        measures.gini(seen / city.seats[is_open]),
        int((seen == 0).sum()),
    )


def takeable(city: Skewed) -> int:
    """Seats that could fill at all: no posting takes more people than its rules let in."""
    may = np.zeros(len(city.seats), np.int64)
    for first in range(0, len(city.people.ids), 1 << 12):
        may += gates.passing(city.passed, slice(first, first + (1 << 12))).sum(axis=0)
    return int(np.minimum(may, city.seats).sum())


def priced_lists(city: Skewed, pressure: Pressure, seed: str | None = None) -> Crowded:
    """The lists of the city under so much pressure."""
    told = {"k": K, "passed": city.passed, "pressure": pressure, "seed": seed}
    return crowding.lists(city.people, city.postings, SECOND, city.seats, **told)


def stronger(times: float) -> Pressure:
    """The usual pressure, so many times as strong."""
    return crowding.USUAL._replace(lift=crowding.USUAL.lift * times, press=crowding.USUAL.press * times)


def _line(name: str, here: Found, plain: Found) -> str:
    return (
        f"  {name:28} gain {here.gain / plain.gain:.3f}  filled {here.filled} ({here.filled / plain.filled - 1:+.1%})"
        f"  Gini {here.gini:.3f}, a seat {here.gini_a_seat:.3f}  unseen {here.unseen}"
    )


def _holds(here: Found, plain: Found, takers: int) -> Iterator[str]:
    more, most = here.filled / plain.filled - 1, takers / plain.filled - 1
    for name, holds in (
        (
            f"filled {more:+.1%}, hold {MORE_FILLED:+.0%}; all seats with takers would be {most:+.1%}",
            more >= MORE_FILLED,
        ),
        (
            f"{here.filled / takers:.1%} of the seats with takers filled, aim {FILLED:.1%}",
            here.filled / takers >= FILLED,
        ),
        (f"gain {here.gain / plain.gain:.3f}, hold {GAIN}", here.gain / plain.gain >= GAIN),
        (f"Gini {here.gini:.3f}, hold {GINI}", here.gini <= GINI),
        (f"unseen {here.unseen}, hold 0", here.unseen == 0),
    ):
        yield f"  {'holds' if holds else 'does not hold'}: {name}"
