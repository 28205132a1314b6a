"""Results are previewed and told together; seats are offered to the selected, then in the order of the waiting list."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Application, Offer, Posting
from tests import make


def page(name: str, posting: Posting) -> str:
    return reverse(f"jobs:operator_{name}", args=[posting.public_id])


@pytest.fixture
def posting(db) -> Posting:
    now = timezone.now()
    return make.posting(
        apply_from=now - timedelta(days=20), apply_until=now - timedelta(days=9), results_at=now - timedelta(days=1)
    )


@pytest.fixture
def released(posting) -> Posting:
    make.changed(posting, results_released_at=timezone.now())
    posting.refresh_from_db()
    return posting


@pytest.fixture(autouse=True)
def officer(client, posting):
    user = make.member(posting.organisation)
    client.force_login(user)
    return user


def test_release_is_previewed_then_told(client, posting) -> None:
    make.application(posting, state="selected")
    make.application(posting, state="not_selected")

    shown = client.get(page("release", posting)).content.decode()
    assert "모든 분에게 결과 발표하기" in shown

    answer = client.post(page("release", posting))
    assert answer.url == page("waiting", posting)
    posting.refresh_from_db()
    assert posting.results_released_at is not None


def test_release_waits_for_the_undecided(client, posting) -> None:
    make.application(posting, state="interview")

    shown = client.post(page("release", posting), follow=True).content.decode()

    assert "모두 정한 뒤 발표해 주세요." in shown
    assert "모든 분에게 결과 발표하기" not in shown


def test_selected_are_asked_together(client, released) -> None:
    rows = [make.application(released, state="selected") for _ in range(2)]

    client.post(page("offer", released), {"whom": "selected"})

    assert {Application.objects.get(pk=row.pk).state for row in rows} == {"offered"}


def test_next_on_the_waiting_list_is_asked(client, released) -> None:
    first, second = (
        make.application(released, make.candidate(name=name), state="waiting") for name in ("박하나", "이둘셋")
    )

    shown = client.get(page("waiting", released)).content.decode()
    assert shown.index("박*나") < shown.index("이*셋")
    assert "다음 분께 참여 의사 묻기" in shown
    assert "박하나" not in shown

    client.post(page("offer", released), {"whom": "next"})
    assert Offer.objects.get().application_id == first.pk
    second.refresh_from_db()
    assert second.state == "waiting"


def test_waiting_list_without_a_free_seat_has_no_button(client, released) -> None:
    make.application(released, state="waiting")
    for _ in range(2):
        make.offer(make.application(released, state="offered"))

    shown = client.get(page("waiting", released)).content.decode()

    assert "다음 분께 참여 의사 묻기" not in shown
    assert shown.count("답을 기다림") == 2


@pytest.mark.parametrize("whom", ["selected", "next"])
def test_asking_where_nobody_is_left_says_so(client, released, whom: str) -> None:
    shown = client.post(page("offer", released), {"whom": whom}, follow=True).content.decode()

    assert "지금 물을 분이 없습니다." in shown
    assert "0명" not in shown.partition("<main")[2].partition("빈자리")[0]


def test_nobody_is_asked_before_the_results(client, posting) -> None:
    make.application(posting, state="selected")

    shown = client.post(page("offer", posting), {"whom": "selected"}, follow=True).content.decode()

    assert "결과를 발표한 뒤에 참여 의사를 물을 수 있습니다." in shown
    assert not Offer.objects.exists()


@pytest.mark.parametrize("items", [1, 3])
def test_page_asks_the_same_of_any_number(client, officer, items: int, django_assert_max_num_queries) -> None:
    posting = make.posting(officer.memberships.get().organisation, seats=9)
    for _ in range(items):
        make.application(posting, state="waiting")
        make.application(posting, state="selected")
        make.offer(make.application(posting, state="offered"))

    with django_assert_max_num_queries(24):
        assert client.get(page("waiting", posting)).status_code == 200


def test_each_list_of_the_page_is_turned_by_itself(client, released, monkeypatch) -> None:
    monkeypatch.setattr("jobs.web.operator_offers.PER_PAGE", 1)
    for state in ("selected", "selected", "waiting", "waiting"):
        make.application(released, state=state)
    for _ in range(2):
        make.offer(make.application(released, state="offered"))

    context = client.get(page("waiting", released), {"asked": "2", "page": "2"}).context
    shown = client.get(page("waiting", released), {"asked": "2"}).content.decode()

    assert (context["page_obj"].number, context["selected_page"].number, context["asked_page"].number) == (2, 1, 2)
    assert 'href="?asked=2&amp;selected=2"' in shown
    assert 'href="?asked=1" rel="prev"' in shown
    assert 'href="?asked=2&amp;page=2"' in shown
