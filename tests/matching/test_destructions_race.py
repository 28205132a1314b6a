"""Destruction beside a run that is just writing; and the test would see it if the run didn't hold its turn."""

from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction

from matching import city_runs, destructions, exposures, snapshots, suggestions
from matching.models import Exposure, Run, RunFigures, Snapshot, SuggestionList
from profiles.models import Destruction
from tests import make
from tests.jobs.racing import at_once
from tests.make import NOW
from tests.matching.listing import places
from tests.matching.who import carer, open_for_long

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]
LONG_AFTER = NOW + timedelta(days=200)


@pytest.fixture
def old() -> Snapshot:
    """A snapshot that is due: read once, long ago, with no list left that stands on it."""
    carer()
    open_for_long()
    run = suggestions.refresh_all(at=NOW)
    RunFigures.objects.all().delete()
    SuggestionList.objects.all().delete()
    return run.snapshot


@contextmanager
def held():
    """A transaction of this thread, committed at the end."""
    connection.set_autocommit(False)
    try:
        yield
        connection.commit()
    finally:
        connection.rollback()
        connection.set_autocommit(True)


def naively(at) -> int:
    """What a job that takes no turn does: look what no run has named lately, and delete it."""
    with transaction.atomic():
        ids = list(Snapshot.objects.exclude(runs__ran_at__gte=at).values_list("pk", flat=True))
        Run.objects.filter(snapshot__in=ids).update(snapshot=None)
        Snapshot.objects.filter(pk__in=ids).delete()
        return len(ids)


def run_beside(destroy) -> list:
    """A run that found its snapshot kept already, and isn't through when destruction comes by."""
    with held():
        weights = city_runs.take_turn()
        kept = snapshots.keep(city_runs.offered(LONG_AFTER), at=LONG_AFTER)
        found = at_once([partial(destroy, at=LONG_AFTER)])
        Run.objects.create(
            scope="candidates", weight_set=weights, snapshot=kept, people=0, postings=0, ran_at=LONG_AFTER,
            ended_at=LONG_AFTER,
        )  # fmt: skip
    return found


def test_a_snapshot_that_a_run_is_about_to_name_stays(old):
    assert run_beside(destructions.destroy_snapshots) == [0]

    assert Run.objects.latest("pk").snapshot == old


def test_without_the_turn_the_run_would_be_lost(old):
    with pytest.raises(IntegrityError):
        run_beside(naively)

    assert Run.objects.count() == 1


def test_several_sweeps_at_once_destroy_each_row_once(monkeypatch):
    monkeypatch.setattr(destructions, "BATCH", 3)
    person = carer()
    make.posting()
    suggestions.refresh_all(at=NOW)
    for second in range(20):
        exposures.record(person, places(person), channel="page", at=NOW + timedelta(seconds=second))

    found = at_once([partial(destructions.destroy_overdue, at=NOW + timedelta(days=1_200))] * 4)

    assert sum(counts["exposure"] for counts in found) == 20
    assert sum(Destruction.objects.filter(rows_of="matching.Exposure").values_list("count", flat=True)) == 20
    assert not Exposure.objects.exists()
