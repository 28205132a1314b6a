"""Two workers at once tell nobody twice; and the test would see it if they did."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from jobs import saved_searches
from jobs.models import SavedSearch
from profiles import actors
from profiles.models import Notice
from tests import make
from tests.jobs.keeping import saved_search
from tests.jobs.racing import at_once
from tests.make import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]
SEARCHES, WORKERS = 30, 4
NEXT = NOW + timedelta(days=1)


def city_of_searches():
    """People with a search each, and a posting that is new."""
    for _ in range(SEARCHES):
        saved_search()
    make.posting(title="돌봄", published_at=NOW + timedelta(hours=2))


def tell():
    return saved_searches.tell_new(by=actors.system(), at=NEXT)


def tell_naively():
    """What a program without the lock, the mark and the key does: look who is due, think, tell."""
    with transaction.atomic():
        rows = list(SavedSearch.objects.filter(told_at__lt=NEXT).order_by("pk"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.2)")
        for row in rows:
            make.notice(row.user, kind=saved_searches.FOUND)
        SavedSearch.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=NEXT)
    return len(rows)


def test_two_workers_tell_each_search_once(monkeypatch):
    city_of_searches()

    monkeypatch.setattr(saved_searches, "BATCH", 3)

    counts = at_once([tell] * WORKERS)

    assert sum(counts) == SEARCHES
    assert Notice.objects.filter(kind=saved_searches.FOUND).count() == SEARCHES
    assert not SavedSearch.objects.exclude(told_at=NEXT - saved_searches.SETTLED).exists()


def test_the_test_sees_workers_without_a_lock():
    city_of_searches()

    counts = at_once([tell_naively] * WORKERS)

    assert sum(counts) > SEARCHES
