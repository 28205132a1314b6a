"""A title stands on one line, and nothing in it hides or turns round."""

import unicodedata

import pytest

from profiles.lines import one_line


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("어르신돌봄지원단", "어르신돌봄지원단"),
        ("  두 줄\n제목\t입니다 ", "두 줄 제목 입니다"),
        ("단원지\u202e돌봄", "단원지돌봄"),
        ("빈\u200b칸\u0000", "빈칸"),
        (unicodedata.normalize("NFD", "강남구"), "강남구"),
        ("", ""),
    ],
)
def test_one_line(typed, line):
    assert one_line(typed) == line
