"""Two who use a link at once, and a link that ends while somebody confirms by it."""

from contextlib import ExitStack
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import transaction

from jobs import site_links
from jobs.models import SiteLink
from profiles.models import Event
from tests import make
from tests.jobs import linking
from tests.jobs.racing import at_once, waiting
from tests.make import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]
MAY = date(2026, 5, 1)
JUNE = NOW + timedelta(days=50)


@pytest.fixture
def site(operator):
    return make.site(operator)


@pytest.fixture
def link(site):
    return linking.link(site, month=MAY, made_at=JUNE)


def _confirmed_while_revoked(link, log, officer):
    """Let somebody confirm while the operator's revocation isn't committed yet; return what they were answered."""
    secret = site_links.open_with(link, site_links.new_code(link, at=JUNE), at=JUNE)
    call = partial(site_links.confirm, link, [log], secret=secret, at=JUNE)
    with ExitStack() as race, transaction.atomic():
        site_links.revoke(link, by=officer, at=JUNE)
        found = race.enter_context(waiting([call]))
    return found[0]


def _unlocked(link):
    return SiteLink.objects.select_related("site__organisation", "contact__person", "letter").get(pk=link.pk)


def test_a_link_used_twice_at_once_confirms_once(site, link):
    log = linking.log(site)
    secret = site_links.open_with(link, site_links.new_code(link, at=JUNE), at=JUNE)
    call = partial(site_links.confirm, link, [log], secret=secret, at=JUNE)

    found = at_once([call, call])

    assert sorted(str(answer) for answer in found if isinstance(answer, str)) == ["wrong_state"]
    assert Event.objects.filter(verb="confirm_at_site").count() == 1


def test_a_code_given_twice_at_once_opens_one_browser(site, link):
    code = site_links.new_code(link, at=JUNE)
    call = partial(site_links.open_with, link, code, at=JUNE)

    found = at_once([call] * 4)

    assert sorted(answer == "no_code" for answer in found) == [False, True, True, True]


def test_revoked_while_confirming(site, link, officer):
    log = linking.log(site)

    assert _confirmed_while_revoked(link, log, officer) == "link_ended"
    log.refresh_from_db()
    assert log.state == "submitted"


def test_without_the_lock_a_revoked_link_would_still_confirm(site, link, officer, monkeypatch):
    log = linking.log(site)
    monkeypatch.setattr(site_links, "_locked", _unlocked)

    assert _confirmed_while_revoked(link, log, officer) == [log]
    log.refresh_from_db()
    assert log.state == "site_confirmed"


def test_two_links_made_at_once_leave_one(site, officer):
    linking.contact(site)
    linking.log(site)
    call = partial(site_links.make, site, MAY, by=officer, at=JUNE)

    found = at_once([call] * 3)

    assert all(isinstance(answer, SiteLink) for answer in found)
    assert SiteLink.objects.filter(site=site, ended_at=None).count() == 1
