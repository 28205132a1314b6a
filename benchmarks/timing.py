"""How long a piece of work takes: processor seconds of this process, the best of some tries."""

from collections.abc import Callable
from time import process_time
from typing import Any, NamedTuple


class Timed(NamedTuple):
    """seconds : processor time of the fastest try; result : what it gave."""

    seconds: float
    result: Any


def timed(work: Callable[[], Any], tries: int = 3) -> Timed:
    """Do the work some times."""
    found = []
    for _ in range(tries):
        began = process_time()
        result = work()
        found.append(Timed(process_time() - began, result))
    return min(found, key=lambda one: one.seconds)
