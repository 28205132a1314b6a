"""A session is discarded once, however many officers press at the same moment; and the test would see it if it weren't."""

from functools import partial

import pytest
from django.db import connection, transaction

from jobs import attendance
from jobs.models import TrainingSession
from profiles import events
from profiles.models import Event
from tests import make
from tests.jobs.racing import at_once
from tests.jobs.training import session
from tests.make import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]
OFFICERS = 4


@pytest.fixture
def seen(operator):
    """The session as each officer's page shows it."""
    day = session(make.posting(operator))
    return [TrainingSession.objects.get(pk=day.pk) for _ in range(OFFICERS)]


def discard_naively(found, by):
    """What a program does that doesn't read the session again."""
    with transaction.atomic():
        events.record("discard_session", [found], by=by, at=NOW)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.1)")
        found.delete()


def discards():
    return Event.objects.filter(verb="discard_session").count()


def test_a_session_is_discarded_once(seen, officer):
    answers = at_once([partial(attendance.discard_session, found, by=officer, at=NOW) for found in seen])

    assert sorted(map(str, answers)) == ["None", *["gone"] * (OFFICERS - 1)]
    assert discards() == 1


def test_without_reading_it_again_it_is_discarded_several_times(seen, officer):
    at_once([partial(discard_naively, found, officer) for found in seen])

    assert discards() == OFFICERS
