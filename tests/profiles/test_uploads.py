"""Files that are handed on: what they are by their bytes, what is left out of them, how they are called."""

import io
import struct
import unicodedata
import zlib

import pytest
from django.core.exceptions import ValidationError
from pypdf import PdfReader

from profiles import uploads
from profiles.web import cv
from tests.jobs.stories import JPEG, PNG
from tests.profiles.cv import hostile, papers


def wide_png(width: int, height: int) -> bytes:
    """A PNG of so many pixels that is small until it is drawn."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


REFUSED = {
    "empty": (lambda: b"", "empty", "내용이 없습니다"),
    "HWP renamed .pdf": (lambda: hostile.ole("FileHeader", "DocInfo"), "old_hwp", "한글(HWP) 파일입니다"),
    "HWPX renamed .pdf": (lambda: hostile.HWPX, "unknown_kind", "PDF, JPG, PNG 파일이 아닙니다"),
    "zip bomb": (hostile.flat_bomb, "too_much_inside", "너무 복잡해"),
    "polyglot": (papers.with_zip_behind, "two_kinds", "덧붙어"),
    "script": (papers.script, "active", "저절로 움직이는"),
    "large picture": (lambda: papers.picture(60_000, 60_000), "picture_too_wide", "너무 큰 그림"),
    "form": (lambda: papers.pinning(papers.BOX % b"/V (x)"), "unfinished_form", "빈칸에 적은 답"),
    "resident number": (lambda: papers.telling("620307-2345678"), "resident_number", "주민등록번호가 있어"),
    "PNG of 30000 by 30000": (lambda: wide_png(30_000, 30_000), "picture_too_wide", "가로와 세로가 너무 깁니다"),
    "JPEG that is none": (lambda: b"\xff\xd8\xff" + bytes(100), "picture_unknown", "JPG나 PNG 사진만"),
    "6 MB": (lambda: bytes(6 * 1024 * 1024), "too_large", "5MB까지"),
    "GIF": (lambda: b"GIF89a" + bytes(100), "unknown_kind", "PDF, JPG, PNG 파일이 아닙니다"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_looked_at_refuses_in_plain_words(name: str) -> None:
    make, code, words = REFUSED[name]

    with pytest.raises(ValidationError) as refused:
        uploads.looked_at(make(), "소개.pdf")

    assert refused.value.code == code
    assert words in refused.value.messages[0]


def test_looked_at_keeps_of_a_pdf_its_pages_written_anew() -> None:
    found = uploads.looked_at(papers.WORDS, "소개.pdf")

    assert (found.name, found.content_type, found.pages) == ("소개.pdf", "application/pdf", 1)
    assert found.content != papers.WORDS
    assert "동네 도서관" in PdfReader(io.BytesIO(found.content)).pages[0].extract_text()
    assert uploads.looked_at(found.content, "소개.pdf") == found


def test_looked_at_leaves_of_a_picture_the_picture_alone() -> None:
    exif = b"Exif\0\0GPS 37.5665 126.9780"
    with_place = JPEG[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + JPEG[2:] + b"PK\x03\x04 behind"

    found = uploads.looked_at(with_place, "사진.jpeg")

    assert (found.name, found.content_type, found.pages) == ("사진.jpg", "image/jpeg", None)
    assert found.content == uploads.looked_at(JPEG, "").content
    assert uploads.looked_at(PNG, "a.b.png").name == "a.b.png"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        (unicodedata.normalize("NFD", "김영희 자기소개.PDF"), "김영희 자기소개.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\문서\\소개.pdf", "소개.pdf"),
        ("소개😀.pdf", "소개😀.pdf"),
        ("gpj.\u202efdp.exe", "gpj.fdp.pdf"),
        ('소\x00개\r\n"<b>".pdf', "소 개 b.pdf"),
        ("", "파일.pdf"),
        ("...", "파일.pdf"),
        ("가" * 200 + ".pdf", "가" * 80 + ".pdf"),
        ("소개.hwp.pdf", "소개.hwp.pdf"),
        ("이력서 2026. 3. 7.", "이력서 2026. 3. 7.pdf"),
    ],
)
def test_looked_at_gives_a_plain_name(name: str, kept: str) -> None:
    assert uploads.looked_at(papers.WORDS, name).name == kept


def test_looked_at_asks_to_wait_when_all_places_are_taken() -> None:
    with uploads.PLACES, uploads.PLACES, pytest.raises(ValidationError) as refused:
        uploads.looked_at(papers.WORDS, "소개.pdf")

    assert refused.value.code == "busy"


def test_places_are_not_those_where_cvs_are_read() -> None:
    assert uploads.PLACES is not cv.PLACES
    with cv.PLACES, cv.PLACES:
        assert uploads.looked_at(papers.WORDS, "소개.pdf").pages == 1
