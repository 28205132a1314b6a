"""Names as operators and the city write them: one a line or parted by commas, none twice, each of a length that can be kept."""

import pytest
from django.core.exceptions import ValidationError

from jobs.web.names_field import NamesField


def test_lines_and_commas_part_names_and_none_stands_twice() -> None:
    assert NamesField().clean("요양보호사, 사회복지사 2급\n 요양보호사 \n\n운전면허") == [
        "요양보호사",
        "사회복지사 2급",
        "운전면허",
    ]


def test_a_name_typed_on_another_keyboard_is_the_same() -> None:
    assert NamesField().clean("\u1100\u1161") == ["가"]


def test_what_stood_there_is_shown_line_by_line() -> None:
    assert NamesField().prepare_value(["가", "나"]) == "가\n나"


def test_a_name_too_long_to_be_kept_is_refused() -> None:
    with pytest.raises(ValidationError, match="80자까지"):
        NamesField().clean("가" * 81)
