"""Score sheets (심사표): what a reviewer gives an application at a stage, advice to whoever decides.

Whoever may see an application may score it while the stage lasts, but nobody their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jobs import steps
from jobs.applications import parties
from jobs.models import Application, ScoreSheet
from profiles import events, privacy
from profiles.actors import Actor, each

MOST_POINTS = 100


@dataclass(frozen=True)
class Sheet:
    """What a reviewer gives one application at a stage, 0 to 100."""

    application: Application
    points: int
    comment: str = ""


def score(
    application: Application, *, stage: str, points: int, comment: str = "", by: Actor, at: datetime
) -> ScoreSheet:
    """Write one's own score sheet (심사표), while the stage lasts. Raises PermissionDenied, wrong_state, score_sheet_points."""
    return score_all([Sheet(application, points, comment)], stage=stage, by=by, at=at)[0]


@transaction.atomic
def score_all(sheets: Sequence[Sheet], *, stage: str, by: Actor | Sequence[Actor], at: datetime) -> list[ScoreSheet]:
    """Write one's own score sheets, each over what one wrote before. Raises as `score`."""
    rows = steps.lock(Application, [sheet.application for sheet in sheets], "posting", "candidate")
    scorers = each(by, rows)
    _require_scorers(rows, scorers)
    made = []
    for row, sheet, actor in zip(rows, sheets, scorers, strict=True):
        if row.state != stage:
            raise steps.wrong_state(row)
        if not 0 <= sheet.points <= MOST_POINTS:
            raise ValidationError(
                {"points": ValidationError(_("점수는 0점부터 100점까지입니다."), code="score_sheet_points")}
            )
        written = ScoreSheet(application=row, stage=stage, scored_by=actor.user, scored_at=at)
        written.points, written.comment = sheet.points, sheet.comment
        written.clean_fields(exclude={"application", "scored_by"})
        privacy.refuse_resident_numbers(comment=sheet.comment)
        made.append(written)
    ScoreSheet.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["application", "stage", "scored_by"],
        update_fields=["points", "comment", "scored_at"],
    )
    told = [{"stage": stage, "points": sheet.points} for sheet in sheets]
    events.record("score", rows, by=by, at=at, params=told)
    return made


def _require_scorers(rows: Sequence[Application], scorers: Sequence[Actor]) -> None:
    """Whoever may see an application may score it, but nobody their own."""
    for actor in {id(actor): actor for actor in scorers}.values():
        own = [row for row, scorer in zip(rows, scorers, strict=True) if scorer is actor]
        seen = Application.objects.visible_to(actor.user).filter(pk__in=[row.pk for row in own])
        seen = set(seen.values_list("pk", flat=True))
        for row in own:
            if actor.user and row.candidate.user_id == actor.user.pk:
                raise PermissionDenied
            if row.pk not in seen:
                steps.require_party("operator", parties(row), actor)
