"""Who uses the pages in their tests."""

import pytest

from profiles.models import Candidate
from tests import make


@pytest.fixture
def person(client) -> Candidate:
    """A candidate who is signed in."""
    found = make.candidate()
    client.force_login(found.user)
    return found
