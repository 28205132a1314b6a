"""Finding postings by typed words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.core import finding, text
from tests.often import often

TEXTS = [
    text.posting_text("도서관 사서 보조", "책을 정리하고 대출을 돕습니다."),
    text.posting_text("어르신 말벗", "요양보호사 자격이 있으면 좋습니다. 도서관에도 함께 갑니다."),
    text.posting_text("급식 조리원", "식당의 음식을 만듭니다."),
]
INDEX = finding.learn(TEXTS, ["버스 기사"])


def test_order_puts_first_what_says_most_of_the_words() -> None:
    rows, points = finding.order(INDEX, "도서관 사서", k=9)

    assert rows.tolist() == [0, 1]  # the title says it, then the duties; the third not at all
    assert points[0] > points[1] > 0
    assert finding.order(INDEX, "도서관 사서", k=1)[0].tolist() == [0]


@pytest.mark.parametrize("typed", ["", "   ", "%", "'\"", "🙂", "\x00", "가" * 5000, "x y " * 1000])
def test_odd_words_find_and_mend_nothing(typed: str) -> None:
    assert finding.order(INDEX, typed, k=9)[0].tolist() == []
    assert finding.mended(INDEX, typed, k=9) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("요양보호샤", "요양보호사"),
        ("도서간 사서", "도서관 사서"),
        ("도섟관", "도서관"),  # a wrong tail
        ("ehtjrhks", "도서관"),  # the keyboard still in English
        ("ehtjrhks tktj", "도서관 사서"),
        ("요양 보호샤", "요양보호사"),  # a space too many
        ("도서간사서", "도서관 사서"),  # one too few
        ("버스기샤", "버스기사"),  # a name that no posting holds
    ],
)
def test_mended_finds_what_was_meant(typed: str, meant: str) -> None:
    assert finding.mended(INDEX, typed, k=3)[0] == meant


@pytest.mark.parametrize("typed", ["도서관", "사서", "보호", "드론", "도서관 드론 조종"])
def test_known_and_far_words_are_left_alone(typed: str) -> None:
    assert finding.mended(INDEX, typed, k=3) == []


def test_a_word_said_short_is_known() -> None:
    index = finding.learn(["요양보호사", "요양사무", "사회복지관 조리사"])

    assert finding.mended(index, "요양사", k=1) == []  # it stands within another word
    index = finding.learn(["요양보호사 모집", "요양원 사무"])
    assert finding.mended(index, "요양사", k=1) == ["요양보호사"]
    assert finding.mended(index, "요사", k=1) == []
    assert finding.mended(index, "요양사 모집", k=1) == ["요양보호사 모집"]
    assert finding.mended(index, "요.사", k=1) == []


def test_empty_city_finds_nothing() -> None:
    nothing = finding.learn([])

    assert finding.order(nothing, "도서관", k=9)[0].tolist() == []
    assert finding.mended(nothing, "도서관", k=9) == []


@often(30)
@given(st.permutations(range(len(TEXTS))), st.sampled_from(["도서관", "조리 돕기", "책 자격"]))
def test_order_of_rows_changes_no_points(shuffled: list[int], typed: str) -> None:
    rows, points = finding.order(INDEX, typed, k=9)

    other_rows, other_points = finding.order(finding.learn([TEXTS[row] for row in shuffled]), typed, k=9)

    assert dict(zip(rows.tolist(), points.tolist(), strict=True)) == {
        shuffled[row]: int(point) for row, point in zip(other_rows, other_points, strict=True)
    }
