"""Words as keys, and what it costs to take one for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.core import keys
from tests.often import often

words = st.text("가각간값까개게관괜도두또서셔ab7ㄱㅏ", max_size=5)


def plainly(one: str, other: str) -> int:
    """The same cost, one cell at a time."""
    cells = {(row, 0): row * keys.SLIP for row in range(len(one) + 1)}
    cells |= {(0, column): column * keys.SLIP for column in range(len(other) + 1)}
    for row, left in enumerate(one, 1):
        for column, right in enumerate(other, 1):
            is_kin = {left, right} in ({"o", "p"}, {"O", "P"}) or left.swapcase() == right and left.lower() in "qwertop"
            wrong = 0 if left == right else keys.KIN if is_kin else keys.SLIP
            least = min(cells[row - 1, column] + keys.SLIP, cells[row, column - 1] + keys.SLIP)
            least = min(least, cells[row - 1, column - 1] + wrong)
            if row > 1 and column > 1 and (left, one[row - 2]) == (other[column - 2], right):
                least = min(least, cells[row - 2, column - 2] + keys.SLIP)
            cells[row, column] = least
    return cells[len(one), len(other)]


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("도서관", "ehtjrhks"),
        ("값", "rkqt"),  # a tail of two signs
        ("꽤", "Rho"),  # a vowel of two signs on a shifted lead
        ("힣", "glg"),
        ("ㄷㅗㅅㅓ", "ehtj"),
        ("ehtj", "ehtj"),
        ("EHTJ", "EhTj"),  # shifted keys that bear a sign of their own stay
        ("3급", "3rmq"),
        ("도", "eh"),  # decomposed
        ("", ""),
    ],
)
def test_keys_type_the_word(word: str, typed: str) -> None:
    assert keys.keys(word) == typed


def test_every_syllable_has_keys_of_its_own() -> None:
    syllables = [chr(code) for code in range(ord("가"), ord("힣") + 1)]

    assert len({keys.keys(syllable) for syllable in syllables}) == len(syllables)


@pytest.mark.parametrize(
    ("typed", "word", "cost"),
    [
        ("도서관", "도서관", 0),
        ("ehtjrhks", "도서관", 0),
        ("요양보호샤", "요양보호사", 2),  # a wrong vowel
        ("도서간", "도서관", 2),  # a vowel short of a sign
        ("도서괌", "도서관", 2),  # a wrong tail
        ("또서관", "도서관", 1),
        ("새탁", "세탁", 1),
        ("도서고나", "도서관", 2),  # the order of two keys
        ("", "사서", 8),
    ],
)
def test_costs_of_slips(typed: str, word: str, cost: int) -> None:
    assert keys.costs(typed, *keys.table([word])).tolist() == [cost]


@often(100)
@given(words, st.lists(words, max_size=4))
def test_costs_are_those_of_the_plain_way_and_the_same_both_ways(typed: str, others: list[str]) -> None:
    found = keys.costs(typed, *keys.table(others)).tolist()

    assert found == [plainly(keys.keys(typed), keys.keys(other)) for other in others]
    assert found == [int(keys.costs(other, *keys.table([typed]))[0]) for other in others]


def test_table_takes_any_letter_and_any_length() -> None:
    rows, lengths = keys.table(["한" * 50, "🙂\x00%'", "é"])

    assert rows.shape == (3, keys.MOST)
    assert lengths.tolist() == [keys.MOST, 4, 1]
