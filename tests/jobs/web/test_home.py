"""The first page: what is open near by, what fits, and what happens with one's applications."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.jobs import agreeing
from tests.jobs.web.open_postings import open_posting, text

pytestmark = pytest.mark.django_db
HOME = reverse("jobs:home")


def test_home_shows_what_is_open(client) -> None:
    open_posting(title="학교안전지원단")
    make.posting(title="지난 공고")

    shown = text(client.get(HOME))

    assert "지금 모집 중인 일자리 1건" in shown
    assert "학교안전지원단" in shown
    assert "지난 공고" not in shown
    assert reverse("account_signup") in shown


def test_home_tells_a_candidate_what_waits(client) -> None:
    person = make.candidate()
    offer = make.offer(make.application(candidate_=person, state="offered"), expires_at=timezone.now() + timedelta(1))
    other = make.offer(expires_at=timezone.now() + timedelta(1))
    client.force_login(person.user)

    shown = text(client.get(HOME))

    assert reverse("jobs:offer", args=[offer.public_id]) in shown
    assert reverse("jobs:offer", args=[other.public_id]) not in shown


@pytest.mark.parametrize(
    ("kind", "work_page"), [("operator", "jobs:operator_home"), ("host", "jobs:site_worklog_list")]
)
def test_home_leads_officers_to_their_work(client, kind: str, work_page: str) -> None:
    client.force_login(make.member(make.organisation(kind)))

    assert client.get(HOME).url == reverse(work_page)


# What is open near by -------------------------------------------------------------------------------------------------
@pytest.fixture
def three_places() -> None:
    open_posting(title="서대문 일")
    open_posting(title="종로 일", sites=[make.site(district="11110")])
    open_posting(title="강동 일", sites=[make.site(district="11740")])
    open_posting(title="도봉 일", sites=[make.site(district="11320")])


def nearby(page) -> list[str]:
    return [card.posting.title for card in page.context["nearby"]["cards"]]


@pytest.mark.usefixtures("three_places")
def test_home_shows_a_member_what_is_nearest(client) -> None:
    client.force_login(make.candidate(dong="1141061500").user)

    page = client.get(HOME)

    assert nearby(page) == ["서대문 일", "종로 일", "도봉 일"]
    assert "서대문구 연희동에서 가까운 순서입니다." in text(page)
    assert "서대문구 일자리 1건 모두 보기" in text(page)


@pytest.mark.usefixtures("three_places")
def test_home_shows_a_visitor_what_is_near_the_district_they_choose(client) -> None:
    page = client.get(HOME)
    assert page.context["nearby"] is None
    assert "어디에서 가까운 일자리를 보시겠습니까?" in text(page)

    page = client.get(HOME, {"district": "11740"})
    assert nearby(page)[0] == "강동 일"
    assert f'href="{reverse("jobs:public_posting_list")}?district=11740"' in text(page)
    assert set(client.cookies) <= {"csrftoken"}


def test_home_asks_nothing_of_an_odd_district(client) -> None:
    assert client.get(HOME, {"district": "99999"}).context["nearby"] is None
    assert "고쳐 주세요" not in text(client.get(HOME, {"district": "x"}))


def test_home_lets_a_member_look_elsewhere(client) -> None:
    client.force_login(make.candidate().user)
    open_posting(title="강동 일", sites=[make.site(district="11740")])

    page = client.get(HOME, {"district": "11740"})

    assert "강동구 일자리 1건 모두 보기" in text(page)
    assert "우리 집 (서대문구)" in text(page)


# The three questions --------------------------------------------------------------------------------------------------
def test_home_answers_three_questions_of_a_member_at_once(client) -> None:
    person = make.candidate()
    make.offer(make.application(candidate_=person, state="offered"), expires_at=timezone.now() + timedelta(1))
    client.force_login(person.user)

    shown = text(client.get(HOME))

    glance = shown.partition('<ul class="glance">')[2].partition("</ul>")[0]
    assert "하실 일 1건" in glance
    assert "서대문구 0건" in glance
    for place in ("to-do", "near", "fitting"):
        assert f'href="#{place}"' in glance
        assert f'id="{place}"' in shown


def test_home_tells_a_visitor_how_to_get_answers(client) -> None:
    glance = text(client.get(HOME)).partition('<ul class="glance">')[2].partition("</ul>")[0]

    assert "자치구 고르기" in glance
    assert "추천받는 방법" in glance
    assert reverse("account_login") in glance


@pytest.mark.parametrize("items", [1, 3])
def test_home_asks_the_same_of_any_number(client, items: int, django_assert_num_queries) -> None:
    for _ in range(items):
        open_posting()

    with django_assert_num_queries(10):
        assert len(client.get(HOME, {"district": "11410"}).context["nearby"]["cards"]) == items


# Each posting once ----------------------------------------------------------------------------------------------------
def test_home_shows_no_posting_twice(client) -> None:
    person = make.candidate()
    mine, *others = [open_posting(title=f"일자리 {number}") for number in range(8)]
    make.application(mine, candidate_=person)
    client.force_login(person.user)

    page = client.get(HOME)

    cards = [*page.context["nearby"]["cards"], *page.context["more"]["cards"]]
    shown = [card.posting.pk for card in cards]
    assert len(shown) == len(set(shown)) == 6
    assert set(shown) <= {posting.pk for posting in others}
    assert text(page).count(mine.title) == 1


def test_home_names_one_application_once_though_something_is_to_do(client) -> None:
    person = make.candidate()
    row = make.application(open_posting(title="면접 볼 일"), state="offered", candidate_=person)
    make.offer(row, expires_at=timezone.now() + timedelta(1))
    client.force_login(person.user)

    page = client.get(HOME)

    assert text(page).count("면접 볼 일") == 1
    assert "진행 중인 지원이 없습니다" not in text(page)


@pytest.mark.parametrize(("days", "heading"), [(5, "곧 마감하는 일자리"), (8, "새로 올라온 일자리")])
def test_home_says_closing_soon_only_of_what_closes_within_a_week(client, days, heading) -> None:
    open_posting(apply_until=timezone.now() + timedelta(days), results_at=timezone.now() + timedelta(days=20))

    page = client.get(HOME)

    assert heading in text(page)
    assert page.context["more"]["is_closing"] == (days < 7)


def test_the_menu_counts_what_is_to_do(client) -> None:
    person = make.candidate()
    make.offer(make.application(candidate_=person, state="offered"), expires_at=timezone.now() + timedelta(1))
    placed = make.application(candidate_=person, state="placed")
    agreeing.drawn(make.placement(placed, state="preparing", agreed_at=None))
    client.force_login(person.user)

    menu = text(client.get(reverse("profiles:candidate_inbox"))).partition('<nav class="main-menu')[2]

    for label in ("나의 지원현황", "나의 활동"):
        assert f'{label} <strong class="bell-count"><span class="sr-only">하실 일 </span>1<' in menu
    assert menu.partition("</nav>")[0].count("bell-count") == 2


def test_home_leaves_out_what_stands_above_whatever_the_order(client) -> None:
    rows = [open_posting(title=f"일자리 {number}") for number in range(8)]
    client.force_login(make.candidate().user)

    page = client.get(HOME)

    near = {card.posting.pk for card in page.context["nearby"]["cards"]}
    more = {card.posting.pk for card in page.context["more"]["cards"]}
    assert (len(near), len(more), near & more) == (3, 3, set())
    assert near | more <= {row.pk for row in rows}


def test_the_easy_home_reads_only_what_it_shows(client) -> None:
    open_posting()
    client.force_login(make.candidate().user)
    client.cookies["dasi_easy"] = "yes"

    page = client.get(HOME)

    assert page.context["more"] is None
    assert len(page.context["nearby"]["cards"]) == 1


@pytest.mark.django_db
def test_menu_leads_to_questions_searches_notices_and_the_counsellor(client) -> None:
    client.force_login(make.candidate().user)

    menu = text(client.get("/")).split('<ul class="more">')[1].split("</ul>")[0]

    for name in ("jobs:saved_search_list", "jobs:question_list", "profiles:contact", "profiles:proxy"):
        assert f'href="{reverse(name)}"' in menu
