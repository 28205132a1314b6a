"""One pass over a city: what the compiled loops need, made from columns, and the work dealt out to threads.

Postings are prepared once for everybody: signals that tell few values apart become tables (``classes``), words an index with whole rows for
common terms, occupations groups of first digits. The integers are those of ``ranking``, pair by pair.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core import columns, sparse
from matching.core.chunked import chunks, order_of
from matching.core.classes import Classes, classes
from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.gates import WORD, Gates
from matching.core.signals import ALL, certificates, duties, occupation
from matching.core.signals.base import NEUTRAL, WISH, Pairs, Signal
from matching.core.sparse import Sparse
from matching.core.weights import Weights, agreement, used

BLOCK = 65_536  # people whose tables stand beside each other
COMMON = 16  # a term in more than one posting of so many is added up as a whole row
LEVEL_STARTS = np.cumsum([0, 16, 256, 4096]).astype(np.int64)
SHARES = 4  # parts of the people a thread, so that none waits long for the other
SMALLEST = 1024  # the least people a part (a choice, not tuned)
# Looked up by classes; the others are worked out person by person.
TABLED = frozenset(signal.name for signal in ALL) - {"duties", "occupation", "certificates"}
_GROUPS = int(LEVEL_STARTS[-1]) + (1 << 16)
_CELLS = 1 << 17  # pairs of classes worked out at once, so that they stay in the cache

Over = Callable[[Callable[[Any], Any], Sequence[Any]], list[Any]]


def _one_by_one(work: Callable[[Any], Any], parts: Sequence[Any]) -> list[Any]:
    return [work(part) for part in parts]


class Tabled(NamedTuple):
    """One signal whose points are looked up. signal, most : as weighed; number : its place among the parts;
    postings : their classes; first : one posting a class, prepared by the signal."""

    signal: Signal
    most: int
    number: int
    postings: Classes
    first: Any


class Prepared(NamedTuple):
    """m postings in ascending order of ids. order : int64 (m,), their places before; offer : what the loops read (loops.Offer)"""

    ids: NDArray[np.int64]
    order: NDArray[np.int64]
    tabled: tuple[Tabled, ...]
    offer: Any


class Encoded(NamedTuple):
    """n people, sorted into classes once.

    order : int64 (n,), place of each id in ascending order; most_times : terms of whoever has most, each as often as it stands
    certificates : uint64 (n, w), those held; codes : by name of a signal whose points are looked up, int32 (n,), the class of each person
    distinct : by the same names, one person a class
    """

    people: CandidateColumns
    order: NDArray[np.int64]
    most_times: int
    certificates: NDArray[np.uint64]
    codes: dict[str, NDArray[np.int32]]
    distinct: dict[str, CandidateColumns]


def loops() -> Any:
    """The compiled loops; imports numba."""
    return import_module("matching.core.loops")


def posting_loops() -> Any:
    """Those of one posting against everybody."""
    return import_module("matching.core.posting_loops")


# What is offered ------------------------------------------------------------------------------------------------------
def prepare(postings: PostingColumns, weights: Weights, price: NDArray[np.int32] | None = None) -> Prepared:
    """Do once what everybody needs. price : int32 (m,), points >= 0 that a posting costs whoever is shown it.

    Raises ValueError where a weight names no signal.
    """
    order = np.argsort(postings.ids, kind="stable")
    rows = columns.take(postings, order)
    weighed = used(weights)
    numbers = {signal.name: number for number, (signal, _most) in enumerate(weighed)}
    tabled = tuple(
        _tabled(rows, signal, most, numbers[signal.name])
        for signal, most in sorted(weighed, key=lambda one: one[0].side)
        if signal.name in TABLED
    )
    most = {signal.name: most for signal, most in weighed}
    after = iter(range(len(weighed), len(weighed) + 2))
    together_number = next(after) if weights.both else -1
    price_number = next(after) if price is not None else -1
    offer = loops().Offer(
        classes=_narrow(np.stack([one.postings.of for one in tabled]))
        if tabled
        else np.zeros((0, len(order)), np.uint16),
        wishes=sum(one.signal.side == WISH for one in tabled),
        numbers=np.array([one.number for one in tabled], np.int64),
        **_certificates(rows, most.get("certificates", 0)),
        certificates_number=numbers.get("certificates", -1),
        **_occupations(rows.occupation),
        most_career=float(most.get("occupation", 0)),
        occupation_number=numbers.get("occupation", -1),
        **_words(rows.terms),
        most_words=float(most.get("duties", 0)),
        half_words=float(duties.HALF),
        words_number=numbers.get("duties", -1),
        together=agreement(weights),
        together_number=together_number,
        price=np.zeros(len(order), np.int32) if price is None else price[order].astype(np.int32),
        price_number=price_number,
        parts=len(weighed) + (together_number >= 0) + (price_number >= 0),
    )
    return Prepared(rows.ids, order, tabled, offer)


def _narrow(numbers: NDArray[np.integer]) -> NDArray[np.uint16] | NDArray[np.uint32]:
    """The same numbers, all >= 0, in 16 bits where they fit: half of what the loops read stays nearer the processor."""
    return numbers.astype(np.uint16 if numbers.max(initial=0) < 1 << 16 else np.uint32)


def _tabled(rows: PostingColumns, signal: Signal, most: int, number: int) -> Tabled:
    found = classes(rows, signal.asks)
    return Tabled(signal, most, number, found, signal.prepare(columns.only(rows, found.first, signal.asks)))


def _certificates(rows: PostingColumns, most: int) -> dict[str, Any]:
    """What each posting names, as bits, and the points by how many of how many are held."""
    asked = certificates.asked(rows)
    named = np.diff(asked.indptr)
    width = int(asked.codes.max(initial=0)) + 1
    count = np.arange(int(named.max(initial=0)) + 1)
    held = np.rint(np.minimum(count[None, :] / np.maximum(count[:, None], 1), 1) * most)
    held[0] = np.rint(NEUTRAL * most)
    return {"certificates": _bits(asked, width), "named": named.astype(np.uint32), "held": held.astype(np.int32)}


def _bits(rows: Sparse, width: int) -> NDArray[np.uint64]:
    """The codes of each row, all below ``width``, as bits, uint64 (n, ceil(width / 64))."""
    found = np.zeros((len(rows.indptr) - 1, -(-width // WORD)), np.uint64)
    for word in range(found.shape[1]):
        here = rows.codes // WORD == word
        bits = np.where(here, np.uint64(1) << (rows.codes % WORD).astype(np.uint64), np.uint64(0))
        found[:, word] = sparse.sum_rows(bits, rows.indptr)  # no code stands twice in a row: a sum is an OR
    return found


def _occupations(packed: NDArray[np.int32]) -> dict[str, Any]:
    """Number the first digits that stand among the postings, level by level; 0 is for none."""
    groups, group_of = np.zeros((len(packed), len(LEVEL_STARTS)), np.uint32), np.zeros(_GROUPS, np.int32)
    count = 1
    for level, start in enumerate(LEVEL_STARTS.tolist()):
        cut = packed.astype(np.int64) >> (4 * (len(LEVEL_STARTS) - 1 - level))
        known = (cut & 15) > 0
        values, numbers = np.unique(cut[known], return_inverse=True)
        group_of[start + values] = np.arange(count, count + len(values))
        groups[known, level] = count + numbers
        count += len(values)
    return {
        "nearness": np.array(occupation.NEARNESS),
        "half_months": float(occupation.HALF_MONTHS),
        "groups": _narrow(groups),
        "group_of": group_of,
        "level_starts": LEVEL_STARTS,
        "count_groups": count,
    }


def _words(terms: Sparse) -> dict[str, Any]:
    """Index the terms: whole rows for common ones, lists of postings for the others."""
    count, inverted = len(terms.indptr) - 1, sparse.invert(terms)
    held = np.diff(inverted.indptr)
    is_common = held * COMMON > count
    dense_of = np.where(is_common, np.cumsum(is_common) - 1, -1).astype(np.int32)
    small = np.int16 if inverted.values.max(initial=0) < 1 << 15 else np.int32
    dense = np.zeros((int(is_common.sum()), count), small)
    code_of = np.repeat(np.arange(len(held)), held)
    common = is_common[code_of]
    dense[dense_of[code_of[common]], inverted.rows[common]] = inverted.values[common]
    return {
        "dense_of": dense_of,
        "dense": dense,
        "listed": np.concatenate([[0], np.cumsum(np.where(is_common, 0, held))]).astype(np.int64),
        "columns": _narrow(inverted.rows[~common]),
        "values": inverted.values[~common].astype(small),
    }


# Who is looking -------------------------------------------------------------------------------------------------------
def encode(people: CandidateColumns) -> Encoded:
    """Sort people into classes, signal by signal; once a snapshot."""
    found = {signal.name: classes(people, signal.reads) for signal in ALL if signal.name in TABLED}
    reads = {signal.name: signal.reads for signal in ALL}
    width = int(people.certificates.codes.max(initial=0)) + 1
    return Encoded(
        people,
        order_of(people.ids),
        int(sparse.sum_rows(people.terms.values.astype(np.int64), people.terms.indptr).max(initial=0)),
        _bits(people.certificates, width),
        {name: one.of for name, one in found.items()},
        {name: _some(people, one.first, reads[name]) for name, one in found.items()},
    )


def crowd(encoded: Encoded, rows: slice, prepared: Prepared, passed: Gates, over: Over = _one_by_one) -> Any:
    """What the loops read of some people (loops.Crowd), with the tables of the classes among them, some rows of a table a piece of work."""
    people, count = encoded.people, rows.stop - rows.start
    starts, present, filled = np.zeros((count, len(prepared.tabled)), np.uint64), [], 0
    for place, one in enumerate(prepared.tabled):
        name, width = one.signal.name, len(one.postings.first)
        stands, of = _renumbered(encoded.codes[name][rows], len(encoded.distinct[name].ids))
        starts[:, place] = filled + of.astype(np.int64) * width
        present.append(stands)
        filled += len(stands) * width
    tables, pieces, begun = np.zeros(filled, np.int16), [], 0
    for one, stands in zip(prepared.tabled, present, strict=True):
        width = len(one.postings.first)
        table = tables[begun : begun + len(stands) * width].reshape(len(stands), width)
        begun += table.size
        pieces += [(one, table[part], stands[part]) for part in _parts(len(stands), width)]

    def fill_in(piece: tuple[Tabled, NDArray[np.int16], NDArray[np.int64]]) -> None:
        one, table, stands = piece
        table[:] = _table(one, _some(encoded.distinct[one.signal.name], stands, one.signal.reads))

    over(fill_in, pieces)
    careers, terms, barred = (sparse.take(column, rows) for column in (people.careers, people.terms, passed.barred))
    return loops().Crowd(
        rows=starts,
        tables=tables,
        certificates=encoded.certificates[rows],
        career_starts=careers.indptr,
        careers=careers.codes,
        months=careers.values,
        term_starts=terms.indptr,
        terms=terms.codes,
        times=terms.values,
        classes=passed.classes[rows],
        bits=passed.bits,
        barred_starts=barred.indptr,
        barred=barred.codes,
    )


def _some(people: CandidateColumns, rows: columns.Rows, names: Sequence[str]) -> CandidateColumns:
    """The columns named of rows that stand there once each; of one person alone it is what there is."""
    return people if len(people.ids) == 1 else columns.only(people, rows, names)


def _renumbered(codes: NDArray[np.int32], count: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The classes that stand there, ascending, and the place of each code among them."""
    if count == 1:
        return np.zeros(1, np.int64), codes
    stands = np.zeros(count, bool)
    stands[codes] = True
    return np.flatnonzero(stands), (np.cumsum(stands, dtype=np.int32) - 1)[codes]


def _table(one: Tabled, people: CandidateColumns) -> NDArray[np.int16]:
    """Points by class of people and class of postings, int16 (c, d)."""
    table = np.zeros((len(people.ids), len(one.postings.first)), np.int16)
    for part in _parts(len(table), table.shape[1]):
        table[part] = np.rint(one.signal.score(_some(people, part, one.signal.reads), one.first) * one.most)
    return table


def _parts(rows: int, width: int) -> list[slice]:
    """Rows of a table, so many at once that they stay in the cache."""
    return chunks(rows, max(1, _CELLS // max(width, 1)))


# Work -----------------------------------------------------------------------------------------------------------------
def fill(
    encoded: Encoded,
    prepared: Prepared,
    passed: Gates,
    found: NDArray[np.int32],
    points: NDArray[np.int32],
    told: NDArray[np.int32],
    *,
    here: Any = None,
    threads: int = 1,
) -> None:
    """Fill the best columns of each person, int32 (n, k), their points, and their parts, int32 (n, k, p), or none where p is 0.

    Columns are places in the order of ``prepared.ids``; all are -1, and parts 0, where nothing was filled in.
    here : all of them as ``crowd`` gives them with the same gates, at most BLOCK people, where they are ranked more than once

    Raises ValueError where words weigh so much that 32 bits may not hold their sum.
    """
    offer = prepared.offer
    heaviest = max(int(offer.dense.max(initial=0)), int(offer.values.max(initial=0)))
    if encoded.most_times * heaviest > np.iinfo(np.int32).max:
        raise ValueError(f"words weigh too much: {encoded.most_times} x {heaviest} is more than 32 bits hold")
    with workers(threads) as over:
        for block in chunks(len(encoded.people.ids), BLOCK):
            of_block = crowd(encoded, block, prepared, passed, over) if here is None else here
            _fill_block(prepared, of_block, (found[block], points[block], told[block]), over, threads)


def _fill_block(prepared: Prepared, here: Any, out: Sequence[NDArray], over: Over, threads: int) -> None:
    """People of one block stand in tables that all threads read."""
    people = len(here.rows)
    share = people if threads == 1 else max(SMALLEST, -(-people // (threads * SHARES)))

    def rank(rows: slice) -> None:
        loops().rank_people(prepared.offer, here, rows.start, rows.stop, *out)

    over(rank, chunks(people, share))


@contextmanager
def workers(threads: int) -> Iterator[Over]:
    """What does pieces of work and gives what comes of each, in their order; one thread needs no pool."""
    if threads == 1:
        yield _one_by_one
        return
    with ThreadPoolExecutor(threads) as pool:
        yield lambda work, parts: list(pool.map(work, parts))


def best_people(
    encoded: Encoded, prepared: Prepared, passed: Gates, column: int, k: int, *, threads: int = 1
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The best k people for one posting: rows int64 (k,) and points int32 (k,), best first, -1 in free places; ties to the lower id.

    Quickest with a ``prepared`` of that posting alone (column 0): the points of every class of people are worked out first.
    """
    people, order, worth = len(encoded.order), encoded.order, _worth(encoded, prepared, column)

    def rank(share: slice) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        best = np.full(k, -1, np.int32), np.full(k, -1, np.int32)
        here, persons = _audience(encoded, prepared, passed, worth, column, share)
        posting_loops().rank_posting(prepared.offer, here, column, persons, order, *best)
        return best

    with workers(threads) as over:
        found = over(rank, chunks(people, max(SMALLEST, -(-people // threads))))
    rows = np.concatenate([people for people, _points in found]).astype(np.int64)
    points = np.concatenate([points for _people, points in found])
    best = np.lexsort((np.append(order, len(order))[rows], -points))[:k]
    free = np.full(max(k - len(best), 0), -1)
    return np.concatenate([rows[best], free]), np.concatenate([points[best], free]).astype(np.int32)


def _worth(encoded: Encoded, prepared: Prepared, column: int) -> list[NDArray[np.int16]]:
    """The points of each class of people for one posting, int16 (c,) a signal."""
    tables = [_table(one, encoded.distinct[one.signal.name]) for one in prepared.tabled]
    return [table[:, one.postings.of[column]] for one, table in zip(prepared.tabled, tables, strict=True)]


def _audience(
    encoded: Encoded, prepared: Prepared, passed: Gates, worth: list[NDArray[np.int16]], column: int, share: slice
) -> tuple[Any, NDArray[np.uint32]]:
    """The people of a share whom the gates pass, uint32 (p,), and what the loops read: ``rows`` is theirs alone, place by place."""
    people, barred, names = encoded.people, passed.barred, [one.signal.name for one in prepared.tabled]
    gates = (passed.classes, passed.bits, barred.indptr, barred.codes)
    persons = posting_loops().who_passes(*gates, column, share.start, share.stop)
    starts = np.cumsum([0, *(len(points) for points in worth)])[:-1]
    rows = np.zeros((len(persons), len(worth)), np.uint64)
    for place, (name, start) in enumerate(zip(names, starts, strict=True)):
        rows[:, place] = encoded.codes[name][persons] + start
    return loops().Crowd(
        rows=rows,
        tables=np.concatenate(worth) if worth else np.zeros(0, np.int16),
        certificates=encoded.certificates,
        career_starts=people.careers.indptr,
        careers=people.careers.codes,
        months=people.careers.values,
        term_starts=people.terms.indptr,
        terms=people.terms.codes,
        times=people.terms.values,
        classes=passed.classes,
        bits=passed.bits,
        barred_starts=barred.indptr,
        barred=barred.codes,
    ), persons


def tell(prepared: Prepared, here: Any, pairs: Pairs) -> NDArray[np.int32]:
    """Parts of the pairs named, int32 (p, s), gates aside; here : the people (``crowd``); columns are places in the order of ``prepared.ids``."""
    parts = np.zeros((len(pairs.rows), prepared.offer.parts), np.int32)
    loops().tell_pairs(prepared.offer, here, pairs.rows, pairs.columns, parts)
    return parts
