"""Pages of the accident insurance and of accidents: masked lists, a file and details for a reason."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Accident, AccidentCover
from profiles.models import AccessEntry, Membership
from tests import make
from tests.jobs.insuring import accident, cover
from tests.jobs.placing import active
from tests.jobs.web.open_postings import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client):
    user = make.member()
    client.force_login(user)
    return Membership.objects.get(user=user).organisation


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=4)


def when(moment) -> dict[str, str]:
    local = timezone.localtime(moment)
    parts = {"year": local.year, "month": local.month, "day": local.day}
    return {f"happened_at_day_{name}": str(number) for name, number in parts.items()} | {
        "happened_at_time": f"{local:%H:%M}",
    }


def span(posting) -> dict[str, str]:
    found = {}
    for name, day in (("covers_from", posting.starts_on), ("covers_until", posting.ends_on)):
        found |= {f"{name}_year": day.year, f"{name}_month": day.month, f"{name}_day": day.day}
    return found


def test_the_page_names_missing_days_and_notes_cover(client, posting) -> None:
    row = active(posting)
    page = reverse("jobs:operator_cover", args=[posting.public_id])
    add = reverse("jobs:operator_cover_add", args=[posting.public_id])
    shown = text(client.get(page))
    assert "보험이 빠진 날이 있는 분이 1명" in shown
    assert "김영수" not in shown

    refused = client.post(add, {**span(posting), "policy_number": "A-1", "placement": [row.public_id]})
    assert refused.status_code == 400
    assert 'value="A-1"' in text(refused)
    nobody = client.post(add, {**span(posting), "policy_number": "A-1", "insurer": "한빛"})
    assert "참여자를 한 명 이상 골라 주세요." in text(nobody)
    told = {**span(posting), "policy_number": "A-1", "insurer": "한빛", "placement": [row.public_id]}
    done = text(client.post(add, told, follow=True))

    assert "1명의 보험을 적었습니다." in done
    assert "빠진 날 없음" in done
    client.post(reverse("jobs:operator_cover_end", args=[AccidentCover.objects.get().public_id]))
    assert "보험이 빠진 날이 있는 분이 1명" in text(client.get(page))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_list_is_given_for_a_reason(client, posting, kind) -> None:
    cover(active(posting))
    url = reverse("jobs:operator_cover_file", args=[posting.public_id])

    assert client.post(url, {"kind": kind}).status_code == 400
    given = client.post(url, {"kind": kind, "reason": "보험사에 보내려고"})

    assert given["Content-Disposition"].startswith("attachment")
    assert given.content[:2] == b"PK" or "김영수" in given.content.decode("utf-8-sig")
    assert AccessEntry.objects.filter(purpose="보험사에 보내려고").exists()


def test_an_accident_is_written_and_opened_for_a_reason(client, posting) -> None:
    row = active(posting, placed_at=timezone.now() - timedelta(days=3))
    new = reverse("jobs:operator_accident_new", args=[row.public_id])
    told = {**when(timezone.now() - timedelta(hours=2)), "place": "복지관 계단", "what": "발목을 삐었습니다."}
    refused = client.post(new, {**told, "place": ""})
    assert refused.status_code == 400
    assert "발목을 삐었습니다." in text(refused)

    done = text(client.post(new, told, follow=True))

    page = reverse("jobs:operator_accident", args=[Accident.objects.get().public_id])
    assert "사고를 적었습니다." in done
    assert "발목" not in done
    assert client.post(page, {"verb": "look"}).status_code == 400
    assert "발목을 삐었습니다." in text(client.post(page, {"verb": "look", "reason": "보험사가 물어서"}))
    assert AccessEntry.objects.filter(purpose="보험사가 물어서").exists()
    assert "발목" not in text(client.get(reverse("jobs:operator_accident_list")))
    early = client.post(page, {"verb": "close"})
    assert "어디에 알렸는지 먼저 적어 주세요." in text(early)


@pytest.mark.parametrize("items", [1, 3])
def test_lists_ask_the_same_of_any_number(client, posting, items, django_assert_max_num_queries) -> None:
    for _ in range(items):
        row = active(posting)
        cover(row)
        accident(row)

    with django_assert_max_num_queries(15):
        client.get(reverse("jobs:operator_accident_list"))
    with django_assert_max_num_queries(15):
        client.get(reverse("jobs:operator_cover", args=[posting.public_id]))
