"""Words and how they are cut."""

import pytest

from matching.core import grams


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("급식 조리원(A)", ["급식", "조리원", "a"]),
        ("3D디자인", ["3", "d", "디자인"]),
        ("한글", ["한글"]),  # decomposed letters are the same word
        (" ·_! ", []),
    ],
)
def test_words_are_runs_of_one_script(text: str, words: list[str]) -> None:
    assert grams.words(text) == words


def test_edged_marks_both_ends_and_keeps_short_words_whole() -> None:
    assert grams.edged(3)("조 조리") == ["·조·", "·조리", "조리·"]


def test_syllables_cross_no_word() -> None:
    assert grams.syllables("급식 조리") == ["급", "식", "조", "리"]


def test_told_leaves_out_what_any_course_says() -> None:
    assert grams.told("지게차운전 자격증 / 안전 교육") == "지게차운전 안전"


def test_told_keeps_an_ask_of_such_words_alone() -> None:
    assert grams.told("실무 교육") == "실무 교육"


@pytest.mark.parametrize(
    ("text", "count"),
    [("조리기능사 / 위생 교육\n조리과", 3), ("CAD/CAM 기사, 용접", 1), (" / \n조리\n\n - / ", 1), ("", 0)],
)
def test_entries_are_parted_by_lines_and_free_slashes(text: str, count: int) -> None:
    assert grams.entries(text) == count
