"""A city prepared once and ranked again and again at other prices: what raising and lowering prices asks for.

The lists are those of ``ranking.match_candidates`` with the same price, integer by integer.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import chunked, fused, gates
from matching.core.columns import CandidateColumns, PostingColumns, take
from matching.core.gates import Gates
from matching.core.ranking import Ranked, is_compiled, part_names, points_of_pairs
from matching.core.signals.base import Pairs
from matching.core.weights import Weights

BLOCK = 65_536
ROUNDS = 8  # about so often a prepared city is ranked


class Priced(NamedTuple):
    """n people and m postings, prepared.

    order : int64 (m,), the postings ascending by id
    encoded, prepared : what the compiled loops read; ``encoded`` is None where numpy does the work
    """

    candidates: CandidateColumns
    postings: PostingColumns
    weights: Weights
    passed: Gates
    order: NDArray[np.int64]
    encoded: Any
    prepared: Any
    threads: int


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
    free, order = np.zeros(offers, np.int32), np.argsort(postings.ids, kind="stable")
    if people and offers and is_compiled(compiled, people * offers * ROUNDS):
        encoded, prepared = fused.encode(candidates), fused.prepare(postings, weights, free)
    else:
        encoded, prepared = None, chunked.prepare(postings, weights, free)
    return Priced(candidates, postings, weights, passed, order, encoded, prepared, threads)


def best(city: Priced, price: NDArray[np.int32], k: int, *, is_told: bool = False) -> Ranked:
    """The best k postings of each person at these prices; ``parts`` are int32 (n, k, p), or (n, k, 0) where nobody asks for them."""
    people, offers = len(city.candidates.ids), len(city.postings.ids)
    columns, points = np.full((people, k), -1, np.int32), np.full((people, k), -1, np.int32)
    parts = np.zeros((people, k, len(part_names(city.weights, is_priced=True)) if is_told else 0), np.int32)
    if city.encoded is not None:
        passed = gates.take_postings(city.passed, city.order)
        fused.fill(city.encoded, _at(city, price), passed, columns, points, parts, threads=city.threads)
        columns = np.append(city.order, -1)[columns]
    elif people and offers:
        chunked.fill(city.candidates, _at(city, price), city.passed, columns, points, parts)
    columns = columns.astype(np.int64)
    return Ranked(np.append(city.postings.ids, -1)[columns], points, columns, parts)


def tell(city: Priced, price: NDArray[np.int32], pairs: Pairs) -> NDArray[np.int32]:
    """The parts of the pairs named, int32 (p, parts), gates aside; pairs of one person may stand anywhere."""
    if city.encoded is None:
        return points_of_pairs(city.candidates, city.postings, pairs, city.weights, price=price)
    parts = np.zeros((len(pairs.rows), len(part_names(city.weights, is_priced=True))), np.int32)
    place, prepared = np.empty(len(city.order), np.int64), _at(city, price)
    place[city.order] = np.arange(len(city.order))
    for some in chunked.chunks(len(pairs.rows), BLOCK):
        rows, of = np.unique(pairs.rows[some], return_inverse=True)
        few, passed = fused.encode(take(city.candidates, rows)), gates.open_to_all(len(rows), len(city.order))
        parts[some] = fused.tell(few, prepared, passed, Pairs(of.reshape(-1), place[pairs.columns[some]]))
    return parts


def _at(city: Priced, price: NDArray[np.int32]) -> Any:
    if city.encoded is None:
        return city.prepared._replace(price=price)
    return city.prepared._replace(offer=city.prepared.offer._replace(price=price[city.order]))
