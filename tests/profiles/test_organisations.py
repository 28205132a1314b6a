"""Rights are dated memberships: granted by the city or the organisation's own manager, ended, never deleted."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from profiles import actors, events, organisations
from profiles.models import Membership
from tests import make

pytestmark = pytest.mark.django_db


def test_add_writes_event():
    by = make.actor(make.city_user())

    made = organisations.add(kind="operator", name=" 서대문50플러스 ", district="11410", by=by, at=make.NOW)

    assert (made.name, made.created_at) == ("서대문50플러스", make.NOW)
    assert events.of(made).get().verb == "add"


@pytest.mark.parametrize(
    ("kind", "name", "code"), [("operator", "기관", "organisation_once"), ("city", "다른 시", "organisation_one_city")]
)
def test_add_twice_is_refused(kind, name, code):
    by = make.actor(make.city_user())
    make.organisation("operator", "기관")
    with pytest.raises(ValidationError) as refused:
        organisations.add(kind=kind, name=name, by=by, at=make.NOW)
    assert [error.code for error in refused.value.error_dict["__all__"]] == [code]


def test_add_in_unknown_district_is_refused():
    with pytest.raises(ValidationError) as refused:
        organisations.add(kind="host", name="복지관", district="99999", by=actors.system(), at=make.NOW)
    assert refused.value.error_dict["district"][0].code == "unknown_district"


@pytest.mark.parametrize("role", ["viewer", "auditor"])
def test_add_by_city_role_that_only_reads_is_refused(role):
    with pytest.raises(PermissionDenied):
        organisations.add(kind="host", name="복지관", by=make.actor(make.city_user(role)), at=make.NOW)


def test_grant_counts_at_once():
    user, organisation = make.user(), make.organisation()
    assert user.is_candidate

    membership = organisations.grant(
        user, organisation, "member", started_on=date(2019, 1, 1), by=make.actor(make.city_user()), at=make.NOW
    )

    assert user.organisation_ids(kinds={"operator"}, roles={"member"}) == [organisation.pk]
    assert not user.is_candidate
    assert events.of(membership).get().params == {"role": "member"}


EVERY_ROLE = [(kind, role) for kind, roles in organisations.ROLES_OF.items() for role in roles]
BY_A_MANAGER = {(kind, role) for kind, role in EVERY_ROLE if kind != "city" and role != "payer"}
MAY_GRANT = {
    "system": set(EVERY_ROLE),
    "administrator": set(EVERY_ROLE),
    "editor": {(kind, role) for kind, role in EVERY_ROLE if kind != "city"},
    "auditor": set(),
    "viewer": set(),
    "own manager": BY_A_MANAGER,
    "own member": set(),
    "own reviewer": set(),
    "manager elsewhere": set(),
    "nobody": set(),
}


def granter(who, organisation):
    """Somebody who tries to grant a role in the organisation."""
    if who == "system":
        return actors.system()
    if who in organisations.ROLES_OF["city"]:
        return make.actor(make.city_user(who))
    if who.startswith("own"):
        return make.actor(make.member(organisation, who.removeprefix("own ")))
    return make.actor(make.member(make.organisation(), "manager") if who == "manager elsewhere" else make.user())


@pytest.mark.parametrize("who", MAY_GRANT)
def test_grant_and_end_by_whom_the_role_allows(who):
    granted, ended = set(), set()
    for kind, role in EVERY_ROLE:
        organisation = make.organisation(kind)
        by = granter(who, organisation)
        held = make.member(organisation, role).memberships.get()
        with suppress(PermissionDenied):
            made = organisations.grant(make.user(), organisation, role, started_on=make.TODAY, by=by, at=make.NOW)
            granted.add((kind, role))
            assert made.granted_by == by.user
        with suppress(PermissionDenied):
            organisations.end(held, ended_on=make.TODAY, by=by, at=make.NOW)
            ended.add((kind, role))

    assert granted == ended == MAY_GRANT[who]


def test_grant_role_of_another_kind_is_refused():
    with pytest.raises(ValidationError) as refused:
        organisations.grant(
            make.user(), make.organisation("host"), "auditor", started_on=make.TODAY, by=actors.system(), at=make.NOW
        )
    assert refused.value.code == "role_elsewhere"


def test_grant_twice_is_refused():
    organisation = make.organisation()
    user = make.member(organisation)
    with pytest.raises(ValidationError) as refused:
        organisations.grant(user, organisation, "member", started_on=make.TODAY, by=actors.system(), at=make.NOW)
    assert refused.value.code == "membership_once"


def test_end_takes_the_right_from_that_day():
    user = make.member()
    membership = user.memberships.get()

    ended = organisations.end(membership, ended_on=date(2020, 1, 1), by=actors.system(), at=make.NOW)

    assert Membership.objects.current(date(2019, 12, 31)).filter(pk=ended.pk).exists()
    assert not Membership.objects.current(date(2020, 1, 1)).filter(pk=ended.pk).exists()
    assert events.of(ended).get().verb == "end"


def test_end_twice_is_refused():
    membership = make.member().memberships.get()
    organisations.end(membership, ended_on=make.TODAY, by=actors.system(), at=make.NOW)
    with pytest.raises(ValidationError) as refused:
        organisations.end(membership, ended_on=make.TODAY, by=actors.system(), at=make.NOW)
    assert refused.value.code == "already_ended"


def test_end_before_start_is_refused():
    membership = make.member().memberships.get()
    with pytest.raises(ValidationError) as refused:
        organisations.end(
            membership, ended_on=membership.started_on - timedelta(days=1), by=actors.system(), at=make.NOW
        )
    assert [error.code for error in refused.value.error_dict["__all__"]] == ["membership_ends_after_start"]
