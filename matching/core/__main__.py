"""``python -m matching.core rank|allocate``: the matcher on files, without a database. Exit 2: a row or an argument can't be used."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from matching.core import commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; say on stderr what can't be used."""
    chosen = _parser().parse_args(arguments)
    try:
        if chosen.command == "rank":
            commands.rank(chosen.postings, chosen.profiles, k=chosen.k, out=chosen.out)
        else:
            commands.allocate(chosen.wishes, chosen.seats, seed=chosen.seed, out=chosen.out)
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m matching.core", description=__doc__)
    parts = parser.add_subparsers(dest="command", required=True)
    rank = parts.add_parser("rank", help="the best postings for each profile")
    rank.add_argument("--postings", type=Path, required=True, help="JSON lines: id, title, text, keco, cert")
    rank.add_argument("--profiles", type=Path, required=True, help="JSON lines: qid, text, cert")
    rank.add_argument("-k", type=int, default=50, help="places a profile")
    rank.add_argument("--out", type=Path, required=True)
    allocate = parts.add_parser("allocate", help="a stable allocation of seats")
    allocate.add_argument("--wishes", type=Path, required=True, help="CSV: candidate, rank, seat, score")
    allocate.add_argument("--seats", type=Path, required=True, help="CSV: seat, capacity")
    allocate.add_argument("--seed", type=int, required=True, help="the published seed of the lots")
    allocate.add_argument("--out", type=Path, required=True)
    return parser


if __name__ == "__main__":
    sys.exit(main())
