"""Whoever leaves takes along what is theirs, once nothing binds them; what must be kept stays without a way to reach them."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from jobs import leaving
from jobs.models import Application, Bookmark
from profiles import actors, events
from profiles.models import Career, Consent, Identity, User
from tests import make
from tests.jobs.placing import active
from tests.make import NOW

pytestmark = pytest.mark.django_db


def leave(candidate) -> None:
    leaving.leave(candidate.user, by=make.actor(candidate.user), at=NOW)


def test_leave_closes_the_account_and_forgets_what_is_the_persons_own():
    person = make.candidate(name="이정숙")
    email = person.user.email
    Career.objects.create(candidate=person, title="요양보호사", months=12)
    Bookmark.objects.create(user=person.user, posting=make.posting(), kept_at=NOW)

    leave(person)

    user = User.objects.get(pk=person.user_id)
    assert (user.is_active, user.email, user.has_usable_password()) == (False, None, False)
    assert not person.careers.exists()
    assert not Bookmark.objects.exists()
    assert not Consent.objects.filter(user=user, withdrawn_at=None).exists()
    identity = Identity.objects.get(user=user)
    assert (identity.name_sealed, identity.phone_sealed, identity.phone_index) == (None, None, "")
    assert events.of(user).get(verb="close_account").user_id == user.pk
    assert User.objects.create_user(email, "x").pk  # the address is free again


def test_leave_withdraws_what_runs():
    row = make.application(state="paper_review")

    leave(row.candidate)

    assert Application.objects.get().state == "withdrawn"


def test_a_placement_that_runs_binds():
    placement = active(make.posting(title="어르신돌봄지원단"))

    with pytest.raises(ValidationError, match="‘어르신돌봄지원단’ 활동이 아직 끝나지 않았습니다"):
        leave(placement.candidate)
    assert User.objects.get(pk=placement.candidate.user_id).is_active


def test_a_month_that_is_not_paid_binds():
    placement = active(make.posting(), state="completed")
    make.worklog(placement, state="confirmed")

    with pytest.raises(ValidationError) as refused:
        leave(placement.candidate)

    assert [error.code for error in refused.value.error_list] == ["still_bound"]
    assert "돈이 아직 나가지 않았습니다" in refused.value.messages[0]


def test_the_name_stays_where_a_placement_must_be_kept():
    placement = active(make.posting(), state="completed")

    leave(placement.candidate)

    identity = Identity.objects.get(user=placement.candidate.user_id)
    assert identity.name
    assert identity.phone_index == ""


def test_nobody_leaves_for_another():
    person = make.candidate()
    stranger, helper = make.actor(make.candidate().user), make.actor(make.user())

    for by in (stranger, replace(helper, on_behalf_of=person.user), actors.system()):
        with pytest.raises(PermissionDenied):
            leaving.leave(person.user, by=by, at=NOW)


def test_leaving_twice_is_refused():
    person = make.candidate()
    leave(person)

    with pytest.raises(ValidationError, match="이미 탈퇴하셨습니다"):
        leave(person)


def test_who_has_no_profile_yet_leaves_too(db):
    user = make.user()

    leaving.leave(user, by=make.actor(user), at=NOW)

    user.refresh_from_db()
    assert (user.is_active, user.email) == (False, None)
