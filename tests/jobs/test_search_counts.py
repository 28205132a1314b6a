"""Counts beside the choices of a list: each is what the list has when that choice is made."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from jobs import search, search_counts
from jobs.models import Posting, Programme
from jobs.search import Terms
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db
YEONHUI = "1141061500"


@pytest.fixture
def city() -> None:
    """Postings that differ in every measure."""
    internship = make.programme_year(make.programme("internship"), pay_kind="wage")
    make.pay_terms(internship, valid_from=date(2026, 5, 1), hourly_won=12_121)
    weekend, afternoon = [0] * 5 + [0b111 << 9] * 2, [0b111 << 13] * 5 + [0, 0]
    two = [make.site(district="11110"), make.site(district="11410", dong=YEONHUI)]
    make.posting(title="돌봄 하나")
    make.posting(title="돌봄 둘", hours_mask=weekend, sites=two, weekly_hours=30)
    make.posting(
        None, internship, title="인턴", hours_mask=afternoon, sites=[make.site(district="11680")], weekly_hours=14
    )
    make.posting(title="유월 돌봄", starts_on=date(2026, 6, 2), sites=[make.site(district="11110")])
    make.posting(title="지난 돌봄", apply_until=NOW - timedelta(days=1))
    make.posting(title="쓰는 중", state="draft")


ASKED = [
    Terms(),
    Terms(near=YEONHUI),
    Terms(words="돌봄", near="11110", km=5),
    Terms(districts=("11110", "11410"), days="weekends"),
    Terms(kind="internship", part="morning", pay=12_121),
    Terms(occupation="5501", hours="30_more", start_from=date(2026, 5, 1), start_until=date(2026, 5, 31)),
    Terms(with_closed=True, words="돌봄", districts=("11680",)),
    Terms(with_closed=True, pay=10_320, districts=("11110",)),
]


def chosen(terms: Terms, name: str, value: str) -> Terms:
    """The terms with this choice in place of its condition."""
    if name == "start":
        first = date.fromisoformat(value)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        return replace(terms, start_from=first, start_until=last)
    fields = {"district": "districts", "distance": "km"}
    read = {"district": lambda code: (code,), "pay": int, "distance": int}.get(name, str)
    return replace(terms, **{fields.get(name, name): read(value)})


def number(terms: Terms) -> int:
    return search.find(Posting.objects.published(), terms, at=NOW).count()


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("terms", ASKED)
def test_each_count_is_what_the_list_has_with_the_choice(terms: Terms) -> None:
    counts = search_counts.of_own(Posting.objects.published(), terms, at=NOW)

    assert counts.choices == {key: number(chosen(terms, *key)) for key in counts.choices}
    without = {
        name: number(search.without(terms, name)) for name in search.CONDITIONS if name not in ("words", "closed")
    }
    assert {name: counts.without[name] for name in without} == without


@pytest.mark.usefixtures("city")
def test_the_choices_are_those_that_are_offered() -> None:
    counts = search_counts.of_own(Posting.objects.published(), Terms(near=YEONHUI), at=NOW)

    assert counts.pays == [10_320, 12_121]
    assert [first for first, _last in counts.months] == [date(2026, month, 1) for month in range(4, 10)]
    assert {value for name, value in counts.choices if name == "kind"} == set(Programme.Kind.values)
    assert counts.choices["district", "11110"] == 2
    assert counts.choices["pay", "12121"] == 1
    assert counts.choices["start", "2026-06-01"] == 1
    assert counts.choices["distance", "2"] == 2
    assert not any(
        name == "distance" for name, _value in search_counts.of_own(Posting.objects.all(), Terms(), at=NOW).choices
    )


def test_few_figures_are_offered_of_many() -> None:
    for won in range(10_000, 10_009):
        year = make.programme_year()
        make.pay_terms(year, valid_from=date(2026, 2, 1), hourly_won=won)
        make.posting(None, year)

    pays = search_counts.of_own(Posting.objects.published(), Terms(), at=NOW).pays

    assert pays[0] == 10_000
    assert len(pays) <= search_counts.PAYS


@pytest.mark.parametrize("items", [1, 3])
def test_counting_asks_the_same_of_any_number(items: int, django_assert_num_queries) -> None:
    for _ in range(items):
        make.posting()
        make.outside_posting()

    with django_assert_num_queries(4):
        search_counts.of_own(Posting.objects.published(), ASKED[2], at=NOW)
    with django_assert_num_queries(2):
        search_counts.of_outside(ASKED[2], at=NOW)


@pytest.mark.parametrize(
    "terms", [Terms(), Terms(words="경비", districts=("11410",), near=YEONHUI, km=5, days="weekends")]
)
def test_imported_postings_are_counted_as_they_are_found(terms: Terms) -> None:
    closes = timezone.localdate(NOW) + timedelta(days=3)
    make.outside_posting(closes_on=closes)
    make.outside_posting(district="11680", hourly_won=12_000)
    make.outside_posting(district="", title="조리원")

    counts = search_counts.of_outside(terms, at=NOW)

    numbers = {key: search.find_outside(chosen(terms, *key), at=NOW).count() for key in counts.choices}
    assert counts.choices == numbers
    assert counts.without["district"] == search.find_outside(search.without(terms, "district"), at=NOW).count()
    assert {name for name, _value in counts.choices} <= {"district", "distance", "pay"}
    assert counts.pays == [12_000]
