"""Closing an account (회원 탈퇴): what goes in the same moment, and what is left for proof.

At once: the ways to sign in and to be reached, what the person told of their working life, what others may do for them, and every consent.
What other classes of rows still hold goes by their own jobs, which look for closed accounts, or when its period is over (config/retention.py).
Sources: 개인정보 보호법 arts. 21 (destruction), 37 (withdrawing); 표준 개인정보 보호지침 art. 10.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from profiles import actors, consents, events, proxies
from profiles.actors import Actor
from profiles.models import Candidate, CvReading, Identity, User


@transaction.atomic
def close(user: User, *, keeps_name: bool, by: Actor, at: datetime) -> User:
    """Close one's account for good. `keeps_name`: records that must be kept name the person. Raises PermissionDenied, already_left."""
    if by.on_behalf_of or not actors.is_person(by, user.pk):
        raise PermissionDenied  # nobody leaves for another, and no clock does it
    row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not row.is_active:
        raise ValidationError(_("이미 탈퇴하셨습니다."), code="already_left")
    if proxy := proxies.of(row, at=at):
        proxies.withdraw(proxy, by=by, at=at)
    for candidate in Candidate.objects.filter(user=row):
        _forget_working_life(candidate)
    consents.end_all(row, by=by, at=at)
    row.push_subscriptions.all().delete()
    _forget_ways(row, keeps_name=keeps_name, at=at)
    events.record("close_account", [row], by=by, at=at)
    return row


def _forget_working_life(candidate: Candidate) -> None:
    for told in (candidate.careers, candidate.certificates, candidate.public_jobs, candidate.drafts):
        told.all().delete()
    CvReading.objects.filter(user=candidate.user_id).delete()


def _forget_ways(row: User, *, keeps_name: bool, at: datetime) -> None:
    """Neither address nor number leads to the account any more; both are free for a new one."""
    row.emailaddress_set.all().delete()
    row.socialaccount_set.all().delete()
    row.email, row.is_active = None, False
    row.set_unusable_password()
    row.save(update_fields=["email", "is_active", "password"])
    for identity in Identity.objects.select_for_update().filter(user=row):
        identity.phone = identity.address = identity.account = ""
        identity.phone_verified_at, identity.changed_at = None, at
        if not keeps_name:
            identity.name = ""
        identity.save()
