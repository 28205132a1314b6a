"""Who declared a conflict with somebody who was placed notes, opens and takes away nothing of theirs: insurance, accidents, calls."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jobs import accident_covers, accidents, follow_ups
from jobs.models import Accident, AccidentCover
from profiles.models import AccessEntry
from tests import make
from tests.jobs import insuring, scoring
from tests.jobs.expect import refusal
from tests.jobs.placing import active
from tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db
LOOK = {"page": "jobs:operator_accident", "address": None, "at": NOW}
TOLD = {"insurer": "한빛손해보험", "policy_number": "A-1", "covers_from": TODAY, "covers_until": TODAY, "at": NOW}


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=4)


@pytest.fixture
def row(posting, officer):
    """Somebody at work with whom the officer declared a relation."""
    found = active(posting)
    scoring.conflict(found.application, officer.user)
    return found


def test_the_list_for_the_insurer_leaves_them_out(posting, row, officer, manager):
    with refusal("nobody"):
        accident_covers.take_list(posting, reason="보험사에 보내려고", by=officer, **LOOK)
    other = active(posting)

    found = accident_covers.take_list(posting, reason="보험사에 보내려고", by=officer, **LOOK)

    assert len(found.rows) == 1
    assert AccessEntry.objects.get().subject_ids == [other.candidate.user_id]
    assert len(accident_covers.take_list(posting, reason="명단", by=manager, **LOOK).rows) == 2


def test_insurance_is_noted_and_taken_back_by_a_colleague(posting, row, officer, manager):
    for rows in ([row], [active(posting), row]):
        with pytest.raises(PermissionDenied):
            accident_covers.cover(rows, **TOLD, by=officer)
    (made,) = accident_covers.cover([row], **TOLD, by=manager)
    with pytest.raises(PermissionDenied):
        accident_covers.end(made, by=officer, at=NOW)

    assert accident_covers.end(made, by=manager, at=NOW).ended_by == manager.user


def test_an_accident_is_a_colleagues(row, officer, manager):
    made = insuring.accident(row)
    told = {"happened_at": NOW - timedelta(hours=1), "place": "복지관", "what": "넘어졌습니다."}
    for call in (
        lambda by: accidents.record(row, **told, by=by, at=NOW),
        lambda by: accidents.tell(made, told_to="가족", told_on=TODAY, by=by, at=NOW),
        lambda by: accidents.add_note(made, text="나았습니다.", by=by, at=NOW),
        lambda by: accidents.look(made, reason="확인", by=by, **LOOK),
        lambda by: accidents.close(made, by=by, at=NOW),
    ):
        with pytest.raises(PermissionDenied):
            call(officer)
        call(manager)


def test_a_call_is_a_colleagues(posting, officer, manager):
    last = TODAY - timedelta(days=100)
    row = active(posting, started_on=last - timedelta(days=90), finished_on=last, state="completed")
    scoring.conflict(row.application, officer.user)
    told = {"months_after": 3, "is_reached": False, "at": NOW}

    with pytest.raises(PermissionDenied):
        follow_ups.note_call(row, **told, by=officer)
    assert follow_ups.note_call(row, **told, by=manager).called_by == manager.user


def test_what_is_noted_of_them_is_not_seen(row, officer, manager):
    insuring.accident(row)
    insuring.cover(row)

    for model in (Accident, AccidentCover):
        assert not model.objects.visible_to(officer.user).exists()
        assert model.objects.visible_to(manager.user).count() == 1
