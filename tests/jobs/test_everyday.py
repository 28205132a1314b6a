"""Everyday words: what tells nothing is left out, one syllable must begin a word, and nothing is taken for another where it stands."""

import pytest

from jobs import everyday, search, words
from jobs.models import Posting
from jobs.search import Terms
from tests import make
from tests.make import NOW


def found(typed: str) -> tuple[str, set[str]]:
    """The words that found something, and what."""
    looked = search.look(Posting.objects.published(), Terms(words=typed), exactly=False, at=NOW)
    return looked.words, {row.title for row in looked.own}


@pytest.mark.parametrize(
    ("typed", "telling"),
    [
        ("밥 하는 일", ["밥"]),
        ("도서관에서 하는 일", ["도서관에서"]),
        ("일", ["일"]),
        ("일자리 구합니다", ["일자리", "구합니다"]),
        ("", []),
    ],
)
def test_words_that_any_posting_holds_tell_nothing_beside_others(typed: str, telling: list[str]) -> None:
    assert everyday.telling(typed) == telling


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("할머니를", ["어르신"]),
        ("애를 보는 일", ["아이 돌봄"]),
        ("박물관에서", ["전시"]),
        ("경로당에서", ["경로당"]),
        ("애정", []),  # begins with 애, which is a word of its own
        ("도서간", []),  # a slip, not 도서
        ("돌보시는", ["돌봄"]),
        ("요양보호사", []),
    ],
)
def test_a_word_is_meant_as_postings_say_it(typed: str, meant: list[str]) -> None:
    assert [*everyday.meant(typed)][:1] == meant


def test_every_everyday_word_means_something_else_first() -> None:
    known = everyday._known()
    assert [word for word, means in known.items() if not all(means) or means[0] == word.rstrip("~")] == []


@pytest.mark.django_db
def test_one_syllable_must_begin_a_word() -> None:
    make.posting(title="장애인 동행", duties="휠체어를 밉니다.")
    make.posting(title="말벗", duties="애 보는 집에 갑니다.")
    make.outside_posting(title="장애인 시설")

    assert found("애") == ("애", {"말벗"})
    assert not search.find_outside(Terms(words="애"), at=NOW).exists()


@pytest.mark.django_db
def test_what_is_left_of_a_phrase_is_never_one_syllable() -> None:
    make.posting(title="밥상", duties="일합니다.")

    assert found("쀍쀍 밥") == ("쀍쀍 밥", set())
    assert found("밥 하는 일")[1] == {"밥상"}
    assert list(words.fewer("쀍쀍 밥 일")) == ["쀍쀍"]


def test_a_word_that_nothing_holds_is_in_none_of_the_fewer() -> None:
    typed, asked = "도서관 사서 쀍쀍 도우미", []

    def is_held(word: str) -> bool:
        asked.append(word)
        return word != "쀍쀍"

    assert next(words.fewer(typed, is_held)) == "도서관 사서 도우미"
    assert len(list(words.fewer(typed, is_held))) == 7
    assert asked == typed.split() * 2
    assert list(words.fewer("쀍쀍 쀍쀍", is_held)) == []


@pytest.mark.django_db
def test_everyday_words_that_stand_somewhere_are_not_taken_for_others() -> None:
    make.posting(title="할머니 밥상", duties="밥을 짓습니다.")
    make.posting(title="어르신 말벗", duties="말벗이 됩니다.")

    assert found("할머니") == ("할머니", {"할머니 밥상"})
    assert found("할아버지") == ("어르신", {"어르신 말벗"})


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["서대문", "Seodaemun", "seodaemun-gu"])
def test_districts_are_found_by_either_name(typed: str) -> None:
    make.posting(title="말벗", sites=[make.site(district="11410")])
    make.posting(title="먼 일", sites=[make.site(district="11740")])

    assert found(typed)[1] == {"말벗"}
