"""The most places that could be filled, by max flow (OR-Tools), run by the benchmarks' own venv.

Arguments: an .npz with candidates, seats (p,), the eligible pairs, and capacities (m,). Writes the number of places filled.
"""

import sys

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow


def main(source: str) -> None:
    """Candidates send at most one unit each, seats take up to their capacity."""
    rows = np.load(source)
    whose, where, room = rows["candidates"], rows["seats"], rows["capacities"]
    people = int(whose.max()) + 1 if len(whose) else 0
    begin, end = people + len(room), people + len(room) + 1
    flow = SimpleMaxFlow()
    flow.add_arcs_with_capacity(whose, people + where, np.ones(len(whose), np.int64))
    flow.add_arcs_with_capacity(np.full(people, begin), np.arange(people), np.ones(people, np.int64))
    flow.add_arcs_with_capacity(people + np.arange(len(room)), np.full(len(room), end), room)
    status = flow.solve(begin, end)
    if status != flow.OPTIMAL:
        raise RuntimeError(f"no optimum: {status}")
    sys.stdout.write(f"{flow.optimal_flow()}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
