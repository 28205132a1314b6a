"""The best 20 of 3,000 postings: the kernel against SQL, Python, numpy and C over the same rules and points, with the identical lists.

People are a run of neighbours out of 100,000, as a block of a city is. Ratios are of processor time a person, one thread, unless they say wall.
"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks import city
from benchmarks.peers import in_c, in_numpy, in_python, in_sql
from benchmarks.table import Line
from benchmarks.timing import beside, timed, walls
from matching.core import chunked, columns, fused, gates
from matching.core.columns import CandidateColumns, PostingColumns
from matching.core.fused import Encoded, Prepared
from matching.core.gates import Gates
from matching.core.weights import SECOND

K, POSTINGS, CITY = 20, 3_000, 100_000
Lists = list[list[tuple[int, int]]]


class Case(NamedTuple):
    """Some people and all postings, with everything prepared that a run prepares once."""

    people: CandidateColumns
    postings: PostingColumns
    passed: Gates
    encoded: Encoded
    prepared: Prepared
    crowd: Any

    @property
    def count(self) -> int:
        return len(self.people.ids)


def run(*, small: bool) -> Iterator[Any]:
    """Say people and pairs a second, then each ratio; stop with an error if a list differs."""
    many, some, few = (2_000, 256, 6) if small else (16_000, 1_024, 24)
    postings = city.postings(POSTINGS)
    whole = case(city.people(CITY), postings, slice(40_000, 40_000 + many))
    part, tiny = (case(whole.people, postings, slice(0, count)) for count in (some, few))
    yield f"ranking: {POSTINGS:,} postings, best {K}, weights {SECOND.name}; {many:,} people, peers on {some:,} (C: all, Python: {few})"
    kernel, person = timed(kernel_of(whole)).seconds, 1 / many
    yield Line("kernel, 1 thread, people a second", many / kernel, "a second")
    yield Line("kernel, 1 thread, pairs a second", many * POSTINGS / kernel / 1e6, "million")
    yield f"  {_open(whole):.1%} of the pairs pass the rules; {kernel * person * 1e6:.1f} microseconds a person"
    yield from _against_numpy(part)
    yield from _against_python(tiny)
    yield from _against_sql(part)
    yield from _against_c(whole)
    yield from _with_threads(whole, rounds=3 if small else 9)


def case(people: CandidateColumns, postings: PostingColumns, rows: slice) -> Case:
    """Some of the people, with rules of their own."""
    own = columns.take(people, rows)
    encoded, prepared = fused.encode(own), fused.prepare(postings, SECOND)
    passed = city.rules(len(own.ids), len(postings.ids))
    return Case(
        own, postings, passed, encoded, prepared, fused.crowd(encoded, slice(0, len(own.ids)), prepared, passed)
    )


def kernel_of(one: Case) -> Callable[[], tuple[NDArray[np.int32], NDArray[np.int32]]]:
    """The compiled loop over everybody of a case: columns and points, int32 (n, k)."""
    out = empty(one.count)
    none, rank = np.zeros((one.count, K, 0), np.int32), fused.loops().rank_people

    def work() -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        rank(one.prepared.offer, one.crowd, 0, one.count, *out, none)
        return out

    work()  # compiles
    return work


def empty(count: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Columns and points with every place free."""
    return np.full((count, K), -1, np.int32), np.full((count, K), -1, np.int32)


def lists(one: Case, found: NDArray, points: NDArray) -> Lists:
    """As (points, posting id), best first."""
    ids = np.append(one.postings.ids, -1)[found]
    rows = zip(points.tolist(), ids.tolist(), strict=True)
    return [[pair for pair in zip(*row, strict=True) if pair[1] >= 0] for row in rows]


def check(name: str, one: Case, theirs: Lists) -> None:
    """Refuse to go on if a peer's lists aren't the kernel's. Raises RuntimeError."""
    if theirs != lists(one, *kernel_of(one)()):
        raise RuntimeError(f"{name} and the kernel give different lists")


def _open(one: Case) -> float:
    return float(np.mean([gates.passing(one.passed, rows).mean() for rows in chunked.chunks(256, 64)]))


def _against_numpy(one: Case) -> Iterator[Line]:
    ready = in_numpy.tables(one.people, one.encoded, one.postings, one.prepared, one.passed)
    offers = chunked.prepare(one.postings, SECOND)
    ways = {
        "every signal of every pair": lambda: in_numpy.whole_tables(one.people, offers, one.passed, K),
        "gates first, look-ups, scipy for words": lambda: in_numpy.survivors(ready, one.passed, K),
    }
    kernel, *theirs = beside(kernel_of(one), *ways.values(), rounds=4)
    for name, found in zip(ways, theirs, strict=True):
        check(f"numpy ({name})", one, lists(one, *found.result))
        is_faster = found is min(theirs, key=lambda way: way.seconds)
        yield Line(f"numpy, 64 rows, {name}", found.seconds / kernel.seconds, "x", 3.5 if is_faster else None)


def _against_python(one: Case) -> Iterator[Line]:
    people, offers = in_python.rows(one.people), in_python.rows(one.postings)
    in_python.with_rules(people, offers, one.passed)
    work = kernel_of(one)
    kernel, loop = beside(
        lambda: [work() for _ in range(50)], lambda: [in_python.best(row, offers, SECOND, K) for row in people]
    )
    check("Python", one, loop.result)
    yield Line("plain Python loop, early exit, heapq", loop.seconds / kernel.seconds * 50, "x", 70)


def _against_sql(one: Case) -> Iterator[Line | str]:
    if not in_sql.is_available():
        yield "  SQL: left out, there is no DATABASE_URL (make bench brings one up)"
        return
    with in_sql.connect() as connection:
        in_sql.fill(connection, one.people, one.postings, one.passed)
        sql = in_sql.query(SECOND, K, one.passed.classes.shape[1])
        work, answers = kernel_of(one), []
        for workers in (0, 0, 2, 0):
            kernel, wall = beside(work)[0].seconds, walls(work)[0].seconds
            answers.append((in_sql.rank(connection, sql, workers=workers), kernel, wall))
            check("SQL", one, answers[-1][0].lists)
        in_sql.drop(connection)
    alone = [(answer, kernel, wall) for answer, kernel, wall in answers if not answer.workers]
    if alone[0][0].processor is not None:
        ratio = min(answer.processor for answer, _k, _w in alone) / min(kernel for _a, kernel, _w in alone)
        yield Line("SQL in PostgreSQL, no parallel workers, processor time", ratio, "x", 250)
    yield Line("the same, wall", min(a.wall for a, _k, _w in alone) / min(wall for _a, _k, wall in alone), "x")
    allowed = answers[2]
    note = f"{allowed[0].workers} workers launched of 2 allowed"
    yield Line("the same with parallel workers allowed, wall", allowed[0].wall / allowed[2], "x", note=note)


def _against_c(one: Case) -> Iterator[Line | str]:
    with tempfile.TemporaryDirectory() as folder:
        library = in_c.compiled(Path(folder))
        if library is None:
            yield "  C: left out, there is no gcc"
            return
        rank, out = in_c.ranker(library, one.prepared.offer, one.crowd), empty(one.count)
        kernel, theirs = beside(kernel_of(one), lambda: rank(0, one.count, *out), rounds=8)
        check("C", one, lists(one, *out))
    yield Line("of the speed of C (gcc -O3 -march=native)", 100 * theirs.seconds / kernel.seconds, "%", 60)


def _with_threads(one: Case, rounds: int) -> Iterator[Line]:
    out, none = empty(one.count), np.zeros((one.count, K, 0), np.int32)

    def work(threads: int) -> Callable[[], None]:
        return lambda: fused.fill(one.encoded, one.prepared, one.passed, *out, none, threads=threads)

    alone, two = walls(work(1), work(2), rounds=rounds)
    yield Line("two threads against one, tables and all, wall", alone.seconds / two.seconds, "x", 1.85)
