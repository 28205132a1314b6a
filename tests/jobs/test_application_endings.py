"""Applications that end or move back: withdrawn, taken back, and the papers that are seen before a placement."""

import pytest
from django.core.exceptions import PermissionDenied

from jobs import applications, letters
from jobs.models import Application, Hold, Offer
from profiles import events
from tests import make
from tests.jobs.expect import refusal, told
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(operator):
    return make.posting(operator)


@pytest.fixture
def person():
    return make.candidate()


@pytest.mark.parametrize("state", ["offered", "accepted"])
def test_withdraw_frees_a_held_seat_and_tells_the_operator(posting, officer, state):
    row = make.application(posting, state=state)
    make.offer(row, state="pending" if state == "offered" else "accepted")

    applications.withdraw([row], by=make.actor(row.candidate.user), at=NOW, reason="취업")

    assert Application.objects.get().state == "withdrawn"
    assert Hold.objects.get().released_at == NOW
    assert Offer.objects.get().state == ("cancelled" if state == "offered" else "accepted")
    assert told(officer.user) == ["jobs.seat_freed"]
    assert events.of(row).get().reason == "취업"


def test_withdraw_while_a_refusal_is_hidden_is_like_any_other(operator):
    hidden = make.application(make.posting(operator), state="not_selected")
    public = make.application(make.posting(operator, results_released_at=NOW), state="not_selected")

    applications.withdraw([hidden], by=make.actor(hidden.candidate.user), at=NOW)
    with refusal("wrong_state"):
        applications.withdraw([public], by=make.actor(public.candidate.user), at=NOW)


def test_withdraw_selection_tells_why_and_frees_the_seat(posting, manager, officer):
    row = make.application(posting, state="accepted")
    make.hold(row)
    with pytest.raises(PermissionDenied):
        applications.withdraw_selection([row], reason="주소가 다름", by=officer, at=NOW)
    with refusal("reason_missing"):
        applications.withdraw_selection([row], reason="", by=manager, at=NOW)

    applications.withdraw_selection([row], reason="주소가 다름", by=manager, at=NOW)

    assert Application.objects.get().state == "selection_withdrawn"
    assert Hold.objects.get().released_at == NOW
    assert told(row.candidate.user) == ["jobs.result_selection_withdrawn"]


@pytest.mark.parametrize("state", ["selected", "waiting"])
def test_withdraw_selection_while_results_are_hidden_would_tell_them(posting, manager, state):
    row = make.application(posting, state=state)

    with refusal("not_released"):
        applications.withdraw_selection([row], reason="주소가 다름", by=manager, at=NOW)

    assert told(row.candidate.user) == []
    assert "withdraw_selection" not in [step.verb for step in applications.steps_for(row, manager)]
    posting.results_released_at = NOW
    posting.save()
    applications.withdraw_selection([row], reason="주소가 다름", by=manager, at=NOW)
    assert told(row.candidate.user) == ["jobs.result_selection_withdrawn"]


@pytest.mark.parametrize("state", ["selected", "waiting"])
@pytest.mark.parametrize("verb", ["withdraw", "withdraw_selection"])
def test_a_good_result_that_is_over_is_not_told_any_more(operator, manager, state, verb):
    row = make.application(make.posting(operator, results_released_at=NOW), state=state)
    letters.result([row], at=NOW)
    by = make.actor(row.candidate.user) if verb == "withdraw" else manager

    getattr(applications, verb)([row], reason="이사", by=by, at=NOW)

    assert f"jobs.result_{state}" not in told(row.candidate.user)


def test_silence_is_over_once_everybody_is_decided(posting, officer):
    rows = [make.application(posting, state="interview") for _ in range(2)]
    letters.silence([posting], days=14, at=NOW)

    applications.reject(rows[:1], reason="시간이 맞지 않음", by=officer, at=NOW)
    assert told(officer.user) == ["jobs.silence"]

    applications.select(rows[1:], by=officer, at=NOW)
    assert told(officer.user) == []
