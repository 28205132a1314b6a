"""The best k for every person or posting, exactly, without sorting the rest, and the points of any pair.

Ties: more points first, then the lower id. The compiled loops (``fused``) do the work where numba is there, numpy (``chunked``) where it
isn't; both give the same integers, pair by pair, and the tests hold them to it.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import chunked, fused, gates
from matching.core.columns import CandidateColumns, PostingColumns, take
from matching.core.compiled import is_there
from matching.core.gates import Gates
from matching.core.signals.base import Pairs
from matching.core.weights import Weights, used

# The loops are compiled once a process and kind of columns, in 14 s where nothing is kept; numpy does some 3.4 million pairs a second.
WORTH_COMPILING = 50_000_000


class Ranked(NamedTuple):
    """The best k of each row, best first; free places hold -1.

    ids : int64 (n, k); points : int32 (n, k), never negative, never increasing along a row
    columns : int64 (n, k), the place of each id among what was ranked
    parts : int32 (n, k, p), the parts that add up to ``points``, in the order of :func:`part_names`; 0 in free places
    """

    ids: NDArray[np.int64]
    points: NDArray[np.int32]
    columns: NDArray[np.int64]
    parts: NDArray[np.int32]


class Offering(NamedTuple):
    """m postings, prepared for any number of people.

    order : int64 (m,), the postings ascending by id; is_priced : whether a price is part of every score
    is_fused : whether the compiled loops do the work; prepared : what they read (fused.Prepared), or numpy (chunked.Prepared)
    """

    postings: PostingColumns
    weights: Weights
    order: NDArray[np.int64]
    is_priced: bool
    is_fused: bool
    prepared: Any


def part_names(weights: Weights, *, is_priced: bool = False) -> list[tuple[str, int]]:
    """The parts of a score with the most of each: the weighed signals in the order of ``signals.ALL``, then "both" and "price" where they count.

    Raises ValueError where a weight names no signal.
    """
    both = [("both", weights.both)] if weights.both else []
    price = [("price", 0)] if is_priced else []
    return [(signal.name, most) for signal, most in used(weights)] + both + price


def match_candidates(
    candidates: CandidateColumns,
    postings: PostingColumns,
    weights: Weights,
    *,
    k: int,
    passed: Gates | None = None,
    price: NDArray[np.int32] | None = None,
    threads: int = 1,
    compiled: bool | None = None,
) -> Ranked:
    """The best k postings for each person. For one person, pass ``columns.take(candidates, [i])``.

    Parameters
    ----------
    candidates : n people; postings : m postings; weights : points a signal
    k : places a person, >= 1
    passed : gates of n people and m postings, or None (nothing is dropped)
    price : int32 (m,), points >= 0 taken off whoever is shown the posting (never below 0), or None
    threads : how many share the work; compiled : by numba or by numpy; None: by numba where it is there and the pairs are many

    Returns
    -------
    Ranked (n, k): ``ids`` are posting ids. Order: points descending, then posting id ascending. Dropped pairs never appear.

    Raises
    ------
    ValueError for k < 1, or gates or prices of another shape.
    """
    offering = prepare(postings, weights, people=len(candidates.ids), price=price, compiled=compiled)
    return best(candidates, offering, k=k, passed=passed, threads=threads)


def prepare(
    postings: PostingColumns,
    weights: Weights,
    *,
    people: int,
    price: NDArray[np.int32] | None = None,
    compiled: bool | None = None,
) -> Offering:
    """Do once what everybody needs. people : how many are to be ranked, altogether; the others as of :func:`match_candidates`.

    Raises ValueError for prices of another shape, a weight that names no signal, or words that weigh too much to be added up.
    """
    offers = len(postings.ids)
    if price is not None and (price.shape != (offers,) or (price < 0).any()):
        raise ValueError(f"prices are whole points >= 0, one a posting: {offers}")
    is_fused = is_compiled(compiled, people * offers) and offers > 0
    prepared = (fused if is_fused else chunked).prepare(postings, weights, price)
    return Offering(postings, weights, np.argsort(postings.ids, kind="stable"), price is not None, is_fused, prepared)


def at_price(offering: Offering, price: NDArray[np.int32]) -> Offering:
    """The same at another price, int32 (m,); it was prepared with one."""
    if not offering.is_fused:
        return offering._replace(prepared=offering.prepared._replace(price=price))
    offer = offering.prepared.offer._replace(price=price[offering.order])
    return offering._replace(prepared=offering.prepared._replace(offer=offer))


def best(
    candidates: CandidateColumns,
    offering: Offering,
    *,
    k: int,
    passed: Gates | None = None,
    encoded: fused.Encoded | None = None,
    here: Any = None,
    threads: int = 1,
    is_told: bool = True,
) -> Ranked:
    """The best k of what is offered for each person, as :func:`match_candidates` says.

    encoded, here : the people as ``fused.encode`` sorts them and ``fused.crowd`` looks them up, where they are ranked more than once
    is_told : whether ``parts`` are wanted, else they are (n, k, 0)
    """
    people, offers = len(candidates.ids), len(offering.postings.ids)
    if k < 1:
        raise ValueError(f"k is {k}; at least one place is needed")
    passed = gates.open_to_all(people, offers) if passed is None else passed
    gates.check(passed, people, offers)
    columns, points = np.full((people, k), -1, np.int32), np.full((people, k), -1, np.int32)
    names = part_names(offering.weights, is_priced=offering.is_priced)
    parts = np.zeros((people, k, len(names) if is_told else 0), np.int32)
    if people and offers and offering.is_fused:
        sorted_gates = gates.take_postings(passed, offering.order)
        found = encoded or fused.encode(candidates)
        fused.fill(found, offering.prepared, sorted_gates, columns, points, parts, here=here, threads=threads)
        columns = np.append(offering.order, -1)[columns]
    elif people and offers:
        chunked.fill(candidates, offering.prepared, passed, columns, points, parts)
    columns = columns.astype(np.int64)
    return Ranked(np.append(offering.postings.ids, -1)[columns], points, columns, parts)


def match_posting(
    candidates: CandidateColumns,
    posting: PostingColumns,
    weights: Weights,
    *,
    k: int,
    passed: Gates | None = None,
    price: NDArray[np.int32] | None = None,
    threads: int = 1,
    compiled: bool | None = None,
) -> Ranked:
    """The best k people for one posting (m = 1): the same points as :func:`match_candidates` gives the pairs.

    passed : gates of n people and one posting. Returns Ranked (1, k): ``ids`` are candidate ids.
    Order: points descending, then candidate id ascending.

    Raises ValueError for k < 1, more than one posting, or gates or prices of another shape.
    """
    if len(posting.ids) != 1:
        raise ValueError(f"one posting is matched at a time, {len(posting.ids)} were given")
    offering = prepare(posting, weights, people=len(candidates.ids), price=price, compiled=compiled)
    if k < 1:
        raise ValueError(f"k is {k}; at least one place is needed")
    passed = gates.open_to_all(len(candidates.ids), 1) if passed is None else passed
    gates.check(passed, len(candidates.ids), 1)
    if len(candidates.ids) and offering.is_fused:
        rows, points = fused.best_people(fused.encode(candidates), offering.prepared, passed, 0, k, threads=threads)
    else:
        scores = chunked.scores_of(candidates, offering.prepared, passed)
        (rows,), (points,) = chunked.top(scores.T, chunked.order_of(candidates.ids), k)
    held = rows >= 0
    parts = np.zeros((1, k, len(part_names(weights, is_priced=price is not None))), np.int32)
    pairs = Pairs(rows[held], np.zeros(int(held.sum()), np.int64))
    parts[0, held] = points_of_pairs(candidates, posting, pairs, weights, price=price)
    ids = np.where(held, np.append(candidates.ids, -1)[rows], -1)
    return Ranked(ids[None], points[None].astype(np.int32), rows[None], parts)


def points_of_pairs(
    candidates: CandidateColumns,
    postings: PostingColumns,
    pairs: Pairs,
    weights: Weights,
    *,
    price: NDArray[np.int32] | None = None,
) -> NDArray[np.int32]:
    """Parts of the pairs named, before gates: int32 (p, parts), as :class:`Ranked` has them. By numpy: for pages, a pair or a page at a time."""
    gained = np.zeros((len(pairs.rows), len(part_names(weights, is_priced=price is not None))), np.int32)
    for column in np.unique(pairs.columns):
        places = np.flatnonzero(pairs.columns == column)
        posting = chunked.prepare(take(postings, [column]), weights, None if price is None else price[[column]])
        for part in chunked.chunks(len(places), chunked.CHUNK * 64):
            some = take(candidates, pairs.rows[places[part]])
            gained[places[part]] = chunked.parts(some, posting)[:, :, 0].T
    return gained


def is_compiled(wanted: bool | None, pairs: int) -> bool:
    """Whether numba does so many pairs: as wanted, or, for None, where it is there and the pairs are worth compiling for."""
    return pairs >= WORTH_COMPILING and is_there() if wanted is None else wanted
