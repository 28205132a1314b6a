"""What a zip may hold, at each bound: just inside it is taken, just outside refused, so that no bound is there for show."""

import io
import zipfile

import pytest

from profiles.cv import archives
from profiles.cv.refusals import Unreadable
from tests.profiles.cv import hostile
from tests.profiles.cv.hostile import MIB


def code_of(content: bytes) -> str | None:
    try:
        archives.check(content)
    except Unreadable as refused:
        return refused.code
    return None


def stored(entries: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(("count", "code"), [(1_000, None), (1_001, "too_much_inside")])
def test_number_of_entries(count: int, code: str | None) -> None:
    assert code_of(stored({f"{number}.txt": b"" for number in range(count)})) == code


@pytest.mark.parametrize(("bound", "code"), [(3 * MIB, None), (3 * MIB - 1, "too_much_inside")])
def test_bytes_of_all_entries_together(monkeypatch, bound: int, code: str | None) -> None:
    monkeypatch.setattr(archives, "MOST_INFLATED", bound)

    assert code_of(hostile.zipped({f"{number}.txt": b" " * MIB for number in range(3)})) == code


@pytest.mark.parametrize(("mib", "code"), [(4, None), (5, "too_much_inside")])
def test_ratio_counts_from_a_size_on(mib: int, code: str | None) -> None:
    assert code_of(hostile.zipped({"a.txt": b" " * mib * MIB})) == code


def test_an_entry_that_says_less_than_comes_out_is_refused() -> None:
    assert code_of(hostile.flat_bomb(1)) is None
    assert code_of(hostile.lying_bomb()) == "too_much_inside"


@pytest.mark.parametrize(
    "inside",
    [
        hostile.zipped({}),
        b"Rar!\x1a\x07",
        b"7z\xbc\xaf\x27\x1c",
        b"\xfd7zXZ\0",
        hostile.OLE,
        hostile.zipped({"a": b""}),
    ],
    ids=["empty zip", "rar", "7z", "xz", "ole", "zip"],  # a zip holds the time: each worker would name it otherwise
)
def test_archives_inside_are_refused(inside: bytes) -> None:
    assert code_of(hostile.zipped({"a.bin": inside})) == ("nested" if inside[:4] != b"PK\x05\x06" else None)


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b'<?xml version="1.0" encoding="UTF-8"?><a>DOCTYPE</a>', None),
        (b"<a>&lt;!DOCTYPE&gt;</a>", None),
        (b"<!DOCTYPE a><a/>", "too_much_inside"),
        (b" " * 65_530 + b"<!DOCTYPE a><a/>", "too_much_inside"),  # over the edge of two pieces
        ("<!DOCTYPE a><a/>".encode("utf-16-le"), "too_much_inside"),
        ("<!DOCTYPE a><a/>".encode("utf-16-be"), "too_much_inside"),
        (b'<?xml version="1.0" encoding="IBM037"?><a/>', "broken"),
        ('<?xml version="1.0" encoding="EUC-KR"?><a>가</a>'.encode("euc-kr"), "broken"),
    ],
)
def test_xml_with_a_dtd_or_an_odd_encoding_is_refused(xml: bytes, code: str | None) -> None:
    assert code_of(hostile.zipped({"word/document.xml": xml})) == code


def test_dtd_outside_of_xml_is_no_matter() -> None:
    assert code_of(hostile.zipped({"media/picture.png": b"<!DOCTYPE a>"})) is None


@pytest.mark.parametrize("cut", [1, 10, 22, 100, 2000])
def test_cut_archives_are_refused(cut: int) -> None:
    assert code_of(hostile.DOCX[:-cut]) == "broken"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_stand_twice_are_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for content in (b"<a/>", b"<b/>"):
            archive.writestr("word/document.xml", content)

    assert code_of(held.getvalue()) == "broken"
