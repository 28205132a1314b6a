"""What a person may tell so that the city can see whether its programme is fair: told on a consent of its own, forgotten with it.

Only the counts of matching/fairness.py read it. Events say that something was told, never what.
Sources: PIPA art. 15 (consent), 22 (apart from other consents, refusing harms nobody), 37 (withdrawing).
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from profiles import actors, events
from profiles.actors import Actor
from profiles.models import Candidate, Consent, ConsentText, VoluntaryStatement


@transaction.atomic
def tell(candidate: Candidate, *, sex: str, by: Actor, at: datetime) -> VoluntaryStatement:
    """Keep a person's sex for statistics. Raises PermissionDenied, consent_missing and, by field, those of the columns."""
    actors.require_person(by, candidate.user_id)
    row = Candidate.objects.select_for_update(no_key=True).get(pk=candidate.pk)
    standing = Consent.objects.filter(user_id=row.user_id, withdrawn_at=None)
    if not standing.filter(text__purpose=ConsentText.Purpose.FAIRNESS).exists():
        raise ValidationError(_("먼저 공정성 통계 동의가 있어야 합니다."), code="consent_missing")
    told = VoluntaryStatement.objects.filter(candidate=row).first() or VoluntaryStatement(candidate=row)
    if told.sex == sex:
        return told
    told.sex, told.told_at, told.told_by = sex, at, by.user
    told.full_clean(validate_unique=False)
    told.save()
    events.record("tell_for_statistics", [row], by=by, at=at)
    return told


@transaction.atomic
def forget(candidate: Candidate, *, by: Actor, at: datetime) -> None:
    """Delete what was told, if anything was. Raises PermissionDenied."""
    actors.require_person(by, candidate.user_id)
    row = Candidate.objects.select_for_update(no_key=True).get(pk=candidate.pk)
    if VoluntaryStatement.objects.filter(candidate=row).delete()[0]:
        events.record("forget_for_statistics", [row], by=by, at=at)


def of(candidate: Candidate) -> VoluntaryStatement | None:
    """Return what a person told, for that person's own page."""
    return VoluntaryStatement.objects.filter(candidate=candidate).first()
