"""Overrides (예외): a person sets aside, with a reason, what one rule says of one application now.

Age and residence need the city, what the city marked so an operator may (DESIGN section 3). The override is an event.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jobs import conflicts, judging, steps
from jobs.applications import parties
from jobs.models import Application, Override
from profiles import events
from profiles.actors import Actor


@transaction.atomic
def make(application: Application, kind: str, *, reason: str, by: Actor, at: datetime) -> Override:
    """Set aside what one rule says of one application now. Raises PermissionDenied, reason_missing, not_overridable."""
    (row,) = steps.lock(Application, [application], "posting")
    who = judging.who_may_override(row, kind)
    if who is None:
        raise ValidationError(_("이 규칙은 예외로 할 수 없습니다."), code="not_overridable")
    steps.require_party(who, parties(row), by)
    conflicts.require_none([row], [by])
    if not reason.strip():
        raise ValidationError(_("예외로 하는 이유를 적어 주세요. 감사 자료에 남습니다."), code="reason_missing")
    made = Override(application=row, kind=kind, reason=reason.strip(), overridden_at=at, overridden_by=by.user)
    made.verdicts = [judging.essence(verdict) for verdict in judging.not_met_by(row, kind)]
    made.full_clean()
    made.save()
    events.record("override", [row], by=by, at=at, reason=reason, params={"kind": kind})
    return made
