"""What a reason quotes is a whole word that the person and the posting both wrote, and says something."""

import pytest

from matching.own_words import shared


@pytest.mark.parametrize(
    ("written", "text", "quoted"),
    [
        ("고양이를 키웁니다", "고양이 돌봄", ["고양이"]),
        ("고양이", "고양이", ["고양이"]),
        ("어린이 돌봄", "어린 동생과 어린이를 돌봄", ["어린이", "돌봄"]),
        ("전문가로 일함", "전문가 과정", ["전문가"]),
        ("도시에서 일함", "도시락 배달", []),
        ("it 강사", "kit 조립", []),
        ("함께 많이 매우 여러 일", "함께 많이 매우 여러 일", []),
        ("돌보고 가르치며", "돌보고 가르치며", []),
        ("도서관, 어르신 말벗", "어르신의 말벗과 도서관에서", ["도서관", "어르신", "말벗"]),
        ("", "어르신", []),
    ],
)
def test_shared_quotes_whole_words_of_both(written: str, text: str, quoted: list[str]) -> None:
    assert shared(written, text) == quoted
