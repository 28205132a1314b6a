"""What migrations bring stands there for every test, also after one that commits, and nothing else does."""

import pytest
from django.db import connection

from matching.models import WeightSet
from profiles.models import User
from tests import make


@pytest.mark.django_db(transaction=True)
def test_commit_something() -> None:
    make.user()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE matching_weightset CASCADE")

    assert (User.objects.count(), WeightSet.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_tables_are_as_migrations_left_them() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM matching_weightset AS one JOIN first_rows.matching_weightset USING (id)")
        (same,) = cursor.fetchone()

    assert User.objects.count() == 0
    assert same == WeightSet.objects.count() > 0
