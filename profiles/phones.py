"""Mobile numbers to sign in with: who claims one, who confirmed it with a code, and whose it is. One confirmed account a number.

The number is the one in Identity; `phone_verified_at` says that its owner confirmed it. Who signed up with a number and never
confirmed it holds nothing: the next to confirm it has it.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from profiles import actors, events, notices
from profiles.actors import Actor
from profiles.declarations import digits
from profiles.models import Identity, User
from profiles.models.sealing import blind_index
from profiles.notices import Telling

MOBILE = re.compile(r"010[0-9]{8}|01[16789][0-9]{7,8}")
COUNTRY = re.compile(r"^(\+|00)?82\(?0?\)?0?")
_PARTS = re.compile(r"^(?:(02|050\d|0\d\d)(\d{3,4})(\d{4})|(1[568]\d\d)(\d{4}))$")


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def claim(user: User, phone: str, *, by: Actor, at: datetime) -> Identity:
    """Keep the number with which somebody signs up, until they confirm it. Raises PermissionDenied, bad_phone."""
    identity = _locked(user, by)
    identity.phone, identity.phone_verified_at, identity.changed_at = _checked(phone), None, at
    identity.save()
    events.record("claim_phone", [identity], by=by, at=at)
    return identity


@transaction.atomic
def confirm(user: User, phone: str, *, by: Actor, at: datetime) -> Identity:
    """Make the number the person's own, after a code that was sent to it came back.

    Accounts that have nothing but an older claim to it go out of use; who had another before is told. A counsellor confirms it beside the
    person, who reads the code out. Raises PermissionDenied, bad_phone, phone_taken.
    """
    found = _checked(phone)
    claimed = list(_claimants(found).exclude(pk=user.pk).values_list("pk", flat=True))
    identity = _locked(user, by, beside=claimed, scope=actors.FILL)
    if by.on_behalf_of and not _lacks_way_in(identity, found):
        raise PermissionDenied  # a counsellor opens the way in that there is none yet, by the number told at the desk
    stale = list(_claimants(found).filter(pk__in=claimed))  # who claimed another number meanwhile is none of them
    is_another = identity.phone_verified_at is not None and identity.phone != found
    identity.phone, identity.phone_verified_at, identity.changed_at = found, at, at
    try:
        with transaction.atomic():
            identity.save()
    except IntegrityError as taken:
        raise phone_taken() from taken
    User.objects.filter(pk__in=[row.pk for row in stale]).update(is_active=False)
    events.record("end_claim", stale, by=by, at=at)
    events.record("confirm_phone", [identity], by=by, at=at)
    if is_another:
        _tell_of_change(user, at)
    return identity


# Questions ------------------------------------------------------------------------------------------------------------
def normal(typed: str) -> str:
    """Return a Korean mobile number as digits alone, whatever was typed: 010-1234-5678, +82 10 1234 5678; "" for others."""
    bare = digits(typed)
    if not bare.startswith("01"):
        bare = COUNTRY.sub("0", bare)
    return bare if MOBILE.fullmatch(bare) else ""


def with_hyphens(number: str) -> str:
    """Return a number as people write it: 01012345678 -> 010-1234-5678, 16615516 -> 1661-5516; anything else stays as it is."""
    return _PARTS.sub(lambda found: "-".join(part for part in found.groups() if part), number)


def owner_of(phone: str) -> User | None:
    """Return who confirmed this number."""
    index = blind_index(normal(phone))
    found = (
        Identity.objects.filter(phone_index=index, phone_verified_at__isnull=False)
        if index
        else Identity.objects.none()
    )
    identity = found.select_related("user").first()
    return identity.user if identity else None


def of(user: User) -> tuple[str, bool] | None:
    """Return the number with which the person signs in, and whether it is confirmed; None when they have none for that."""
    identity = Identity.objects.filter(user=user).first()
    if identity is None or not identity.phone:
        return None
    is_confirmed = identity.phone_verified_at is not None
    return (identity.phone, is_confirmed) if is_confirmed or not user.email else None


def phone_taken() -> ValidationError:
    """Return the refusal of a number that somebody else confirmed."""
    return ValidationError(_("이미 다른 계정에서 쓰는 번호입니다."), code="phone_taken")


# Private --------------------------------------------------------------------------------------------------------------
def _locked(user: User, by: Actor, *, beside: Sequence[int] = (), scope: str = "") -> Identity:
    """Lock the account, and others in the same order: the first time there is no identity to lock."""
    actors.require_person(by, user.pk, scope=scope)
    list(User.objects.select_for_update(no_key=True).filter(pk__in=[user.pk, *beside]).order_by("pk"))
    return Identity.objects.filter(user=user).first() or Identity(user=user)


def _lacks_way_in(identity: Identity, number: str) -> bool:
    """Whether the person has no way to sign in and this is the number told of them."""
    has_address = User.objects.filter(pk=identity.user_id).exclude(email=None).exists()
    return not has_address and identity.phone == number and identity.phone_verified_at is None


def _claimants(phone: str) -> QuerySet[User]:
    """Who in use signed up with the number and did not confirm it; not whom somebody registered on paper, who has no password."""
    claimed = User.objects.filter(
        identity__phone_index=blind_index(phone), identity__phone_verified_at=None, email=None, is_active=True
    )
    return claimed.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)


def _tell_of_change(user: User, at: datetime) -> None:
    telling = Telling(
        recipient_id=user.pk,
        kind="profiles.phone_changed",
        unique_key=f"profiles.phone_changed:{user.pk}:{at.isoformat()}",
        params={},
        url=reverse("profiles:contact"),
        is_urgent=True,
    )
    notices.tell([telling], at=at)


def _checked(phone: str) -> str:
    if not (found := normal(phone)):
        raise ValidationError(_("휴대전화 번호를 확인해 주세요. 예: 010-1234-5678"), code="bad_phone")
    return found
