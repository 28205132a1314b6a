"""Criteria of a review (평가 항목과 배점): what reviewers look at in a stage, 100 points in all; none, and a sheet is one number.

They may change until the first sheet of their stage is written; from then on they stand still, in the database too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from jobs import steps
from jobs.models import Criterion, Posting, ScoreSheet
from jobs.steps import Parties
from profiles import events, lines, privacy
from profiles.actors import Actor

ALL_POINTS = 100
MOST_CRITERIA = 10
MOST_NAME, MOST_HINT = 60, 200


@dataclass(frozen=True)
class Line:
    """A criterion as it is written: its name, its most points, and what it looks at."""

    name: str
    most_points: int
    hint: str = ""


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def set_all(posting: Posting, stage: str, criteria: Sequence[Line], *, by: Actor, at: datetime) -> list[Criterion]:
    """Write the criteria of a stage anew; none, and its sheets are one number.

    Raises PermissionDenied, criteria_frozen, not_a_hundred, too_many_criteria, criterion_once, criterion_points and, by field,
    max_length, resident_number.
    """
    (row,) = steps.lock(Posting, [posting])
    steps.require_party("operator", Parties(operator_id=row.organisation_id), by)
    written = [
        Line(lines.one_line(one.name), one.most_points, lines.one_line(one.hint))
        for one in criteria
        if one.name.strip()
    ]
    before = [_line(one) for one in of(row, stage)]
    if written == before:
        return list(of(row, stage))
    if is_frozen(row, stage):
        raise _frozen()
    _check(written)
    Criterion.objects.filter(posting=row, stage=stage).delete()
    made = [
        Criterion(posting=row, stage=stage, place=place, name=one.name, hint=one.hint, most_points=one.most_points)
        for place, one in enumerate(written, start=1)
    ]
    Criterion.objects.bulk_create(made)
    told = [f"{one.name} {one.most_points}" for one in written]
    events.record("set_criteria", [row], by=by, at=at, params={"stage": stage, "criteria": told})
    return made


@transaction.atomic
def copy(posting: Posting, source: Posting, *, by: Actor, at: datetime) -> list[Criterion]:
    """Take the criteria of both stages over from another posting of the same operator. Raises as `set_all`, nothing_to_copy."""
    steps.require_party("operator", Parties(operator_id=source.organisation_id), by)
    made: list[Criterion] = []
    for stage in stages_of(posting):
        taken = [_line(one) for one in of(source, stage)]
        if taken and not is_frozen(posting, stage):
            made += set_all(posting, stage, taken, by=by, at=at)
    if not made:
        raise ValidationError(_("가져올 평가 항목이 없습니다."), code="nothing_to_copy")
    return made


# Questions ------------------------------------------------------------------------------------------------------------
def of(posting: Posting, stage: str) -> QuerySet[Criterion]:
    """Return the criteria of a stage in their order."""
    return Criterion.objects.filter(posting=posting, stage=stage).order_by("place")


def stages_of(posting: Posting) -> list[ScoreSheet.Stage]:
    """Return the stages that a posting has."""
    return list(ScoreSheet.Stage) if posting.has_interview else [ScoreSheet.Stage.PAPER]


def is_frozen(posting: Posting, stage: str) -> bool:
    """Whether a sheet of this stage was written already."""
    return ScoreSheet.objects.filter(application__posting=posting, stage=stage).exists()


def sources(posting: Posting) -> QuerySet[Posting]:
    """Return the postings of the operator whose criteria could be taken over, the newest first."""
    held = Criterion.objects.filter(posting=OuterRef("pk"))
    same = Posting.objects.filter(Exists(held), organisation=posting.organisation_id).exclude(pk=posting.pk)
    return same.order_by("-apply_until", "-pk")


# Private --------------------------------------------------------------------------------------------------------------
def _line(row: Criterion) -> Line:
    return Line(row.name, row.most_points, row.hint)


def _check(written: Sequence[Line]) -> None:
    if len(written) > MOST_CRITERIA:
        raise ValidationError(
            _("평가 항목은 %(most)d개까지 정할 수 있습니다.") % {"most": MOST_CRITERIA}, code="too_many_criteria"
        )
    for one in written:
        lines.text(one.name, MOST_NAME, field="name")
        lines.text(one.hint, MOST_HINT, field="hint")
        privacy.refuse_resident_numbers(name=one.name, hint=one.hint)
        if not 1 <= one.most_points <= ALL_POINTS:
            raise ValidationError(_("배점은 1점부터 100점까지입니다."), code="criterion_points")
    if len({one.name for one in written}) < len(written):
        raise ValidationError(_("같은 평가 항목이 이미 있습니다."), code="criterion_once")
    total = sum(one.most_points for one in written)
    if written and total != ALL_POINTS:
        raise ValidationError(
            _("배점을 모두 더하면 100점이어야 합니다. 지금은 %(total)d점입니다.") % {"total": total},
            code="not_a_hundred",
        )


def _frozen() -> ValidationError:
    return ValidationError(
        _(
            "이 단계의 심사표를 이미 적은 분이 있어 평가 항목을 바꿀 수 없습니다. "
            "바꾸면 먼저 적은 점수의 뜻이 달라지기 때문입니다."
        ),
        code="criteria_frozen",
    )
