"""What was typed beside a file that is too large is given back, whole boxes alone, and only to a form that asks for it."""

import pytest
from django.test import RequestFactory

from config import cut_off

KIND = "multipart/form-data; boundary=abc"


def box(name: str, value: str, more: str = "") -> bytes:
    return f'--abc\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'.encode()


WORDS = box("words_kept", "1") + box("motive", "두 줄로\r\n썼습니다.") + box("wish", "1") + box("wish", "2")
FILE = box("file_1", "%PDF-1.7 ", '; filename="a.pdf"\r\nContent-Type: application/pdf')[:-2]


def words(beginning: bytes, kind: str = KIND, method: str = "post") -> list[tuple[str, str]]:
    return cut_off.words(getattr(RequestFactory(), method)("/", b"x", content_type=kind), beginning)


def test_words_before_the_file_come_whole_and_in_order() -> None:
    assert words(WORDS + FILE) == [("motive", "두 줄로\r\n썼습니다."), ("wish", "1"), ("wish", "2")]


def test_word_that_is_cut_off_is_left_out() -> None:
    assert words(WORDS + box("answer", "끝까지 오지")[:-6]) == words(WORDS + FILE)


def test_file_in_the_middle_is_no_word() -> None:
    assert words(WORDS + FILE + b"\r\n" + box("answer", "예") + FILE) == [*words(WORDS + FILE), ("answer", "예")]


@pytest.mark.parametrize(
    ("beginning", "kind", "method"),
    [
        (WORDS.replace(b"words_kept", b"other") + FILE, KIND, "post"),
        (WORDS + FILE, "multipart/form-data", "post"),
        (WORDS + FILE, "text/plain; boundary=abc", "post"),
        (WORDS + FILE, KIND, "put"),
        (b"", KIND, "post"),
        (b"\xff\xfe" * 1000, KIND, "post"),
        (WORDS + FILE, "multipart/form-data; boundary=나", "post"),
    ],
)
def test_nothing_comes_back_where_nothing_was_asked_or_can_be_read(beginning: bytes, kind: str, method: str) -> None:
    assert words(beginning, kind, method) == []
