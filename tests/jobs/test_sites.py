"""Sites: added by their own operator, once each."""

import pytest
from django.core.exceptions import PermissionDenied

from jobs import sites
from jobs.models import Placement, Posting
from tests import make
from tests.jobs import linking
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


def test_edit_of_one_s_own_operator(operator, officer, stranger):
    site = make.site(operator, name="복지관")
    make.site(operator, name="다른 곳")

    sites.edit(site, name="새 복지관", address="증가로 1", by=officer, at=NOW)

    site.refresh_from_db()
    assert (site.name, site.address, happened(site)) == ("새 복지관", "증가로 1", [("edit_site", "", "")])
    sites.edit(site, name="새 복지관", by=officer, at=NOW)
    assert len(happened(site)) == 1
    with refusal("site_once"):
        sites.edit(site, name="다른 곳", by=officer, at=NOW)
    with pytest.raises(PermissionDenied):
        sites.edit(site, name="아무 곳", by=stranger, at=NOW)


def test_end_once_nobody_is_there(operator, officer):
    site = make.site(operator)
    posting = make.posting(operator, sites=[site])
    placement = make.placement(make.application(posting, state="placed"))
    contact = linking.contact(site)
    with refusal("site_in_use"):
        sites.end(site, reason="이사", by=officer, at=NOW)
    Posting.objects.filter(pk=posting.pk).update(state="closed")
    with refusal("site_in_use"):
        sites.end(site, reason="이사", by=officer, at=NOW)
    Placement.objects.filter(pk=placement.pk).update(state="completed")

    sites.end(site, reason="이사", by=officer, at=NOW)

    site.refresh_from_db()
    contact.person.refresh_from_db()
    assert (site.ended_at, site.ended_by, contact.person.ended_on) == (NOW, officer.user, NOW.date())
    with refusal("site_ended"):
        sites.edit(site, name="다시", by=officer, at=NOW)
    with refusal("site_ended"):
        sites.add_contact(site, name="박담당", email="a@example.com", by=officer, at=NOW)
