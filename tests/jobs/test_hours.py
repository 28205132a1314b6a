"""What a log may say is asked again when it is confirmed and paid: the activity may have ended meanwhile."""

from datetime import date

import pytest

from jobs import pay_runs, worklogs
from jobs.models import Placement
from tests import make
from tests.jobs.expect import refusal
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("verb", "state"), [(worklogs.confirm, "submitted"), (pay_runs.prepare, "confirmed")], ids=["confirm", "pay"]
)
def test_days_after_an_early_end_are_neither_confirmed_nor_paid(officer, operator, verb, state):
    placement = make.placement(make.application(make.posting(operator), state="placed"))
    log = make.worklog(placement, state=state, site_confirmed_at=NOW)
    Placement.objects.filter(pk=placement.pk).update(
        state="ended_early", finished_at=NOW, finished_on=date(2026, 5, 5), ended_for="person", reason="이사"
    )

    with refusal("outside_placement"):
        verb([log], by=officer, at=NOW)

    Placement.objects.filter(pk=placement.pk).update(finished_on=date(2026, 5, 6))
    assert verb([log], by=officer, at=NOW)
