"""Who answers outside for an operator's sites: registered by the operator, dated, never one of its own members.

Whoever works for the operator can't stand on the site's side as well: it is refused when a contact is registered, when somebody
becomes a member (`organisations.grant`) and each time that a contact acts, by keyed hashes of number and address.
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles import actors, destructions, events, phones
from profiles.actors import Actor
from profiles.lines import one_line
from profiles.models import ContactPerson, Destruction, Identity, Membership, Organisation, User
from profiles.models.sealing import blind_index

MOST_NAME = 40
BATCH = 2_000  # rows of one transaction
WHO = "profiles.ContactPerson.name"  # what goes of a row that stays


@transaction.atomic
def add(
    organisation: Organisation,
    *,
    name: str,
    phone: str = "",
    email: str = "",
    started_on: date,
    by: Actor,
    at: datetime,
) -> ContactPerson:
    """Register who answers for a site. Raises PermissionDenied, no_name, max_length, bad_phone, invalid, no_way, own_member."""
    actors.require_role(by, roles={"member", "manager"}, kinds={"operator"}, organisation_ids=[organisation.pk])
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)  # with `organisations.grant`
    person = ContactPerson(organisation=organisation, started_on=started_on, added_at=at, added_by=by.user)
    person.name = _checked_name(name)
    person.phone, person.email = _checked_phone(phone), _checked_email(email)
    person.full_clean(exclude=["phone_sealed", "email_sealed"])
    if is_member(person, timezone.localdate(at)):
        raise ValidationError(
            _("우리 기관의 구성원은 활동처 담당자가 될 수 없습니다. 활동처에서 일하는 분을 적어 주세요."),
            code="own_member",
        )
    person.save()
    events.record("add_contact", [person], by=by, at=at)
    return person


@transaction.atomic
def end(person: ContactPerson, *, ended_on: date, by: Actor, at: datetime) -> ContactPerson:
    """Let a contact answer no more from a day on. Raises PermissionDenied, already_ended, contact_person_ends_after_start."""
    row = ContactPerson.objects.select_for_update(no_key=True).get(pk=person.pk)
    actors.require_role(by, roles={"member", "manager"}, kinds={"operator"}, organisation_ids=[row.organisation_id])
    return stop(row, on=ended_on, by=by, at=at)


def stop(row: ContactPerson, *, on: date, by: Actor, at: datetime) -> ContactPerson:
    """End a contact for a verb that asked who may. Raises already_ended."""
    if row.ended_on is not None:
        raise ValidationError(_("이미 끝난 담당자입니다."), code="already_ended")
    row.ended_on = max(on, row.started_on)
    row.save(update_fields=["ended_on"])
    events.record("end_contact", [row], by=by, at=at)
    return row


@transaction.atomic
def destroy_overdue(*, at: datetime) -> int:
    """Destroy names, numbers and addresses of a batch of contacts who ended long enough ago; how many. Raises NoPeriod."""
    due = destructions.overdue("site contact", at=at)
    old = ContactPerson.objects.filter(ended_on__lte=timezone.localdate(due.before)).exclude(name_sealed=None)
    ids = destructions.held(old.order_by("pk"), BATCH)
    if ids:
        cause = Destruction.Cause.PERIOD
        destructions.record(WHO, len(ids), cause=cause, period=due.period, at=at)
        nothing = {
            "name_sealed": None,
            "phone_sealed": None,
            "phone_index": "",
            "email_sealed": None,
            "email_index": "",
        }
        ContactPerson.objects.filter(pk__in=ids).update(**nothing)
    return len(ids)


# Questions ------------------------------------------------------------------------------------------------------------
def is_member(person: ContactPerson, on: date) -> bool:
    """Whether somebody with this number or address works for the same organisation, today or from a later day."""
    held = Membership.objects.filter(organisation=person.organisation_id).filter(Q(ended_on=None) | Q(ended_on__gt=on))
    same = Q()
    if person.phone_index:
        same |= Q(user__identity__phone_index=person.phone_index)
    if person.email_index:
        same |= Q(user__email__iexact=person.email)
    return bool(same) and held.filter(same).exists()


def is_same(person: ContactPerson, user: User) -> bool:
    """Whether the contact and the user have the same number or address."""
    indexes = set(Identity.objects.filter(user=user).exclude(phone_index="").values_list("phone_index", flat=True))
    return bool(_indexes(person) & (indexes | ({blind_index(user.email)} if user.email else set())))


def require_none(user: User, organisation: Organisation, on: date) -> None:
    """Refuse as a member who answers for a site of the same organisation. Raises is_contact."""
    standing = ContactPerson.objects.filter(organisation=organisation).filter(Q(ended_on=None) | Q(ended_on__gt=on))
    if any(is_same(person, user) for person in standing):
        raise ValidationError(
            _("이 기관 활동처의 담당자로 등록된 분입니다. 활동처 담당자를 먼저 끝내 주세요."), code="is_contact"
        )


# Private --------------------------------------------------------------------------------------------------------------
def _indexes(person: ContactPerson) -> set[str]:
    return {person.phone_index, person.email_index} - {""}


def _checked_name(typed: str) -> str:
    name = one_line(typed)
    if not name:
        raise ValidationError({"name": ValidationError(_("담당자의 이름을 적어 주세요."), code="no_name")})
    if len(name) > MOST_NAME:
        raise ValidationError({"name": ValidationError(_("이름은 40자까지 적을 수 있습니다."), code="max_length")})
    return name


def _checked_phone(typed: str) -> str:
    if not typed.strip():
        return ""
    if not (found := phones.normal(typed)):
        sentence = _("휴대전화 번호를 확인해 주세요. 예: 010-1234-5678")
        raise ValidationError({"phone": ValidationError(sentence, code="bad_phone")})
    return found


def _checked_email(typed: str) -> str:
    email = typed.strip().lower()
    if email:
        try:
            validate_email(email)
        except ValidationError as odd:
            sentence = _("이메일 주소를 다시 확인해 주세요. 예: hong@example.com")
            raise ValidationError({"email": ValidationError(sentence, code="invalid")}) from odd
    return email
