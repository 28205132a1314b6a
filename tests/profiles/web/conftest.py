"""Who comes to the pages of people."""

import pytest

from profiles import candidates
from profiles.models import Candidate
from tests import make


@pytest.fixture
def newcomer(client) -> Candidate:
    """A person who has just signed up, signed in."""
    user = make.user()
    client.force_login(user)
    return candidates.join(user, by=make.actor(user), at=make.NOW)
