"""The code on the wall: the officer shows it, the participant scans it, signs in and is noted at the moment of scanning."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs import wall_codes
from jobs.models import Attendance
from tests import make
from tests.jobs.placing import preparing
from tests.jobs.training import session
from tests.jobs.web.open_postings import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return preparing(make.posting(seats=2))


@pytest.fixture
def day(row):
    """Three hours that began a minute ago, in the middle of the day if the test runs around midnight."""
    now = timezone.localtime()
    begins = (now - timedelta(minutes=1)).time().replace(second=0, microsecond=0)
    return session(row.application.posting, 3, held_on=(now - timedelta(minutes=1)).date(), begins_at=begins)


def code(day) -> str:
    return wall_codes.code_of(day, at=timezone.now())


def scan(client, day, typed: str):
    return client.get(reverse("jobs:check_in_by_code", args=[day.public_id, typed]))


def test_scanning_leads_over_signing_in_to_being_noted(client, row, day) -> None:
    scanned = scan(client, day, code(day))
    page = reverse("jobs:check_in", args=[day.public_id])
    assert scanned.url == page
    assert "/login" in client.get(page).url or "login" in client.get(page).url
    client.force_login(row.candidate.user)

    shown = text(client.get(page))
    assert "코드를 찍으셨습니다" in shown
    done = text(client.post(page, {"verb": "arrive"}, follow=True))

    assert "출석했습니다." in done
    assert "출석이 적혀 있습니다" in done
    assert Attendance.objects.get().placement == row


def test_an_old_code_says_so_and_the_new_one_can_be_typed(client, row, day) -> None:
    client.force_login(row.candidate.user)
    page = reverse("jobs:check_in", args=[day.public_id])

    assert "코드가 바뀌었습니다" in text(client.get(scan(client, day, "ABCDEFGH").url))
    wrong = client.post(page, {"verb": "arrive", "code": "abcd-efgh"})
    assert wrong.status_code == 400
    assert 'value="abcd-efgh"' in text(wrong)
    client.post(page, {"verb": "arrive", "code": wall_codes.shown(code(day)).lower()})

    assert Attendance.objects.get().hours == 3
    left = text(client.post(page, {"verb": "leave", "code": code(day)}, follow=True))
    assert "나간 시각을 적었습니다." in left


def test_who_does_not_take_part_reads_whom_the_code_is_for(client, day, person) -> None:
    page = reverse("jobs:check_in", args=[day.public_id])
    for answer in (
        client.get(page),
        client.post(page, {"verb": "arrive"}),
        client.get(scan(client, day, code(day)).url),
    ):
        assert answer.status_code == 404
        assert "참여자가 출석을 적는 코드입니다" in text(answer)
        assert day.title not in text(answer)
        assert "담당자는 코드를 찍지 않습니다" not in text(answer)
    nobody_s = client.get(reverse("jobs:check_in", args=["00000000-0000-4000-8000-000000000000"]))
    assert (nobody_s.status_code, text(nobody_s).count("교육장에 있는 담당자에게 말씀해 주세요")) == (404, 1)

    client.force_login(make.member(day.posting.organisation))
    assert "담당자는 코드를 찍지 않습니다" in text(client.get(page))


def test_the_officer_shows_the_code_and_sees_who_came(client, row, day) -> None:
    client.force_login(make.member(row.application.posting.organisation))
    page = reverse("jobs:operator_wall_code", args=[day.public_id])

    shown = client.get(page)
    part = client.get(page, headers={"X-Part": "code"})

    assert wall_codes.shown(code(day)) in text(shown) or wall_codes.shown(code(day)) in text(part)
    assert "<svg" in text(part)
    assert "<h1>" not in text(part)
    Attendance.objects.create(
        session=day, placement=row, hours=3, arrived_at=timezone.now(), recorded_at=timezone.now()
    )
    assert "1명이 출석했습니다" in text(client.get(page, headers={"X-Part": "code"}))
    listed = text(client.get(reverse("jobs:operator_session", args=[day.public_id])))
    assert "출석" in listed
    assert "비워 둔 칸은 적지 않습니다" in listed


def test_without_a_time_of_day_the_page_asks_for_it(client, row) -> None:
    client.force_login(make.member(row.application.posting.organisation))
    plain = session(row.application.posting)
    page = reverse("jobs:operator_wall_code", args=[plain.public_id])

    assert "시작하는 시각 정하기" in text(client.get(page))
    assert client.post(page, {"begins_at": "25:00"}).status_code == 400
    client.post(page, {"begins_at": "09:30"})

    plain.refresh_from_db()
    assert f"{plain.begins_at:%H:%M}" == "09:30"
