"""Who declares a name while somebody of that name applies is out of it, whichever comes first."""

from contextlib import ExitStack
from functools import partial

import pytest
from django.db import transaction

from jobs import conflicts
from jobs.models import Application, Conflict, Posting
from profiles import actors
from profiles.models import Candidate, User
from tests import make
from tests.jobs.applying import send
from tests.jobs.racing import at_once, waiting
from tests.make import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]


@pytest.fixture
def posting(operator):
    return make.posting(operator)


@pytest.fixture
def person():
    return make.candidate(name="박하나")


def declare(posting, officer):
    by = actors.user(User.objects.get(pk=officer.user.pk), organisation=officer.organisation)
    return conflicts.declare_by_name(Posting.objects.get(pk=posting.pk), "박하나", kind="family", by=by, at=NOW)


def apply_(posting, person):
    return send(Posting.objects.get(pk=posting.pk), Candidate.objects.get(pk=person.pk))


@pytest.mark.parametrize("_round", range(3))
def test_both_at_once(posting, person, officer, _round):
    at_once([partial(declare, posting, officer), partial(apply_, posting, person)])

    assert Conflict.objects.get().application == Application.objects.get()


def test_who_applies_waits_for_who_declares(posting, person, officer):
    """The posting's row is what both hold."""
    with ExitStack() as both, transaction.atomic():
        declare(posting, officer)
        both.enter_context(waiting([partial(apply_, posting, person)]))

    assert Conflict.objects.count() == 1


def test_without_the_lock_the_application_passes_by(posting, person, officer, monkeypatch):
    monkeypatch.setattr(conflicts.steps, "lock", unlocked)
    with transaction.atomic():
        declare(posting, officer)
        at_once([partial(apply_, posting, person)])

    assert not Conflict.objects.exists()


def unlocked(model, rows, *related, only=None):
    """The rows read again, held by nobody."""
    found = model.objects.select_related(*related).in_bulk([row.pk for row in rows])
    return [found[row.pk] for row in rows]
