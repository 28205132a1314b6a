"""Score sheets of a posting (심사표), one a line: points by criterion, their sum, and whether the sheet counts.

Reviewers are numbered as in the minutes. What a reviewer wrote is without the applicant's name while they are reviewed blind.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import blinding, criteria, reviewing
from jobs.models import Conflict, ScoreRow, ScoreSheet
from jobs.tables.base import Column, Row, Scope, Table, officer, person_columns, yes


def rows(scope: Scope) -> QuerySet[ScoreSheet]:
    """Applicant by applicant in the order of receipt, the papers before the interview."""
    given = ScoreRow.objects.select_related("criterion")
    found = ScoreSheet.objects.filter(application__in=scope.applications).select_related(
        "application__posting", "application__candidate__user__identity", "scored_by"
    )
    return found.prefetch_related(Prefetch("rows", given)).order_by(
        "application__received_at", "application", "-stage", "pk"
    )


def columns(scope: Scope) -> list[Column]:
    """One column for each criterion of each stage; of no posting, without them."""
    if scope.posting is None:
        return _columns([])
    asked = [
        Column(
            f"criterion_{one.pk}",
            _("%(stage)s: %(name)s (%(most)d점)") % {"stage": stage.label, "name": one.name, "most": one.most_points},
            lambda row, pk=one.pk: row.by_criterion.get(pk),
            16,
        )
        for stage in criteria.stages_of(scope.posting)
        for one in criteria.of(scope.posting, stage)
    ]
    return _columns(asked)


def _columns(asked: Sequence[Column]) -> list[Column]:
    return [
        *person_columns(),
        Column("stage", gettext_lazy("심사 단계"), lambda row: str(row.get_stage_display()), 12),
        Column("number", gettext_lazy("심사위원 번호"), lambda row: row.reviewer, 12),
        Column("reviewer", gettext_lazy("심사위원"), lambda row: officer(row.scored_by), 24),
        *asked,
        Column("points", gettext_lazy("합계"), lambda row: row.points, 8),
        Column("comment", gettext_lazy("의견"), lambda row: blinding.text(row.application, row.comment), 40),
        Column("scored", gettext_lazy("심사표를 적은 때"), lambda row: row.scored_at, 17),
        Column("counted", gettext_lazy("순위에 셈"), lambda row: yes(row.is_counted), 10),
    ]


def prepare(batch: Sequence[Row], scope: Scope) -> Iterable[Row]:
    """Number the reviewers, and mark the sheets of those who declared a conflict."""
    numbers = {one.user.pk: place for place, one in enumerate(reviewing.reviewers(scope.posting), start=1)}
    standing = Conflict.objects.standing().filter(application__in={row.application_id for row in batch})
    barred = set(standing.values_list("application_id", "declared_by_id"))
    for row in batch:
        row.reviewer = numbers.get(row.scored_by_id)
        row.by_criterion = {one.criterion_id: one.points for one in row.rows.all()}
        row.is_counted = (row.application_id, row.scored_by_id) not in barred
    return batch


TABLE = Table(
    "scores",
    gettext_lazy("심사 점수"),
    gettext_lazy("심사위원이 적은 심사표. 항목별 점수와 합계, 의견. 한 줄에 심사표 한 장"),
    columns,
    rows,
    user="application__candidate__user",
    prepare=prepare,
)
