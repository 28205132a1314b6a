"""The public results page: anyone reads it, and nobody can be picked out of a small number."""

from datetime import date

import pytest
from django.urls import reverse

from tests import make
from tests.jobs.expect import queries

pytestmark = pytest.mark.django_db
PAGE = reverse("jobs:public_results")


def jobs_in(programme_year, district, people):
    operator = make.organisation()
    posting = make.posting(operator, programme_year, seats=people, sites=[make.site(operator, district=district)])
    for _ in range(people):
        make.placement(make.application(posting, make.candidate(name="박하나"), state="placed"))


def numbers(response, table):
    """What the page shows by line of a table; None is hidden."""
    return {bar.label: bar.number for name, bars in response.context["tables"] if name == table for bar in bars}


def test_anyone_reads_the_year_with_definitions(client):
    jobs_in(make.programme_year(), "11410", 7)

    page = client.get(PAGE).content.decode()

    assert "2026년에 제공한 일자리 7개" in page
    assert "빈자리를 다시 채워도 늘지 않습니다" in page
    assert "박" not in page.partition("<main")[2].partition("</main>")[0]


def test_the_published_count_stands_with_its_day_and_source(client):
    jobs_in(make.programme_year(year=2019, is_demo=True, starts_on=date(2019, 1, 1)), "11410", 6)

    page = client.get(PAGE, {"year": 2019}).content.decode()

    assert "서울시가 2019년 11월 18일(월)에 발표한 실적: 사업 49개, 일자리 2,863개" in page
    assert "뉴스1 3771077" in page
    assert '<span class="tag quiet">시연</span>' in page


def test_small_cells_are_hidden_and_cannot_be_worked_out(client):
    year = make.programme_year()
    for district, people in (("11410", 3), ("11680", 6), ("11110", 8)):
        jobs_in(year, district, people)

    response = client.get(PAGE)

    found = numbers(response, "districts")
    assert (found["서대문구"], found["강남구"], found["종로구"], found["노원구"]) == (None, None, 8, 0)
    page = response.content.decode()
    assert page.count("가림") == 2
    assert "2026년에 제공한 일자리 17개" in page


def test_a_programme_cannot_be_worked_out_from_the_kind_it_is_part_of(client):
    for kind, people in (("meaningful_work", (17, 3)), ("internship", (26, 4))):
        for number in people:
            jobs_in(make.programme_year(make.programme(kind)), "11410", number)

    response = client.get(PAGE)

    assert numbers(response, "kinds") == {"보람일자리": 20, "50+인턴십": 30, "그 밖의 일자리": 0}
    assert list(numbers(response, "programmes").values()) == [None] * 4


def test_a_programme_does_not_tell_the_hidden_kind_it_is_all_of(client):
    for kind, number in (("meaningful_work", 3), ("internship", 6), ("other", 8)):
        jobs_in(make.programme_year(make.programme(kind)), "11410", number)

    response = client.get(PAGE)

    assert sorted(numbers(response, "kinds").values(), key=str) == [8, None, None]
    assert sorted(numbers(response, "programmes").values(), key=str) == [8, None, None]


def test_a_small_total_is_hidden_too(client):
    jobs_in(make.programme_year(), "11410", 4)

    response = client.get(PAGE)

    page = response.content.decode()
    assert "2026년에 제공한 일자리는 5개보다 적습니다" in page
    assert {line["figure"].code: line["value"] for line in response.context["figures"]} == {
        "programmes": 1,
        "jobs_provided": None,
        "persons": None,
        "person_places": None,
        "completed": 0,
        "hired_3": 0,
        "hired_6": 0,
    }
    assert set(numbers(response, "kinds").values()) == {None, 0}
    assert set(numbers(response, "programmes").values()) == {None}


def test_an_empty_city_shows_an_empty_year(client):
    assert client.get(PAGE).status_code == 200


def test_page_asks_the_same_of_any_number(client):
    found = []
    for number in (1, 3):
        for _ in range(number):
            jobs_in(make.programme_year(), "11410", number)
        client.get(PAGE)
        found.append(queries(lambda: client.get(PAGE)))
    assert found[0] == found[1]
