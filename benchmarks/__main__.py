"""`make bench`: run the benchmarks and print ratios with the machine that they were measured on.

make bench ARGS="ranking scaling alone city touching crowding frontier finding searching choosing allocating --small": parts by name, all of them without
one; --small for a quick look.
"""

import argparse
import os
import platform
import sys
from collections.abc import Iterable
from functools import partial
from importlib.metadata import version

from benchmarks import (
    allocating,
    alone,
    choosing,
    crowding,
    finding,
    frontier,
    ranking,
    scaling,
    searching,
    touching,
    whole_city,
)

PARTS = {
    "ranking": ranking.run,
    "scaling": scaling.run,
    "alone": alone.run,
    "city": whole_city.run,
    "touching": touching.run,
    "crowding": crowding.run,
    "frontier": frontier.run,
    "finding": finding.run,
    "searching": searching.run,
    "choosing": choosing.run,
    "allocating": lambda *, small: allocating.run(),
}


def machine() -> str:
    """The processor, the cores this process may use, the load, and the versions and settings that matter."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "?")
    except OSError:
        model = platform.processor() or platform.machine()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = os.getloadavg()[0]
    python = f"Python {platform.python_version()}, " + ", ".join(
        f"{name} {version(name)}" for name in ("numpy", "numba", "scipy")
    )
    blas = os.environ.get("OPENBLAS_CORETYPE", "not set")
    return f"{model}, {cores} cores, load {load:.1f}; {python}; OPENBLAS_CORETYPE {blas} (no part multiplies dense matrices)"


def main() -> None:
    """Print everything as it comes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Speed, as ratios in one run.")
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all of them without one")
    parser.add_argument("--small", action="store_true", help="a quick look: fewer people, rougher figures")
    asked = parser.parse_args()
    if strange := set(asked.parts) - set(PARTS):
        parser.error(f"no part is named {', '.join(sorted(strange))}; there are {', '.join(PARTS)}")
    _say([machine()])
    for name in asked.parts or PARTS:
        _say(partial(PARTS[name], small=asked.small)())


def _say(lines: Iterable[object]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
