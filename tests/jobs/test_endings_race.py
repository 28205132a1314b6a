"""What happens once at the end of a placement happens once for two who press at the same moment, and the second is told so in words."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from jobs import certificates, placements, surveys
from jobs.models import Certificate, Placement, SurveyAnswer
from tests import make
from tests.jobs.certificates import finished
from tests.jobs.placing import own
from tests.jobs.racing import waiting
from tests.jobs.test_surveys import POINTS
from tests.make import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]


@pytest.fixture
def done(operator):
    return finished(make.posting(operator))


def _race(call: Callable[[], object]) -> object:
    """Do it, and let somebody else do it before that is committed; return what they were answered."""
    with ExitStack() as race, transaction.atomic():
        call()
        found = race.enter_context(waiting([partial(_or_collided, call)]))
    return found[0]


def _or_collided(call: Callable[[], object]) -> object:
    try:
        return call()
    except IntegrityError:
        return "collided"


def _unlocked(rows, *, is_judged=False):
    pks = [row.pk for row in rows]
    return list(Placement.objects.select_related("application__posting", "candidate").filter(pk__in=pks))


def test_a_certificate_is_issued_once(done, officer):
    assert _race(partial(certificates.issue, [done], by=officer, at=NOW)) == "certificate_once"
    assert Certificate.objects.count() == 1


def test_without_the_lock_only_the_constraint_keeps_certificates_apart(done, officer, monkeypatch):
    monkeypatch.setattr(placements, "lock", _unlocked)

    assert _race(partial(certificates.issue, [done], by=officer, at=NOW)) == "collided"
    assert Certificate.objects.count() == 1


def test_a_survey_is_answered_once(done):
    assert _race(partial(surveys.answer, done, POINTS, by=own(done), at=NOW)) == "survey_once"
    assert SurveyAnswer.objects.count() == 1


def test_without_the_lock_only_the_constraint_keeps_answers_apart(done, monkeypatch):
    monkeypatch.setattr(placements, "lock", _unlocked)
    monkeypatch.setattr(placements, "parties", lambda row: placements.Parties(user_id=row.candidate.user_id))

    assert _race(partial(surveys.answer, done, POINTS, by=own(done), at=NOW)) == "collided"
    assert SurveyAnswer.objects.count() == 1
