"""The giver takes the request back while the city consents: one of the two holds."""

from contextlib import ExitStack
from functools import partial

import pytest
from django.db import transaction

from jobs import transfers
from jobs.models import PostingTransfer
from tests import make
from tests.jobs import transferring
from tests.jobs.racing import waiting
from tests.make import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]


@pytest.fixture
def row(operator):
    return transferring.transfer(make.posting(operator), state="accepted")


def _consented_while_withdrawn(row, manager, city):
    with ExitStack() as race, transaction.atomic():
        transfers.withdraw(row, by=manager, at=NOW)
        found = race.enter_context(waiting([partial(transfers.consent, row, by=city, at=NOW)]))
    row.refresh_from_db()
    row.posting.refresh_from_db()
    return found[0], row.state, row.posting.organisation_id


def _unlocked(row):
    return PostingTransfer.objects.select_related("posting", "giver", "taker").get(pk=row.pk)


def test_a_request_taken_back_is_not_consented_to(row, manager, city):
    assert _consented_while_withdrawn(row, manager, city) == ("wrong_state", "withdrawn", row.giver_id)


def test_without_the_lock_the_posting_would_move_all_the_same(row, manager, city, monkeypatch):
    monkeypatch.setattr(transfers, "_locked", _unlocked)

    found, state, organisation_id = _consented_while_withdrawn(row, manager, city)

    assert (found.pk, state, organisation_id) == (row.pk, "done", row.taker_id)
