"""What migrations bring stands there for every test, also after one that commits."""

import pytest

from profiles.models import User
from tests import make


@pytest.mark.django_db(transaction=True)
def test_commit_something() -> None:
    make.user()

    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_tables_are_empty_again() -> None:
    assert User.objects.count() == 0
