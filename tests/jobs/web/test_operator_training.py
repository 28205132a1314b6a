"""An operator plans the training's days and records who came; the person sees where they stand."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from jobs.models import Attendance, TrainingSession
from profiles.models import AccessEntry
from tests import make
from tests.jobs.training import session
from tests.jobs.web.open_postings import text
from tests.jobs.web.test_candidate import page


@pytest.fixture
def operator(client, db):
    made = make.organisation()
    client.force_login(make.member(made))
    return made


@pytest.fixture
def posting(operator):
    today, now = timezone.localdate(), timezone.now()
    dates = {
        "apply_from": now - timedelta(days=30),
        "apply_until": now - timedelta(days=20),
        "results_at": now - timedelta(days=10),
        "starts_on": today,
        "ends_on": today + timedelta(days=60),
    }
    return make.posting(operator, seats=5, **dates)


def preparing(posting, **columns):
    person = make.candidate(name="박하나")
    return make.placement(make.application(posting, person, state="placed"), state="preparing", **columns)


def sessions(posting) -> str:
    return reverse("jobs:operator_training", args=[posting.public_id])


def attendance_of(day) -> str:
    return reverse("jobs:operator_session", args=[day.public_id])


def test_officer_adds_a_session(client, posting) -> None:
    today = timezone.localdate()
    on = {"held_on_year": today.year, "held_on_month": today.month, "held_on_day": today.day}

    shown = text(client.post(sessions(posting), {"title": "기초교육", "hours": "6", **on}, follow=True))

    assert "교육을 더했습니다." in shown
    assert TrainingSession.objects.get().held_on == today
    assert "교육 이름을 적어 주세요" in text(client.post(sessions(posting), {"hours": "6", **on}))
    late = {"held_on_year": today.year + 2, "held_on_month": 1, "held_on_day": 1}
    refused = text(client.post(sessions(posting), {"title": "보충", "hours": "6", **late}))
    assert f"{date_format(posting.ends_on, 'DATE_FORMAT')}까지 고를 수 있습니다" in refused


def test_officer_finds_the_training_on_the_posting_and_among_the_day_s_work(client, posting) -> None:
    preparing(posting, training_hours=None)
    here, home = reverse("jobs:operator_posting", args=[posting.public_id]), reverse("jobs:operator_home")

    for url in (here, home):
        shown = text(client.get(url))
        assert "교육을 정하지 않음 1명" in shown
        assert f'href="{sessions(posting)}"' in shown
    session(posting)
    shown = text(client.get(here))
    assert "교육 1회 보기" in shown
    assert "교육 참석을 적지 않음 1명" in shown


def test_officer_records_who_came(client, posting) -> None:
    day, row, absent = session(posting), preparing(posting), preparing(posting)
    shown = text(client.get(attendance_of(day)))
    assert 'value="6"' in shown
    assert "박*나" in shown
    assert "박하나" not in shown
    assert AccessEntry.objects.latest("pk").subject_ids == sorted([row.candidate.user_id, absent.candidate.user_id])

    hours = {f"hours_{row.public_id}": "6", f"hours_{absent.public_id}": "0"}
    assert "교육 참석을 적었습니다." in text(client.post(attendance_of(day), {"verb": "record", **hours}, follow=True))

    assert dict(Attendance.objects.values_list("placement", "hours")) == {row.pk: 6, absent.pk: 0}
    client.force_login(absent.candidate.user)
    assert "참석하지 않음" in text(client.get(page("placement", absent)))


@pytest.mark.parametrize(
    ("hours", "words"),
    [("9", "0시간부터 교육 시간까지"), ("여섯", "숫자로 적어 주세요"), ("", "한 분 이상 적어 주세요")],
)
def test_wrong_hours_are_told_and_stay_typed(client, posting, hours: str, words: str) -> None:
    day, row = session(posting), preparing(posting)

    response = client.post(attendance_of(day), {f"hours_{row.public_id}": hours})

    assert response.status_code == 400
    assert words in text(response)
    assert f'value="{hours}"' in text(response)
    assert not Attendance.objects.exists()


def test_nobody_is_taken_for_present_while_people_come_by_the_code(client, posting) -> None:
    today = timezone.localdate()
    preparing(posting)
    coming = session(posting, held_on=today, begins_at=time(23, 59))
    over = session(posting, held_on=today - timedelta(days=1), begins_at=time(9))

    assert [line["hours"] for line in client.get(attendance_of(coming)).context["lines"]] == [""]
    assert [line["hours"] for line in client.get(attendance_of(over)).context["lines"]] == [6]
    assert "오지 않은 분은 0으로 적고" in text(client.get(attendance_of(coming)))


def test_a_list_left_open_overwrites_nobody_who_came(client, posting) -> None:
    day, row = session(posting, held_on=timezone.localdate(), begins_at=time(0)), preparing(posting)
    boxes = {f"hours_{row.public_id}": "6", f"shown_{row.public_id}": ""}
    now = timezone.now()
    Attendance.objects.create(
        session=day, placement=row, hours=2, arrived_at=now, recorded_at=now, recorded_by=row.candidate.user
    )

    refused = client.post(attendance_of(day), {"verb": "record", **boxes})

    assert refused.status_code == 400
    assert "그사이 참석이 적힌 분이 있습니다" in text(refused)
    assert f'name="hours_{row.public_id}" value="2"' in text(refused)
    assert Attendance.objects.get().hours == 2


def test_session_without_records_can_be_taken_back(client, posting) -> None:
    day = session(posting)

    assert client.post(attendance_of(day), {"verb": "discard"}).url == sessions(posting)
    assert not TrainingSession.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_session_asks_the_same_of_any_number(client, posting, people: int, django_assert_max_num_queries) -> None:
    day = session(posting)
    for _ in range(people):
        preparing(posting)

    with django_assert_max_num_queries(13):
        assert len(client.get(attendance_of(day)).context["lines"]) == people


@pytest.mark.parametrize("items", [1, 3])
def test_training_asks_the_same_of_any_number(client, posting, items: int, django_assert_max_num_queries) -> None:
    for _ in range(items):
        session(posting)

    with django_assert_max_num_queries(11):
        assert len(client.get(sessions(posting)).context["sessions"]) == items


def test_person_sees_what_is_missing(client, posting) -> None:
    make.rule(posting.programme_year.rule_sets.get(), "training_attendance", {"percent": 80}, applies_at="place")
    row = preparing(posting)
    session(posting, 10)
    client.force_login(row.candidate.user)

    shown = text(client.get(page("placement", row)))

    assert "활동을 시작하려면 8시간 이상 참석해야 합니다." in shown
    assert "<strong>8시간 더</strong>" in shown
