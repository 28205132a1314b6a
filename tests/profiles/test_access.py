"""Who looked at whose personal data: one row a request, before the page is shown, never changed."""

import pytest
from django.db import ProgrammingError, transaction
from django.test import RequestFactory
from django.urls import resolve

from profiles import access, actors
from profiles.models import AccessEntry, Candidate
from tests import make

pytestmark = pytest.mark.django_db


def test_record_names_who_saw_whom_for_what():
    officer = make.member()
    shown = [make.candidate(), make.candidate()]

    entry = access.record(
        shown, page="jobs:operator_applicants", purpose="심사", by=make.actor(officer), at=make.NOW, address="10.0.0.7"
    )

    assert entry.subject_ids == sorted(candidate.user_id for candidate in shown)
    assert (entry.user, entry.organisation) == (officer, officer.current_memberships[0].organisation)
    assert (entry.page, entry.purpose, entry.address, entry.at) == (
        "jobs:operator_applicants",
        "심사",
        "10.0.0.7",
        make.NOW,
    )


def test_record_of_ones_own_data_is_no_access():
    candidate = make.candidate()
    by = make.actor(candidate.user)
    assert access.record([candidate], page="p", purpose="q", by=by, at=make.NOW, address=None) is None
    assert not AccessEntry.objects.exists()


def test_record_of_nobody_writes_nothing():
    by = make.actor(make.member())
    assert access.record(Candidate.objects.none(), page="p", purpose="q", by=by, at=make.NOW, address=None) is None


def test_record_request_takes_page_time_address_and_id_from_it():
    officer, candidate = make.member(), make.candidate()
    request = RequestFactory().get("/me/inbox/", REMOTE_ADDR="10.0.0.8")
    request.user, request.received_at, request.id = officer, make.NOW, "abc"
    request.resolver_match = resolve("/me/inbox/")

    entry = access.record_request(request, [candidate], purpose="확인", by=actors.from_request(request))

    assert (entry.page, entry.address, entry.request_id, entry.at) == (
        "profiles:candidate_inbox",
        "10.0.0.8",
        "abc",
        make.NOW,
    )


@pytest.mark.parametrize(("proxies", "address"), [(0, "10.0.0.8"), (1, "203.0.113.9")])
def test_record_request_takes_the_address_that_our_own_proxy_names(settings, proxies, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get(
        "/me/inbox/", REMOTE_ADDR="10.0.0.8", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"}
    )
    request.user, request.received_at, request.id = make.member(), make.NOW, "abc"
    request.resolver_match = resolve("/me/inbox/")

    entry = access.record_request(request, [make.candidate()], purpose="확인", by=actors.from_request(request))

    assert entry.address == address


@pytest.mark.parametrize("change", ["update", "delete"])
def test_entry_cannot_be_changed_or_removed(change):
    by = make.actor(make.member())
    access.record([make.candidate()], page="p", purpose="q", by=by, at=make.NOW, address=None)
    rows = AccessEntry.objects.all()

    with pytest.raises(ProgrammingError), transaction.atomic():
        rows.update(purpose="other") if change == "update" else rows.delete()

    assert AccessEntry.objects.get().purpose == "q"
