"""A city prepared once and ranked again and again at other prices: what raising and lowering prices asks for.

The lists are those of ``ranking.match_candidates`` with the same price, integer by integer.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import chunked, fused, gates, ranking
from matching.core.columns import CandidateColumns, PostingColumns, take
from matching.core.gates import Gates
from matching.core.ranking import Offering, Ranked, part_names, points_of_pairs
from matching.core.signals.base import Pairs
from matching.core.weights import Weights

BLOCK = 65_536
ROUNDS = 8  # about so often a prepared city is ranked


class Priced(NamedTuple):
    """n people and what is offered, prepared.

    encoded, here : the people as the compiled loops sort and look them up (``fused``), None where numpy does the work; ``here`` is None for more
        people than one block holds
    """

    candidates: CandidateColumns
    offering: Offering
    passed: Gates
    encoded: fused.Encoded | None
    here: Any
    threads: int

    @property
    def order(self) -> NDArray[np.int64]:
        """The postings ascending by id, int64 (m,)."""
        return self.offering.order


def prepare(
    candidates: CandidateColumns,
    postings: PostingColumns,
    weights: Weights,
    *,
    passed: Gates | None = None,
    threads: int = 1,
    compiled: bool | None = None,
) -> Priced:
    """Do once what no price changes. Parameters as of ``ranking.match_candidates``; a price is part of every score from here on.

    Raises ValueError for gates of another shape or a weight that names no signal.
    """
    people, offers = len(candidates.ids), len(postings.ids)
    passed = gates.open_to_all(people, offers) if passed is None else passed
    gates.check(passed, people, offers)
    free = np.zeros(offers, np.int32)
    offering = ranking.prepare(postings, weights, people=people * ROUNDS, price=free, compiled=compiled)
    return of_people(candidates, offering, passed, threads=threads)


def of_people(candidates: CandidateColumns, offering: Offering, passed: Gates, *, threads: int = 1) -> Priced:
    """People and their gates beside what is prepared already."""
    if not offering.is_fused:
        return Priced(candidates, offering, passed, None, None, threads)
    encoded, here = fused.encode(candidates), None
    if len(candidates.ids) <= fused.BLOCK:
        by_order, everyone = gates.take_postings(passed, offering.order), slice(0, len(candidates.ids))
        with fused.workers(threads) as over:
            here = fused.crowd(encoded, everyone, offering.prepared, by_order, over)
    return Priced(candidates, offering, passed, encoded, here, threads)


def best(city: Priced, price: NDArray[np.int32], k: int, *, is_told: bool = False) -> Ranked:
    """The best k postings of each person at these prices; ``parts`` are int32 (n, k, p), or (n, k, 0) where nobody asks for them."""
    offering = ranking.at_price(city.offering, price)
    told = {"encoded": city.encoded, "here": city.here, "is_told": is_told}
    return ranking.best(city.candidates, offering, k=k, passed=city.passed, threads=city.threads, **told)


def tell(city: Priced, price: NDArray[np.int32], pairs: Pairs) -> NDArray[np.int32]:
    """The parts of the pairs named, int32 (p, parts), gates aside; pairs of one person may stand anywhere."""
    offering = ranking.at_price(city.offering, price)
    if not offering.is_fused:
        return points_of_pairs(city.candidates, offering.postings, pairs, offering.weights, price=price)
    parts = np.zeros((len(pairs.rows), len(part_names(offering.weights, is_priced=True))), np.int32)
    place = chunked.order_of(offering.postings.ids)
    if city.here is not None:
        return fused.tell(offering.prepared, city.here, Pairs(pairs.rows, place[pairs.columns]))
    for some in chunked.chunks(len(pairs.rows), BLOCK):
        rows, of = np.unique(pairs.rows[some], return_inverse=True)
        few, passed = fused.encode(take(city.candidates, rows)), gates.open_to_all(len(rows), len(city.order))
        here = fused.crowd(few, slice(0, len(rows)), offering.prepared, passed)
        parts[some] = fused.tell(offering.prepared, here, Pairs(of.reshape(-1), place[pairs.columns[some]]))
    return parts
