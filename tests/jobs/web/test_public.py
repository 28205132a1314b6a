"""What everyone may read: what is open, postings found by any spacing, programmes and postings of others."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.jobs.web.open_postings import open_posting, text

LIST = reverse("jobs:public_posting_list")
HOME = reverse("jobs:home")


# The first page -------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_home_shows_what_is_open(client) -> None:
    open_posting(title="학교안전지원단")
    make.posting(title="지난 공고")

    shown = text(client.get(HOME))

    assert "지금 모집 중인 일자리 1건" in shown
    assert "학교안전지원단" in shown
    assert "지난 공고" not in shown
    assert reverse("account_signup") in shown


@pytest.mark.django_db
def test_home_tells_a_candidate_what_waits(client) -> None:
    person = make.candidate()
    offer = make.offer(make.application(candidate_=person, state="offered"), expires_at=timezone.now() + timedelta(1))
    other = make.offer(expires_at=timezone.now() + timedelta(1))
    client.force_login(person.user)

    shown = text(client.get(HOME))

    assert reverse("jobs:offer", args=[offer.public_id]) in shown
    assert reverse("jobs:offer", args=[other.public_id]) not in shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "work_page"), [("operator", "jobs:operator_home"), ("host", "jobs:site_worklog_list")]
)
def test_home_leads_officers_to_their_work(client, kind: str, work_page: str) -> None:
    client.force_login(make.member(make.organisation(kind)))

    assert client.get(HOME).url == reverse(work_page)


# The list -------------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("words", ["학교안전", "학교 안전", "안전 학교", "학 교 안 전", "지원단"])
def test_list_forgives_spacing(client, words: str) -> None:
    open_posting(title="학교 안전지원단")
    open_posting(title="도서관 보람이", duties="책을 정리합니다.")

    shown = text(client.get(LIST, {"q": words}))

    assert "학교 안전지원단" in shown
    assert "도서관 보람이" not in shown


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["bim", "BIM", "bim설계", "설계 Bim"])
def test_list_forgives_capitals(client, words: str) -> None:
    open_posting(title="Bim 설계 도우미")

    assert "Bim 설계 도우미" in text(client.get(LIST, {"q": words}))


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["요양보호", "종로", "종로구 말벗", "서촌 경로당"])
def test_list_finds_certificates_districts_and_sites(client, words: str) -> None:
    place = make.site(name="서촌경로당", district="11110")
    open_posting(title="어르신 말벗", preferred_certificates=["요양보호사"], sites=[place])
    open_posting(title="도서관 보람이", duties="책을 정리합니다.")

    shown = text(client.get(LIST, {"q": words}))

    assert "어르신 말벗" in shown
    assert "도서관 보람이" not in shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"district": "11110"}, {"종로 오후"}),
        ({"kind": "internship"}, {"주말 인턴"}),
        ({"days": "weekdays"}, {"평일 오전", "종로 오후"}),
        ({"days": "weekends"}, {"주말 인턴"}),
        ({"part": "morning"}, {"평일 오전"}),
        ({"part": "afternoon"}, {"종로 오후"}),
        ({"part": "evening"}, set()),
        ({"closed": "on"}, {"평일 오전", "종로 오후", "주말 인턴", "지난 공고"}),
        ({"district": "nowhere"}, {"평일 오전", "종로 오후", "주말 인턴"}),
        ({"q": "\x00"}, {"평일 오전", "종로 오후", "주말 인턴"}),
        ({"page": "999"}, {"평일 오전", "종로 오후", "주말 인턴"}),
    ],
)
def test_list_filters(client, query: dict, found: set[str]) -> None:
    internship = make.programme_year(make.programme("internship"))
    afternoon = [0b111 << 13] * 5 + [0, 0]
    open_posting(title="평일 오전")
    open_posting(title="종로 오후", hours_mask=afternoon, sites=[make.site(district="11110")])
    open_posting(None, internship, title="주말 인턴", hours_mask=[0b111111111 << 9] * 7)
    make.posting(title="지난 공고")
    open_posting(title="쓰는 중", state="draft")

    shown = client.get(LIST, query).context["page_obj"].object_list

    assert {card.posting.title for card in shown} == found


@pytest.mark.django_db
def test_list_chip_takes_one_condition_out(client) -> None:
    shown = text(client.get(LIST, {"q": "돌봄", "district": "11410", "page": "2"}))

    assert '<a href="?q=%EB%8F%8C%EB%B4%84">서대문구' in shown
    assert '<a href="?district=11410">돌봄' in shown


@pytest.mark.django_db
def test_list_without_a_find_shows_what_else_there_is(client) -> None:
    open_posting(title="어르신돌봄지원단")
    make.outside_posting(title="드론 조종사")

    shown = text(client.get(LIST, {"q": "드론"}))

    assert "맞는 공고를 찾지 못했습니다" in shown
    assert "외부 공고에는 1건이 있습니다." in shown
    assert "어르신돌봄지원단" in shown


@pytest.mark.django_db
def test_list_shows_outside_postings_apart(client) -> None:
    make.outside_posting()
    make.outside_posting(title="지난 외부 공고", closes_on=date(2020, 1, 1))
    open_posting(title="어르신돌봄지원단")

    shown = text(client.get(LIST, {"source": "outside"}))

    assert "아파트 경비원" in shown
    assert "지난 외부 공고" not in shown
    assert "어르신돌봄지원단" not in shown


@pytest.mark.django_db
@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, items: int, django_assert_num_queries) -> None:
    for _ in range(items):
        open_posting()

    with django_assert_num_queries(10):
        assert client.get(LIST).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("items", [1, 3])
def test_outside_list_asks_the_same_of_any_number(client, items: int, django_assert_num_queries) -> None:
    for _ in range(items):
        make.outside_posting()

    with django_assert_num_queries(7):
        assert client.get(LIST, {"source": "outside"}).status_code == 200


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
    make.rule(make.rule_set(year, lines=[]), "birth_range", born, is_assumed=True, source="2022년 공고")

    shown = text(client.get(reverse("jobs:public_programme", args=[year.public_id])))

    assert ">추정<" not in shown
    assert "근거를 찾지 못해 시연용으로 정한 조건입니다." in shown
    assert "근거: 2022년 공고" in shown
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
