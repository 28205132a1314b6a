"""Certificates of completion (수료증): issued once all hours are confirmed, checked by anyone with the code, withdrawn with a reason.

What a certificate says is frozen when it is issued, and the paper is set anew from that each time. Whoever checks a code sees no more
than what tells a true paper from a false one: the masked name, programme, period, hours. A code has twelve of 32 signs (60 bits), none
of which is taken for another.
"""

import secrets
import unicodedata
from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Sum, prefetch_related_objects
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import letters, placements, steps
from jobs.models import Certificate, PayLine, Placement, Worklog
from jobs.sweeps import sweep
from profiles import events, lines, privacy
from profiles.actors import Actor, each
from profiles.models import Identity

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 and O, no 1 and I
CODE_LENGTH = 12
MOST_REASON = 300
OPEN_LOGS = (Worklog.State.SUBMITTED, Worklog.State.SITE_CONFIRMED, Worklog.State.RETURNED)


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def issue(completed: Sequence[Placement], *, by: Actor | Sequence[Actor], at: datetime) -> list[Certificate]:
    """Issue the certificates of completed placements, with all hours confirmed, and tell the people.

    Raises PermissionDenied, wrong_state, logs_open, name_missing, certificate_once.
    """
    rows = placements.lock(completed, is_judged=True)
    prefetch_related_objects(
        rows, "application__posting__programme_year__programme", "application__posting__organisation"
    )
    for row, actor in zip(rows, each(by, rows), strict=True):
        row.application.candidate = row.candidate
        if not actor.is_system:
            steps.require_party("operator", placements.parties(row), actor)
        if row.state != Placement.State.COMPLETED:
            raise steps.wrong_state(row)
    if Certificate.objects.valid().filter(placement__in=rows).exists():
        raise ValidationError(_("이미 수료증이 있습니다."), code="certificate_once")
    if Worklog.objects.filter(placement__in=rows, state__in=OPEN_LOGS).exists():
        raise ValidationError(
            _("아직 확인하지 않은 활동일지가 있습니다. 활동일지를 모두 확인한 뒤에 발급해 주세요."), code="logs_open"
        )
    made = _made(rows, each(by, rows), at)
    Certificate.objects.bulk_create(made, batch_size=1000)
    events.record("issue_certificate", made, by=by, at=at)
    letters.certificate_issued(made, at=at)
    return made


def issue_due(*, operators: Collection[int] | None = None, by: Actor, at: datetime) -> list[Certificate]:
    """Issue, posting by posting, what nobody has to decide: completed, all to the last month confirmed, no certificate ever issued.

    Raises PermissionDenied.
    """
    steps.require_party("system", steps.Parties(), by)
    logs = Worklog.objects.filter(placement=OuterRef("pk"))
    due = Placement.objects.alias(last_month=TruncMonth("finished_on")).filter(
        Exists(logs.filter(state=Worklog.State.CONFIRMED, month=OuterRef("last_month"))),
        ~Exists(logs.filter(state__in=OPEN_LOGS)),
        ~Exists(Certificate.objects.filter(placement=OuterRef("pk"))),
        Exists(Identity.objects.filter(user=OuterRef("candidate__user"), name_sealed__isnull=False)),
        state=Placement.State.COMPLETED,
    )
    if operators is not None:
        due = due.filter(application__posting__organisation__in=operators)
    by_posting: dict[int, list[Placement]] = {}
    for row in due.select_related("application").order_by("application__posting", "pk"):
        by_posting.setdefault(row.application.posting_id, []).append(row)
    return sweep(by_posting, partial(issue, by=by, at=at))


@transaction.atomic
def withdraw(certificate: Certificate, *, reason: str, by: Actor, at: datetime) -> Certificate:
    """Withdraw a certificate that says something wrong; its code answers so from then on.

    Raises PermissionDenied, reason_missing, already_withdrawn and, by field, max_length, resident_number.
    """
    (placement,) = placements.lock([certificate.placement])  # first, as `issue` does: the two can't wait for each other
    (row,) = steps.lock(Certificate, [certificate])
    row.placement = placement
    row.placement.application.candidate = row.placement.candidate
    steps.require_party("operator", placements.parties(row.placement), by)
    if row.withdrawn_at is not None:
        raise ValidationError(_("이미 거둔 수료증입니다."), code="already_withdrawn")
    why = lines.text(reason, MOST_REASON, field="reason")
    if not why:
        raise ValidationError(_("이유를 적어 주세요."), code="reason_missing")
    privacy.refuse_resident_numbers(reason=why)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_for = at, by.user, why
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_for"])
    events.record("withdraw_certificate", [row], by=by, at=at, reason=row.withdrawn_for)
    letters.certificate_withdrawn(row, at=at)
    return row


# Questions ------------------------------------------------------------------------------------------------------------
def valid_of(placement: Placement) -> Certificate | None:
    """Return the certificate of a placement that stands, if there is one."""
    return Certificate.objects.valid().filter(placement=placement).first()


def read_code(typed: str) -> str:
    """Return a code as it is kept, whatever dashes, blanks, small or wide letters it was typed with; "" for what can't be one."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKC", typed[:100]).upper() if sign.isalnum())
    return bare if len(bare) == CODE_LENGTH and set(bare) <= set(SIGNS) else ""


def by_code(typed: str) -> Certificate | None:
    """Return the certificate with this code, withdrawn or not. Who asks need not be known: the code is the key."""
    code = read_code(typed)
    return Certificate.objects.filter(code=code).first() if code else None


def shown_facts(certificate: Certificate) -> dict[str, Any]:
    """Return what whoever checks a code may see, besides the masked name: programme, days, hours, issuer."""
    facts = certificate.facts
    days = {name: date.fromisoformat(facts[name]) for name in ("started_on", "finished_on", "issued_on")}
    return {**days, **{name: facts[name] for name in ("programme", "minutes", "issuer", "is_demo")}}


# Private --------------------------------------------------------------------------------------------------------------
def _made(rows: Sequence[Placement], actors: Sequence[Actor], at: datetime) -> list[Certificate]:
    names = Identity.objects.in_bulk({row.candidate.user_id for row in rows})
    minutes = _minutes(rows)
    made = []
    for row, actor in zip(rows, actors, strict=True):
        identity = names.get(row.candidate.user_id)
        if identity is None or not identity.name:
            raise ValidationError(_("이름을 적지 않은 분이 있어 수료증을 발급할 수 없습니다."), code="name_missing")
        certificate = Certificate(placement=row, code=_new_code(), issued_at=at, issued_by=actor.user)
        certificate.name = identity.name
        certificate.facts = _facts(row, certificate.code, minutes.get(row.pk, 0), at)
        made.append(certificate)
    return made


def _facts(row: Placement, code: str, minutes: int, at: datetime) -> dict[str, Any]:
    posting = row.application.posting
    return {
        "programme": f"{posting.programme_year.year}년 {posting.programme_year.programme.name}",
        "role": posting.title,
        "site": row.seat.posting_site.site.name,
        "birth_on": row.candidate.birth_on.isoformat() if row.candidate.birth_on else "",
        "started_on": row.started_on.isoformat(),
        "finished_on": row.finished_on.isoformat(),
        "minutes": minutes,
        "issuer": posting.organisation.name,
        "issued_on": timezone.localdate(at).isoformat(),
        "is_demo": posting.programme_year.is_demo,
        "page": f"{settings.PUBLIC_URL}{reverse('jobs:verify')}",
        "address": f"{settings.PUBLIC_URL}{reverse('jobs:verify_code', args=[code])}",
    }


def _minutes(rows: Sequence[Placement]) -> dict[int, int]:
    """What was confirmed of each placement, corrections included."""
    logs = Worklog.objects.filter(placement__in=rows, state=Worklog.State.CONFIRMED)
    found = dict(logs.order_by().values_list("placement").annotate(Sum("minutes")))
    mended = PayLine.objects.filter(placement__in=rows).exclude(corrects=None)
    for placement_id, minutes in mended.order_by().values_list("placement").annotate(Sum("minutes")):
        found[placement_id] = found.get(placement_id, 0) + minutes
    return found


def _new_code() -> str:
    return "".join(secrets.choice(SIGNS) for _sign in range(CODE_LENGTH))
