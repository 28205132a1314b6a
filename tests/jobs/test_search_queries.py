"""A search as an address writes it, and back, whatever filters it has."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import get_type_hints

import pytest

from jobs import search_queries
from jobs.search import Terms
from jobs.search_queries import query_of, terms_of


def test_query_names_what_is_asked_and_nothing_else():
    assert query_of(Terms()) == ""
    assert query_of(Terms(words="돌봄 일", districts=("11410",), with_closed=True)) == (
        "closed=on&district=11410&q=%EB%8F%8C%EB%B4%84+%EC%9D%BC"
    )


def test_every_term_comes_back_whatever_its_type():
    samples = {str: "x", bool: True, int: 7, date | None: date(2026, 3, 2), tuple[str, ...]: ("11110", "11410")}
    hints = get_type_hints(Terms)
    terms = Terms(**{field.name: samples[hints[field.name]] for field in fields(Terms)})

    assert terms_of(query_of(terms)) == terms


@pytest.mark.parametrize(
    ("kind", "texts", "value"),
    [
        (int, ["7"], 7),
        (int, ["-7"], None),
        (int, ["9" * 40], None),
        (int | None, ["7"], 7),
        (date | None, ["2026-03-02"], date(2026, 3, 2)),
        (date | None, ["2026-02-30"], None),
        (Decimal, ["1.5"], Decimal("1.5")),
        (Decimal, ["NaN"], None),
        (float, ["1.5"], 1.5),
        (float, ["far"], None),
        (tuple[str, ...], ["11410", "", "11110"], ("11410", "11110")),
        (tuple[int, ...], ["x"], None),
        (frozenset[str], ["a", "b"], frozenset("ab")),
    ],
)
def test_a_value_is_read_by_its_type(kind, texts, value):
    assert search_queries._read(kind, texts) == value


@pytest.mark.parametrize(
    "query",
    ["page=3", "distance=2&colour=red", "closed=perhaps", "q=", "q=%00", "&&&", "=", "%", "a" * 5000, "x=1&" * 200],
    ids=lambda query: query[:20],
)
def test_what_is_unknown_or_odd_asks_nothing(query):
    assert terms_of(query) == Terms()


def test_of_two_values_of_one_term_the_last_counts():
    assert terms_of("kind=internship&kind=other") == Terms(kind="other")


def test_a_term_of_several_values_keeps_them_all():
    assert terms_of("district=11110&district=11410").districts == ("11110", "11410")
    assert terms_of("kind=other&kind=internship") == Terms(kind="internship")
