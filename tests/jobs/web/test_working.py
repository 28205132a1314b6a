"""Pages at and after the end: certificates of a posting in one go, what became of people, and the next person in two presses."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Certificate, Offer, Outcome
from profiles.models import AccessEntry, Membership
from tests import make
from tests.jobs.certificates import finished
from tests.jobs.placing import active
from tests.jobs.web.open_postings import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client):
    user = make.member()
    client.force_login(user)
    return Membership.objects.get(user=user).organisation


def test_certificates_are_looked_at_then_issued_once(client, operator) -> None:
    posting = make.posting(operator, seats=3)
    finished(posting)
    finished(posting, log="submitted")
    page = reverse("jobs:operator_completion", args=[posting.public_id])

    shown = text(client.get(page))
    assert "지금 발급할 분 1명" in shown
    assert "확인하지 않은 활동일지가 있음" in shown
    assert "김영수" not in shown
    assert "수료증 1장을 발급하고 알렸습니다." in text(client.post(page, follow=True))
    assert "이미 모두 발급했습니다." in text(client.post(page, follow=True))

    assert Certificate.objects.count() == 1


def test_a_person_is_called_and_their_answer_recorded(client, operator) -> None:
    today = timezone.localdate()
    row = active(
        make.posting(operator), state="completed", started_on=today - timedelta(200), finished_on=today - timedelta(100)
    )
    page = reverse("jobs:operator_follow_up", args=[row.public_id, 3])
    assert page in text(client.get(reverse("jobs:operator_follow_up_list")))
    assert "010-1234-5678" not in text(client.get(page))
    assert client.get(reverse("jobs:operator_follow_up", args=[row.public_id, 6])).status_code == 404

    assert 'name="reason"' in (shown := text(client.get(page)))
    assert "사후관리 결과를 물으려고" not in shown  # nobody gives a reason that stands there already
    assert client.post(page, {"verb": "look", "reason": ""}).status_code == 400
    assert "010-1234-5678" in text(client.post(page, {"verb": "look", "reason": "전화하려고"}))
    assert AccessEntry.objects.filter(purpose="전화하려고").exists()
    refused = client.post(page, {"verb": "note_call", "note": "내일 다시"})
    assert refused.status_code == 400
    assert "내일 다시" in text(refused)
    client.post(page, {"verb": "note_call", "is_reached": "no", "note": "내일 다시"})
    shown = text(client.get(page))
    assert "받지 않음" in shown
    assert "내일 다시" not in shown
    client.post(page, {"verb": "record", "result": "volunteering"})

    assert Outcome.objects.get().result == "volunteering"
    assert "자원봉사" in text(client.get(reverse("jobs:operator_follow_up_list")))


@pytest.mark.parametrize("items", [1, 3])
def test_lists_ask_the_same_of_any_number(client, operator, items, django_assert_max_num_queries) -> None:
    today, posting = timezone.localdate(), make.posting(operator, seats=3)
    days = {"started_on": today - timedelta(200), "finished_on": today - timedelta(100)}
    for _ in range(items):
        active(posting, state="completed", **days)

    with django_assert_max_num_queries(18):
        client.get(reverse("jobs:operator_follow_up_list"))
    with django_assert_max_num_queries(16):
        client.get(reverse("jobs:operator_completion", args=[posting.public_id]))


def test_the_next_person_is_asked_in_two_presses(client, operator) -> None:
    now, today = timezone.now(), timezone.localdate()
    dates = {
        "apply_from": now - timedelta(60),
        "apply_until": now - timedelta(50),
        "results_at": now - timedelta(45),
        "results_released_at": now - timedelta(45),
        "starts_on": today - timedelta(30),
        "ends_on": today + timedelta(60),
    }
    posting = make.posting(operator, seats=1, **dates)
    row = active(posting, placed_at=now - timedelta(40))
    waits = make.application(posting, state="waiting")
    form = {"verb": "end_early", "one": "yes", "placement": row.public_id, "ended_for": "person", "reason": "이사"}
    form |= {"on_year": today.year, "on_month": today.month, "on_day": today.day}

    ended = client.post(reverse("jobs:operator_placement_step"), form)

    assert ended.url == reverse("jobs:operator_waiting", args=[posting.public_id]) + "#queue"
    shown = text(client.get(ended.url))
    assert "다음 분께 참여 의사 묻기" in shown
    assert "비어 있음" in shown
    client.post(reverse("jobs:operator_offer", args=[posting.public_id]), {"whom": "next"})
    assert Offer.objects.get().application == waits
