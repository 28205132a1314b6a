"""Reviewers: of the same operator, by its manager, and out of sight once it ends."""

import pytest
from django.core.exceptions import PermissionDenied

from jobs import reviewers
from jobs.models import Application
from profiles.models import Membership
from tests import make
from tests.jobs.expect import happened, refusal
from tests.make import NOW

pytestmark = pytest.mark.django_db


def test_assign_of_the_same_operator(operator, manager, officer):
    posting = make.posting(operator)
    own = Membership.objects.get(user=make.member(operator, "reviewer"))
    foreign = Membership.objects.get(user=make.member(make.organisation(), "reviewer"))

    assert reviewers.assign(posting, own, by=manager, at=NOW).membership == own
    for membership in (foreign, Membership.objects.get(user=officer.user)):
        with refusal("not_a_reviewer"):
            reviewers.assign(posting, membership, by=manager, at=NOW)
    with pytest.raises(PermissionDenied):
        reviewers.assign(posting, own, by=officer, at=NOW)


def test_end_takes_the_applicants_out_of_sight(operator, manager, officer):
    posting, user = make.posting(operator), make.member(operator, "reviewer")
    row = make.application(posting)
    assignment = reviewers.assign(posting, user.memberships.get(), by=manager, at=NOW)
    assert list(Application.objects.visible_to(user)) == [row]
    with pytest.raises(PermissionDenied):
        reviewers.end(assignment, by=officer, at=NOW)

    ended = reviewers.end(assignment, by=manager, at=NOW)

    assert (ended.ended_at, ended.ended_by) == (NOW, manager.user)
    assert not Application.objects.visible_to(user).exists()
    assert happened(posting) == [("assign_reviewer", "", ""), ("end_reviewer", "", "")]
    with refusal("already_ended"):
        reviewers.end(assignment, by=manager, at=NOW)
