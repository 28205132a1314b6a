"""What became of people: who is to be asked since when, calls with a sealed note, and the answer."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from jobs import follow_ups
from jobs.models import OutcomeCall, Placement
from tests import make
from tests.jobs.expect import happened, queries, refusal
from tests.jobs.placed import outcome
from tests.jobs.placing import active, own
from tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=8)


def ended(posting, days: int, **columns) -> Placement:
    """Somebody who completed so many days ago."""
    last = TODAY - timedelta(days=days)
    columns = {"finished_on": last, "state": "completed", **columns}
    return active(posting, started_on=last - timedelta(days=150), **columns)


def asked(posting) -> list[tuple[int, int]]:
    rows = follow_ups.due(Placement.objects.filter(application__posting=posting), today=TODAY)
    return [(line.placement.pk, line.months_after) for line in follow_ups.of(rows, today=TODAY)]


def test_who_is_due_after_three_and_six_months(posting):
    soon, three, six = ended(posting, 80), ended(posting, 100), ended(posting, 190)
    ended(posting, 400)
    left = ended(posting, 100, state="ended_early", ended_for="person", reason="이사")
    make.changed(ended(posting, 100), started_on=None, state="ended_early")

    assert asked(posting) == [(six.pk, 3), (three.pk, 3), (left.pk, 3), (six.pk, 6)]
    assert soon.pk not in {pk for pk, _months in asked(posting)}


def test_a_page_finds_its_questions_in_the_same_order(posting):
    told = ended(posting, 190)
    outcome(told, at=NOW, result="hired")
    for days in (100, 190, 120, 200):
        ended(posting, days)

    listed = follow_ups.listed(follow_ups.due(Placement.objects.all(), today=TODAY), today=TODAY)

    assert listed.keys == asked(posting)
    assert (len(listed.keys), listed.open) == (8, 7)


def test_those_without_an_answer_stand_first(posting, officer):
    told, silent = ended(posting, 120), ended(posting, 100)
    outcome(told, at=NOW, result="hired")
    follow_ups.note_call(silent, months_after=3, is_reached=False, note="오후에 다시", by=officer, at=NOW)

    rows = follow_ups.due(Placement.objects.all(), today=TODAY)
    first, second = follow_ups.of(rows, today=TODAY)

    assert (first.placement, first.is_open, first.last_call.note) == (silent, True, "오후에 다시")
    assert (second.placement, second.outcome.result) == (told, "hired")


def test_the_notice_that_asked_is_named(posting):
    row = ended(posting, 100)
    make.notice(row.candidate.user, kind="jobs.outcome_asked", subject_type="placement +3", subject_id=row.pk)

    (line,) = follow_ups.of([row], today=TODAY)

    assert line.asked_at == NOW


def test_a_note_is_sealed_and_stands_in_no_history(posting, officer):
    row = ended(posting, 100)

    follow_ups.note_call(row, months_after=3, is_reached=True, note="식당에 취업하셨다고 함", by=officer, at=NOW)

    with connection.cursor() as cursor:
        cursor.execute("SELECT jobs_outcomecall::text FROM jobs_outcomecall")
        assert "식당" not in cursor.fetchone()[0]
    assert happened(row) == [("note_call", "", "")]


def test_what_is_wrong_says_so(posting, officer, stranger):
    row = ended(posting, 100)
    call = {"months_after": 3, "is_reached": True, "at": NOW}

    with refusal("too_early"):
        follow_ups.note_call(row, **{**call, "months_after": 6}, by=officer)
    with refusal("months_unknown"):
        follow_ups.note_call(row, **{**call, "months_after": 5}, by=officer)
    with refusal("resident_number"):
        follow_ups.note_call(row, **call, note="900101-1234567", by=officer)
    with refusal("wrong_state"):
        follow_ups.note_call(active(posting, started_on=date(2026, 1, 5)), **call, by=officer)
    for by in (stranger, own(row)):
        with pytest.raises(PermissionDenied):
            follow_ups.note_call(row, **call, by=by)
    assert not OutcomeCall.objects.exists()


def test_the_list_asks_the_same_number_of_queries_of_any_number(operator):
    found = []
    for people in (1, 3):
        posting = make.posting(operator, seats=3)
        for _ in range(people):
            ended(posting, 100)
        found.append(queries(lambda posting=posting: asked(posting)))

    assert found[0] == found[1]
