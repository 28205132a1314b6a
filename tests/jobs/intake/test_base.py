"""What outside text becomes: clean, masked, dated, placed; and what is refused."""

from datetime import date

import pytest

from jobs.intake import base
from jobs.intake.base import Unreadable


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("호텔리젠트마린 F&amp;amp;B", "호텔리젠트마린 F&B"),
        ("  두  칸\n띄움 ", "두 칸 띄움"),
        ("문의 010-1234-5678로", "문의 010-****-****로"),
        ("문의 02)345.6789", "문의 02-****-****"),
        ("대표 1588-1234", "대표 1588-****-****"),
        ("청소<br/>경비 <b>모집</b>", "청소 경비 모집"),
        ("학교안전 <3동>", "학교안전 <3동>"),
        ("줄\x00바\x1b꿈\ud800", "줄바꿈"),
        (12, "12"),
        (None, ""),
        (True, ""),
        (["목록"], ""),
    ],
)
def test_words_are_clean(dirty, clean):
    assert base.words(dirty) == clean


def test_words_are_cut_at_what_the_column_holds():
    assert base.words("가" * 201, 200) == "가" * 199 + "…"
    assert base.words("가" * 200, 200) == "가" * 200


def test_lines_keep_their_breaks():
    assert (
        base.lines("청소  업무&lt;br&gt;오전 9시\n\n\n\n문의 010 1234 5678")
        == "청소 업무\n오전 9시\n\n문의 010-****-****"
    )


def test_line_with_number_keeps_the_number():
    assert base.line_with_number(" 02-345-6789 ") == "02-345-6789"


@pytest.mark.parametrize("value", ["", None, "  ", "<br>", []])
def test_title_must_be_there(value):
    with pytest.raises(Unreadable, match="제목이 없습니다"):
        base.title(value)


def test_title_must_fit_a_list():
    assert base.title("가" * 300) == "가" * 300
    with pytest.raises(Unreadable, match="300자보다 깁니다"):
        base.title("가" * 301)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20261231", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)),
        ("26-10-04", date(2026, 10, 4)),
        ("채용시까지  26-10-04", date(2026, 10, 4)),
        (20261231, date(2026, 12, 31)),
        ("채용시까지", None),
        ("", None),
        (None, None),
    ],
)
def test_day_is_read(text, day):
    assert base.day(text) == day


@pytest.mark.parametrize("text", ["20260231", "26-13-01", "2026", "내일 3시"])
def test_day_that_cannot_be_is_refused(text):
    with pytest.raises(Unreadable):
        base.day(text)


def test_place_drops_the_postal_code():
    assert base.place("(07535)  서울특별시 강서구 양천로67길 (염창동)") == "서울특별시 강서구 양천로67길 (염창동)"
    assert base.place("08027 서울특별시 양천구") == "서울특별시 양천구"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("서울 용산구", "11170"),
        ("서울특별시 강서구 양천로67길", "11500"),
        ("서울시중구 세종대로", "11140"),
        ("부산 강서구", ""),
        ("강서구", ""),
        ("서울 없는구", ""),
        ("", ""),
    ],
)
def test_district_needs_the_city_beside_it(text, code):
    assert base.district(text) == code


@pytest.mark.parametrize(
    ("code", "keco"),
    [("550102", "5501"), ("28408", "0284"), ("890001", "8900"), ("559999", "55"), ("999999", ""), ("", "")],
)
def test_keco_is_the_longest_known_beginning(code, keco):
    assert base.keco(code) == keco
