"""Inviting people to work for an organisation: by mail, with a link that opens for a while, to the account of that same address.

The right begins when they take it; who invited answers for it, so the open invitations of whoever stops being a manager end, and nobody takes
one whose inviter may not give that role any more.
"""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles import actors, events, organisations, outside_letters
from profiles.actors import Actor
from profiles.models import Invitation, Membership, Organisation, User
from profiles.models.sealing import blind_index

KIND = "profiles.invitation"
PATH = "/invitations/"
OPENS = timedelta(days=7)


@transaction.atomic
def invite(
    organisation: Organisation,
    *,
    email: str,
    role: str,
    started_on: date,
    ended_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Invitation:
    """Invite somebody by mail; an earlier invitation whose link ran out makes room.

    Raises PermissionDenied, role_elsewhere, invalid, ended_before, membership_once, is_contact, invitation_once,
    invitation_ends_after_start.
    """
    organisations.require_granter(by, organisation, role)
    organisations.require_role_of(organisation, role)
    organisations.lock(organisation)
    address, today = _checked(email), timezone.localdate(at)
    if ended_on is not None and ended_on <= today:
        raise ValidationError(
            {"ended_on": ValidationError(_("끝나는 날은 오늘보다 뒤여야 합니다."), code="ended_before")}
        )
    if known := User.objects.filter(email=address).first():
        organisations.require_new(known, organisation, role, at=at)
    same = Invitation.objects.open().filter(organisation=organisation, email_index=blind_index(address), role=role)
    _end([row for row in same.select_related("letter") if not _opens(row, at)], by=by, at=at)
    invitation = Invitation(
        organisation=organisation,
        role=role,
        started_on=started_on,
        ended_on=ended_on,
        invited_at=at,
        invited_by=by.user,
    )
    invitation.email = address
    invitation.letter = outside_letters.write(
        organisation,
        kind=KIND,
        params={"role": role},
        channel="email",
        address=address,
        path=PATH,
        expires_at=at + OPENS,
        by=by,
        at=at,
    )
    invitation.full_clean(exclude=["email_sealed"])
    invitation.save()
    events.record("invite", [invitation], by=by, at=at, params={"role": role})
    return invitation


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Actor, at: datetime) -> Invitation:
    """End an invitation that nobody took. Raises PermissionDenied, already_ended."""
    row = _locked(invitation)
    organisations.require_granter(by, row.organisation, row.role)
    if row.ended_at is not None or row.accepted_at is not None:
        raise ValidationError(_("이미 끝난 초대입니다."), code="already_ended")
    _end([row], by=by, at=at)
    events.record("withdraw_invitation", [row], by=by, at=at, params={"role": row.role})
    return row


@transaction.atomic
def accept(invitation: Invitation, *, by: Actor, at: datetime) -> Membership:
    """Take the role one was invited to, from today or the day agreed.

    Raises PermissionDenied, invitation_ended, inviter_left, is_contact, membership_once.
    """
    organisations.lock(invitation.organisation)
    row = _locked(invitation)
    if not is_for(row, by.user) or by.on_behalf_of:
        raise PermissionDenied
    if row.ended_at is not None or row.accepted_at is not None or not row.letter.is_living(at):
        raise ValidationError(_("이미 끝난 초대입니다. 초대한 기관에 다시 물어보세요."), code="invitation_ended")
    if not may_still(row):
        raise inviter_left(row)
    today = timezone.localdate(at)
    membership = organisations.admit(
        by.user,
        row.organisation,
        row.role,
        started_on=max(row.started_on, today),
        ended_on=row.ended_on,
        granted_by=row.invited_by,
        by=by,
        at=at,
    )
    row.accepted_at, row.accepted_by, row.membership = at, by.user, membership
    row.save(update_fields=["accepted_at", "accepted_by", "membership"])
    events.record("accept_invitation", [row], by=by, at=at, params={"role": row.role})
    outside_letters.end([row.letter], by=by, at=at)
    return membership


# Questions ------------------------------------------------------------------------------------------------------------
def find(token: str, *, at: datetime) -> Invitation | None:
    """Return the invitation of this token while it can be taken."""
    letter = outside_letters.living(KIND, token, at=at)
    return _open().filter(letter=letter).first() if letter else None


def opened(public_id: str, *, at: datetime) -> Invitation | None:
    """Return an invitation whose link was opened before, while it can be taken."""
    row = _open().filter(public_id=public_id).first()
    return row if row and row.letter.is_living(at) else None


def may_still(invitation: Invitation) -> bool:
    """Whether who invited is here and may give that role today; the system invites by a rule."""
    inviter = invitation.invited_by
    if inviter is None:
        return True
    try:
        organisations.require_granter(actors.user(inviter), invitation.organisation, invitation.role)
    except PermissionDenied:
        return False
    return inviter.is_active


def inviter_left(invitation: Invitation) -> ValidationError:
    """The error of an invitation for which nobody answers any more, with whom to ask."""
    told = {"name": invitation.organisation.name, "phone": invitation.organisation.phone}
    if told["phone"]:
        text = _(
            "초대한 분이 이제 이 일을 맡길 수 없어 받아들일 수 없습니다. %(name)s(%(phone)s)의 관리자에게 다시 초대해 달라고 해 주세요."
        )
    else:
        text = _(
            "초대한 분이 이제 이 일을 맡길 수 없어 받아들일 수 없습니다. %(name)s의 관리자에게 다시 초대해 달라고 해 주세요."
        )
    return ValidationError(text % told, code="inviter_left")


def is_for(invitation: Invitation, user: User | None) -> bool:
    """Whether the account has the address that was invited."""
    return bool(user and user.email) and blind_index(user.email) == invitation.email_index


# Private --------------------------------------------------------------------------------------------------------------
def _open() -> QuerySet[Invitation]:
    return Invitation.objects.open().select_related("organisation", "letter", "invited_by")


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("organisation", "letter", "invited_by").get(pk=invitation.pk)


def _opens(row: Invitation, at: datetime) -> bool:
    return row.letter.died_at is None and row.letter.expires_at > at


def _end(rows: list[Invitation], *, by: Actor, at: datetime) -> None:
    for row in rows:
        row.ended_at, row.ended_by = at, by.user
        row.save(update_fields=["ended_at", "ended_by"])
    outside_letters.end([row.letter for row in rows], by=by, at=at)


def _checked(typed: str) -> str:
    address = typed.strip().lower()
    try:
        validate_email(address)
    except ValidationError as odd:
        sentence = _("이메일 주소를 다시 확인해 주세요. 예: hong@example.com")
        raise ValidationError({"email": ValidationError(sentence, code="invalid")}) from odd
    return address
