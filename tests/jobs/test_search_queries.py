"""A search as an address writes it, and back, whatever filters it has."""

from dataclasses import fields

import pytest

from jobs.search import Terms
from jobs.search_queries import query_of, terms_of


def test_query_names_what_is_asked_and_nothing_else():
    assert query_of(Terms()) == ""
    assert query_of(Terms(words="돌봄 일", districts=("11410",), with_closed=True)) == (
        "closed=on&district=11410&q=%EB%8F%8C%EB%B4%84+%EC%9D%BC"
    )


def test_every_term_comes_back():
    asked = {
        field.name: True if field.default is False else "x"
        for field in fields(Terms)
        if isinstance(field.default, str | bool)
    }
    terms = Terms(**asked)

    assert terms_of(query_of(terms)) == terms
    assert len(asked) >= 8


@pytest.mark.parametrize(
    "query",
    ["page=3", "distance=2&colour=red", "closed=perhaps", "q=", "q=%00", "&&&", "=", "%", "a" * 5000, "x=1&" * 200],
)
def test_what_is_unknown_or_odd_asks_nothing(query):
    assert terms_of(query) == Terms()


def test_of_two_values_of_one_term_the_last_counts():
    assert terms_of("kind=internship&kind=other") == Terms(kind="other")


def test_a_term_of_several_values_keeps_them_all():
    assert terms_of("district=11110&district=11410").districts == ("11110", "11410")
