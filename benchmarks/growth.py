"""A whole city against 3,000 postings in blocks, as a process of its own: seconds of the kernel and the most memory that the process took.

    python -m benchmarks.growth PEOPLE

Prints both. People are made block by block outside the clock; lists are handed on block by block, as a run hands them to the database.
"""

import resource
import sys
from time import thread_time

import numpy as np

from benchmarks import city
from benchmarks.ranking import POSTINGS, K, empty
from matching.core import fused
from matching.core.chunked import chunks
from matching.core.weights import SECOND


def main(count: int) -> None:
    """Warm up on one block, then rank everybody."""
    prepared = fused.prepare(city.postings(POSTINGS), SECOND)
    _rank(city.block(slice(0, 2_048), count), prepared)
    seconds = sum(_rank(city.block(rows, count), prepared) for rows in chunks(count, fused.BLOCK))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{seconds} {peak}\n")


def _rank(people: city.CandidateColumns, prepared: fused.Prepared) -> float:
    count = len(people.ids)
    passed, out, none = city.rules(count, POSTINGS), empty(count), np.zeros((count, K, 0), np.int32)
    began = thread_time()
    fused.fill(fused.encode(people), prepared, passed, *out, none)
    return thread_time() - began


if __name__ == "__main__":
    main(int(sys.argv[1]))
