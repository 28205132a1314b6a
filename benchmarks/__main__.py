"""`make bench`: run every benchmark and print ratios with the machine that they were measured on."""

import os
import platform
import sys

import numpy as np

from benchmarks import allocating, ranking

ALL = (ranking.run, allocating.run)


def machine() -> str:
    """The processor, the cores this process may use, the load, and the versions that matter."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "?")
    except OSError:
        model = platform.processor() or platform.machine()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = os.getloadavg()[0]
    python = f"Python {platform.python_version()}, numpy {np.__version__}"
    return f"{model}, {cores} cores, load {load:.1f}; {python}; {platform.platform()}"


def main() -> None:
    """Print everything as it comes."""
    for line in (machine(), *(line for bench in ALL for line in bench())):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
