"""Placements: trained, agreed, started, completed or ended early, one by one or together."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Placement
from profiles.models import AccessEntry
from tests import make

LIST = reverse("jobs:operator_placement_list")
STEP = reverse("jobs:operator_placement_step")


def day(on: date, name: str = "on") -> dict:
    return {f"{name}_year": on.year, f"{name}_month": on.month, f"{name}_day": on.day}


def card(placement: Placement) -> str:
    return reverse("jobs:operator_placement", args=[placement.public_id])


@pytest.fixture
def operator(client, db):
    made = make.organisation()
    client.force_login(make.member(made))
    return made


@pytest.fixture
def posting(operator):
    today = timezone.localdate()
    return make.posting(operator, seats=9, starts_on=today - timedelta(days=60), ends_on=today + timedelta(days=60))


def placed(posting, state: str, **columns) -> Placement:
    return make.placement(
        make.application(posting, make.candidate(name="박하나"), state="placed"), state=state, **columns
    )


def test_list_is_masked_and_logged(client, posting) -> None:
    row = placed(posting, "active")

    shown = client.get(LIST).content.decode()

    assert "박*나" in shown
    assert "박하나" not in shown
    assert AccessEntry.objects.get().subject_ids == [row.candidate.user_id]


def test_training_is_recorded_together(client, posting) -> None:
    rows = [placed(posting, "preparing") for _ in range(2)]

    client.post(
        STEP,
        {
            "verb": "record_training",
            "hours": "20",
            "placement": [row.public_id for row in rows],
            f"attended_{rows[0].public_id}": "16",
        },
    )

    attended = [Placement.objects.get(pk=row.pk).training_attended for row in rows]
    assert attended == [16, 20]


def test_start_and_complete(client, posting) -> None:
    row = placed(posting, "preparing", agreed_at=timezone.now(), training_hours=10, training_attended=10)
    today = timezone.localdate()

    client.post(STEP, {"verb": "start", "placement": [row.public_id], **day(today - timedelta(days=1))})
    row.refresh_from_db()
    assert (row.state, row.started_on) == ("active", today - timedelta(days=1))

    client.post(STEP, {"verb": "complete", "placement": [row.public_id], **day(today)})
    row.refresh_from_db()
    assert row.state == "completed"


def test_early_end_says_for_whom_and_why(client, posting) -> None:
    row = placed(posting, "active")
    form = {"verb": "end_early", "one": "yes", "placement": row.public_id, **day(timezone.localdate())}

    refused = client.post(STEP, {**form, "ended_for": "person", "reason": ""}).content.decode()
    assert "중도종료하는 이유를 적어 주세요." in refused

    client.post(STEP, {**form, "ended_for": "person", "reason": "이사"})
    row.refresh_from_db()
    assert (row.state, row.ended_for, row.reason) == ("ended_early", "person", "이사")


def test_outcome_is_recorded_once_its_time_has_come(client, posting) -> None:
    today = timezone.localdate()
    row = placed(posting, "completed", finished_on=today - timedelta(days=120))
    form = {"verb": "record_outcomes", "one": "yes", "placement": row.public_id, "result": "hired"}

    early = client.post(STEP, {**form, "months_after": "6"}).content.decode()
    assert "아직 6개월이 지나지 않았습니다." in early

    client.post(STEP, {**form, "months_after": "3"})
    assert row.outcomes.get().result == "hired"
    assert "취업" in client.get(card(row)).content.decode()


def test_another_operators_placement_is_not_found(client, operator) -> None:
    other = make.placement()

    assert client.get(card(other)).status_code == 404
    assert client.post(STEP, {"verb": "agree", "placement": [other.public_id]}).status_code == 404


def test_nothing_chosen_says_so(client, operator) -> None:
    shown = client.post(STEP, {"verb": "agree", "state": "preparing"}, follow=True).content.decode()

    assert "참여자를 한 명 이상 골라 주세요." in shown


def test_a_refused_batch_keeps_what_was_typed_and_ticked(client, posting) -> None:
    first, second = (placed(posting, "preparing") for _ in range(2))
    typed = {"placement": [first.public_id], f"attended_{first.public_id}": "30", f"attended_{second.public_id}": "7"}

    answer = client.post(f"{STEP}?state=preparing", {"verb": "record_training", "hours": "20", **typed})

    shown = answer.content.decode()
    assert "참석한 시간은 0시간부터 교육 시간까지입니다." in shown
    assert 'name="hours" value="20"' in shown
    assert f'name="attended_{first.public_id}" value="30"' in shown
    assert f'name="attended_{second.public_id}" value="7"' in shown
    assert f'name="placement" value="{first.public_id}" checked' in shown
    assert f'name="placement" value="{second.public_id}" checked' not in shown
    assert f'href="{LIST}"' in shown
    first.refresh_from_db()
    assert first.training_hours is None


@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, posting, items: int, django_assert_max_num_queries) -> None:
    for _ in range(items):
        placed(posting, "preparing")

    with django_assert_max_num_queries(13):
        shown = client.get(LIST, {"state": "preparing"}).content.decode()

    assert shown.count('name="placement"') == items
