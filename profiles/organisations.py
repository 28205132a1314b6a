"""Who acts for which organisation, in which role, from when until when.

Every right of staff is a dated membership; nothing is ever deleted (안전성 확보조치 기준, art. 5: kept 3 years after the end).
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from profiles import actors, events, places
from profiles.actors import Actor
from profiles.lines import one_line
from profiles.models import Membership, Organisation, User

ROLES_OF = {
    "city": ("viewer", "editor", "auditor", "administrator"),
    "operator": ("member", "manager", "reviewer", "payer"),
    "host": ("member", "manager"),
    "firm": ("member", "manager"),
    "centre": ("member", "manager"),
}
GIVEN_BY_MANAGERS = ("member", "reviewer")


@transaction.atomic
def add(*, kind: str, name: str, district: str = "", phone: str = "", by: Actor, at: datetime) -> Organisation:
    """Add an organisation. Raises PermissionDenied, unknown_district, organisation_once, organisation_one_city."""
    _require_city(by)
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
    user: User, organisation: Organisation, role: str, *, started_on: date, by: Actor, at: datetime
) -> Membership:
    """Give a person a role from a day on. Raises PermissionDenied, role_elsewhere, membership_once."""
    _require_granter(by, organisation, role)
    if role not in ROLES_OF[organisation.kind]:
        raise ValidationError(_("이 기관에는 없는 역할입니다. 목록에서 골라 주세요."), code="role_elsewhere")
    membership = Membership(
        user=user, organisation=organisation, role=role, started_on=started_on, granted_at=at, granted_by=by.user
    )
    membership.full_clean()
    membership.save()
    events.record("grant", [membership], by=by, at=at, params={"role": role})
    _forget_rights(user)
    return membership


@transaction.atomic
def end(membership: Membership, *, ended_on: date, by: Actor, at: datetime) -> Membership:
    """End a role; the day is the first without the right. Raises PermissionDenied, already_ended, membership_ends_after_start."""
    row = (
        Membership.objects.select_for_update(of=("self",)).select_related("organisation", "user").get(pk=membership.pk)
    )
    _require_granter(by, row.organisation, row.role)
    if row.ended_on is not None:
        raise ValidationError(_("이미 끝난 역할입니다."), code="already_ended")
    row.ended_on = ended_on
    row.full_clean()
    row.save(update_fields=["ended_on"])
    events.record("end", [row], by=by, at=at, params={"role": row.role})
    _forget_rights(membership.user)
    return row


def _require_granter(by: Actor, organisation: Organisation, role: str) -> None:
    """Administrators grant every role, editors those outside the city, managers the roles below theirs in their own."""
    if by.user and role in GIVEN_BY_MANAGERS:
        managed = by.user.organisation_ids(kinds=set(ROLES_OF) - {"city"}, roles={"manager"})
        if organisation.pk in managed:
            return
    roles = {"administrator"} if organisation.kind == "city" else {"administrator", "editor"}
    actors.require_role(by, roles=roles, kinds={"city"})


def _require_city(by: Actor) -> None:
    actors.require_role(by, roles={"administrator", "editor"}, kinds={"city"})


def _forget_rights(user: User) -> None:
    user.__dict__.pop("current_memberships", None)
