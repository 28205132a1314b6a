"""Latin words of titles read in Hangul: the known ones, in whatever letters, and nothing else."""

from matching.core import loans


def test_read_puts_known_words_into_hangul():
    assert loans.read("TV수리원").split() == ["텔레비전", "수리원"]


def test_read_leaves_words_that_merely_hold_a_known_one():
    assert loans.read("Advent") == "advent"


def test_every_reading_is_in_hangul():
    assert [
        word
        for word, said in loans.LOANS.items()
        if not said or any(letter.isascii() for letter in said if letter != " ")
    ] == []
