"""What a search is narrowed by, and the orders of its list: each condition on postings that it keeps and leaves out."""

from datetime import date, timedelta

import pytest
from psycopg.types.json import Jsonb

from jobs import announcements, search
from jobs.models import Posting
from jobs.search import Terms
from profiles import places
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db
YEONHUI, SAJIK = "1141061500", "1111053000"  # 연희동 in 서대문구, 사직동 in 종로구


def titles(**terms) -> list[str]:
    return [row.title for row in search.find(Posting.objects.published(), Terms(**terms), at=NOW)]


def outside_titles(**terms) -> list[str]:
    return [row.title for row in search.find_outside(Terms(**terms), at=NOW)]


@pytest.fixture
def three_places() -> None:
    make.posting(title="서대문", sites=[make.site(dong=YEONHUI)])
    make.posting(title="종로와 강남", sites=[make.site(district="11110"), make.site(district="11680")])
    make.posting(title="강남", sites=[make.site(district="11680")])


@pytest.mark.usefixtures("three_places")
@pytest.mark.parametrize(
    ("districts", "found"),
    [
        (("11410",), {"서대문"}),
        (("11680",), {"종로와 강남", "강남"}),
        (("11110", "11410"), {"서대문", "종로와 강남"}),
        (("11740",), set()),
    ],
)
def test_any_of_several_districts_is_enough(districts, found: set[str]) -> None:
    assert set(titles(districts=districts)) == found


@pytest.mark.usefixtures("three_places")
def test_distance_is_that_of_the_nearest_site() -> None:
    near = places.distance_km(YEONHUI, "11110")

    assert titles(near=YEONHUI, km=1) == ["서대문"]
    assert set(titles(near=YEONHUI, km=int(near) + 1)) == {"서대문", "종로와 강남"}
    assert len(titles(near=YEONHUI, km=int(near))) == 1
    assert len(titles(near=YEONHUI, km=40)) == 3
    assert titles(near=YEONHUI, sort="nearest") == ["서대문", "종로와 강남", "강남"]
    assert titles(near="11680", sort="nearest")[2] == "서대문"


@pytest.mark.parametrize("with_closed", [True, False])
def test_kilometres_are_reckoned_for_the_sites_of_what_is_found_alone(with_closed) -> None:
    here, there, nowhere = make.site(dong=YEONHUI), make.site(district="11680"), make.site(district="11740")
    make.posting(sites=[here])
    make.posting(sites=[there], apply_until=NOW - timedelta(days=1))
    terms = Terms(near=YEONHUI, sort="nearest", with_closed=with_closed)

    asked = search.find(Posting.objects.published(), terms, at=NOW).query.sql_with_params()[1]

    tables = [table.obj for table in asked if isinstance(table, Jsonb)]
    assert [set(table) for table in tables] == [{str(here.pk), str(there.pk)} if with_closed else {str(here.pk)}]
    assert str(nowhere.pk) not in tables[0]


@pytest.mark.usefixtures("three_places")
def test_nothing_is_far_from_a_home_that_is_not_known() -> None:
    assert len(titles(km=1, sort="nearest")) == 3


def test_kilometres_are_reckoned_from_home_where_no_place_is_named() -> None:
    assert search.at_home(Terms(km=3), YEONHUI) == Terms(near=YEONHUI, km=3)
    assert search.at_home(Terms(km=3), "") == Terms(km=3)
    assert search.at_home(Terms(near="11680", km=3), YEONHUI).near == "11680"


@pytest.mark.parametrize(
    ("hours", "found"), [("under_15", {14}), ("15_to_29", {15, 29}), ("30_more", {30, 40}), ("", {14, 15, 29, 30, 40})]
)
def test_hours_of_a_week(hours: str, found: set[int]) -> None:
    for number in (14, 15, 29, 30, 40):
        make.posting(title=str(number), weekly_hours=number)

    assert {int(title) for title in titles(hours=hours)} == found


def test_pay_is_that_of_the_terms_in_force_when_the_posting_begins() -> None:
    year = make.programme_year()
    make.pay_terms(year, valid_from=date(2026, 7, 1), hourly_won=12_121)
    for month in (6, 7, 8):
        make.posting(None, year, title=f"{month}월", starts_on=date(2026, month, 1))
    late = make.programme_year(starts_on=date(2026, 6, 1))
    make.posting(None, late, title="먼저", starts_on=date(2026, 5, 4))

    assert set(titles(pay=12_121)) == {"7월", "8월"}
    assert len(titles(pay=10_320)) == 4
    assert titles(pay=12_122) == []
    assert set(titles(sort="best_paid")[:2]) == {"7월", "8월"}
    rows = announcements.announce(announcements.with_details(Posting.objects.all()))
    assert {row.posting.title for row in rows if row.terms.hourly_won >= 12_121} == {"7월", "8월"}


def test_a_posting_whose_pay_is_not_known_is_paid_nothing_for_certain() -> None:
    year = make.programme_year()
    make.posting(None, year, title="모름")
    make.posting(title="앎")
    for row in year.pay_terms.all():
        make.destroyed(row)

    assert titles(pay=1) == ["앎"]
    assert titles(sort="best_paid") == ["앎", "모름"]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2026, 5, 2), None, {2, 3}),
        (None, date(2026, 5, 2), {1, 2}),
        (date(2026, 5, 2), date(2026, 5, 2), {2}),
        (date(2026, 6, 1), None, set()),
    ],
)
def test_start_from_and_until_a_day(first, last, found: set[int]) -> None:
    for day in (1, 2, 3):
        make.posting(title=str(day), starts_on=date(2026, 5, day))

    assert {int(title) for title in titles(start_from=first, start_until=last)} == found


def test_conditions_hold_together() -> None:
    weekend = [0] * 5 + [0b111 << 9] * 2
    make.posting(title="주말 오전 종로", hours_mask=weekend, sites=[make.site(district="11110")])
    make.posting(title="주말 오전", hours_mask=weekend)
    make.posting(title="평일 종로", sites=[make.site(district="11110")])

    assert titles(days="weekends", part="morning", districts=("11110",), words="종로") == ["주말 오전 종로"]


def test_imported_postings_are_narrowed_by_what_they_tell() -> None:
    make.outside_posting(title="서대문 12,000", hourly_won=12_000)
    make.outside_posting(title="강남", district="11680")
    make.outside_posting(title="어딘가", district="", hourly_won=13_000)

    assert set(outside_titles(districts=("11410", "11680"))) == {"서대문 12,000", "강남"}
    assert set(outside_titles(pay=12_000)) == {"서대문 12,000", "어딘가"}
    assert outside_titles(near=YEONHUI, km=3) == ["서대문 12,000"]
    assert outside_titles(near="11680", sort="nearest") == ["강남", "서대문 12,000", "어딘가"]
    assert outside_titles(sort="best_paid") == ["어딘가", "서대문 12,000", "강남"]
    assert len(outside_titles(kind="internship", days="weekends", part="evening", hours="30_more")) == 3


def test_newest_come_first_whatever_they_pay() -> None:
    make.posting(title="새 공고", published_at=NOW)
    make.posting(title="헌 공고", published_at=NOW - timedelta(9))

    assert titles(sort="newest") == ["새 공고", "헌 공고"]
    assert titles(sort="newest", pay=1, words="공고") == ["새 공고", "헌 공고"]
