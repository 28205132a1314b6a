"""Reviewers (심사위원): a manager lets one see the applicants of a posting, and score them, until that ends."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jobs import steps
from jobs.models import Posting, ReviewerAssignment
from profiles import actors, events
from profiles.actors import Actor
from profiles.models import Membership


@transaction.atomic
def assign(posting: Posting, membership: Membership, *, by: Actor, at: datetime) -> ReviewerAssignment:
    """Let a reviewer of the same operator see this posting's applicants. Raises PermissionDenied, not_a_reviewer."""
    actors.require_role(by, roles={"manager"}, kinds={"operator"}, organisation_ids=[posting.organisation_id])
    if membership.role != "reviewer" or membership.organisation_id != posting.organisation_id:
        raise ValidationError(_("이 기관의 심사위원이 아닙니다."), code="not_a_reviewer")
    assignment = ReviewerAssignment(posting=posting, membership=membership, assigned_at=at, assigned_by=by.user)
    assignment.full_clean()
    assignment.save()
    events.record("assign_reviewer", [posting], by=by, at=at, params={"membership": membership.pk})
    return assignment


@transaction.atomic
def end(assignment: ReviewerAssignment, *, by: Actor, at: datetime) -> ReviewerAssignment:
    """Let a reviewer see this posting's applicants no more. Raises PermissionDenied, already_ended."""
    (row,) = steps.lock(ReviewerAssignment, [assignment], "posting")
    actors.require_role(by, roles={"manager"}, kinds={"operator"}, organisation_ids=[row.posting.organisation_id])
    if row.ended_at is not None:
        raise ValidationError(_("이미 끝난 일입니다."), code="already_ended")
    row.ended_at, row.ended_by = at, by.user
    row.save(update_fields=["ended_at", "ended_by"])
    events.record("end_reviewer", [row.posting], by=by, at=at, params={"membership": row.membership_id})
    return row
