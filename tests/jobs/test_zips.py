"""Archives written as a stream: the same bytes each time, names that lead nowhere else, and the memory of one piece."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.zips import MOST_NAME, PIECE, Archive, safe_name
from tests.jobs import papering


def written(*files: tuple[str, list[bytes]]) -> bytes:
    pieces: list[bytes] = []
    archive = Archive(pieces.append)
    for name, chunks in files:
        archive.add(name, chunks)
    archive.close()
    return b"".join(pieces)


def test_the_same_files_give_the_same_bytes():
    files = (("01_지원자.csv", [b"a" * 10, b"b"]), ("회의록/제1호.pdf", [b"%PDF"]))

    assert written(*files) == written(*files)
    with zipfile.ZipFile(io.BytesIO(written(*files))) as archive:
        assert archive.testzip() is None
        assert [(line.filename, line.date_time) for line in archive.infolist()] == [
            ("01_지원자.csv", (1980, 1, 1, 0, 0, 0)),
            ("회의록/제1호.pdf", (1980, 1, 1, 0, 0, 0)),
        ]
        assert archive.read("01_지원자.csv") == b"a" * 10 + b"b"


def test_a_large_file_takes_the_memory_of_a_piece():
    sizes: list[int] = []
    archive = Archive(lambda piece: sizes.append(len(piece)))
    noise = bytes(range(256)) * 256

    with papering.memory() as used:
        added = archive.add("large.csv", (noise[number % 251 :] for number in range(1_600)))
        whole = archive.close()

    assert added.size > 100_000_000
    assert used() < 4 * PIECE
    assert max(sizes) <= PIECE
    assert sum(sizes) == whole.size


@pytest.mark.parametrize(
    "name",
    [
        "../a",
        "/a",
        "a//b",
        "a/../b",
        "a\\b",
        "a\nb",
        "a\x00b",
        "C:a",
        "NUL",
        "con.txt",
        "a ",
        "",
        ".",
        "a\u202egpj.exe",
    ],
    ids=[
        "up",
        "root",
        "empty",
        "inner",
        "back",
        "line",
        "nul",
        "drive",
        "device",
        "device-txt",
        "blank",
        "none",
        "dot",
        "turned",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name):
    with pytest.raises(ValueError, match="can't stand in an archive"):
        written((name, [b""]))


def test_a_name_stands_once():
    with pytest.raises(ValueError, match="can't stand in an archive"):
        written(("a", [b""]), ("a", [b""]))


@given(st.text(max_size=200), st.sampled_from(["", ".zip"]))
def test_any_text_becomes_a_name(text, ending):
    name = safe_name(text, ending=ending)

    assert 0 < len(name.encode()) <= MOST_NAME
    assert name.endswith(ending)
    assert not set(name) & set('<>:"/\\|?*\n\r\t\x00')
    assert safe_name(name) == name
    with zipfile.ZipFile(io.BytesIO(written((name, [b"x"])))) as archive:
        assert archive.namelist() == [name]
