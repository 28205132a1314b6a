"""How long pieces of work take, beside each other: seconds of this thread's processor, the best of some rounds.

Rounds are interleaved, so that a neighbour who is busy for a while is busy for all of them.
"""

from collections.abc import Callable
from time import perf_counter, process_time, thread_time
from typing import Any, NamedTuple

Work = Callable[[], Any]


class Timed(NamedTuple):
    """seconds : of the fastest round; result : what the last one gave"""

    seconds: float
    result: Any


def timed(work: Work, tries: int = 3) -> Timed:
    """One piece of work alone, in seconds of all threads of this process."""
    (found,) = beside(work, rounds=tries, clock=process_time)
    return found


def beside(*works: Work, rounds: int = 3, clock: Callable[[], float] = thread_time) -> list[Timed]:
    """Every piece of work once a round. clock: ``thread_time`` for work of one thread, ``perf_counter`` for what threads gain."""
    best = [Timed(float("inf"), None) for _ in works]
    for _ in range(rounds):
        for place, work in enumerate(works):
            began = clock()
            result = work()
            best[place] = Timed(min(best[place].seconds, clock() - began), result)
    return best


def walls(*works: Work, rounds: int = 5) -> list[Timed]:
    """The same by the clock on the wall."""
    return beside(*works, rounds=rounds, clock=perf_counter)
