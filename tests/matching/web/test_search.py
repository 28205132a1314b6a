"""The search box as people meet it: what fits best comes first, a slip is forgiven and said, no page is left empty."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Posting
from matching import finding
from tests import make

pytestmark = pytest.mark.django_db
LIST = reverse("jobs:public_posting_list")


def open_posting(*args, days: int = 5, **columns) -> Posting:
    """A posting that takes applications for some days from this very moment."""
    now = timezone.now()
    until = now + timedelta(days=days)
    times = {"apply_from": now - timedelta(days=3), "apply_until": until, "results_at": until + timedelta(days=4)}
    begins = timezone.localdate() + timedelta(days=40)
    return make.posting(*args, **{**times, "starts_on": begins, "ends_on": begins + timedelta(days=90), **columns})


def found(client, **query: str):
    """The page by words that were learnt just now."""
    finding.learn(at=timezone.now())
    return client.get(LIST, query)


def titles(response) -> list[str]:
    return [card.posting.title for card in response.context["page_obj"].object_list]


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def city() -> None:
    """A library posting that closes late, a companion who goes to the library and closes early, and a cook."""
    open_posting(title="도서관 사서 보조", duties="책을 정리합니다.", days=9, sites=[make.site(district="11680")])
    open_posting(title="어르신 말벗", duties="도서관에 함께 갑니다. 사서에게 묻습니다.", days=3)
    open_posting(title="급식 조리원", duties="음식을 만듭니다.", days=1, preferred_certificates=["요양보호사"])


@pytest.mark.usefixtures("city")
def test_words_put_what_fits_best_first_and_other_orders_can_be_asked_for(client) -> None:
    assert titles(found(client, q="도서관 사서")) == ["도서관 사서 보조", "어르신 말벗"]
    assert titles(found(client, q="도서관 사서", sort="closing")) == ["어르신 말벗", "도서관 사서 보조"]
    assert titles(found(client)) == ["급식 조리원", "어르신 말벗", "도서관 사서 보조"]


@pytest.mark.usefixtures("city")
def test_filters_work_together_with_words(client) -> None:
    assert titles(found(client, q="도서관", district="11680")) == ["도서관 사서 보조"]
    assert titles(found(client, q="도서간", district="11680")) == ["도서관 사서 보조"]


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    ("typed", "first", "said"),
    [
        ("요양보호샤", "급식 조리원", "‘요양보호샤’에 맞는 공고가 없어 ‘요양보호사’로 찾은 결과입니다."),
        ("요양사", "급식 조리원", "‘요양사’에 맞는 공고가 없어 ‘요양보호사’로 찾은 결과입니다."),
        ("도서간 사서", "도서관 사서 보조", "‘도서간 사서’에 맞는 공고가 없어 ‘도서관 사서’로 찾은 결과입니다."),
        ("도섟관", "도서관 사서 보조", "‘도섟관’에 맞는 공고가 없어 ‘도서관’으로 찾은 결과입니다."),
        ("ehtjrhks", "도서관 사서 보조", "‘ehtjrhks’에 맞는 공고가 없어 ‘도서관’으로 찾은 결과입니다."),
        ("요양 보호샤", "급식 조리원", "‘요양 보호샤’에 맞는 공고가 없어 ‘요양보호사’로 찾은 결과입니다."),
    ],
)
def test_a_slip_is_forgiven_and_said(client, typed: str, first: str, said: str) -> None:
    page = found(client, q=typed)

    assert titles(page)[0] == first
    assert said in text(page)
    assert f"‘{typed}’ 그대로 찾기" in text(page)


@pytest.mark.usefixtures("city")
def test_the_words_as_they_stand_can_be_asked_for(client) -> None:
    page = found(client, q="도서간", exact="on")

    assert titles(page) == []
    assert "찾은 결과입니다" not in text(page)
    assert "맞는 공고를 찾지 못했습니다" in text(page)


@pytest.mark.usefixtures("city")
def test_words_that_stand_somewhere_are_never_taken_for_others(client) -> None:
    page = found(client, q="사서")

    assert len(titles(page)) == 2
    assert "찾은 결과입니다" not in text(page)


@pytest.mark.usefixtures("city")
def test_words_of_outside_postings_alone_are_known_too(client) -> None:
    make.outside_posting(title="드론 조종사")

    page = found(client, q="드롬")

    assert "‘드롬’에 맞는 공고가 없어 ‘드론’으로 찾은 결과입니다." in text(page)
    assert "외부 공고에는 1건이 있습니다." in text(page)


def test_outside_list_is_ordered_by_words(client) -> None:
    make.outside_posting(title="아파트 관리", text="경비원과 함께 일합니다.", closes_on=timezone.localdate())
    make.outside_posting(title="경비원", closes_on=timezone.localdate() + timedelta(days=9))

    page = found(client, q="경비원", source="outside")

    assert [row.title for row in page.context["page_obj"].object_list] == ["경비원", "아파트 관리"]


# Where nothing is near -------------------------------------------------------------------------------------------------
def instead(page) -> list[str]:
    """What the page shows for want of a find."""
    shown = page.context["instead"]
    return [card.posting.title for card in shown["cards"]] + [row.title for row in shown["outside"]]


def test_near_occupations_are_shown_where_nothing_was_found(client) -> None:
    open_posting(title="정문 지킴이", duties="드나드는 차를 봅니다.", keco="5413")
    open_posting(title="어르신 말벗", keco="5501")

    page = found(client, q="시설경비 근무자 구함")

    assert instead(page) == ["정문 지킴이"]
    assert "가까운 직업의 일자리입니다</h2> <p>시설 및 특수 경비원</p>" in text(page)


def test_similar_work_is_offered_with_its_number_and_the_other_conditions(client) -> None:
    for title in ("정문 지킴이", "후문 지킴이"):
        open_posting(title=title, duties="드나드는 차를 봅니다.", keco="5413")

    page = found(client, q="시설경비 근무자 구함", kind="meaningful_work")

    (way,) = page.context["instead"]["near"]
    assert (way.label, way.number) == ("시설 및 특수 경비원", 2)
    assert set(titles(client.get(LIST + way.url))) == {"정문 지킴이", "후문 지킴이"}
    assert "kind=meaningful_work" in way.url
    assert "시설 및 특수 경비원 (2건)" in text(page)


def test_similar_work_counts_what_its_address_gives(client) -> None:
    """Not those of the other list, not closed ones, and not narrowed by an occupation that it takes the place of."""
    open_posting(title="정문 지킴이", duties="드나드는 차를 봅니다.", keco="5413")
    open_posting(
        title="마감", duties="드나드는 차를 봅니다.", keco="5413", apply_until=timezone.now() - timedelta(days=1)
    )
    for number in range(2):
        make.outside_posting(title=f"밖의 일 {number}", keco="5413")

    for more, number, where in (
        ({}, 1, "시설 및 특수 경비원 (1건)"),
        ({"closed": "on", "occupation": "5501"}, 1, "시설 및 특수 경비원 (1건)"),
        ({"source": "outside", "occupation": "5501"}, 2, "시설 및 특수 경비원 (2건)"),
        ({"kind": "internship"}, 2, "시설 및 특수 경비원 (외부 공고 2건)"),
    ):
        page = found(client, q="시설경비 근무자 구함", **more)
        (way,) = page.context["instead"]["near"]
        assert way.number == client.get(LIST + way.url).context["page_obj"].paginator.count == number
        assert where in text(page)


def test_similar_work_of_the_city_is_named_where_the_others_have_none(client) -> None:
    open_posting(title="정문 지킴이", duties="드나드는 차를 봅니다.", keco="5413")

    page = found(client, q="시설경비 근무자 구함", source="outside")

    (way,) = page.context["instead"]["near"]
    assert titles(client.get(LIST + way.url)) == ["정문 지킴이"]
    assert "시설 및 특수 경비원 (우리 시 일자리 1건)" in text(page)


def test_alert_comes_after_the_ways_to_find_something(client) -> None:
    open_posting(title="정문 지킴이", duties="드나드는 차를 봅니다.", sites=[make.site(district="11110")])

    nothing = text(found(client, q="지킴이", district="11680"))
    some = text(found(client, q="지킴이"))

    assert nothing.count("이 조건 저장하고 알림 받기") == some.count("이 조건 저장하고 알림 받기") == 1
    assert nothing.index("‘강남구’ 조건을 빼면 1건") < nothing.index("이 조건 저장하고 알림 받기")
    assert some.index("이 조건 저장하고 알림 받기") < some.index("정문 지킴이")


@pytest.mark.parametrize("typed", ["요양사", "요양보호사", "요양 보호사"])
def test_work_that_is_called_so_comes_before_who_only_wants_the_certificate(client, typed: str) -> None:
    wants = {"preferred_certificates": ["요양보호사"]}
    open_posting(title="말벗", duties="함께 걷습니다.", days=1, keco="2329", **wants)
    open_posting(title="어르신 댁 방문", duties="식사를 돕습니다." * 20, days=7, keco="5501", **wants)
    open_posting(title="주간 보호 센터의 요양 보호사", duties="어르신의 하루를 돕습니다. " * 30, days=9)
    make.outside_posting(title="간병", text="요양보호사 자격 우대. 요양보호사")
    make.outside_posting(title="요양보호사 (재가)", text="어르신 댁에서 일합니다. " * 30)

    page = found(client, q=typed)

    assert titles(page) == ["주간 보호 센터의 요양 보호사", "어르신 댁 방문", "말벗"]
    outside = client.get(LIST, {"q": typed, "source": "outside"})
    assert [row.title for row in outside.context["page_obj"].object_list] == ["요양보호사 (재가)", "간병"]


def test_outside_postings_called_so_are_named_where_none_of_our_own_is(client) -> None:
    open_posting(title="말벗", duties="함께 걷습니다.", keco="2329", preferred_certificates=["요양보호사"])
    make.outside_posting(title="요양 보호사 (재가)", text="어르신 댁에서 일합니다.")
    said = "제목에 ‘요양보호사’라고 쓴 공고는 외부 공고에 1건 있습니다."

    assert said in text(found(client, q="요양사"))
    assert said not in text(client.get(LIST, {"q": "요양사", "source": "outside"}))
    open_posting(title="요양보호사 보조")
    assert said not in text(found(client, q="요양보호사"))


def test_what_fits_the_filters_is_shown_where_no_occupation_is_near(client) -> None:
    open_posting(title="서대문 일", sites=[make.site(district="11410")])
    open_posting(title="종로 일", sites=[make.site(district="11110")])

    page = found(client, q="쀍쀍쀍쀍", district="11110")

    assert instead(page) == ["종로 일"]
    assert "고르신 다른 조건에 맞는 일자리입니다" in text(page)


def test_anything_open_is_shown_where_no_filter_fits(client) -> None:
    open_posting(title="서대문 일", sites=[make.site(district="11410")])

    page = found(client, q="쀍쀍쀍쀍", district="11110")

    assert instead(page) == ["서대문 일"]
    assert "대신 이런 일자리가 있습니다" in text(page)
    assert f'href="{LIST}?kind=meaningful_work"' in text(page)


def test_words_alone_are_no_condition_that_fits(client) -> None:
    open_posting(title="서대문 일")

    page = found(client, q="쀍쀍쀍쀍")

    assert instead(page) == ["서대문 일"]
    assert "대신 이런 일자리가 있습니다" in text(page)


def test_outside_list_shows_outside_postings_instead(client) -> None:
    open_posting(title="서대문 일")
    make.outside_posting(title="아파트 경비원")

    assert instead(found(client, q="쀍쀍쀍쀍", source="outside")) == ["아파트 경비원"]
    assert instead(found(client, q="쀍쀍쀍쀍")) == ["서대문 일"]


# Whatever is typed ------------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    "typed",
    [
        "   ",
        "%",
        "_",
        "'",
        '"',
        "';--",
        "\\",
        "🙂",
        "도서관\x00",
        "\x00",
        "가" * 60,
        pytest.param("가" * 5000, id="endless"),
        "<b>",
        "가 " * 30,
        "ㅋㅋㅋ",
        "()",
    ],
)
@pytest.mark.parametrize("source", ["", "outside"])
def test_odd_words_break_nothing(client, typed: str, source: str) -> None:
    assert found(client, q=typed, source=source).status_code == 200
    assert client.get(reverse("jobs_api:posting_list"), {"q": typed}).status_code in (200, 400)


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(
    ("typed", "queries"), [("돌봄", 15), ("돌봄지원단", 15), ("어르신둘봄지원단", 17), ("쀍쀍쀍쀍", 11)]
)
def test_list_with_words_asks_the_same_of_any_number(
    client, items: int, typed: str, queries: int, django_assert_num_queries
) -> None:
    for _ in range(items):
        open_posting(title="어르신돌봄지원단")
    finding.learn(at=timezone.now())

    with django_assert_num_queries(queries):
        assert client.get(LIST, {"q": typed}).status_code == 200


@pytest.mark.usefixtures("city")
def test_api_orders_by_words(client) -> None:
    finding.learn(at=timezone.now())

    answer = client.get(reverse("jobs_api:posting_list"), {"q": "도서관 사서"}).json()

    assert [row["title"] for row in answer["results"]] == ["도서관 사서 보조", "어르신 말벗"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "도서관 사서 청소부",
            "‘도서관 사서 청소부’를 모두 담은 공고가 없어 ‘도서관 사서’로 찾은 결과입니다.",
        ),
        (
            "도서관 사서 보조 도우미 강남쪽",
            "‘도서관 사서 보조 도우미 강남쪽’을 모두 담은 공고가 없어 ‘도서관 사서 보조’로 찾은 결과입니다.",
        ),
        (
            "급식 조리원 급식소 서대문구 강남쪽",
            "‘급식 조리원 급식소 서대문구 강남쪽’을 모두 담은 공고가 없어 ‘급식 조리원 급식소 서대문구’로 찾은 결과입니다.",
        ),
        ("조리원 서울", "‘조리원 서울’을 모두 담은 공고가 없어 ‘조리원’으로 찾은 결과입니다."),
    ],
)
def test_some_of_the_words_find_where_all_find_nothing(client, typed, said) -> None:
    make.posting(title="도서관 사서 보조")
    make.posting(title="급식 조리원", sites=[make.site(name="급식소", district="11410")])
    finding.learn(at=timezone.now())

    page = client.get("/jobs/", {"q": typed, "closed": "on"})

    assert said in text(page)
    exact = client.get("/jobs/", {"q": typed, "closed": "on", "exact": "on"})
    assert "찾은 결과입니다" not in text(exact)


def test_an_unknown_condition_is_left_out_and_that_is_said(client) -> None:
    page = client.get("/jobs/", {"district": "99", "kind": "zz"})

    assert "알 수 없는 것이 있어 빼고 찾았습니다" in text(page)
    assert "고쳐 주세요" not in text(page)
    assert "알 수 없는 것이" not in text(client.get("/jobs/"))
