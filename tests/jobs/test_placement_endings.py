"""Placements that end: seen through or early, and the days that logs name."""

from datetime import date, timedelta
from functools import partial

import pytest

from jobs import placements
from jobs.models import Application, Hold, Placement
from profiles import events
from tests import make
from tests.jobs.expect import happened, refusal, told
from tests.jobs.placing import active, preparing
from tests.make import NOW

pytestmark = pytest.mark.django_db
MAY = NOW + timedelta(days=20)  # 2026-05-05
FIRST, LAST = date(2026, 5, 4), date(2026, 10, 31)
AFTER = NOW + timedelta(days=200)  # 2026-11-01


@pytest.fixture
def posting(operator):
    return make.posting(operator)


# the end --------------------------------------------------------------------------------------------------------------
def test_complete_uses_the_seat_up(posting, officer):
    row = active(posting)

    placements.complete([row], on=LAST, by=officer, at=AFTER)

    row.refresh_from_db()
    assert (row.state, row.finished_on, row.finished_by) == ("completed", LAST, officer.user)
    assert Hold.objects.get().released_at is None
    assert happened(row) == [("complete", "active", "completed")]


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), LAST + timedelta(days=1)])
def test_complete_outside_the_period_is_refused(posting, officer, day):
    with refusal("wrong_day"):
        placements.complete([active(posting)], on=day, by=officer, at=AFTER)


def test_complete_before_the_start_is_refused(posting, officer):
    with refusal("wrong_state"):
        placements.complete([preparing(posting)], on=LAST, by=officer, at=AFTER)


def test_end_early_frees_the_seat_for_a_refill(posting, officer):
    row = active(posting)
    waiting = make.application(posting, state="waiting")

    placements.end_early([row], on=date(2026, 5, 5), ended_for="person", reason="이사", by=officer, at=MAY)

    row.refresh_from_db()
    assert (row.state, row.finished_on, row.ended_for, row.reason) == (
        "ended_early",
        date(2026, 5, 5),
        "person",
        "이사",
    )
    assert Hold.objects.get().released_at == MAY
    assert told(officer.user) == ["jobs.seat_freed"]
    assert happened(row) == [("end_early", "active", "ended_early")]
    assert events.of(row).get().reason == "이사"
    assert Application.objects.get(pk=waiting.pk).state == "waiting"


def test_end_early_before_the_start_leaves_no_job(posting, officer):
    row = preparing(posting)

    placements.end_early([row], on=NOW.date(), ended_for="site", reason="활동처 폐쇄", by=officer, at=NOW)

    assert Placement.objects.started().count() == 0
    assert Hold.objects.get().released_at == NOW


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"reason": " "}, "reason_missing"),
        ({"ended_for": "weather"}, "ended_for_unknown"),
        ({"on": FIRST - timedelta(days=1)}, "wrong_day"),
        ({"on": date(2026, 5, 6)}, "wrong_day"),
    ],
)
def test_end_early_without_what_it_needs_is_refused(posting, officer, changed, code):
    given = {"on": FIRST, "ended_for": "person", "reason": "이사", **changed}

    with refusal(code):
        placements.end_early([active(posting)], by=officer, at=MAY, **given)


@pytest.mark.parametrize("end", [placements.complete, partial(placements.end_early, ended_for="person", reason="이사")])
@pytest.mark.parametrize("state", ["submitted", "site_confirmed", "confirmed"])
def test_ending_before_a_day_that_a_log_names_is_refused(posting, officer, end, state):
    row = active(posting)
    make.worklog(row, state=state)  # the sixth of May

    with refusal("logged_later"):
        end([row], on=date(2026, 5, 5), by=officer, at=AFTER)

    assert end([row], on=date(2026, 5, 6), by=officer, at=AFTER)[0].finished_on == date(2026, 5, 6)


def test_ending_before_a_day_in_a_log_that_was_sent_back(posting, officer):
    row = active(posting)
    make.worklog(row, state="returned")

    assert placements.complete([row], on=date(2026, 5, 5), by=officer, at=AFTER)[0].state == "completed"
