"""The usual Python library for the same round: run by the benchmarks' own venv, where its name clashes with nothing.

Reads {residents, hospitals, capacities} as JSON from stdin: lists of names, best first. Writes {seconds, matched}: seconds of the processor
for building the game from the dicts and solving it, and the residents of each hospital.
"""

import json
import sys
import threading
from time import process_time

from matching.games import HospitalResident

STACK_BYTES = 1 << 30  # it copies its players by recursion: 2,000 residents are too many for Python's own limit
DEPTH = 10**7


def main() -> None:
    """Solve the game that stands on stdin."""
    rows = json.load(sys.stdin)
    began = process_time()
    game = HospitalResident.create_from_dictionaries(rows["residents"], rows["hospitals"], rows["capacities"])
    solved = game.solve(optimal="resident")
    seconds = process_time() - began
    matched = {str(hospital.name): sorted(str(one.name) for one in held) for hospital, held in solved.items()}
    json.dump({"seconds": seconds, "matched": matched}, sys.stdout)


if __name__ == "__main__":
    sys.setrecursionlimit(DEPTH)
    threading.stack_size(STACK_BYTES)
    thread = threading.Thread(target=main)
    thread.start()
    thread.join()
