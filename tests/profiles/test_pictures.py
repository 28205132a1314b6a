"""Pictures are kept without what a camera writes into them; what is no picture is refused."""

import random
import struct
import zlib
from collections import Counter

import pytest
from django.core.exceptions import ValidationError

from profiles import pictures
from tests.jobs.expect import refusal
from tests.jobs.stories import JPEG, PNG

PLACE = b"37.57N 126.98E SECRET"


def segment(code: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, code, len(body) + 2) + body


def exif(way_up: int, order: str = ">") -> bytes:
    """What a phone writes: the way up, and where it was."""
    mark = b"MM\x00\x2a" if order == ">" else b"II\x2a\x00"
    entries = struct.pack(f"{order}HHHIHH", 1, 0x0112, 3, 1, way_up, 0)
    return b"Exif\0\0" + mark + struct.pack(f"{order}I", 8) + entries + PLACE


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def test_plain_pictures_stay_as_they_are():
    assert pictures.cleaned(JPEG) == ("image/jpeg", JPEG)
    assert pictures.cleaned(PNG) == ("image/png", PNG)


@pytest.mark.parametrize("code", [0xE1, 0xE2, 0xED, 0xFE])
def test_what_a_camera_writes_is_left_out(code):
    told = JPEG[:2] + segment(code, b"http://ns.adobe.com/xap/1.0/\0" + PLACE) + JPEG[2:]

    assert pictures.cleaned(told).content == JPEG


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_way_up_is_kept_and_the_place_is_not(order):
    told = JPEG[:2] + segment(0xE1, exif(6, order)) + JPEG[2:]

    kept = pictures.cleaned(told).content

    assert PLACE not in kept
    assert kept[:2] + kept[38:] == JPEG
    assert pictures._way_up(kept[12:38]) == 6
    assert pictures.cleaned(kept).content == kept


def test_what_follows_the_end_is_left_out():
    assert pictures.cleaned(JPEG + b"\xff\xd8" + PLACE).content == JPEG
    assert pictures.cleaned(PNG + PLACE).content == PNG


def test_notes_between_scans_are_left_out():
    first = JPEG.index(b"\xff\xda")
    scan = JPEG[first:-2]
    told = JPEG[:first] + scan + segment(0xE1, PLACE) + scan + b"\xff\xd9"

    assert pictures.cleaned(told).content == JPEG[:first] + scan + scan + b"\xff\xd9"


def test_words_in_a_png_are_left_out():
    told = PNG[:33] + chunk(b"tEXt", b"Comment\0" + PLACE) + chunk(b"eXIf", PLACE) + PNG[33:]

    assert pictures.cleaned(told).content == PNG


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xff\xd8\xff",
        JPEG[:-2],
        JPEG[:60],
        b"\xff\xd8\xff\xd9",
        PNG[:-4],
        PNG[:40] + b"x" + PNG[41:],
        PNG[:8] + chunk(b"IEND", b""),
    ],
    ids=range(10),
)
def test_what_is_no_whole_picture_is_refused(content):
    with refusal("picture_unknown"):
        pictures.cleaned(content)


def header(width: int, height: int) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))


def drawing(packed: bytes) -> bytes:
    """A PNG of one red dot, with these bytes as its drawing."""
    return PNG[:8] + header(1, 1) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


DOT = zlib.compress(b"\0\xff\0\0")
FRAME = struct.pack(">BHHB3B", 8, 60_000, 60_000, 1, 1, 0x11, 0)
FIRST = JPEG.index(b"\xff\xda")


def test_the_smallest_drawing_is_a_picture():
    assert pictures.cleaned(drawing(DOT)).content == drawing(DOT)
    halves = PNG[:8] + header(1, 1) + chunk(b"IDAT", DOT[:5]) + chunk(b"IDAT", DOT[5:]) + chunk(b"IEND", b"")
    assert pictures.cleaned(halves).content == halves


@pytest.mark.parametrize(
    "content",
    [
        PNG[:33] + header(60_000, 60_000) + PNG[33:],
        PNG[:33] + header(1, 1) + PNG[33:],
        PNG[:-12] + header(60_000, 60_000) + PNG[-12:],
        PNG[:33] + chunk(b"PLTE", PLACE * 40) + PNG[33:],
        PNG[:33] + chunk(b"PLTE", bytes(6)) * 2 + PNG[33:],
        PNG[:33] + chunk(b"tRNS", PLACE * 40) + PNG[33:],
        PNG[:-12] + chunk(b"IEND", PLACE),
        PNG[:-12] + chunk(b"IDAT", PLACE) + PNG[-12:],
        drawing(DOT + PLACE),
        drawing(zlib.compress(b"\0\xff\0\0" + PLACE)),
        drawing(zlib.compress(bytes(50 * 1024 * 1024))),
        drawing(DOT[:-1]),
        JPEG[:FIRST] + segment(0xC0, FRAME) + JPEG[FIRST:],
        JPEG[:-2] + segment(0xC0, FRAME) + JPEG[-2:],
        JPEG[:-2] + segment(0xC2, FRAME) + JPEG[FIRST:],
    ],
    ids=range(15),
)
def test_what_is_told_twice_or_hidden_is_refused(content):
    with refusal("picture_unknown"):
        pictures.cleaned(content)


@pytest.mark.parametrize("between", [False, True])
def test_word_of_adobe_stays_as_it_is_defined_and_no_other(between):
    place = len(JPEG) - 2 if between else 2
    adobe = segment(0xEE, b"Adobe\0\x64\0\0\0\0\1")
    told = JPEG[:place] + adobe + segment(0xEE, b"Adobe" + PLACE) + segment(0xEE, PLACE[:12]) + JPEG[place:]

    assert pictures.cleaned(told).content == JPEG[:place] + adobe + JPEG[place:]


def test_a_picture_that_is_too_large_is_refused():
    with refusal("picture_too_large"):
        pictures.cleaned(JPEG + b"\0" * pictures.MOST_BYTES)


def test_a_picture_that_would_take_all_memory_is_refused_undrawn():
    with refusal("picture_too_wide"):
        pictures.cleaned(PNG[:8] + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)) + PNG[33:])


def test_broken_bytes_end_in_a_refusal_or_a_picture():
    chance, found = random.Random(5), Counter()  # noqa: S311 - the same bytes each time
    for _ in range(2000):
        broken = bytearray(chance.choice((JPEG, PNG)))
        for _change in range(chance.randint(1, 4)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        found[_end_of(bytes(broken))] += 1

    assert min(found["picture"], found["picture_unknown"]) > 100
    assert set(found) <= {"picture", "picture_unknown", "picture_too_wide"}


def _end_of(content: bytes) -> str:
    try:
        pictures.cleaned(content)
    except ValidationError as refused:
        return refused.code
    return "picture"
