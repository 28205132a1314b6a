"""What a person may tell so that the city can see whether its programme is fair: told on a consent of its own, forgotten with it.

Only the counts of matching/fairness.py read it. Events say that something was told, never what.
Sources: PIPA art. 15 (consent), 22 (apart from other consents, refusing harms nobody), 37 (withdrawing).
"""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from profiles import actors, events
from profiles.actors import Actor
from profiles.models import Candidate, Consent, ConsentText, VoluntaryStatement


def tell(candidate: Candidate, *, sex: str, by: Actor, at: datetime) -> VoluntaryStatement:
    """Keep a person's sex for statistics. Raises PermissionDenied, consent_missing and, by field, those of the columns."""
    (told,) = tell_many([(candidate, sex)], by=[by], at=at)
    return told


@transaction.atomic
def tell_many(
    answers: Sequence[tuple[Candidate, str]], *, by: Sequence[Actor], at: datetime
) -> list[VoluntaryStatement]:
    """Keep what several people told of themselves, each by their own actor. Raises what `tell` raises; then nothing is kept of any."""
    for (candidate, _sex), actor in zip(answers, by, strict=True):
        actors.require_person(actor, candidate.user_id)
    ids = [candidate.pk for candidate, _sex in answers]
    rows = {row.pk: row for row in Candidate.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")}
    standing = Consent.objects.filter(user__candidate__in=ids, withdrawn_at=None)
    agreed = set(standing.filter(text__purpose=ConsentText.Purpose.FAIRNESS).values_list("user_id", flat=True))
    if any(row.user_id not in agreed for row in rows.values()):
        raise ValidationError(_("먼저 공정성 통계 동의가 있어야 합니다."), code="consent_missing")
    told = VoluntaryStatement.objects.in_bulk(ids)
    changed = []
    for (candidate, sex), actor in zip(answers, by, strict=True):
        row = told.setdefault(candidate.pk, VoluntaryStatement(candidate=rows[candidate.pk]))
        if row.sex != sex:
            row.sex, row.told_at, row.told_by = sex, at, actor.user
            row.clean_fields(exclude=["candidate", "told_by"])
            changed.append((row, actor))
    VoluntaryStatement.objects.bulk_create(
        [row for row, _actor in changed],
        update_conflicts=True,
        unique_fields=["candidate"],
        update_fields=["sex", "told_at", "told_by"],
        batch_size=2000,
    )
    subjects = [rows[row.pk] for row, _actor in changed]
    events.record("tell_for_statistics", subjects, by=[actor for _row, actor in changed], at=at)
    return [told[pk] for pk in ids]


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
