"""Retention periods are versions from a day on; what was destroyed stays written down."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from config import retention
from profiles import destructions, events
from profiles.models import Destruction, RetentionPeriod
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)


@pytest.fixture
def city():
    return make.actor(make.city_user())


def test_every_dated_class_has_a_period_and_no_other():
    keys = {row.key for row in retention.DATED}

    assert set(RetentionPeriod.objects.values_list("key", flat=True)) == keys
    assert all(destructions.overdue(key, at=NOW).before < NOW for key in keys)


def test_a_new_period_counts_from_its_day(city):
    first = destructions.overdue("exposure", at=NOW)

    row = destructions.set_period("exposure", days=10, valid_from=TODAY + timedelta(days=1), by=city, at=NOW)

    later = NOW + timedelta(days=1)
    assert destructions.overdue("exposure", at=NOW) == first
    assert destructions.overdue("exposure", at=later) == (row, later - timedelta(days=10))
    assert (row.version, row.added_by) == (2, city.user)
    assert list(events.of(row).values_list("verb", "params")) == [("set_period", {"version": 2})]


def test_a_period_that_a_newer_one_forestalls_never_comes(city):
    for days, later in ((400, 30), (500, 10), (600, 60)):
        destructions.set_period("exposure", days=days, valid_from=TODAY + timedelta(days=later), by=city, at=NOW)

    found = destructions.standing("exposure", on=TODAY)

    assert (found.now.version, [row.days for row in found.coming]) == (1, [500, 600])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"key": "no such class"}, "unknown_class"),
        ({"valid_from": TODAY - timedelta(days=1)}, "in_the_past"),
        ({"days": 0}, "min_value"),
    ],
)
def test_set_period_refuses(city, changes, code):
    asked = {"key": "exposure", "days": 10, "valid_from": TODAY, **changes}

    with pytest.raises(ValidationError) as refused:
        destructions.set_period(asked.pop("key"), **asked, by=city, at=NOW)

    assert code in {error.code for error in getattr(refused.value, "error_dict", {"": [refused.value]}).values() for error in error}  # fmt: skip
    assert RetentionPeriod.objects.filter(version=2).count() == 0


def test_set_period_is_for_editors_of_the_city():
    officer = make.actor(make.member(make.organisation()))

    with pytest.raises(PermissionDenied):
        destructions.set_period("exposure", days=10, valid_from=TODAY, by=officer, at=NOW)


def test_without_a_period_nothing_is_due():
    with pytest.raises(destructions.NoPeriod):
        destructions.overdue("notices", at=NOW)


def test_a_record_names_its_transaction_and_stays():
    row = destructions.record("profiles.AccessEntry", 3, cause="left", at=NOW)

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        assert Destruction.objects.get().transaction == cursor.fetchone()[0]
    assert (row.rows_of, row.count, row.period) == ("profiles.AccessEntry", 3, None)
    for change in (lambda: Destruction.objects.update(count=1), lambda: Destruction.objects.all().delete()):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            change()
