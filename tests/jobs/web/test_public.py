"""What everyone may read: postings found by any spacing, what they announce, and what three answers tell."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.jobs.web.open_postings import text

LIST = reverse("jobs:public_posting_list")
HOME = reverse("jobs:home")


# Programmes and outside postings --------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_programme_shows_all_its_open_postings_page_by_page(client) -> None:
    year, now = make.programme_year(), timezone.now()
    dates = {"apply_from": now - timedelta(days=1), "apply_until": now + timedelta(days=1)}
    for _ in range(11):
        make.posting(programme_year_=year, results_at=now + timedelta(days=2), **dates)
    url = reverse("jobs:public_programme", args=[year.public_id])

    first, second = client.get(url), client.get(url, {"page": "2"})

    assert (len(first.context["postings"]), len(second.context["postings"])) == (10, 1)
    assert 'href="?page=2"' in first.content.decode()


@pytest.mark.django_db
def test_programme_marks_what_is_assumed(client) -> None:
    year = make.programme_year(rules=False)
    born = {"birth_from": "1955-01-01", "birth_to": "1982-12-31"}
    rule_set = make.rule_set(year, lines=[])
    make.rule(rule_set, "birth_range", born, is_assumed=True, source="2022년 공고")
    make.rule(rule_set, "residence", {"seoul": True}, is_assumed=True, source="2022년 공고")
    make.rule(rule_set, "training_attendance", {"percent": 80}, source="2022년 공고")

    shown = text(client.get(reverse("jobs:public_programme", args=[year.public_id])))

    assert ">추정<" not in shown
    assert shown.count('<span class="tag quiet">시연용 조건</span>') == 2
    assert shown.count("근거를 찾지 못해 시연용으로 정한 조건입니다.") == 1
    assert shown.count("근거: 2022년 공고") == 1
    assert "10,320원" in shown


@pytest.mark.django_db
@pytest.mark.parametrize("items", [1, 3])
def test_programme_list_asks_the_same_of_any_number(client, items: int, django_assert_num_queries) -> None:
    for _ in range(items):
        make.programme_year()

    with django_assert_num_queries(5):
        response = client.get(reverse("jobs:public_programme_list"), {"year": "2026"})

    assert len(response.context["page_obj"].object_list) == items


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["", "abc", "1066", "²"])
def test_programme_list_of_an_odd_year_shows_the_newest(client, year: str) -> None:
    make.programme_year()
    make.programme_year(year=2019)

    assert client.get(reverse("jobs:public_programme_list"), {"year": year}).context["shown"] == 2026


@pytest.mark.django_db
@pytest.mark.parametrize(("hourly_won", "is_short"), [(9_000, True), (10_320, False), (None, False)])
def test_outside_posting_under_the_minimum_wage_says_so(client, hourly_won, is_short) -> None:
    outside = make.outside_posting(pay="시급", hourly_won=hourly_won)

    shown = text(client.get(reverse("jobs:outside_posting", args=[outside.public_id])))

    assert ("2026년 최저임금 10,320원보다 적습니다." in shown) is is_short


@pytest.mark.django_db
def test_outside_posting_says_whom_to_call(client) -> None:
    shown = text(client.get(reverse("jobs:outside_posting", args=[make.outside_posting().public_id])))

    assert "02-000-0000" in shown
    assert "직접 연락해 주세요" in shown
    assert "지원하기" not in shown
