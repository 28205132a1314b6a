"""Accidents: sealed where they tell of health, opened for a reason, added to and never rewritten."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction

from jobs import accidents
from jobs.models import Accident
from profiles.models import AccessEntry, Event
from tests import make
from tests.jobs.expect import refusal
from tests.jobs.insuring import accident
from tests.jobs.placing import active, own
from tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db
FALL = "계단에서 발목을 삐었습니다."
TOLD = {"happened_at": NOW - timedelta(hours=1), "place": "복지관 계단", "what": FALL, "care": "정형외과에 갔습니다."}
LOOK = {"page": "jobs:operator_accident", "address": None}


@pytest.fixture
def row(operator):
    return active(make.posting(operator))


def test_record_seals_what_happened_and_keeps_it_out_of_the_history(row, officer):
    made = accidents.record(row, **TOLD, by=officer, at=NOW)

    assert (made.what, made.care) == (FALL, "정형외과에 갔습니다.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT jobs_accident::text FROM jobs_accident")
        assert "발목" not in cursor.fetchone()[0]
    event = Event.objects.get(subject_type="accident")
    assert (event.verb, event.reason, event.params) == ("record_accident", "", {})


def test_what_is_wrong_says_where(row, officer, stranger, city):
    for change, code in (
        ({"happened_at": NOW + timedelta(minutes=1)}, "wrong_day"),
        ({"happened_at": NOW - timedelta(days=2)}, "wrong_day"),
        ({"place": ""}, "place_missing"),
        ({"what": " "}, "what_missing"),
        ({"care": "번호는 900101-1234567"}, "resident_number"),
    ):
        with refusal(code):
            accidents.record(row, **{**TOLD, **change}, by=officer, at=NOW)
    for by in (stranger, own(row), city):
        with pytest.raises(PermissionDenied):
            accidents.record(row, **TOLD, by=by, at=NOW)
    assert not Accident.objects.exists()


def test_opening_asks_a_reason_and_is_logged(row, officer, stranger):
    made = accident(row)
    accidents.add_note(made, text="보험금을 청구했습니다.", by=officer, at=NOW)

    with refusal("reason_missing"):
        accidents.look(made, reason="", by=officer, at=NOW, **LOOK)
    with pytest.raises(PermissionDenied):
        accidents.look(made, reason="확인", by=stranger, at=NOW, **LOOK)
    assert not AccessEntry.objects.exists()
    found, notes = accidents.look(made, reason="보험사가 물어서", by=officer, at=NOW, **LOOK)

    assert (found.what, [note.text for note in notes]) == (FALL, ["보험금을 청구했습니다."])
    entry = AccessEntry.objects.get()
    assert (entry.purpose, entry.subject_ids) == ("보험사가 물어서", [row.candidate.user_id])


def test_it_is_told_then_closed_and_then_stays(row, officer):
    made = accident(row)
    with refusal("told_missing"):
        accidents.close(made, by=officer, at=NOW)
    with refusal("wrong_day"):
        accidents.tell(made, told_to="보험사", told_on=TODAY + timedelta(days=1), by=officer, at=NOW)
    accidents.tell(made, told_to="한빛손해보험, 가족", told_on=TODAY, by=officer, at=NOW)

    accidents.close(made, by=officer, at=NOW)

    for again in (
        lambda: accidents.close(made, by=officer, at=NOW),
        lambda: accidents.add_note(made, text="더", by=officer, at=NOW),
        lambda: accidents.tell(made, told_to="구청", told_on=TODAY, by=officer, at=NOW),
    ):
        with refusal("closed"):
            again()
    verbs = Event.objects.filter(subject_type="accident").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["tell_accident", "close_accident"]


def test_what_was_written_is_not_rewritten(row):
    made = accident(row)

    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Accident.objects.filter(pk=made.pk).update(place="다른 곳")


def test_hosts_and_others_see_no_accident(row, officer):
    accident(row)
    host = make.member(make.organisation("host"))
    make.changed(row.seat.posting_site.site, host=host.memberships.get().organisation)

    seen = Accident.objects.visible_to
    assert seen(officer.user).count() == seen(make.city_user()).count() == 1
    assert not seen(host).exists()
    assert not seen(row.candidate.user).exists()
