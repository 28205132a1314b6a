"""Who is invited to work for an operator, and a reviewer for which posting: that one is theirs as soon as they accept."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jobs import steps
from jobs.models import Posting, ReviewerAssignment, ReviewerInvitation
from profiles import events, invitations
from profiles.actors import Actor
from profiles.models import Invitation, Membership, Organisation


@transaction.atomic
def invite(
    organisation: Organisation,
    *,
    email: str,
    role: str,
    started_on: date,
    ended_on: date | None = None,
    posting: Posting | None = None,
    by: Actor,
    at: datetime,
) -> Invitation:
    """Invite somebody, a reviewer for a posting where one is named. Raises PermissionDenied, not_a_reviewer and the codes of `invitations.invite`."""
    if posting is not None and posting.organisation_id != organisation.pk:
        raise PermissionDenied
    if posting is not None and role != Membership.Role.REVIEWER:
        raise ValidationError(
            {"posting": ValidationError(_("공고는 심사위원을 초대할 때만 고를 수 있습니다."), code="not_a_reviewer")}
        )
    made = invitations.invite(
        organisation, email=email, role=role, started_on=started_on, ended_on=ended_on, by=by, at=at
    )
    if posting is not None:
        ReviewerInvitation.objects.create(invitation=made, posting=posting)
    return made


@transaction.atomic
def accept(invitation: Invitation, *, by: Actor, at: datetime) -> Membership:
    """Take a role, and the posting that one was invited to review.

    Raises PermissionDenied, invitation_ended, inviter_left, is_contact, membership_once.
    """
    asked = ReviewerInvitation.objects.filter(invitation=invitation).select_related("posting").first()
    if asked is not None:
        (posting,) = steps.lock(Posting, [asked.posting])
    membership = invitations.accept(invitation, by=by, at=at)
    if asked is not None and posting.organisation_id == membership.organisation_id:
        ReviewerAssignment.objects.create(
            posting=posting, membership=membership, assigned_at=at, assigned_by=invitation.invited_by
        )
        told = {"membership": membership.pk}
        events.record("assign_reviewer", [posting], by=by, at=at, params=told)
    return membership
