"""Who acts for which organisation, in which role, from when until when.

Every right of staff is a dated membership; nothing is ever deleted (안전성 확보조치 기준, art. 5: kept 3 years after the end).
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles import actors, contact_people, events, outside_letters, places
from profiles.actors import Actor
from profiles.lines import one_line
from profiles.models import Invitation, Membership, Organisation, User

ROLES_OF = {
    "city": ("viewer", "editor", "auditor", "administrator"),
    "operator": ("member", "manager", "reviewer", "payer"),
    "host": ("member", "manager"),
    "firm": ("member", "manager"),
    "centre": ("member", "manager"),
}
GIVEN_BY_MANAGERS = ("member", "reviewer", "manager")
CITY = {"administrator", "editor"}


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def add(*, kind: str, name: str, district: str = "", phone: str = "", by: Actor, at: datetime) -> Organisation:
    """Add an organisation. Raises PermissionDenied, unknown_district, organisation_once, organisation_one_city."""
    actors.require_role(by, roles=CITY, kinds={"city"})
    if district and not places.is_district(district):
        raise ValidationError(
            {"district": ValidationError(_("서울의 자치구를 목록에서 골라 주세요."), code="unknown_district")}
        )
    organisation = Organisation(kind=kind, name=one_line(name), district=district, phone=phone, created_at=at)
    organisation.full_clean()
    organisation.save()
    events.record("add", [organisation], by=by, at=at)
    return organisation


@transaction.atomic
def grant(
    user: User,
    organisation: Organisation,
    role: str,
    *,
    started_on: date,
    ended_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Membership:
    """Give a person a role from a day on. Raises PermissionDenied, role_elsewhere, is_contact, membership_once."""
    require_granter(by, organisation, role)
    require_role_of(organisation, role)
    lock(organisation)
    return admit(user, organisation, role, started_on=started_on, ended_on=ended_on, granted_by=by.user, by=by, at=at)


@transaction.atomic
def end(membership: Membership, *, ended_on: date, by: Actor, at: datetime) -> Membership:
    """End a role; the day is the first without the right. What they had invited to and nobody took ends with it.

    Raises PermissionDenied, already_ended, membership_ends_after_start, last_manager.
    """
    row = _held(membership, by)
    if row.ended_on is not None and row.ended_on <= max(ended_on, timezone.localdate(at)):
        raise ValidationError(_("이미 끝난 역할입니다."), code="already_ended")
    _require_manager_left(row, by, at)
    _finish(row, ended_on, by, at)
    events.record("end", [row], by=by, at=at, params={"role": row.role})
    return row


@transaction.atomic
def change_role(membership: Membership, role: str, *, by: Actor, at: datetime) -> Membership:
    """Give a person another role from today on in place of theirs, until the same day.

    Raises PermissionDenied, already_ended, role_elsewhere, membership_once, last_manager.
    """
    row, today = _held(membership, by), timezone.localdate(at)
    require_granter(by, row.organisation, role)
    require_role_of(row.organisation, role)
    if row.ended_on is not None and row.ended_on <= today:
        raise ValidationError(_("이미 끝난 역할입니다."), code="already_ended")
    if role == row.role:
        raise ValidationError(_("이미 같은 역할을 맡고 있습니다."), code="membership_once")
    if role != "manager":
        _require_manager_left(row, by, at)
    until, began = row.ended_on, max(today, row.started_on)
    _finish(row, began, by, at)
    made = admit(row.user, row.organisation, role, started_on=began, ended_on=until, granted_by=by.user, by=by, at=at)
    events.record("change_role", [made], by=by, at=at, params={"role": role})
    return made


def admit(
    user: User,
    organisation: Organisation,
    role: str,
    *,
    started_on: date,
    ended_on: date | None,
    granted_by: User | None,
    by: Actor,
    at: datetime,
) -> Membership:
    """Write a right that whoever may give it gave, the organisation being locked. Raises is_contact, membership_once."""
    require_new(user, organisation, role, at=at)
    membership = Membership(
        user=user,
        organisation=organisation,
        role=role,
        started_on=started_on,
        ended_on=ended_on,
        granted_at=at,
        granted_by=granted_by,
    )
    membership.full_clean()
    membership.save()
    events.record("grant", [membership], by=by, at=at, params={"role": role})
    _forget_rights(user)
    return membership


# Questions ------------------------------------------------------------------------------------------------------------
def require_new(user: User, organisation: Organisation, role: str, *, at: datetime) -> None:
    """Refuse who has the role already, today or later, or answers for a site of it. Raises membership_once, is_contact."""
    today = timezone.localdate(at)
    contact_people.require_none(user, organisation, today)
    held = Membership.objects.filter(user=user, organisation=organisation, role=role)
    if held.filter(Q(ended_on=None) | Q(ended_on__gt=today)).exists():
        raise ValidationError(_("이미 같은 역할을 맡고 있습니다."), code="membership_once")


def require_role_of(organisation: Organisation, role: str) -> None:
    """Refuse a role that this kind of organisation doesn't have. Raises role_elsewhere."""
    if role not in ROLES_OF[organisation.kind]:
        raise ValidationError(_("이 기관에는 없는 역할입니다. 목록에서 골라 주세요."), code="role_elsewhere")


def lock(organisation: Organisation) -> None:
    """Hold the organisation, so that its members and its sites' contacts change one after the other."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def require_granter(by: Actor, organisation: Organisation, role: str) -> None:
    """Administrators grant every role, editors those outside the city, managers those of their own. Raises PermissionDenied."""
    if by.user and role in GIVEN_BY_MANAGERS:
        managed = by.user.organisation_ids(kinds=set(ROLES_OF) - {"city"}, roles={"manager"})
        if organisation.pk in managed:
            return
    roles = {"administrator"} if organisation.kind == "city" else {"administrator", "editor"}
    actors.require_role(by, roles=roles, kinds={"city"})


# Private --------------------------------------------------------------------------------------------------------------
def _held(membership: Membership, by: Actor) -> Membership:
    """Lock the organisation, then the membership. Raises PermissionDenied."""
    lock(membership.organisation)
    rows = Membership.objects.select_for_update(of=("self",)).select_related("organisation", "user")
    row = rows.get(pk=membership.pk)
    require_granter(by, row.organisation, row.role)
    return row


def _require_manager_left(row: Membership, by: Actor, at: datetime) -> None:
    """An organisation's own people leave it a manager who stays; the city may take the last one away. Raises last_manager."""
    if row.role != "manager" or by.is_system or by.user.organisation_ids(kinds={"city"}, roles=CITY):
        return
    others = Membership.objects.current(timezone.localdate(at)).filter(
        organisation=row.organisation_id, role="manager", ended_on=None, user__is_active=True
    )
    if not others.exclude(user=row.user_id).exists():
        raise ValidationError(
            _("마지막 관리자입니다. 다른 분을 관리자로 정한 뒤에 끝낼 수 있습니다."), code="last_manager"
        )


def _finish(row: Membership, ended_on: date, by: Actor, at: datetime) -> None:
    row.ended_on = ended_on
    row.full_clean()
    row.save(update_fields=["ended_on"])
    if row.role == "manager":
        open_ = Invitation.objects.open().filter(organisation=row.organisation, invited_by=row.user)
        invited = list(open_.select_for_update(of=("self",), no_key=True).select_related("letter").order_by("pk"))
        open_.update(ended_at=at, ended_by=by.user)
        outside_letters.end([invitation.letter for invitation in invited], by=by, at=at)
    _forget_rights(row.user)


def _forget_rights(user: User) -> None:
    user.__dict__.pop("current_memberships", None)
