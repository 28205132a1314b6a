"""The exact optimum over eligible pairs, as a yardstick for what lists and rounds reach (OR-Tools, min-cost flow and max flow)."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import venv

are_there = venv.are_there


class Optimum(NamedTuple):
    """filled : places that have somebody; points : of all who have a place; chosen : bool (p,), the pairs of the optimum."""

    filled: int
    points: int
    chosen: NDArray[np.bool_]


def optimum(
    candidates: NDArray[np.int64],
    seats: NDArray[np.int64],
    points: NDArray[np.int64],
    capacities: NDArray[np.int64],
    aim: Literal["fullest", "dearest"] = "fullest",
) -> Optimum:
    """The best that could be done with these pairs if everybody obeyed.

    Parameters
    ----------
    candidates, seats, points : int64 (p,), the eligible pairs, none twice; points >= 0
    capacities : int64 (m,)
    aim : "fullest", the most places filled and among those the most points; "dearest", the most points

    Raises
    ------
    CalledProcessError where the peers' venv or the solver fails; ask ``are_there()`` before.
    """
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "pairs.npz", Path(folder) / "chosen.npz"
        columns = {"candidates": candidates, "seats": seats, "points": points, "capacities": capacities}
        np.savez(source, **{name: np.asarray(column, np.int64) for name, column in columns.items()})
        venv.run("min_cost_flow.py", str(source), str(target), aim)
        chosen = np.load(target)["chosen"]
    return Optimum(int(chosen.sum()), int(np.asarray(points)[chosen].sum()), chosen)


def fullest(candidates: NDArray[np.int64], seats: NDArray[np.int64], capacities: NDArray[np.int64]) -> int:
    """The most places that these pairs could fill, whatever the points: far quicker than ``optimum``, for millions of pairs. Raises as it."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / "pairs.npz"
        columns = {"candidates": candidates, "seats": seats, "capacities": capacities}
        np.savez(source, **{name: np.asarray(column, np.int64) for name, column in columns.items()})
        return int(venv.run("max_flow.py", str(source)))
