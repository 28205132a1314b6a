"""`python -m matching.core rank`: from files to a file, or a sentence that names the cell."""

import json
import random
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from matching.core.__main__ import main

POSTINGS = [
    {
        "id": "b",
        "title": "급식 조리원",
        "text": "학교 급식실에서 음식을 조리합니다.",
        "keco": "5321",
        "cert": "조리기능사",
    },
    {"id": "a", "title": "경비원", "text": "건물을 순찰합니다.", "keco": None, "cert": None},
    {"id": "c", "title": "요양보호사", "text": None, "more": {"unknown": [1]}},
    {"id": 10, "title": None, "text": "건물을 순찰합니다."},
]
NAMED = [{"qid": "q", "text": "간호사"}]
PROFILES = [
    {"qid": "q2", "text": "학교에서 음식을 만들었습니다", "cert": ["조리기능사", None]},
    {"qid": "q1", "text": "순찰", "keco": "9999"},
    {"qid": 3, "text": None},
]


@pytest.fixture
def rank(tmp_path: Path):
    def run(postings=POSTINGS, profiles=PROFILES, k: int = 2) -> int:
        for name, rows in (("P", postings), ("Q", profiles)):
            lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
            (tmp_path / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        paths = [str(tmp_path / name) for name in ("P.jsonl", "Q.jsonl", "run.jsonl")]
        return main(["rank", "--postings", paths[0], "--profiles", paths[1], "-k", str(k), "--out", paths[2]])

    return run


@pytest.fixture
def made(tmp_path: Path):
    return lambda: [json.loads(line) for line in (tmp_path / "run.jsonl").read_text(encoding="utf-8").splitlines()]


def test_best_postings_come_first_in_whole_points(rank, made) -> None:
    assert rank() == 0

    rows = made()
    assert [row["qid"] for row in rows] == [3, "q1", "q2"]
    assert rows[2]["ids"][0] == "b"
    assert all(isinstance(points, int) for row in rows for points in row["points"])
    assert all(row["points"] == sorted(row["points"], reverse=True) for row in rows)


def test_ties_go_by_id_as_a_string(rank, made) -> None:
    rank(k=4)

    assert made()[0] == {"qid": 3, "ids": [10, "a", "b", "c"], "points": [0, 0, 0, 0]}


def test_k_beyond_the_postings_gives_each_once(rank, made) -> None:
    rank(k=50)

    assert all(sorted(map(str, row["ids"])) == ["10", "a", "b", "c"] for row in made())


def test_order_of_rows_changes_no_byte(rank, tmp_path: Path) -> None:
    rank()
    first = (tmp_path / "run.jsonl").read_bytes()
    postings, profiles = POSTINGS[:], PROFILES[:]
    random.Random(5).shuffle(postings)  # noqa: S311
    random.Random(7).shuffle(profiles)  # noqa: S311

    rank(postings, profiles)

    assert (tmp_path / "run.jsonl").read_bytes() == first


def test_order_of_rows_changes_no_byte_where_people_teach(rank, tmp_path: Path) -> None:
    offered = [{**row, "keco": code} for row, code in zip(POSTINGS, ("x", "y", "x", "y"), strict=True)]
    told = ("급식 / 새벽", "순찰 / 야간", "요양 / 새벽", "건물 / 야간", "야간 / 새벽")
    people = [{"qid": str(place), "text": text, "cert": ["조리기능사"]} for place, text in enumerate(told)]
    rank(offered, people)
    first = (tmp_path / "run.jsonl").read_bytes()

    rank(offered[::-1], people[::-1])

    assert (tmp_path / "run.jsonl").read_bytes() == first


ALONE = [
    ("간호사", "환자 간호 병원 돌봄"),
    ("조리사", "식당 조리 음식 병원"),
    ("운전사", "버스 운전 승객 환자"),
    ("간호 조무사", None),
    ("쀍쀍", "xqz"),
]


@pytest.mark.parametrize("names", ["abcde", "edcba", "cdeab", "daebc"])
def test_points_do_not_hang_on_ids_though_a_text_shares_no_word(rank, made, names: str) -> None:
    rank([{"id": str(place), "title": title, "text": text} for place, (title, text) in enumerate(ALONE)], NAMED, k=5)
    numbered = {row["ids"][place]: points for row in made() for place, points in enumerate(row["points"])}
    offered = [{"id": name, "title": title, "text": text} for name, (title, text) in zip(names, ALONE, strict=True)]

    rank(offered, NAMED, k=5)

    (row,) = made()
    assert {str(names.index(name)): points for name, points in zip(row["ids"], row["points"], strict=True)} == numbered


def test_points_do_not_hang_on_ids_where_names_are_learnt(rank, made) -> None:
    """Of made-up postings large enough for the learning of names to round on the way."""
    draw = random.Random(11)  # noqa: S311
    words = ["".join(draw.choices("가나다라마바사아자차카타파하", k=2)) for _ in range(60)]
    offered = [
        {"title": " ".join(draw.choices(words, k=2)), "text": " ".join(draw.choices(words, k=12))} for _ in range(400)
    ]
    asks = [{"qid": word, "text": word} for word in sorted(set(words))]
    found = []
    for shift in (0, 137, 251):
        ids = [f"{(place + shift) % 400:03}" for place in range(400)]
        rank([{"id": pk, **row} for pk, row in zip(ids, offered, strict=True)], asks, k=400)
        of_place = {pk: place for place, pk in enumerate(ids)}
        found.append([sorted(zip((of_place[pk] for pk in row["ids"]), row["points"], strict=True)) for row in made()])

    assert found[0] == found[1] == found[2]


def test_decomposed_letters_ask_the_same(rank, made) -> None:
    offered = [{"id": "a", "title": "운전사", "text": "버스 운전 면허증 PD"}, {"id": "b", "title": "안내원"}]
    ask = "운전 면허증 PD"
    rank(offered, [{"qid": form, "text": unicodedata.normalize(form, ask)} for form in ("NFC", "NFD", "NFKD")])

    first, *others = made()
    assert [(row["ids"], row["points"]) for row in others] == [(first["ids"], first["points"])] * 2


def test_blank_lines_and_byte_order_mark_are_let_through(rank, made) -> None:
    assert rank(["\ufeff" + json.dumps(POSTINGS[0]), "", json.dumps(POSTINGS[1])]) == 0

    assert made()[2]["ids"] == ["b", "a"]


def test_no_postings_give_empty_lists(rank, made) -> None:
    assert rank([""]) == 0

    assert made()[0] == {"qid": 3, "ids": [], "points": []}


@pytest.mark.parametrize(
    ("postings", "profiles", "where"),
    [
        (['{"id": "a"', *POSTINGS], PROFILES, "P.jsonl: row 1, column -: is not JSON"),
        ([POSTINGS[0], "[1]"], PROFILES, "P.jsonl: row 2, column -: is not a JSON object"),
        ([{"title": "이름 없음"}], PROFILES, "P.jsonl: row 1, column id: None is not a text or a whole number"),
        ([{"id": True}], PROFILES, "P.jsonl: row 1, column id: True is not"),
        ([{"id": "10"}, {"id": 10}], PROFILES, "P.jsonl: row 2, column id: 10 stands there twice"),
        ([{"id": "a", "title": 5}], PROFILES, "P.jsonl: row 1, column title: is not a text"),
        (POSTINGS, [{"qid": "q", "cert": {"a": 1}}], "Q.jsonl: row 1, column cert: is not a text"),
        (POSTINGS, [{"id": "q"}], "Q.jsonl: row 1, column qid: None"),
    ],
)
def test_bad_row_is_named_and_nothing_is_written(rank, tmp_path: Path, capsys, postings, profiles, where: str) -> None:
    assert rank(postings, profiles) == 2

    assert where in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["P.jsonl", "Q.jsonl"]


def test_no_places_are_refused(rank, tmp_path: Path, capsys) -> None:
    assert rank(k=0) == 2

    assert "k is 0" in capsys.readouterr().err
    assert not (tmp_path / "run.jsonl").exists()


def test_command_needs_no_django(tmp_path: Path) -> None:
    code = "import sys, runpy; sys.argv = ['x', '--help']\n"
    code += "try: runpy.run_module('matching.core', run_name='__main__')\n"
    code += "except SystemExit: pass\nprint(sorted({'django', 'celery', 'numba'} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"
