"""The exact optimum by min-cost flow (OR-Tools), run by the benchmarks' own venv.

Arguments: an .npz with candidates, seats, points (p,), the eligible pairs, and capacities (m,); an .npz to write chosen (p,) into;
"fullest" (the most places filled, and among those the most points) or "dearest" (the most points, however many places that fills).
"""

import sys

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow


def main(source: str, target: str, aim: str) -> None:
    """Candidates send one unit each, seats take up to their capacity, pairs cost minus their points."""
    rows = np.load(source)
    whose, where, room = rows["candidates"], rows["seats"], rows["capacities"]
    people = int(whose.max()) + 1 if len(whose) else 0
    begin, end = people + len(room), people + len(room) + 1
    flow = SimpleMinCostFlow()
    one = np.ones(max(people, len(whose)), np.int64)
    pairs = flow.add_arcs_with_capacity_and_unit_cost(whose, people + where, one[: len(whose)], -rows["points"])
    everyone = np.arange(people)
    flow.add_arcs_with_capacity_and_unit_cost(np.full(people, begin), everyone, one[:people], 0 * one[:people])
    seats = people + np.arange(len(room))
    flow.add_arcs_with_capacity_and_unit_cost(seats, np.full(len(room), end), room, 0 * room)
    if aim == "dearest":
        flow.add_arc_with_capacity_and_unit_cost(begin, end, people, 0)
        flow.set_nodes_supplies(np.array([begin, end]), np.array([people, -people]))
        status = flow.solve()
    else:
        flow.set_nodes_supplies(np.array([begin, end]), np.array([people, -people]))
        status = flow.solve_max_flow_with_min_cost()
    if status != flow.OPTIMAL:
        raise RuntimeError(f"no optimum: {status}")
    np.savez(target, chosen=flow.flows(pairs) > 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
