"""Who acts in the tests of rules."""

import pytest

from profiles import actors
from profiles.actors import Actor
from profiles.models import Organisation
from tests import make


@pytest.fixture
def operator() -> Organisation:
    return make.organisation()


@pytest.fixture
def officer(operator) -> Actor:
    """Somebody who works for the operator."""
    return make.actor(make.member(operator))


@pytest.fixture
def manager(operator) -> Actor:
    """Somebody who answers for the operator."""
    return make.actor(make.member(operator, "manager"))


@pytest.fixture
def stranger() -> Actor:
    """An officer of another operator."""
    return make.actor(make.member(make.organisation()))


@pytest.fixture
def city() -> Actor:
    return make.actor(make.city_user())


@pytest.fixture
def system() -> Actor:
    return actors.system()
