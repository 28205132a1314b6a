"""Who acts, for whom, and with which right."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from profiles import actors
from profiles.models import Membership
from tests import make

pytestmark = pytest.mark.django_db


def test_from_request_takes_person_organisation_and_id():
    officer = make.member()
    request = RequestFactory().get("/")
    request.user, request.id = officer, "abc"

    actor = actors.from_request(request)

    assert actor == actors.Actor(
        "user", user=officer, organisation=officer.current_memberships[0].organisation, request_id="abc"
    )


def test_person_is_the_one_acted_for():
    counsellor, person = make.user(), make.user()
    assert actors.user(person).person == person
    assert replace(actors.user(counsellor), on_behalf_of=person).person == person
    assert actors.system().person is None


def test_each_is_one_for_all_or_one_a_row():
    one, other = actors.system(), actors.user(make.user())
    assert actors.each(one, [1, 2]) == [one, one]
    assert actors.each([one, other], [1, 2]) == [one, other]
    with pytest.raises(ValueError, match="1 actors for 2 rows"):
        actors.each([one], [1, 2])


def test_require_role_lets_the_holder_and_the_system_pass():
    officer, other = make.member(), make.member()
    held = officer.current_memberships[0].organisation_id

    def passes(by):
        try:
            actors.require_role(by, roles={"member"}, kinds={"operator"}, organisation_ids=[held])
        except PermissionDenied:
            return False
        return True

    assert [passes(by) for by in (make.actor(officer), actors.system(), make.actor(other))] == [True, True, False]


@pytest.mark.parametrize(
    ("roles", "kinds"), [({"manager"}, {"operator"}), ({"member"}, {"city"}), (set(), {"operator"})]
)
def test_require_role_refuses_another_role_or_kind(roles, kinds):
    with pytest.raises(PermissionDenied):
        actors.require_role(make.actor(make.member()), roles=roles, kinds=kinds)


def test_require_role_refuses_another_organisation():
    officer = make.member()
    held = officer.current_memberships[0].organisation_id
    with pytest.raises(PermissionDenied):
        actors.require_role(
            make.actor(officer),
            roles={"member"},
            kinds={"operator"},
            organisation_ids=[held, make.organisation().pk],
        )


def test_require_role_refuses_a_right_that_ended():
    officer = make.member()
    Membership.objects.filter(user=officer).update(ended_on=date(2020, 1, 1))
    with pytest.raises(PermissionDenied):
        actors.require_role(actors.user(officer), roles={"member"}, kinds={"operator"})


def test_require_role_refuses_who_is_nobody():
    with pytest.raises(PermissionDenied):
        actors.require_role(actors.Actor("site_link"), roles={"member"}, kinds={"operator"})


def test_require_person_refuses_everybody_else():
    person, other = make.user(), make.user()
    actors.require_person(actors.user(person), person.pk)
    actors.require_person(actors.system(), person.pk)
    for by in (
        actors.user(other),
        actors.Actor("site_link"),
        replace(actors.user(person), on_behalf_of=other),
        replace(actors.user(other), on_behalf_of=person),
    ):
        with pytest.raises(PermissionDenied):
            actors.require_person(by, person.pk)
