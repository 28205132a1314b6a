"""Masked names are alike: each page that lists people tells them apart by the receipt number."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.jobs import interviewing, objecting, training

pytestmark = pytest.mark.django_db


def named(name: str, *rows) -> str:
    return reverse(f"jobs:{name}", args=[row.public_id for row in rows])


@pytest.fixture
def posting():
    now = timezone.now()
    past = {"apply_from": now - timedelta(days=20), "apply_until": now - timedelta(days=9), "results_at": now}
    return make.posting(seats=4, has_interview=True, results_released_at=now, **past)


@pytest.mark.parametrize(
    "where", ["applicants", "placements", "worklogs", "interviews", "objections", "seats", "session"]
)
def test_two_of_one_masked_name_are_told_apart(client, posting, where: str) -> None:
    client.force_login(make.member(posting.organisation))
    rows = [
        make.application(posting, make.candidate(name=name), state=STATES.get(where, "placed"))
        for name in ("김영수", "김철수")
    ]
    url = PLACES[where](posting, rows)

    shown = client.get(url, {"state": "all"} if where == "applicants" else {}).content.decode()

    assert "김*수" in shown
    assert [row.receipt_number in shown for row in rows] == [True, True]


STATES = {"interviews": "interview", "objections": "not_selected", "seats": "offered"}
PLACES = {
    "applicants": lambda posting, rows: named("operator_applicants", posting),
    "placements": lambda posting, rows: [make.placement(row) for row in rows] and named("operator_placement_list"),
    "worklogs": lambda posting, rows: (
        [make.worklog(make.placement(row)) for row in rows] and named("operator_worklog_list")
    ),
    "interviews": lambda posting, rows: (
        [interviewing.pick(rows[0], interviewing.slot(posting))] and named("operator_interviews", posting)
    ),
    "objections": lambda posting, rows: [objecting.objection(row) for row in rows] and named("operator_objection_list"),
    "seats": lambda posting, rows: [make.offer(row) for row in rows] and named("operator_waiting", posting),
    "session": lambda posting, rows: (
        [make.placement(row, state="preparing") for row in rows]
        and named("operator_session", training.session(posting))
    ),
}
