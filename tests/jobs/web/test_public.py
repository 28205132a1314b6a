"""What everyone may read: what is open, postings found by any spacing, programmes and postings of others."""

from datetime import timedelta

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
def open_posting(*args, **columns) -> Posting:
    """A posting that takes applications at this very moment."""
    now = timezone.now()
    times = {
        "apply_from": now - timedelta(days=3),
        "apply_until": now + timedelta(days=5),
        "results_at": now + timedelta(days=9),
        "starts_on": timezone.localdate() + timedelta(days=20),
        "ends_on": timezone.localdate() + timedelta(days=120),
    }
    return make.posting(*args, **{**times, **columns})


def text(response) -> str:
    """The page without the breaks and indents of its source."""
    return " ".join(response.content.decode().split())


# One posting ----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_posting_tells_the_money_and_what_is_taken_off(client) -> None:
    shown = text(client.get(reverse("jobs:public_posting", args=[open_posting().public_id])))

    assert "한 달 활동비 최대 588,240원" in shown
    assert "여기서 세금 51,760원을 떼고 <strong>536,480원</strong>" in shown
    assert "급여가 아닙니다" in shown
    assert "한 달 급여" not in shown
    assert "시연용으로 정한 조건입니다" not in shown


@pytest.mark.django_db
def test_posting_says_when_in_words(client) -> None:
    posting = open_posting(hours_mask=[0b111 << 9] * 5 + [0, 0])

    shown = text(client.get(reverse("jobs:public_posting", args=[posting.public_id])))

    assert "<strong>월·화·수·목·금</strong> 오전 9시~낮 12시" in shown
    assert "9~12" not in shown


@pytest.mark.django_db
def test_posting_says_of_a_rule_that_it_is_assumed_and_nothing_beside_a_verdict(client) -> None:
    year = make.programme_year(rules=False)
    make.rule(make.rule_set(year, lines=[]), "residence", {"seoul": True}, is_assumed=True)
    posting = open_posting(None, year)

    shown = text(client.get(reverse("jobs:public_posting", args=[posting.public_id])))
    checked = text(client.post(reverse("jobs:public_posting_check", args=[posting.public_id]), answers()))

    assert shown.count("시연용으로 정한 조건입니다. 실제 조건과 다를 수 있습니다.") == 1
    assert ">추정<" not in shown
    assert "충족" in checked
    assert "시연용으로 정한" not in checked


@pytest.mark.django_db
def test_posting_of_an_internship_pays_wages(client) -> None:
    year = make.programme_year(make.programme("internship"), pay_kind="wage")

    shown = text(client.get(reverse("jobs:public_posting", args=[open_posting(None, year).public_id])))

    assert "한 달 급여 588,240원" in shown
    assert "활동비" not in shown


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "in_review", "archived"])
def test_posting_that_is_not_public_is_not_found(client, state: str) -> None:
    posting = open_posting(state=state, title="비밀 공고")

    assert client.get(reverse("jobs:public_posting", args=[posting.public_id])).status_code == 404
    assert client.get(reverse("jobs:public_posting_check", args=[posting.public_id])).status_code == 404
    client.force_login(make.member(posting.organisation))
    assert client.get(reverse("jobs:public_posting", args=[posting.public_id])).status_code == 200


@pytest.mark.django_db
def test_posting_leads_an_applicant_to_their_application(client) -> None:
    person = make.candidate()
    application = make.application(open_posting(), person)
    client.force_login(person.user)

    shown = text(client.get(reverse("jobs:public_posting", args=[application.posting.public_id])))

    assert reverse("jobs:application", args=[application.public_id]) in shown
    assert reverse("jobs:apply", args=[application.posting.public_id]) not in shown


# The check ------------------------------------------------------------------------------------------------------------
def answers(**changed) -> dict[str, str]:
    """What a visitor of 62 in 서대문구 types."""
    born = {"birth_on_year": "1964", "birth_on_month": "3", "birth_on_day": "7"}
    return {**born, "district": "11410", "employment": "not_employed", **changed}


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
    ("changed", "outcome"),
    [({}, "met"), ({"district": "99999"}, "not_met"), ({"birth_on_year": "1999"}, "not_met")],
)
def test_check_tells_a_visitor_and_keeps_nothing(client, changed: dict, outcome: str) -> None:
    posting = open_posting()

    response = client.post(reverse("jobs:public_posting_check", args=[posting.public_id]), answers(**changed))

    assert response.context["judged"].outcome == outcome
    assert response.status_code == 200
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_check_without_an_answer_says_where(client) -> None:
    page = reverse("jobs:public_posting_check", args=[open_posting().public_id])

    shown = text(client.post(page, answers(birth_on_day="", employment="")))

    assert "일 칸이 비어 있습니다." in shown
    assert 'value="1964"' in shown


@pytest.mark.django_db
def test_check_judges_a_member_by_what_they_told(client) -> None:
    person = make.candidate(district="")
    client.force_login(person.user)

    response = client.get(reverse("jobs:public_posting_check", args=[open_posting().public_id]))

    assert {line.kind: line.outcome for line in response.context["lines"]} == {
        "birth_range": "met",
        "residence": "unknown",
    }
    assert "확인 필요" in text(response)
    assert reverse("profiles:candidate_profile") in text(response)


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
