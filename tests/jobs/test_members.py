"""Members of an operator: invited, admitted, changed, ended; a reviewer for a posting."""

from contextlib import ExitStack
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from jobs import members
from profiles import invitations, organisations, outside_letters
from profiles.models import Invitation, Membership
from tests import make
from tests.jobs import inviting, linking
from tests.jobs.expect import happened, refusal
from tests.jobs.racing import waiting
from tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db


def invite(operator, by, email="new@example.com", role="member", **more):
    return members.invite(operator, email=email, role=role, by=by, at=NOW, **{"started_on": TODAY, **more})


def account(email="new@example.com"):
    return make.actor(make.user(email))


def test_invited_by_mail_and_accepted_by_the_same_address(operator, manager, mailoutbox):
    invite(operator, manager, role="member", ended_on=TODAY + timedelta(days=90))
    outside_letters.send_due(at=NOW)
    token = next(line for line in mailoutbox[0].body.splitlines() if "/invitations/" in line).rstrip("/").split("/")[-1]
    found = invitations.find(token, at=NOW)

    made = members.accept(found, by=account(), at=NOW)

    assert (made.role, made.started_on, made.ended_on) == ("member", TODAY, TODAY + timedelta(days=90))
    assert (made.granted_by, mailoutbox[0].to) == (manager.user, ["new@example.com"])
    assert happened(Invitation.objects.get()) == [("invite", "", ""), ("accept_invitation", "", "")]
    assert invitations.find(token, at=NOW) is None


def test_accept_refuses_another_address_and_what_ended(operator, manager):
    row, invited = inviting.invitation(operator), account()
    with pytest.raises(PermissionDenied):
        members.accept(row, by=account("other@example.com"), at=NOW)
    with refusal("invitation_ended"):
        members.accept(row, by=invited, at=NOW + timedelta(days=7))
    invitations.withdraw(row, by=manager, at=NOW)
    with refusal("invitation_ended"):
        members.accept(row, by=invited, at=NOW)
    assert Membership.objects.filter(role="member", organisation=operator).count() == 0


def test_right_begins_no_earlier_than_it_is_taken(operator):
    row = inviting.invitation(operator, started_on=TODAY - timedelta(days=3))

    assert members.accept(row, by=account(), at=NOW).started_on == TODAY


def test_invite_refuses(operator, manager, officer, stranger):
    with pytest.raises(PermissionDenied):
        invite(operator, officer)
    with pytest.raises(PermissionDenied):
        invite(operator, stranger)
    with refusal("invalid"):
        invite(operator, manager, email="없음")
    with refusal("role_elsewhere"):
        members.invite(
            make.organisation("host"),
            email="a@example.com",
            role="reviewer",
            started_on=TODAY,
            by=make.actor(make.city_user()),
            at=NOW,
        )
    with refusal("ended_before"):
        invite(operator, manager, ended_on=TODAY)
    with refusal("membership_once"):
        invite(operator, manager, email=officer.user.email)
    invite(operator, manager)
    with refusal("invitation_once"):
        invite(operator, manager)


def test_contact_of_a_site_is_not_invited(operator, manager):
    linking.contact(make.site(operator), email="both@example.com")
    make.user("both@example.com")

    with refusal("is_contact"):
        invite(operator, manager, email="both@example.com")


def test_contact_registered_after_the_invitation_is_not_admitted(operator):
    row = inviting.invitation(operator)
    linking.contact(make.site(operator), email="new@example.com")

    with refusal("is_contact"):
        members.accept(row, by=account(), at=NOW)


def test_invitation_that_ran_out_makes_room(operator, manager):
    before = inviting.invitation(operator, invited_at=NOW - timedelta(days=8))

    invite(operator, manager)

    before.refresh_from_db()
    assert before.ended_at == NOW


def test_reviewer_gets_the_posting(operator, manager, stranger):
    posting = make.posting(operator)
    with refusal("not_a_reviewer"):
        invite(operator, manager, posting=posting)
    with pytest.raises(PermissionDenied):
        invite(operator, manager, role="reviewer", posting=make.posting())
    row = invite(operator, manager, role="reviewer", posting=posting)
    row.letter.token_hash = "0"
    row.letter.save()

    membership = members.accept(row, by=account(), at=NOW)

    assert posting.reviewer_assignments.get().membership == membership
    assert posting.reviewer_assignments.get().assigned_by == manager.user


def test_last_manager_stays(operator, manager, city):
    own = manager.user.memberships.get()
    with refusal("last_manager"):
        organisations.end(own, ended_on=TODAY, by=manager, at=NOW)
    with refusal("last_manager"):
        organisations.change_role(own, "member", by=manager, at=NOW)
    make.member(operator, "manager")

    organisations.end(own, ended_on=TODAY, by=manager, at=NOW)

    assert not Membership.objects.current(TODAY).filter(pk=own.pk).exists()


def test_city_ends_the_last_manager(operator, manager, city):
    assert organisations.end(manager.user.memberships.get(), ended_on=TODAY, by=city, at=NOW).ended_on == TODAY


def test_manager_whose_role_is_to_end_doesn_t_count_as_one_who_stays(operator, manager):
    leaving = make.member(operator, "manager").memberships.get()
    Membership.objects.filter(pk=leaving.pk).update(ended_on=TODAY + timedelta(days=9))

    with refusal("last_manager"):
        organisations.end(manager.user.memberships.get(), ended_on=TODAY, by=manager, at=NOW)


def test_change_role_keeps_both_rows(operator, manager, officer):
    before = officer.user.memberships.get()

    made = organisations.change_role(before, "reviewer", by=manager, at=NOW)

    before.refresh_from_db()
    assert (before.ended_on, made.role, made.started_on, made.ended_on) == (TODAY, "reviewer", TODAY, None)
    assert [event[0] for event in happened(made)] == ["grant", "change_role"]
    with refusal("already_ended"):
        organisations.change_role(before, "manager", by=manager, at=NOW)
    with pytest.raises(PermissionDenied):
        organisations.change_role(made, "manager", by=officer, at=NOW)


def test_open_invitations_of_a_manager_end_with_the_role(operator, manager, city):
    row = inviting.invitation(operator, invited_by=manager.user)

    organisations.end(manager.user.memberships.get(), ended_on=TODAY, by=city, at=NOW)

    assert invitations.find(inviting.TOKEN, at=NOW) is None
    row.refresh_from_db()
    assert row.ended_at == NOW


def test_withdraw_once(operator, manager, officer):
    row = inviting.invitation(operator)
    with pytest.raises(PermissionDenied):
        invitations.withdraw(row, by=officer, at=NOW)
    invitations.withdraw(row, by=manager, at=NOW)
    with refusal("already_ended"):
        invitations.withdraw(row, by=manager, at=NOW)


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
class TestTwoManagersEndEachOther:
    @pytest.fixture
    def pair(self, operator):
        return [make.member(operator, "manager") for _ in range(2)]

    def ended(self, pair):
        first, second = pair
        calls = [
            partial(organisations.end, other.memberships.get(), ended_on=TODAY, by=make.actor(one), at=NOW)
            for one, other in ((first, second), (second, first))
        ]
        with ExitStack() as race, transaction.atomic():
            calls[0]()
            found = race.enter_context(waiting([calls[1]]))
        return found[0]

    def test_one_stays(self, pair):
        assert self.ended(pair) == "last_manager"


def test_accept_asks_whether_the_inviter_may_still_grant_it(operator, manager):
    """Their right ran out by its date, they became a member, or their account was closed: nobody answers for the invitation."""
    other = make.member(operator, "manager")
    rows = [inviting.invitation(operator, email=f"{n}@example.com", token=str(n), invited_by=other) for n in range(4)]
    members.accept(rows[0], by=account("0@example.com"), at=NOW)
    held = Membership.objects.filter(user=other)

    held.update(ended_on=TODAY - timedelta(days=400), started_on=TODAY - timedelta(days=500))
    with refusal("inviter_left"):
        members.accept(rows[1], by=account("1@example.com"), at=NOW)
    held.update(ended_on=None, role="member")
    with refusal("inviter_left"):
        members.accept(rows[2], by=account("2@example.com"), at=NOW)
    held.update(role="manager")
    make.changed(other, is_active=False)
    with refusal("inviter_left"):
        members.accept(rows[3], by=account("3@example.com"), at=NOW)

    assert Membership.objects.filter(organisation=operator, role="member").count() == 1
