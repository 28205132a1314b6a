"""Who runs rounds in the tests."""

import pytest

from profiles.actors import Actor
from tests import make


@pytest.fixture
def city() -> Actor:
    return make.actor(make.city_user())


@pytest.fixture
def second() -> Actor:
    """Another editor of the city."""
    return make.actor(make.city_user())
