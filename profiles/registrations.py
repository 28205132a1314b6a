"""People who are registered by somebody else, many at once: on paper by counsellors, a whole city by the demo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles import actors, declarations, events, stale_marks
from profiles.actors import Actor
from profiles.declarations import CareerLine, PublicJobLine
from profiles.lines import one_line
from profiles.models import Candidate, Career, ContactChoice, HeldCertificate, Identity, PublicJob, User


@dataclass(frozen=True)
class Draft:
    """One person to be registered by somebody else. What needs a consent of its own is told once that is given.

    email "": they have none. public_jobs None: not asked, () none held. channels None: reached as anybody who never chose.
    """

    email: str
    name: str
    phone: str
    fields: Mapping[str, Any]
    address: str = ""
    account: str = ""
    careers: Sequence[CareerLine] = ()
    certificates: Sequence[str] = ()
    public_jobs: Sequence[PublicJobLine] | None = None
    channels: Sequence[str] | None = None


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def register_many(drafts: Sequence[Draft], *, by: Actor, at: datetime) -> list[Candidate]:
    """Register people in one go, without passwords: counsellors do it on paper, the demo for a whole city.

    Raises PermissionDenied, email_taken and what `tell`, `set_identity` and `add_career` raise. Nobody
    has agreed to the keeping of sensitive facts by then: consent_missing.
    """
    actors.require_role(by, roles={"member", "manager", "editor"}, kinds={"city", "centre"})
    emails = [User.objects.normalize_email(draft.email).lower() or None for draft in drafts]
    known = [email for email in emails if email]
    if len(set(known)) != len(known) or User.objects.filter(email__in=known).exists():
        raise ValidationError(_("이미 가입한 이메일 주소가 있습니다."), code="email_taken")
    users = [_user(email, at) for email in emails]
    User.objects.bulk_create(users, batch_size=2000)
    Identity.objects.bulk_create(
        [_identity(user, draft, at) for user, draft in zip(users, drafts, strict=True)], batch_size=2000
    )
    candidates = [_candidate(user, draft, at) for user, draft in zip(users, drafts, strict=True)]
    Candidate.objects.bulk_create(candidates, batch_size=2000)
    _add_rows(list(zip(candidates, drafts, strict=True)), at)
    events.record("register", candidates, by=by, at=at)
    stale_marks.mark("candidate", [row.pk for row in candidates], at=at)
    return candidates


# Private --------------------------------------------------------------------------------------------------------------
def _user(email: str | None, at: datetime) -> User:
    user = User(email=email, joined_at=at)
    user.set_unusable_password()
    return user


def _identity(user: User, draft: Draft, at: datetime) -> Identity:
    told = {"name": one_line(draft.name), "phone": declarations.digits(draft.phone), "address": draft.address}
    told["account"] = draft.account
    declarations.check_identity(told)
    identity = Identity(user=user, changed_at=at)
    for field, value in told.items():
        setattr(identity, field, value)
    return identity


def _candidate(user: User, draft: Draft, at: datetime) -> Candidate:
    row = Candidate(user=user, created_at=at, changed_at=at)
    declarations.apply(row, draft.fields, on=timezone.localdate(at))
    if declarations.tells_sensitive(row):
        raise declarations.consent_missing()
    row.public_jobs_told_at = None if draft.public_jobs is None else at
    return row


def _add_rows(pairs: Sequence[tuple[Candidate, Draft]], at: datetime) -> None:
    """Write what hangs on each new candidate."""
    on = timezone.localdate(at)
    careers = [declarations.career(row, line, on=on) for row, draft in pairs for line in draft.careers]
    certificates = [
        HeldCertificate(candidate=row, name=name)
        for row, draft in pairs
        for name in declarations.certificate_names(draft.certificates)
    ]
    jobs = [declarations.public_job(row, line) for row, draft in pairs for line in draft.public_jobs or ()]
    choices = [
        ContactChoice(user=row.user, channels=list(draft.channels), chosen_at=at)
        for row, draft in pairs
        if draft.channels is not None
    ]
    for model, rows in (
        (Career, careers),
        (HeldCertificate, certificates),
        (PublicJob, jobs),
        (ContactChoice, choices),
    ):
        model.objects.bulk_create(rows, batch_size=2000)
