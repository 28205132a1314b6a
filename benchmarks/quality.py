"""`make eval`: the rank command on the development halves of real Korean job data, through its files, as an outside judge runs it.

Three passes: codes given; ids, orders and occupation codes replaced by random tokens; codes withheld. Where a text model is installed the same
again with it (`--model`), which reads every entry anew in each pass. The data is no part of the project and lies beside it (DATA); where it isn't
there that is said and nothing is measured.
"""

import importlib.util
import itertools
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from matching.core import evaluate, likeness

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
PLACES = 50
YEAR = 2019  # K4: the people of 2018 were asked otherwise
SEED = 20260101
PASSES = ("codes given", "random tokens", "codes withheld")

Row = dict[str, Any]


def run() -> Iterator[str]:
    """The table, a line at a time."""
    if not DATA.is_dir():
        yield f"no development data at {DATA}: nothing was measured"
        return
    whole, halves = _dictionary(), _read("eval/K3_docs.json")
    names, duties, people = (_read(f"eval/dev/{name}.json") for name in ("K1_alias", "K3_queries", "K4_persons"))
    people = [person for person in people if person["year"] == YEAR]
    installed = [name for name in likeness.MODELS if importlib.util.find_spec(name)]
    for model, kind in itertools.product(("", *installed), PASSES):
        yield f"{kind}, with {model}:" if model else f"{kind}:"
        yield from _names(names, _ranked(whole, names, kind, model))
        yield from _duties(duties, _ranked(halves, duties, kind, model))
        if kind != PASSES[2]:
            codes = {row["id"]: row["keco"] for row in whole}
            yield from _people(people, _ranked(whole, people, kind, model), codes)
    if not installed:
        yield f"no text model is installed ({', '.join(likeness.MODELS)}): nothing was measured with one"


def _names(asks: Sequence[Row], lists: dict[str, list[str]]) -> Iterator[str]:
    found = [evaluate.ndcg(lists[ask["qid"]], ask["rel"]) for ask in asks]
    hard = [value for value, ask in zip(found, asks, strict=True) if ask["hard"]]
    yield f"  K1 nDCG@10 {_mean(found):.3f} (halves {_mean(found[::2]):.3f} {_mean(found[1::2]):.3f}), hard {_mean(hard):.3f}"


def _duties(asks: Sequence[Row], lists: dict[str, list[str]]) -> Iterator[str]:
    found = [evaluate.ndcg(lists[ask["qid"]], ask["rel"]) for ask in asks]
    steep = [evaluate.ndcg(lists[ask["qid"]], ask["rel"], evaluate.steep_gain) for ask in asks]
    halves = f"halves {_mean(found[::2]):.3f} {_mean(found[1::2]):.3f}"
    yield f"  K3 nDCG@10 {_mean(found):.3f} ({halves}), by 2^grade - 1 {_mean(steep):.3f}"


def _people(asks: Sequence[Row], lists: dict[str, list[str]], codes: dict[str, str]) -> Iterator[str]:
    places = [evaluate.place_of_group([codes[found] for found in lists[ask["qid"]]], ask["keco"]) for ask in asks]
    first, hits = [place == 1 for place in places], [place is not None and place <= evaluate.DEPTH for place in places]
    halves = f"halves {_mean(hits[::2]):.3f} {_mean(hits[1::2]):.3f}"
    yield f"  K4 top 1 {_mean(first):.3f}, hit@10 {_mean(hits):.3f} ({halves}), {len(asks)} people of {YEAR}"
    for name, bands in (("sex", [ask["gender"] for ask in asks]), ("age", [_band(ask["age"]) for ask in asks])):
        shares = evaluate.shares(hits, bands)
        yield (
            f"    hit@10 by {name}: ratio {evaluate.ratio(shares):.3f}, {shares}"
            if shares
            else f"    {name}: not in the data"
        )


def _band(age: int | None) -> str | None:
    return None if age is None else next(name for most, name in _BANDS if age <= most)


_BANDS = ((29, "18-29"), (39, "30-39"), (49, "40-49"), (200, "50+"))


def _ranked(postings: Sequence[Row], asks: Sequence[Row], kind: str, model: str) -> dict[str, list[str]]:
    """Lists of posting ids by qid, as the command writes them."""
    offered = [{key: row.get(key) for key in ("id", "title", "text", "keco", "cert")} for row in postings]
    asking = [{"qid": ask["qid"], "text": ask["text"]} for ask in asks]
    if kind == PASSES[2]:
        offered = [{**row, "keco": None} for row in offered]
    hidden: dict[str, str] = {}
    if kind == PASSES[1]:
        offered, asking, hidden = _hide(offered, asking)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("P.jsonl", "Q.jsonl", "run.jsonl")]
        for path, rows in zip(paths, (offered, asking), strict=False):
            path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        files = ("--postings", str(paths[0]), "--profiles", str(paths[1]), "-k", str(PLACES), "--out", str(paths[2]))
        asked = ("--model", model) if model else ()
        command = (sys.executable, "-m", "matching.core", "rank", *files, *asked)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        made = [json.loads(line) for line in paths[2].read_text(encoding="utf-8").splitlines()]
    return {hidden.get(row["qid"], row["qid"]): [hidden.get(found, found) for found in row["ids"]] for row in made}


def _hide(offered: list[Row], asking: list[Row]) -> tuple[list[Row], list[Row], dict[str, str]]:
    """Both with random tokens for ids and codes and in random order, and what each token stands for."""
    drawn = random.Random(SEED)  # noqa: S311
    keys = sorted({row["id"] for row in offered} | {row["keco"] for row in offered} | {row["qid"] for row in asking})
    token = {key: f"{drawn.getrandbits(64):016x}" for key in keys}
    offered = [{**row, "id": token[row["id"]], "keco": token[row["keco"]]} for row in offered]
    asking = [{**row, "qid": token[row["qid"]]} for row in asking]
    drawn.shuffle(offered)
    drawn.shuffle(asking)
    return offered, asking, {hidden: key for key, hidden in token.items()}


def _dictionary() -> list[Row]:
    lines = (DATA / "occupations" / "kjobdict_for_developers.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return [{**row, "title": row["name"], "text": f"{row['sum'] or ''}\n{row['duty'] or ''}"} for row in rows]


def _read(name: str) -> list[Row]:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


if __name__ == "__main__":
    for line in run():
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
