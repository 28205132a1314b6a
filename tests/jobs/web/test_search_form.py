"""The terms of a search and the one address that asks for them: what one writes the other reads."""

from dataclasses import fields
from datetime import date

import pytest
from django.http import QueryDict

from jobs import search
from jobs.search import Terms
from jobs.search_queries import query_of
from jobs.web.forms import SearchForm
from profiles.templatetags.dasi import day

ALL = Terms(
    words="학교 안전",
    districts=("11110", "11410"),
    kind="internship",
    occupation="5501",
    days="weekends",
    part="morning",
    hours="under_15",
    pay=12_121,
    start_from=date(2026, 3, 2),
    start_until=date(2026, 3, 31),
    near="11680",
    km=5,
    with_closed=True,
    sort="nearest",
)


def read(query: str) -> Terms:
    return SearchForm(QueryDict(query)).terms()


@pytest.mark.parametrize("terms", [Terms(), ALL, Terms(words="가+나&q=다"), Terms(districts=("11110",), sort="newest")])
def test_terms_come_back_from_their_query(terms: Terms) -> None:
    assert read(query_of(terms)) == terms


def test_every_term_is_asked_for() -> None:
    assert [field.name for field in fields(Terms) if getattr(ALL, field.name) == field.default] == []


def test_query_is_one_for_the_same_terms() -> None:
    typed = "sort=&q=돌봄&page=3&district=11410&kind=&district=11110&district=11410&exact=on"

    assert query_of(read(typed)) == "district=11110&district=11410&q=%EB%8F%8C%EB%B4%84"
    assert query_of(read("start_from_year=2026&start_from_month=3&start_from_day=2")) == "start_from=2026-03-02"


@pytest.mark.parametrize(
    "query", ["pay=-1", "pay=ㄱ", "km=999", "near=nowhere", "near=home", "start_from=2026-02-30", "hours=all"]
)
def test_an_odd_value_asks_nothing(query: str) -> None:
    form = SearchForm(QueryDict(query))

    assert form.terms() == Terms()
    assert form.is_partly_read


def test_an_odd_district_takes_none_of_the_others_with_it() -> None:
    assert read("district=11110&district=99").districts == ("11110",)


def test_chips_name_every_condition_and_each_district() -> None:
    form = SearchForm(QueryDict(query_of(ALL)))
    form.terms()

    assert [(chip.condition, chip.label) for chip in form.chips()] == [
        ("words", "학교 안전"),
        ("occupation", "요양보호사"),
        ("kind", "50+인턴십"),
        ("days", "주말에도 하는 일"),
        ("part", "오전에 하는 일"),
        ("hours", "주 15시간 미만"),
        ("district", "종로구"),
        ("district", "서대문구"),
        ("pay", "1시간에 12,121원 이상"),
        ("start", f"{day(ALL.start_from)}부터 {day(ALL.start_until)}까지 시작"),
        ("distance", "강남구에서 5km 안"),
        ("closed", "마감된 공고도 보기"),
    ]


@pytest.mark.parametrize("condition", search.CONDITIONS)
def test_one_condition_is_left_out(condition: str) -> None:
    left = search.without(ALL, condition)

    changed = [field.name for field in fields(Terms) if getattr(left, field.name) != getattr(ALL, field.name)]
    assert tuple(changed) == search.CONDITIONS[condition]


def test_one_district_of_several_is_left_out() -> None:
    assert search.without(ALL, "district", "11410").districts == ("11110",)
