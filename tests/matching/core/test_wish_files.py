"""`python -m matching.core allocate`: from files to a file, or a sentence that names the cell."""

import csv
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from matching.core.__main__ import main
from matching.core.verify import Terms, Wish, problems

WISHES = "candidate,rank,seat,score\n나,1,s1,80\n가,1,s1,90.5\n가,2,s2,10\n다,1,s2,10.0\n나,2,s2,9\n"
SEATS = "seat,capacity\ns1,1\ns2,1\n"
LETTERS = {"wishes": "W", "seats": "S", "candidates": "C", "groups": "G", "reserves": "R", "regions": "Z", "caps": "K"}


class Files:
    """A folder of files of a round, by the name of their argument."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "A.csv"

    def command(self, seed: str = "7", **texts: str) -> list[str]:
        words = ["allocate", "--seed", seed, "--out", str(self.out)]
        for name, text in {"wishes": WISHES, "seats": SEATS, **texts}.items():
            path = self.folder / f"{LETTERS[name]}.csv"
            path.write_text(text, encoding="utf-8")
            words += [f"--{name}", str(path)]
        return words

    def run(self, **texts: str) -> str:
        assert main(self.command(**texts)) == 0
        return self.out.read_bytes().decode()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def test_allocation_is_written_by_candidate(files: Files) -> None:
    assert files.run() == "candidate,seat\n가,s1\n나,\n다,s2\n"


def test_order_of_rows_changes_no_byte(files: Files) -> None:
    texts = {
        "wishes": WISHES,
        "seats": "seat,capacity\ns3,1\ns1,2\ns2,1\n",
        "candidates": "candidate\n하\n나\n가\n다\n",
        "groups": "candidate,group\n나,g\n가,h\n",
        "reserves": "seat,group,count\ns1,g,1\ns3,h,1\n",
        "regions": "region,seat,target\nr,s2,0\n",
        "caps": "region,cap\nr,1\n",
    }
    turned = {}
    for name, text in texts.items():
        head, *rows = text.splitlines()
        turned[name] = "\n".join([head, *reversed(rows)])

    assert files.run(**texts) == files.run(**turned)


def test_everyone_of_the_candidates_has_a_row(files: Files) -> None:
    assert files.run(candidates="candidate\n하\n가\n") == "candidate,seat\n가,s1\n나,\n다,s2\n하,\n"


def test_round_without_wishes_or_seats_is_written(files: Files) -> None:
    head = "candidate,rank,seat,score\n"

    assert files.run(wishes=head, candidates="candidate\n가\n") == "candidate,seat\n가,\n"
    assert files.run(wishes=head, seats="seat,capacity\n") == "candidate,seat\n"


def test_byte_order_mark_and_further_columns_are_let_through(files: Files) -> None:
    text = "\ufeffnote,candidate,rank,seat,score\nx,가,1,s1,1\n\nx,나,2,s1,1e-3\n"

    assert files.run(wishes=text) == "candidate,seat\n가,s1\n나,\n"


def test_pair_that_is_not_acceptable_is_dropped(files: Files) -> None:
    text = "candidate,rank,seat,score,acceptable\n가,1,s1,99,0\n가,7,s2,1,1\n나,1,s1,1,1\n다,1,s1,100,0\n"

    assert files.run(wishes=text) == "candidate,seat\n가,s2\n나,s1\n다,\n"


def test_scores_are_compared_to_the_last_decimal(files: Files) -> None:
    tail = "0" * 40
    text = f"candidate,rank,seat,score\n가,1,s1,0.3{tail}1\n나,1,s1,0.3{tail}2\n"

    assert files.run(wishes=text) == "candidate,seat\n가,\n나,s1\n"


def test_numbers_of_any_length_are_read(files: Files) -> None:
    many = "9" * 40
    found = files.run(
        wishes=f"candidate,rank,seat,score\n가,{many}8,s1,{many}\n가,{many}7,s2,-{many}e99\n",
        seats=f"seat,capacity\ns1,{many}\ns2,{many}\n",
        regions=f"region,seat,target\nr,s2,{many}\n",
        caps=f"region,cap\nr,{many}0\n",
        groups="candidate,group\n가,g\n",
        reserves=f"seat,group,count\ns1,g,{many}\n",
    )

    assert found == "candidate,seat\n가,s2\n"


def test_reserve_comes_first(files: Files) -> None:
    text = "candidate,rank,seat,score\n가,1,s1,9\n나,1,s1,8\n다,1,s1,1\n"

    found = files.run(
        wishes=text,
        seats="seat,capacity\ns1,2\n",
        groups="candidate,group\n다,g\n하,g\n다,h\n",
        reserves="seat,group,count\ns1,g,1\n",
    )

    assert found == "candidate,seat\n가,s1\n나,\n다,s1\n"


def test_seats_of_a_region_take_turns_in_the_order_of_their_names(files: Files) -> None:
    text = "candidate,rank,seat,score\n가,1,s9,9\n나,1,s10,8\n다,1,s9,1\n"

    found = files.run(
        wishes=text,
        seats="seat,capacity\ns9,5\ns10,5\n",
        regions="region,seat,target\nr,s9,0\nr,s10,0\n",
        caps="region,cap\nr,1\n",
    )

    assert found == "candidate,seat\n가,\n나,s10\n다,\n"


HEAD = "candidate,rank,seat,score\n"


@pytest.mark.parametrize(
    ("wishes", "where"),
    [
        (f"{HEAD}가,1,s9,1\n", "row 2, column seat: s9 is not known"),
        (f"{HEAD}가,1,s1,1\n가,2,s1,1\n", "row 3, column seat: 가 names s1 twice"),
        (f"{HEAD}가,1,s1,1\n나,1,s1,1\n가,1,s2,1\n", "row 4, column rank: 가 names 1 twice"),
        (f"{HEAD}가,1,s1, \n", "row 2, column score: is blank"),
        (f"{HEAD}가,1,s1,nan\n", "row 2, column score: 'nan' is not a number"),
        (f"{HEAD}가,1,s1,Infinity\n", "row 2, column score: 'Infinity' is not a number"),
        (f"{HEAD}가,1,s1,1_0\n", "row 2, column score: '1_0' is not a number"),
        (f"{HEAD}가,1,s1,높음\n", "row 2, column score: '높음' is not a number"),
        (f"{HEAD}가,0,s1,1\n", "row 2, column rank: '0' is not a whole number of at least 1"),
        (f"{HEAD}가,1.0,s1,1\n", "row 2, column rank: '1.0' is not a whole number"),
        (f"{HEAD}\n가,1,s1\n", "row 3, column score: is blank"),
        (f"{HEAD},1,s1,1\n", "row 2, column candidate: is blank"),
        (f"{HEAD}가,1,s1,1,5\n", "row 2, column 5: the header has no such column"),
        ("candidate,rank,seat,score,acceptable\n가,1,s1,1,2\n", "row 2, column acceptable: '2' is neither 0 nor 1"),
        ("candidate,rank,seat,score,acceptable\n가,1,s1,1,\n", "row 2, column acceptable: is blank"),
        ("candidate,rank,seat,score,acceptable\n가,1,s1,1\n", "row 2, column acceptable: is blank"),
        ("\n\ncandidate,rank,seat\n", "row 3, column score: the column is missing"),
        ("candidate,rank,seat,score,acceptable\n가,1,s1,,0\n", "row 2, column score: is blank"),
        ("candidate,rank,seat\n가,1,s1\n", "row 1, column score: the column is missing"),
        ("candidate,rank,seat,score,rank\n가,1,s1,1,2\n", "row 1, column rank: the column stands there twice"),
        ("", "row 1, column candidate: the column is missing"),
        (f'{HEAD}가,1,s1,"1\n', "can't be read"),
    ],
)
def test_bad_row_of_wishes_is_named(files: Files, capsys, wishes: str, where: str) -> None:
    _refuses(files, capsys, f"W.csv: {where}" if "read" not in where else where, wishes=wishes)


GROUPS, REGIONS = "candidate,group\n가,g\n", "region,seat,target\nr,s1,1\n"
RESERVES, CAPS = "seat,group,count\ns1,g,1\n", "region,cap\nr,1\n"


@pytest.mark.parametrize(
    ("texts", "where"),
    [
        (
            {"seats": "seat,capacity\ns1,-1\n"},
            "S.csv: row 2, column capacity: '-1' is not a whole number of at least 0",
        ),
        ({"seats": "seat,capacity\ns1,1\ns2,1\ns1,2\n"}, "S.csv: row 4, column seat: s1 stands there twice"),
        ({"seats": "seat,capacity\ns1,한 명\n"}, "S.csv: row 2, column capacity: '한 명' is not a whole number"),
        ({"seats": "seat,capacity\ns1,1.5\n"}, "S.csv: row 2, column capacity: '1.5' is not a whole number"),
        ({"candidates": "candidate\n가\n가\n"}, "C.csv: row 3, column candidate: 가 stands there twice"),
        ({"candidates": "candidate\n가\n\n \n"}, "C.csv: row 4, column candidate: is blank"),
        ({"groups": GROUPS + "가,g\n"}, "G.csv: row 3, column group: 가 and g stands there twice"),
        ({"groups": "candidate,group\n가,\n"}, "G.csv: row 2, column group: is blank"),
        ({"reserves": RESERVES}, "R.csv: row 2, column group: g is not known"),
        ({"groups": GROUPS, "reserves": "seat,group,count\ns9,g,1\n"}, "R.csv: row 2, column seat: s9 is not known"),
        ({"groups": GROUPS, "reserves": "seat,group,count\ns1,g,2\n"}, "R.csv: row 2, column count: 2 is above"),
        ({"groups": GROUPS, "reserves": "seat,group,count\ns1,g,-1\n"}, "R.csv: row 2, column count: '-1' is not"),
        (
            {"groups": GROUPS + "가,h\n", "reserves": RESERVES + "s1,h,0\n"},
            "R.csv: row 3, column seat: s1 stands there twice",
        ),
        ({"regions": REGIONS}, "Z.csv: row 2, column region: r is not known"),
        ({"caps": CAPS}, "K.csv: row 2, column region: r is not known: no seat is in it"),
        ({"regions": REGIONS, "caps": CAPS + "r,1\n"}, "K.csv: row 3, column region: r stands there twice"),
        ({"regions": REGIONS + "q,s1,0\n", "caps": CAPS + "q,1\n"}, "Z.csv: row 3, column seat: s1 stands there twice"),
        ({"regions": "region,seat,target\nr,s1,2\n", "caps": CAPS}, "Z.csv: row 2, column target: 2 is above"),
        ({"regions": "region,seat,target\nr,s9,0\n", "caps": CAPS}, "Z.csv: row 2, column seat: s9 is not known"),
        ({"regions": "region,seat,target\nr,s1,x\n", "caps": CAPS}, "Z.csv: row 2, column target: 'x' is not"),
        ({"regions": REGIONS + "r,s2,1\n", "caps": CAPS}, "K.csv: row 2, column cap: 1 is below the targets"),
        ({"regions": REGIONS, "caps": "region,cap\nr,-1\n"}, "K.csv: row 2, column cap: '-1' is not a whole number"),
        (
            {"groups": GROUPS, "reserves": RESERVES, "regions": REGIONS, "caps": CAPS},
            "Z.csv: row 2, column seat: s1 has a reserve: not both",
        ),
    ],
)
def test_bad_row_beside_the_wishes_is_named(files: Files, capsys, texts: dict[str, str], where: str) -> None:
    _refuses(files, capsys, where, **texts)


def test_file_that_is_no_utf8_is_named(files: Files, capsys) -> None:
    command = files.command()
    rows = [f"사람{number},1,s1,{number}\n".encode() for number in range(5_000)]
    rows[4_321] = "가,1,s1,1\n".encode("cp949")
    (files.folder / "W.csv").write_bytes(b"candidate,rank,seat,score\n" + b"".join(rows))

    assert main(command) == 2
    assert "W.csv: row 4323, column candidate: is not UTF-8" in capsys.readouterr().err
    assert not files.out.exists()


def test_bad_byte_behind_an_endless_cell_is_named(files: Files, capsys) -> None:
    command = files.command()
    (files.folder / "W.csv").write_bytes(b"candidate,rank,seat,score\n" + b"a" * 200_000 + b"\xff,1,s1,1\n")

    assert main(command) == 2
    assert "W.csv: row 2, column -" in capsys.readouterr().err


def test_empty_lines_before_the_header_are_let_through(files: Files) -> None:
    assert files.run(seats=f"\n{SEATS}") == "candidate,seat\n가,s1\n나,\n다,s2\n"


@pytest.mark.parametrize("name", ["가\r나", "가\n나", '가"나', "가,나", " 가 "])
def test_names_of_any_letters_come_out_as_they_went_in(files: Files, name: str) -> None:
    quoted = name.replace('"', '""')

    files.run(wishes=f'{HEAD}"{quoted}",1,s1,1\n')

    with files.out.open(encoding="utf-8", newline="") as out:
        assert list(csv.reader(out)) == [["candidate", "seat"], [name, "s1"]]


def test_result_of_an_earlier_call_is_not_left_beside_an_error(files: Files) -> None:
    files.run()

    assert main(files.command(seats="seat,capacity\ns1,-1\n")) == 2
    assert not files.out.exists()


def test_an_input_is_never_written_over(files: Files, capsys) -> None:
    command = files.command()
    command[command.index("--out") + 1] = str(files.folder / "W.csv")

    with pytest.raises(SystemExit) as ended:
        main(command)

    assert (ended.value.code, "is an input" in capsys.readouterr().err) == (2, True)
    assert (files.folder / "W.csv").read_text(encoding="utf-8") == WISHES


def test_missing_folder_is_named(files: Files, capsys) -> None:
    files.out = files.folder / "none" / "A.csv"

    assert main(files.command()) == 2
    assert f"'{files.out}'" in capsys.readouterr().err


def test_missing_file_is_named(files: Files, capsys) -> None:
    command = files.command()
    (files.folder / "S.csv").unlink()

    assert main(command) == 2

    assert "S.csv" in capsys.readouterr().err


def test_command_needs_no_django(files: Files) -> None:
    code = f"import sys; from matching.core.__main__ import main; main({files.command()!r}); print('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize("number", range(12))
def test_check_on_the_files_alone_finds_nothing(files: Files, number: int) -> None:
    """Random files with reserves, regions and ties; the check reads them by itself."""
    dice = random.Random(number)  # noqa: S311 - no secret
    seats, people = [f"자리{i}" for i in range(8)], [f"사람{i}" for i in range(60)]
    texts = {
        "wishes": _table("candidate,rank,seat,score,acceptable", _wishes(dice, people, seats)),
        "seats": _table("seat,capacity", ((seat, dice.randint(2, 8)) for seat in seats)),
        "groups": _table("candidate,group", ((name, "차상위") for name in people if dice.random() < 0.3)),
        "reserves": _table("seat,group,count", ((seat, "차상위", dice.randint(0, 2)) for seat in seats[:3])),
        "regions": _table("region,seat,target", (("권역", seat, dice.randint(0, 2)) for seat in seats[4:])),
        "caps": "region,cap\n권역,9\n",
    }
    files.run(seed=str(number), **texts)

    read = {
        path.stem: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        for path in files.folder.iterdir()
    }
    wishes: dict[str, list[Wish]] = {}
    for row in sorted(read["W"], key=lambda row: int(row["rank"])):
        wish = Wish(row["seat"], int(row["score"].replace(".", "")), row["acceptable"] == "1")
        wishes.setdefault(row["candidate"], []).append(wish)
    members = frozenset(row["candidate"] for row in read["G"])
    terms = Terms(
        {row["seat"]: int(row["capacity"]) for row in read["S"]},
        {row["seat"]: (members, int(row["count"])) for row in read["R"]},
        {row["seat"]: (row["region"], int(row["target"])) for row in read["Z"]},
        {row["region"]: int(row["cap"]) for row in read["K"]},
    )
    given = {row["candidate"]: row["seat"] or None for row in read["A"]}
    assert problems(wishes, terms, given, str(number)) == []


def _wishes(dice: random.Random, people: list[str], seats: list[str]) -> Iterator[tuple[object, ...]]:
    for name in people:
        for place, seat in enumerate(dice.sample(seats, dice.randint(1, 5))):
            yield name, 3 * place + 1, seat, f"{dice.randint(60, 64)}.{dice.randint(0, 9)}", int(dice.random() < 0.9)


def _table(head: str, rows) -> str:
    return "\n".join([head, *(",".join(map(str, row)) for row in rows)]) + "\n"


def _refuses(files: Files, capsys, where: str, **texts: str) -> None:
    command = files.command(**texts)
    before = sorted(path.name for path in files.folder.iterdir())

    assert main(command) == 2

    assert where in capsys.readouterr().err
    assert sorted(path.name for path in files.folder.iterdir()) == before
