"""The page of suggestions: what it shows, what it hides, what it says when there is nothing."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from matching import cards, suggestions
from matching.cards import DRAWBACKS
from matching.models import Exposure, PackedProfile, Snapshot, SuggestionList
from matching.sentences import WORDS
from profiles import stale_marks
from tests import make
from tests.matching.listing import listed

pytestmark = pytest.mark.django_db
PAGE, WIDER = "/me/suggestions/", "/me/suggestions/wider/"


def open_posting(*args, **columns):
    """A posting that is open while the test runs."""
    now = timezone.now()
    dates = {"apply_from": now - timedelta(days=7), "apply_until": now + timedelta(days=7)}
    return make.posting(*args, **{**dates, "results_at": now + timedelta(days=14), **columns})


def match() -> None:
    suggestions.refresh_all(at=timezone.now())


@pytest.fixture
def page(client):
    def get(person) -> str:
        client.force_login(person.user)
        return client.get(PAGE).content.decode()

    return get


def test_page_shows_title_place_money_period_and_reasons(page):
    person = make.candidate(skills="어르신의 말벗")
    make.career(person)
    open_posting(title="어르신 말벗 활동", sites=[make.site(district="11410", dong="")])
    match()

    text = page(person)

    for words in (
        "어르신 말벗 활동",
        "서대문구",
        "한 달에 받는 돈 최대",
        "5월 4일",
        "왜 추천했는지 자세히 보기",
        "이 일과 같은 직업입니다",
        "1,000점이 가장 높은 점수입니다.",
    ):
        assert words in text, words
    assert "%</" not in text


def test_page_quotes_the_person_s_own_words_as_the_reason(page):
    person = make.candidate(skills="어르신의 말벗이 되고 화초를 가꿉니다")
    make.career(person, title="동네 할머니 돌보기")
    open_posting(title="어르신 말벗 활동", sites=[make.site(district="11410", dong="")])
    match()

    text = page(person)

    assert "적어 주신 ‘동네 할머니 돌보기’ 경력 6년이 이 일과 같은 직업입니다." in text
    quoted = re.search(r"적어 주신 말 가운데 (.*?) 등이 이 일에서 하는 일과", text)[1]
    assert {"‘어르신’", "‘말벗’"} <= set(quoted.split(", "))
    assert "화초" not in quoted


def test_page_says_the_gravest_drawback_outside_the_fold(page):
    person = make.candidate(half_km=1, districts_wished=["11680"], hours_per_month=40)
    open_posting(sites=[make.site(district="11740", dong="")])
    match()

    text = page(person)

    shown = re.sub(r"<details class=.more.*?</details>", "", text, flags=re.DOTALL)
    assert shown.count("아쉬운 점:") == 1
    assert re.search(
        r"아쉬운 점:</strong> 사는 곳에서 직선거리 약 [\d.]+km로, 다니기 편하다고 하신 거리보다 멉니다", shown
    )
    assert "바라시는 자치구 밖에 있습니다." in text
    assert "바라시는 자치구 밖에 있습니다." not in shown


def test_page_of_a_posting_that_fits_says_no_drawback(page):
    person = make.candidate(skills="어르신의 말벗")
    make.career(person)
    open_posting(sites=[make.site(district="11410", dong="")])
    match()

    assert "아쉬운 점" not in page(person)


def test_drawbacks_are_reasons_that_signals_give():
    assert set(DRAWBACKS) <= set(WORDS)


def test_page_says_what_needs_to_be_known(page):
    person = make.candidate(birth_on=None)
    open_posting()
    match()

    assert "확인이 필요합니다" in page(person)


def test_page_hides_a_posting_whose_rule_is_not_met_any_more(page):
    person = make.candidate()
    posting = open_posting(title="숨을 공고")
    match()
    make.rule_set(posting.programme_year, [("birth_range", {"birth_from": "1990-01-01"}, "apply")])

    assert "숨을 공고" not in page(person)


def test_page_marks_outside_postings(page):
    person = make.candidate()
    make.outside_posting(title="아파트 경비원")
    match()

    text = page(person)

    assert "아파트 경비원" in text
    assert "외부 공고" in text


def test_page_without_suggestions_says_what_to_add(page):
    text = page(make.candidate(district=""))

    assert "아직 추천할 일자리가 없습니다" in text
    assert "/me/profile/home/" in text


def test_page_without_a_profile_asks_for_one(client):
    client.force_login(make.user())

    assert "나의 정보를 적으면" in client.get(PAGE).content.decode()


def test_page_says_that_a_change_is_being_looked_at(page):
    person = make.candidate()
    stale_marks.mark("candidate", [person.pk], at=make.NOW)

    assert "다시 찾고 있습니다" in page(person)


def test_page_shows_nobody_elses_suggestions(page):
    other, person = make.candidate(), make.candidate(birth_on=make.TODAY.replace(year=1999))
    open_posting(title="남의 추천 공고")
    match()
    assert listed(other)

    assert "남의 추천 공고" not in page(person)


@pytest.mark.parametrize("path", [PAGE, "/api/v1/me/suggestions/"])
def test_list_takes_the_same_queries_for_one_and_for_three(client, path, django_assert_max_num_queries):
    person, first = make.candidate(birth_on=None), open_posting()
    match()
    client.force_login(person.user)
    client.get(path)
    with django_assert_max_num_queries(99) as of_one:
        client.get(path)
    allowed = len(of_one)
    for _ in range(2):
        open_posting(first.organisation, make.programme_year())
    match()
    assert len(listed(person)) == 3
    client.get(path)  # a snapshot is read once a process

    with django_assert_max_num_queries(allowed):
        client.get(path)


def test_api_gives_reasons_as_codes_and_sentences(client):
    person = make.candidate(birth_on=None)
    posting = open_posting()
    match()
    client.force_login(person.user)

    answer = client.get("/api/v1/me/suggestions/").json()

    (row,) = answer["results"]
    assert answer["count"] == 1
    assert (row["posting_id"], row["outside_posting_id"], row["title"]) == (str(posting.public_id), None, posting.title)
    assert row["points"] == sum(reason["points"] for reason in row["reasons"])
    assert row["most"] == 1000
    assert {reason["code"] for reason in row["reasons"]} >= {"distance.near", "hours.as_wished"}
    assert row["asked"][0]["rule"] == "birth_range"


@pytest.mark.parametrize(("path", "channel"), [(PAGE, "page"), ("/api/v1/me/suggestions/", "api")])
def test_what_was_shown_is_written_down(client, path, channel):
    person = make.candidate()
    first, second = open_posting(), open_posting(hours_per_month=200)
    match()
    client.force_login(person.user)

    client.get(path)

    seen = Exposure.objects.get()
    assert (seen.candidate, seen.channel, seen.run) == (person, channel, person.suggestion_list.run)
    assert (seen.posting_ids, seen.outside_ids, seen.ranks) == ([first.pk, second.pk], [], [1, 2])
    assert (seen.points, seen.prices, seen.chances) == (person.suggestion_list.points, [0, 0], [1.0, 1.0])


def test_page_says_what_a_certificate_would_bring_and_what_it_is_not(client):
    person = make.candidate(skills="어르신의 말벗과 식사 도움")
    open_posting(preferred_certificates=["조리기능사"])
    match()
    client.force_login(person.user)

    gain = client.get("/api/v1/me/suggestions/").json()["results"][0]["gain"]
    shown = client.get(PAGE).content.decode()

    assert gain["certificate"] == "조리기능사"
    assert "이 일자리와 더 잘 맞는 것으로 나옵니다. 없으시면 그대로 두셔도 됩니다." in shown
    assert "점 오릅니다" not in shown


def test_page_that_shows_nothing_writes_nothing_down(page):
    page(make.candidate())

    assert not Exposure.objects.exists()


def test_api_is_closed_to_visitors_and_empty_for_others(client):
    assert client.get("/api/v1/me/suggestions/").status_code == 403
    client.force_login(make.city_user())

    assert client.get("/api/v1/me/suggestions/").json()["results"] == []


def test_page_of_yesterday_leaves_out_what_is_over(page):
    person = make.candidate()
    now = timezone.now()
    posting = open_posting(title="어제 끝난 공고", apply_until=now - timedelta(hours=1))
    suggestions.refresh_all(at=now - timedelta(hours=2))
    assert listed(person) == [posting.pk]

    assert "어제 끝난 공고" not in page(person)


def test_page_of_who_was_packed_by_other_code_opens(page):
    person = make.candidate()
    open_posting()
    match()
    make.changed(PackedProfile.objects.get(), payload=b"\x63\0" + bytes(500))

    assert "맞춤 일자리" in page(person)


def test_page_from_a_snapshot_of_other_code_opens(page):
    person = make.candidate()
    open_posting(title="열린 공고")
    match()
    make.changed(Snapshot.objects.get(), version=99)

    assert "열린 공고" in page(person)


def test_side_that_lags_behind_is_no_reason_for_a_posting():
    lines = [cards.ReasonLine("both", "", 190, 200, code, "") for code in ("both.wish_less", "both.even")]

    assert [row.code for row in cards.Card(None, None, None, lines, []).top] == ["both.even"]


def test_page_of_near_occupations_leads_to_their_postings_and_is_written_down(client):
    person = make.candidate()
    make.career(person)
    posting = open_posting(title="건물 청소", keco="5611")
    match()
    client.force_login(person.user)

    text = client.get(WIDER).content.decode()

    assert "하시던 일과 같은 직업은 지금 모집하지 않습니다" in text
    assert "지원하실 수 있는 일자리 1건" in text
    link = re.search(r'href="(/jobs/\?occupation=\d+)"', text).group(1)
    assert posting.title in client.get(link).content.decode()
    exposure = Exposure.objects.get()
    assert (exposure.channel, exposure.posting_ids, exposure.chances) == ("wider", [posting.pk], [1.0])
    (near,) = client.get("/api/v1/me/suggestions/wider/").json()
    assert (near["code"], near["openings"], near["posting_id"]) == ("561", 1, str(posting.public_id))
    assert Exposure.objects.latest("pk").channel == "wider_api"


@pytest.mark.parametrize("path", [PAGE, WIDER, "/api/v1/me/suggestions/", "/api/v1/me/suggestions/wider/"])
def test_only_what_is_sent_is_written_down(client, path):
    person = make.candidate()
    make.career(person)
    open_posting(title="건물 청소", keco="5611")
    match()
    client.force_login(person.user)

    client.head(path)
    assert not Exposure.objects.exists()
    client.get(path)
    assert Exposure.objects.count() == 1


def test_page_of_near_occupations_without_any_says_so(client):
    person = make.candidate()
    client.force_login(person.user)

    assert "지금은 가까운 직업의 모집이 없습니다" in client.get(WIDER).content.decode()
    assert not Exposure.objects.exists()


def test_place_by_lot_is_labelled(client):
    year, operator = make.programme_year(), make.organisation()
    for number in range(12):
        open_posting(operator, year, title=f"어르신 돌봄 {number}")
    people = [make.candidate(skills="어르신의 말벗") for _ in range(6)]
    match()
    (drawn,) = SuggestionList.objects.filter(last_came=SuggestionList.Came.EXPLORED)[:1]
    other = SuggestionList.objects.exclude(last_came=SuggestionList.Came.EXPLORED)[0]

    assert len(people) == SuggestionList.objects.count()
    client.force_login(drawn.candidate.user)
    assert client.get(PAGE).content.decode().count("무작위로 고른 일자리") == 1
    assert [row["came"] for row in client.get("/api/v1/me/suggestions/").json()["results"]][-1] == "explored"
    client.force_login(other.candidate.user)
    assert "무작위로 고른 일자리" not in client.get(PAGE).content.decode()
