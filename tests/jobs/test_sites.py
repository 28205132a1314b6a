"""Sites: added by their own operator, once each."""

import pytest
from django.core.exceptions import PermissionDenied

from jobs import sites
from tests.jobs.expect import happened, refusal
from tests.make import NOW

pytestmark = pytest.mark.django_db


def test_add_of_one_s_own_operator(operator, officer, stranger):
    made = sites.add(operator, name="복지관", district="11410", by=officer, at=NOW)

    assert (made.organisation, happened(made)) == (operator, [("add_site", "", "")])
    with refusal("site_once"):
        sites.add(operator, name="복지관", district="11410", by=officer, at=NOW)
    with pytest.raises(PermissionDenied):
        sites.add(operator, name="다른 곳", district="11410", by=stranger, at=NOW)
