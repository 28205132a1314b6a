"""A person reads an offer, is asked once more, and answers; where they stand on the waiting list; what papers come next."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Offer
from profiles.templatetags.dasi import day, moment, time_left
from tests import make
from tests.jobs.placed import better_wish
from tests.jobs.web.open_postings import open_posting, text
from tests.jobs.web.test_candidate import page

pytestmark = pytest.mark.django_db


def offered(person, *, until: timedelta = timedelta(days=2)) -> Offer:
    now = timezone.now()
    posting = open_posting(results_released_at=now)
    row = make.application(posting, person, state="offered")
    return make.offer(row, offered_at=now - timedelta(days=1), expires_at=now + until)


@pytest.mark.parametrize("name", ["home", "candidate_application_list"])
def test_offer_on_a_card_says_by_when_to_answer_and_when_the_work_is(client, person, name: str) -> None:
    offer = offered(person)
    posting = offer.application.posting

    shown = text(client.get(reverse(f"jobs:{name}")))

    assert f"<strong>{moment(offer.expires_at)}까지 답해 주세요.</strong>" in shown
    assert f"일하는 기간은 {day(posting.starts_on)}부터 {day(posting.ends_on)}까지입니다." in shown


def test_offer_whose_time_is_over_asks_for_no_answer_on_its_card(client, person) -> None:
    offered(person, until=-timedelta(seconds=1))

    assert "까지 답해 주세요" not in text(client.get(reverse("jobs:candidate_application_list")))


@pytest.mark.parametrize("items", [1, 3])
def test_list_of_offers_asks_the_same_of_any_number(client, person, items: int, django_assert_num_queries) -> None:
    for _ in range(items):
        offered(person)

    with django_assert_num_queries(15):
        client.get(reverse("jobs:candidate_application_list"))


def test_offer_is_accepted(client, person) -> None:
    offer = offered(person)

    assert "활동비 588,240원에서 세금" in text(client.get(page("offer", offer)))
    assert client.post(page("offer_accept", offer)).url == page("application", offer.application)

    offer.refresh_from_db()
    assert offer.state == "accepted"


def test_offer_is_declined_with_a_reason(client, person) -> None:
    offer = offered(person)

    client.post(page("offer_decline", offer), {"reason": "이사를 갑니다."})

    offer.refresh_from_db()
    assert offer.state == "declined"


@pytest.mark.parametrize("name", ["offer_accept", "offer_decline"])
def test_offer_answered_late_changes_nothing(client, person, name: str) -> None:
    offer = offered(person, until=-timedelta(seconds=1))

    response = client.post(page(name, offer), {"reason": "이사를 갑니다."})

    assert response.status_code == 400
    assert "그대로 할 수 없습니다" in text(response)
    offer.refresh_from_db()
    assert offer.state == "pending"


@pytest.mark.parametrize("name", ["offer_accept", "offer_decline"])
def test_a_link_only_asks_once_more(client, person, name: str) -> None:
    offer = offered(person)

    shown = text(client.get(page(name, offer)))

    assert "답하시겠습니까?" in shown
    assert "아직 정하지 않았습니다" in shown
    offer.refresh_from_db()
    assert offer.state == "pending"


def test_the_deadline_is_counted_down_in_words(client, person) -> None:
    offer = offered(person, until=timedelta(days=2))

    for name in ("offer", "offer_accept"):
        assert f"이틀 남았습니다</strong>, {moment(offer.expires_at)}까지 답해 주세요." in text(
            client.get(page(name, offer))
        )
    assert "이틀 남았습니다" in text(client.get(page("application", offer.application)))


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(hours=-1), "기한이 지났습니다"),
        (timedelta(0), "오늘까지입니다"),
        (timedelta(days=1), "하루 남았습니다"),
        (timedelta(days=3), "사흘 남았습니다"),
        (timedelta(days=10), "열흘 남았습니다"),
        (timedelta(days=11), "11일 남았습니다"),
    ],
)
def test_time_left_counts_days_of_seoul(left: timedelta, words: str) -> None:
    now = timezone.localtime()
    ends = now + left if left < timedelta(0) else now.replace(hour=23, minute=59, second=59) + left

    assert time_left(ends) == words


def test_a_second_wish_is_named_where_there_were_several(client, person) -> None:
    offer = offered(person)
    row = offer.application
    assert "지망" not in text(client.get(page("offer", offer)))
    better_wish(row)

    assert "2지망" in text(client.get(page("offer", offer)))
    client.force_login(make.member(row.posting.organisation))
    assert "2지망" in text(client.get(reverse("jobs:operator_waiting", args=[row.posting.public_id])))
    make.changed(row, state="accepted", documents_seen_at=timezone.now())
    assert "2지망" in text(client.get(page("operator_application", row)))


def test_waiting_says_how_many_are_asked_before(client, person) -> None:
    posting = open_posting(results_released_at=timezone.now())
    for _ in range(2):
        make.application(posting, state="waiting")
    row = make.application(posting, person, state="waiting")

    shown = text(client.get(page("application", row)))

    assert "예비 3번입니다." in shown
    assert "앞에 2명이 있습니다. 자리가 나면 차례대로 여쭙니다." in shown


def test_accepted_lists_the_papers_to_show(client, person) -> None:
    row = make.application(open_posting(results_released_at=timezone.now()), person, state="accepted")

    shown = text(client.get(page("application", row)))

    assert "주민등록등본의 생년월일" in shown
    assert "주민등록등본의 주소" in shown
