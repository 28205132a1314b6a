"""The list of postings as people meet it: any spacing, filters with their counts, the map, and never an empty hand."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles import places
from tests import make
from tests.jobs.web.open_postings import open_posting, text

pytestmark = pytest.mark.django_db
LIST = reverse("jobs:public_posting_list")


@pytest.mark.parametrize("words", ["학교안전", "학교 안전", "안전 학교", "학 교 안 전", "지원단"])
def test_list_forgives_spacing(client, words: str) -> None:
    open_posting(title="학교 안전지원단")
    open_posting(title="도서관 보람이", duties="책을 정리합니다.")

    shown = text(client.get(LIST, {"q": words}))

    assert "학교 안전지원단" in shown
    assert "도서관 보람이" not in shown


@pytest.mark.parametrize("words", ["bim", "BIM", "bim설계", "설계 Bim"])
def test_list_forgives_capitals(client, words: str) -> None:
    open_posting(title="Bim 설계 도우미")

    assert "Bim 설계 도우미" in text(client.get(LIST, {"q": words}))


@pytest.mark.parametrize("words", ["요양보호", "종로", "종로구 말벗", "서촌 경로당"])
def test_list_finds_certificates_districts_and_sites(client, words: str) -> None:
    place = make.site(name="서촌경로당", district="11110")
    open_posting(title="어르신 말벗", preferred_certificates=["요양보호사"], sites=[place])
    open_posting(title="도서관 보람이", duties="책을 정리합니다.")

    shown = text(client.get(LIST, {"q": words}))

    assert "어르신 말벗" in shown
    assert "도서관 보람이" not in shown


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


def test_list_chip_takes_one_condition_out(client) -> None:
    shown = text(client.get(LIST, {"q": "돌봄", "district": "11410", "page": "2"}))

    assert '<a href="?q=%EB%8F%8C%EB%B4%84">서대문구' in shown
    assert '<a href="?district=11410">돌봄' in shown


def test_list_without_a_find_shows_what_else_there_is(client) -> None:
    open_posting(title="어르신돌봄지원단")
    make.outside_posting(title="드론 조종사")

    shown = text(client.get(LIST, {"q": "드론"}))

    assert "맞는 공고를 찾지 못했습니다" in shown
    assert "외부 공고에는 1건이 있습니다." in shown
    assert "어르신돌봄지원단" in shown


def test_list_shows_outside_postings_apart(client) -> None:
    make.outside_posting()
    make.outside_posting(title="지난 외부 공고", closes_on=date(2020, 1, 1))
    open_posting(title="어르신돌봄지원단")

    shown = text(client.get(LIST, {"source": "outside"}))

    assert "아파트 경비원" in shown
    assert "지난 외부 공고" not in shown
    assert "어르신돌봄지원단" not in shown


@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, items: int, django_assert_num_queries) -> None:
    for _ in range(items):
        open_posting()

    with django_assert_num_queries(12):
        assert client.get(LIST).status_code == 200


@pytest.mark.parametrize("items", [1, 3])
def test_outside_list_asks_the_same_of_any_number(client, items: int, django_assert_num_queries) -> None:
    for _ in range(items):
        make.outside_posting()

    with django_assert_num_queries(8):
        assert client.get(LIST, {"source": "outside"}).status_code == 200


# What it is narrowed by -----------------------------------------------------------------------------------------------
def shown_titles(page) -> set[str]:
    return {card.posting.title for card in page.context["page_obj"].object_list}


@pytest.fixture
def three_places() -> None:
    open_posting(title="서대문 평일")
    open_posting(title="종로 주말", hours_mask=[0] * 5 + [0b111 << 9] * 2, sites=[make.site(district="11110")])
    open_posting(title="강남 평일", weekly_hours=30, sites=[make.site(district="11680")])


@pytest.mark.usefixtures("three_places")
def test_several_districts_are_one_parameter_of_list_and_map(client) -> None:
    page = client.get(LIST, {"district": ["11110", "11680"]})

    assert shown_titles(page) == {"종로 주말", "강남 평일"}
    boxes = re.findall(r'name="district" value="(\d+)" class="dense" id="\w+"( checked)?', text(page))
    assert sorted(boxes[:3]) == [
        ("11110", " checked"),
        ("11410", ""),
        ("11680", " checked"),
    ]  # those with postings first
    assert "자치구 목록" in text(page)
    assert "<span>종로구 (1건)</span>" in text(page)
    chosen = re.findall(r'<a href="([^"]+)" class="chosen" aria-label="([^"]+)"', text(page))
    assert chosen == [
        ("?district=11680&amp;view=map#map", "종로구 1건, 골랐음"),
        ("?district=11110&amp;view=map#map", "강남구 1건, 골랐음"),
    ]


@pytest.mark.usefixtures("three_places")
def test_map_holds_every_district_with_its_number_in_words(client) -> None:
    shown = text(client.get(LIST))
    drawn = shown.partition('<svg class="district-map"')[2].partition("</svg>")[0]

    labels = re.findall(r'<a href="\?district=(\d{5})&amp;view=map#map"[^>]* aria-label="(\S+) (\d+)건"', drawn)
    assert {code: name for code, name, _number in labels} == {row.code: row.name for row in places.districts()}
    assert {name for _code, name, number in labels if number == "1"} == {"서대문구", "종로구", "강남구"}
    assert "style=" not in drawn
    assert "✓" not in drawn
    assert "<tspan" in drawn.partition('<g aria-hidden="true">')[2]


@pytest.mark.usefixtures("three_places")
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "3건 보기"),
        ("district=11110&district=11680", "2건 보기"),
        ("days=weekends", "1건 보기"),
        ("source=outside", "0건 보기"),
    ],
)
def test_the_count_of_a_choice_is_the_number_of_the_list(client, query, said) -> None:
    answer = client.get(f"{reverse('jobs:public_posting_count')}?{query}")

    assert answer.json() == {"said": said}
    assert f'data-go="{said}"' in text(client.get(f"{LIST}?{query}"))


@pytest.mark.usefixtures("three_places")
@pytest.mark.parametrize(("query", "is_open"), [("", False), ("view=map", True), ("district=11110", True)])
def test_districts_are_folded_until_they_are_used(client, query, is_open) -> None:
    shown = text(client.get(f"{LIST}?{query}"))

    assert (f'<details class="more" id="map"{" open" if is_open else ""}>') in shown
    assert is_open or 'id="map" open' not in shown


def test_filters_stay_open_while_the_map_is_pressed_and_close_with_a_search(client) -> None:
    assert '<details class="filters" open>' in text(client.get(LIST, {"view": "map"}))
    assert '<details class="filters">' in text(client.get(LIST, {"district": "11110"}))
    assert '<details class="filters">' in text(client.get(LIST, {"view": "map", "page": "2"}))


@pytest.mark.usefixtures("three_places")
def test_choices_say_how_many_they_would_give(client) -> None:
    shown = text(client.get(LIST, {"days": "weekdays"}))

    assert "평일에만 하는 일 (2건)</option>" in shown
    assert "주말에도 하는 일 (1건)</option>" in shown
    assert "모두 (3건)</option>" in shown  # without the condition itself
    assert "주 30시간 이상 (1건)</option>" in shown
    assert "10,320원 이상 (2건)</option>" in shown
    assert "1개 골랐음" in shown
    assert "마감된 공고도 보기 (2건)" in shown


@pytest.mark.usefixtures("three_places")
def test_months_of_start_are_links_with_their_numbers(client) -> None:
    begins = timezone.localdate() + timedelta(days=20)
    shown = client.get(LIST)

    (month,) = shown.context["filters"].months
    assert (month.first, month.number) == (begins.replace(day=1), 3)
    assert shown_titles(client.get(LIST + month.url)) == {"서대문 평일", "종로 주말", "강남 평일"}


def test_a_figure_that_is_not_offered_stays_chosen(client) -> None:
    shown = text(client.get(LIST, {"pay": "9999", "km": "7", "near": "11110"}))

    assert '<option value="9999" selected>1시간에 9,999원 이상</option>' in shown
    assert '<option value="7" selected>종로구에서 7km 안</option>' in shown


def test_all_conditions_are_cleared_at_once(client) -> None:
    assert f'href="{LIST}">모두 지우기' in text(client.get(LIST, {"days": "weekends"}))
    assert f'href="{LIST}?source=outside">모두 지우기' in text(client.get(LIST, {"pay": "9", "source": "outside"}))


@pytest.mark.usefixtures("three_places")
def test_order_is_said_and_changed_by_a_link_that_keeps_the_rest(client) -> None:
    page = client.get(LIST, {"days": "weekdays"})

    assert "보는 순서: 마감이 가까운 순서" in text(page)
    assert "찾는 말에 맞는 순서" not in text(page)  # where nothing was typed nothing fits
    assert f'action="{LIST}"' in text(page)
    urls = {sort.label: sort.url for sort in page.context["filters"].sorts}
    assert urls["가까운 순서"] == "?days=weekdays&sort=nearest"
    page = client.get(LIST + urls["시간당 금액이 높은 순서"])
    assert "보는 순서: 시간당 금액이 높은 순서" in text(page)
    assert '<input type="hidden" name="sort" value="best_paid"' in text(page)
    assert "보는 순서: 찾는 말에 맞는 순서" in text(client.get(LIST, {"q": "평일"}))


# Distance -------------------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("three_places")
def test_a_visitor_names_the_place_that_distance_is_reckoned_from(client) -> None:
    page = client.get(LIST, {"near": "11680", "km": "3", "sort": "nearest"})

    assert shown_titles(page) == {"강남 평일"}
    assert "<p>같은 자치구</p>" in text(page)
    assert "0.0km" not in text(page)
    assert "거리는 강남구에서 잰 직선거리입니다." in text(page)
    assert "우리 집" not in text(page)


@pytest.mark.usefixtures("three_places")
def test_distance_from_nowhere_is_not_looked_at_and_that_is_said(client) -> None:
    for query in ({"km": "3"}, {"sort": "nearest"}):
        page = client.get(LIST, query)
        assert len(shown_titles(page)) == 3
        assert "어디에서 가까운지 알 수 없어" in text(page)
    assert "어디에서 가까운지 알 수 없어" not in text(client.get(LIST))


@pytest.mark.usefixtures("three_places")
def test_distance_is_reckoned_from_a_member_s_dong_which_no_address_tells(client) -> None:
    person = make.candidate(dong="1141061500")
    client.force_login(person.user)

    page = client.get(LIST, {"km": "3", "district": ["11410", "11680"]})

    assert shown_titles(page) == {"서대문 평일"}
    assert "우리 집에서 3km 안" in text(page)
    assert "우리 집 (서대문구 연희동)" in text(page)
    assert "1141061500" not in text(page)


@pytest.mark.usefixtures("three_places")
@pytest.mark.parametrize("district", ["", places.OUTSIDE])
def test_a_member_whose_home_has_no_point_is_asked_like_a_visitor(client, district: str) -> None:
    client.force_login(make.candidate(district=district).user)

    assert "어디에서 가까운지 알 수 없어" in text(client.get(LIST, {"sort": "nearest"}))


# Nothing found --------------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("three_places")
def test_an_empty_list_names_the_condition_to_leave_out_the_best_first(client) -> None:
    open_posting(title="종로 평일", sites=[make.site(district="11110")])
    open_posting(title="강남 평일 둘", sites=[make.site(district="11680")])
    page = client.get(LIST, {"district": "11110", "days": "weekdays", "q": "강남"})

    ways = page.context["filters"].ways
    assert [(way.label, way.number) for way in ways] == [("종로구", 2), ("강남", 1)]
    page = client.get(LIST, {"district": "11110", "hours": "30_more", "days": "weekdays"})
    ways = page.context["filters"].ways
    assert [(way.label, way.number) for way in ways] == [("주 30시간 이상", 1), ("종로구", 1)]
    for way in ways:
        assert len(shown_titles(client.get(LIST + way.url))) == way.number
    assert "‘종로구’ 조건을 빼면 1건" in text(page)


@pytest.mark.usefixtures("three_places")
def test_the_condition_that_gives_most_comes_first(client) -> None:
    page = client.get(LIST, {"kind": "internship", "district": "11110"})
    assert page.context["filters"].ways[0].label == "50+인턴십"

    page = client.get(LIST, {"part": "evening", "kind": "internship"})
    assert page.context["filters"].ways == []  # no single one helps: all are left out
    assert "조건을 모두 빼면 3건" in text(page)
    assert page.context["filters"].rest.url == LIST
    page = client.get(LIST, {"part": "evening", "kind": "internship", "q": "평일"})
    assert "다른 조건을 모두 빼고 ‘평일’만 찾으면 2건" in text(page)
    assert page.context["instead"]["cards"]


def test_closed_postings_are_offered_where_they_alone_fit(client) -> None:
    make.posting(title="지난 종로", sites=[make.site(district="11110")])

    page = client.get(LIST, {"district": "11110"})

    assert "마감된 공고까지 보면 1건이 있습니다." in text(page)
    assert shown_titles(client.get(LIST + page.context["filters"].closed.url)) == {"지난 종로"}


def test_an_empty_list_of_imported_postings_names_a_way_out_too(client) -> None:
    make.outside_posting(district="11680", hourly_won=12_000)

    page = client.get(LIST, {"source": "outside", "district": "11110", "pay": "11000", "days": "weekends"})

    (way,) = page.context["filters"].ways
    assert (way.label, way.number, way.url) == ("종로구", 1, "?days=weekends&pay=11000&source=outside")


# Deadlines ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("days", "said", "is_soon"),
    [(0, "오늘 마감", True), (1, "내일 마감", True), (3, "3일 남음", True), (4, "4일 남음", False)],
)
def test_days_left_are_said_in_words(client, days: int, said: str, is_soon: bool) -> None:
    last = timezone.localtime().replace(hour=23, minute=59, second=59, microsecond=0) + timedelta(days=days)
    open_posting(apply_until=last, results_at=last + timedelta(days=3))

    shown = text(client.get(LIST))

    assert said in shown
    assert (f'<li class="tag wait">{said}</li>' in shown) is is_soon
    assert "마감 임박" not in shown


@pytest.mark.parametrize("query", [{}, {"q": "쀍쀍쀍", "exact": "on"}, {"sort": "nearest", "near": "11110"}])
def test_a_city_without_postings_offers_no_way_to_them(client, query: dict) -> None:
    filters = client.get(LIST, query).context["filters"]

    assert (filters.ways, filters.rest, filters.closed) == ([], None, None)
