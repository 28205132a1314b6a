"""The history: one row a thing done, with who, for whom, when and why; nothing in it is changed or removed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from profiles import actors, events
from profiles.models import Event
from tests import make

pytestmark = pytest.mark.django_db


def test_record_keeps_who_for_whom_when_and_why():
    counsellor = make.member(make.organisation("centre"))
    candidate = make.candidate()
    by = replace(make.actor(counsellor), on_behalf_of=candidate.user, request_id="abc")

    events.record("tell", [candidate], by=by, at=make.NOW, moves=("a", "b"), reason="전화로", params={"n": 1})

    event = Event.objects.get()
    assert (event.subject_type, event.subject_id, event.verb) == ("candidate", candidate.pk, "tell")
    assert (event.from_state, event.to_state, event.reason, event.params) == ("a", "b", "전화로", {"n": 1})
    assert (event.actor_kind, event.user, event.on_behalf_of) == ("user", counsellor, candidate.user)
    assert event.organisation == counsellor.current_memberships[0].organisation
    assert (event.at, event.request_id) == (make.NOW, "abc")


def test_record_one_a_row_with_its_own_actor_move_and_params():
    rows = [make.candidate(), make.candidate()]
    by = [actors.user(row.user) for row in rows]

    events.record("move", rows, by=by, at=make.NOW, moves=[("a", "b"), ("c", "d")], params=[{"n": 1}, {"n": 2}])

    found = [(event.user, event.from_state, event.params) for event in Event.objects.order_by("pk")]
    assert found == [(rows[0].user, "a", {"n": 1}), (rows[1].user, "c", {"n": 2})]


def test_record_fewer_moves_than_rows_is_a_fault():
    with pytest.raises(ValueError):  # noqa: PT011
        events.record("move", [make.candidate()] * 2, by=actors.system(), at=make.NOW, moves=[("a", "b")])


def test_record_many_rows_takes_one_query(django_assert_num_queries):
    rows = [make.candidate() for _ in range(3)]
    with django_assert_num_queries(1):
        events.record("move", rows, by=actors.system(), at=make.NOW)


def test_of_lists_one_rows_history_newest_first():
    candidate, other = make.candidate(), make.candidate()
    for hours, verb in enumerate(["first", "second"]):
        events.record(verb, [candidate], by=actors.system(), at=make.NOW + timedelta(hours=hours))
    events.record("else", [other], by=actors.system(), at=make.NOW)

    assert [event.verb for event in events.of(candidate)] == ["second", "first"]


@pytest.mark.parametrize("change", ["update", "delete"])
def test_event_cannot_be_changed_or_removed(change):
    events.record("tell", [make.candidate()], by=actors.system(), at=make.NOW)
    rows = Event.objects.all()

    with pytest.raises(ProgrammingError), transaction.atomic():
        rows.update(verb="other") if change == "update" else rows.delete()

    assert Event.objects.get().verb == "tell"
