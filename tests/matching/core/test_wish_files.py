"""`python -m matching.core allocate`: from files to a file, or a sentence that names the cell."""

import subprocess
import sys
from pathlib import Path

import pytest

from matching.core.__main__ import main

WISHES = "candidate,rank,seat,score\n나,1,s1,80\n가,1,s1,90.5\n가,2,s2,10\n다,1,s2,10.0\n나,2,s2,9\n"
SEATS = "seat,capacity\ns1,1\ns2,1\n"


@pytest.fixture
def files(tmp_path: Path):
    def write(wishes: str = WISHES, seats: str = SEATS) -> list[str]:
        (tmp_path / "W.csv").write_text(wishes, encoding="utf-8")
        (tmp_path / "S.csv").write_text(seats, encoding="utf-8")
        named = {"wishes": "W.csv", "seats": "S.csv", "out": "A.csv"}
        return [
            "allocate",
            "--seed",
            "7",
            *(word for key, name in named.items() for word in (f"--{key}", str(tmp_path / name))),
        ]

    return write


def test_allocation_is_written_by_candidate(files, tmp_path: Path) -> None:
    assert main(files()) == 0

    assert (tmp_path / "A.csv").read_text(encoding="utf-8") == "candidate,seat\n가,s1\n나,\n다,s2\n"


def test_order_of_rows_changes_no_byte(files, tmp_path: Path) -> None:
    main(files())
    first = (tmp_path / "A.csv").read_bytes()
    head, *rows = WISHES.splitlines()

    main(files("\n".join([head, *reversed(rows)])))

    assert (tmp_path / "A.csv").read_bytes() == first


def test_byte_order_mark_and_further_columns_are_let_through(files, tmp_path: Path) -> None:
    assert main(files("\ufeffnote,candidate,rank,seat,score\nx,가,1,s1,1\n")) == 0

    assert (tmp_path / "A.csv").read_text(encoding="utf-8") == "candidate,seat\n가,s1\n"


@pytest.mark.parametrize(
    ("wishes", "seats", "where"),
    [
        ("candidate,rank,seat,score\n가,1,s9,1\n", SEATS, "W.csv: row 2, column seat: s9 is not in the file of seats"),
        ("candidate,rank,seat,score\n가,1,s1,1\n가,2,s1,1\n", SEATS, "W.csv: row 3, column seat: 가 names s1 twice"),
        ("candidate,rank,seat,score\n가,1,s1,1\n가,1,s2,1\n", SEATS, "W.csv: row 3, column rank: 가 names 1 twice"),
        ("candidate,rank,seat,score\n가,1,s1, \n", SEATS, "W.csv: row 2, column score: is blank"),
        ("candidate,rank,seat,score\n가,1,s1,nan\n", SEATS, "W.csv: row 2, column score: 'nan' is not a number"),
        ("candidate,rank,seat,score\n가,1,s1,높음\n", SEATS, "W.csv: row 2, column score: '높음' is not a number"),
        ("candidate,rank,seat,score\n가,0,s1,1\n", SEATS, "W.csv: row 2, column rank: '0' is not a whole number"),
        ("candidate,rank,seat,score\n가,1,s1\n", SEATS, "W.csv: row 2, column score: is blank"),
        ("candidate,rank,seat\n가,1,s1\n", SEATS, "W.csv: row 1, column score: the column is missing"),
        ("", SEATS, "W.csv: row 1, column candidate: the column is missing"),
        (WISHES, "seat,capacity\ns1,-1\n", "S.csv: row 2, column capacity: '-1' is not a whole number of at least 0"),
        (WISHES, "seat,capacity\ns1,1\ns1,2\n", "S.csv: row 3, column seat: s1 stands there twice"),
        (WISHES, "seat,capacity\ns1,한 명\n", "S.csv: row 2, column capacity: '한 명' is not a whole number"),
    ],
)
def test_bad_row_is_named_and_nothing_is_written(
    files, tmp_path: Path, capsys, wishes: str, seats: str, where: str
) -> None:
    assert main(files(wishes, seats)) == 2

    assert where in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["S.csv", "W.csv"]


def test_missing_file_is_named(files, tmp_path: Path, capsys) -> None:
    command = files()
    (tmp_path / "S.csv").unlink()

    assert main(command) == 2

    assert "S.csv" in capsys.readouterr().err


def test_command_needs_no_django(files) -> None:
    code = f"import sys; from matching.core.__main__ import main; main({files()!r}); print('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "False"
