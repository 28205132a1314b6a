"""Score sheets (심사표): what a reviewer gives an application at a stage, advice to whoever decides.

Whoever may see an application may score it while the stage lasts, but nobody their own, nobody who declared a conflict with its person, and
nobody who hasn't said that there is none. Where the stage has criteria a sheet is the sum of its rows, one for each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jobs import conflicts, steps
from jobs.applications import lock_postings, parties
from jobs.models import Application, Criterion, ScoreRow, ScoreSheet
from profiles import events, lines, privacy
from profiles.actors import Actor, each

MOST_POINTS = 100
_MOST_COMMENT = ScoreSheet._meta.get_field("comment").max_length


@dataclass(frozen=True)
class Sheet:
    """What a reviewer gives one application at a stage: one number, 0 to 100, or points by the key of each criterion."""

    application: Application
    points: int | None = None
    comment: str = ""
    rows: Mapping[int, int] = field(default_factory=dict)


def score(
    application: Application,
    *,
    stage: str,
    points: int | None = None,
    comment: str = "",
    rows: Mapping[int, int] | None = None,
    by: Actor,
    at: datetime,
) -> ScoreSheet:
    """Write one's own score sheet (심사표), while the stage lasts.

    Raises PermissionDenied, wrong_state, pledge_missing, criteria_changed and, by field, score_sheet_points, points_missing.
    """
    return score_all([Sheet(application, points, comment, rows or {})], stage=stage, by=by, at=at)[0]


@transaction.atomic
def score_all(sheets: Sequence[Sheet], *, stage: str, by: Actor | Sequence[Actor], at: datetime) -> list[ScoreSheet]:
    """Write one's own score sheets, each over what one wrote before. Raises as `score`."""
    lock_postings([sheet.application for sheet in sheets])  # criteria and declarations stand still meanwhile
    rows = steps.lock(Application, [sheet.application for sheet in sheets], "posting", "candidate")
    scorers = each(by, rows)
    _require_scorers(rows, scorers)
    asked = _criteria(rows, stage)
    made = []
    for row, sheet, actor in zip(rows, sheets, scorers, strict=True):
        if row.state != stage:
            raise steps.wrong_state(row)
        written = ScoreSheet(application=row, stage=stage, scored_by=actor.user, scored_at=at)
        written.points = _points(sheet, asked.get(row.posting_id, []))
        written.comment = lines.text(sheet.comment, _MOST_COMMENT, field="comment")
        written.clean_fields(exclude={"application", "scored_by"})
        privacy.refuse_resident_numbers(comment=written.comment)
        made.append(written)
    ScoreSheet.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["application", "stage", "scored_by"],
        update_fields=["points", "comment", "scored_at"],
    )
    _write_rows(made, sheets)
    told = [{"stage": stage, "points": sheet.points} for sheet in made]
    events.record("score", rows, by=by, at=at, params=told)
    return made


def points_field(criterion_id: int) -> str:
    """The name of the box for a criterion's points, which its error stands beside."""
    return f"criterion_{criterion_id}"


# Private --------------------------------------------------------------------------------------------------------------
def _require_scorers(rows: Sequence[Application], scorers: Sequence[Actor]) -> None:
    """Whoever may see an application may score it, but nobody their own; they gave their word that nothing stands in the way."""
    for actor in {id(actor): actor for actor in scorers}.values():
        own = [row for row, scorer in zip(rows, scorers, strict=True) if scorer is actor]
        seen = Application.objects.visible_to(actor.user).filter(pk__in=[row.pk for row in own])
        seen = set(seen.values_list("pk", flat=True))
        for row in own:
            if actor.user and row.candidate.user_id == actor.user.pk:
                raise PermissionDenied
            if row.pk not in seen:
                steps.require_party("operator", parties(row), actor)
    conflicts.require_none(rows, scorers)
    conflicts.require_pledges((row.posting_id, actor.user.pk) for row, actor in zip(rows, scorers, strict=True))


def _criteria(rows: Sequence[Application], stage: str) -> dict[int, list[Criterion]]:
    """The criteria of each posting, by its key, in their order."""
    found: dict[int, list[Criterion]] = {}
    asked = Criterion.objects.filter(posting__in={row.posting_id for row in rows}, stage=stage)
    for criterion in asked.order_by("posting", "place"):
        found.setdefault(criterion.posting_id, []).append(criterion)
    return found


def _points(sheet: Sheet, asked: Sequence[Criterion]) -> int:
    """The total of a sheet: its number where the stage has no criteria, else the sum of one row for each."""
    if set(sheet.rows) - {one.pk for one in asked}:
        raise ValidationError(
            _("그사이 평가 항목이 바뀌었습니다. 바뀐 항목으로 다시 적어 주세요."), code="criteria_changed"
        )
    if not asked:
        if sheet.points is None or not 0 <= sheet.points <= MOST_POINTS:
            raise _wrong("points", _("점수는 0점부터 100점까지입니다."), "score_sheet_points")
        return sheet.points
    for one in asked:
        given = sheet.rows.get(one.pk)
        if given is None:
            raise _wrong(points_field(one.pk), _("점수를 적어 주세요."), "points_missing")
        if not 0 <= given <= one.most_points:
            text = _("0점부터 %(most)d점까지 적을 수 있습니다.") % {"most": one.most_points}
            raise _wrong(points_field(one.pk), text, "score_sheet_points")
    return sum(sheet.rows.values())


def _write_rows(made: Sequence[ScoreSheet], sheets: Sequence[Sheet]) -> None:
    rows = [
        ScoreRow(sheet=written, criterion_id=criterion_id, points=points)
        for written, sheet in zip(made, sheets, strict=True)
        for criterion_id, points in sheet.rows.items()
    ]
    if rows:
        ScoreRow.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["sheet", "criterion"], update_fields=["points"], batch_size=5000
        )


def _wrong(name: str, text: str, code: str) -> ValidationError:
    return ValidationError({name: ValidationError(text, code=code)})
