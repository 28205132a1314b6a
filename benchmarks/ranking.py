"""The best 10 of a city's postings for each person: columns against a plain loop, and chunks of several sizes."""

from collections.abc import Iterator

from benchmarks import city, plain
from benchmarks.timing import timed
from matching.core import columns, ranking
from matching.core.weights import FIRST

PEOPLE, POSTINGS, PLAIN, K = 4_000, 1_000, 8, 10
CHUNKS = (16, 64, 256, 1024)


def run() -> Iterator[str]:
    """Say pairs a second of each way, as ratios to the plain loop; refuse to go on if the results differ."""
    people, postings = city.people(PEOPLE), city.postings(POSTINGS)
    gates = city.gates(PEOPLE, POSTINGS)
    few = plain.rows(columns.take(people, slice(0, PLAIN)))
    offers = plain.rows(postings)
    loop = timed(lambda: [plain.best(row, offers, gates[at], FIRST.most, K) for at, row in enumerate(few)])
    speed = PLAIN * POSTINGS / loop.seconds
    yield f"ranking: {PEOPLE} people x {POSTINGS} postings, best {K}, 9 signals; plain loop measured on {PLAIN} people = 1"
    for size in CHUNKS:
        ranking.CHUNK = size
        ranked = timed(lambda: ranking.match_candidates(people, postings, FIRST, k=K, gates=gates))
        _check(loop.result, ranked.result)
        yield f"  columns, {size:4} people a chunk: {PEOPLE * POSTINGS / ranked.seconds / speed:.0f} x"
    ranking.CHUNK = 64
    one = timed(lambda: ranking.match_candidates(columns.take(people, [7]), postings, FIRST, k=K, gates=gates[[7]]), 20)
    yield f"  one person against all postings: {1000 * one.seconds:.1f} ms"


def _check(expected: list, ranked: ranking.Ranked) -> None:
    found = [
        [(points, pk) for points, pk in zip(*row, strict=True) if pk >= 0]
        for row in zip(ranked.points[:PLAIN].tolist(), ranked.ids[:PLAIN].tolist(), strict=True)
    ]
    if found != expected:
        raise RuntimeError("columns and plain loop differ")
