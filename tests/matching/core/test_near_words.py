"""Which known word was meant."""

from hypothesis import given
from hypothesis import strategies as st

from matching.core import keys, near_words
from tests.often import often

words = st.text("가간관괸도또서셔사세새", min_size=1, max_size=4)


def test_nearest_comes_first_then_the_more_common_then_the_earlier() -> None:
    lexicon = near_words.learn({"도서관": 1, "도서간": 1, "도서괌": 5, "도서굄": 1, "세탁": 9})

    assert near_words.nearest(lexicon, "도서간", k=9) == [("도서간", 0), ("도서관", 2)]
    assert near_words.nearest(lexicon, "도서과", k=9) == [("도서괌", 2), ("도서관", 2)]
    assert near_words.nearest(lexicon, "도서과", k=1) == [("도서괌", 2)]


def test_short_words_are_taken_as_they_are() -> None:
    lexicon = near_words.learn({"서": 1, "사": 1, "도": 1})

    assert near_words.nearest(lexicon, "서", k=9) == [("서", 0)]
    assert near_words.nearest(lexicon, "두", k=9) == []


def test_nothing_is_near_an_empty_lexicon() -> None:
    assert near_words.nearest(near_words.learn({}), "도서관", k=3) == []


@often(100)
@given(st.dictionaries(words, st.integers(0, 3), max_size=8), words)
def test_nearest_leaves_out_no_word_within_its_cost(held: dict[str, int], typed: str) -> None:
    most = near_words.most_cost(len(keys.keys(typed)))
    costs = {word: int(keys.costs(typed, *keys.table([word]))[0]) for word in held}
    near = sorted((word for word in held if costs[word] <= most), key=lambda word: (costs[word], -held[word], word))

    found = near_words.nearest(near_words.learn(held), typed, k=99)

    assert found == [(word, costs[word]) for word in near]
