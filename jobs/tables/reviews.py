"""How a posting was reviewed (심사): what reviewers looked at, what they declared, interviews, and requests to look again."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from jobs.models import Conflict, Criterion, InterviewPick, NamedConflict, Objection, Pledge
from jobs.tables.base import Column, Scope, Table, officer, person_columns


def criteria(scope: Scope) -> QuerySet[Criterion]:
    return Criterion.objects.filter(posting=scope.posting).order_by("-stage", "place")


def criterion_columns(_scope: Scope) -> list[Column]:
    return [
        Column("stage", gettext_lazy("심사 단계"), lambda row: str(row.get_stage_display()), 12),
        Column("place", gettext_lazy("순서"), lambda row: row.place, 6),
        Column("name", gettext_lazy("평가 항목"), lambda row: row.name, 24),
        Column("most", gettext_lazy("배점"), lambda row: row.most_points, 8),
        Column("hint", gettext_lazy("무엇을 보는지"), lambda row: row.hint, 50),
    ]


def pledges(scope: Scope) -> QuerySet[Pledge]:
    found = Pledge.objects.filter(posting=scope.posting).select_related("pledged_by")
    return found.order_by("pledged_at", "pk")


def pledge_columns(_scope: Scope) -> list[Column]:
    return [
        Column("by", gettext_lazy("심사위원"), lambda row: officer(row.pledged_by), 24),
        Column("at", gettext_lazy("확인한 때"), lambda row: row.pledged_at, 17),
    ]


def conflicts(scope: Scope) -> QuerySet[Conflict]:
    found = Conflict.objects.filter(application__in=scope.applications).select_related(
        "application__posting", "application__candidate__user__identity", "declared_by", "withdrawn_by"
    )
    return found.order_by("declared_at", "pk")


def conflict_columns(_scope: Scope) -> list[Column]:
    return [
        *person_columns(),
        Column("kind", gettext_lazy("어떤 관계인지"), lambda row: str(row.get_kind_display()), 24),
        Column("declared_by", gettext_lazy("신고한 사람"), lambda row: officer(row.declared_by), 24),
        Column("declared", gettext_lazy("신고한 때"), lambda row: row.declared_at, 17),
        Column("withdrawn", gettext_lazy("거둔 때"), lambda row: row.withdrawn_at, 17),
        Column("withdrawn_by", gettext_lazy("거둔 사람"), lambda row: officer(row.withdrawn_by), 24),
        Column("withdrawn_for", gettext_lazy("거둔 이유"), lambda row: row.withdrawn_for, 40),
    ]


def named_conflicts(scope: Scope) -> QuerySet[NamedConflict]:
    found = NamedConflict.objects.filter(posting=scope.posting).defer("name_index").select_related("declared_by")
    return found.order_by("declared_at", "pk")


def named_conflict_columns(_scope: Scope) -> list[Column]:
    return [
        Column("kind", gettext_lazy("어떤 관계인지"), lambda row: str(row.get_kind_display()), 24),
        Column("declared_by", gettext_lazy("신고한 사람"), lambda row: officer(row.declared_by), 24),
        Column("declared", gettext_lazy("신고한 때"), lambda row: row.declared_at, 17),
    ]


def interviews(scope: Scope) -> QuerySet[InterviewPick]:
    found = InterviewPick.objects.filter(application__in=scope.applications).select_related(
        "slot", "application__posting", "application__candidate__user__identity", "moved_by"
    )
    return found.order_by("slot__starts_at", "slot", "number", "pk")


def interview_columns(_scope: Scope) -> list[Column]:
    return [
        Column("starts", gettext_lazy("면접 시각"), lambda row: row.slot.starts_at, 17),
        Column("place", gettext_lazy("면접 장소"), lambda row: row.slot.place, 24),
        *person_columns(),
        Column("state", gettext_lazy("상태"), lambda row: str(row.get_state_display()), 14),
        Column("picked", gettext_lazy("고른 때"), lambda row: row.picked_at, 17),
        Column("moved", gettext_lazy("상태가 바뀐 때"), lambda row: row.moved_at, 17),
    ]


def objections(scope: Scope) -> QuerySet[Objection]:
    found = Objection.objects.filter(application__in=scope.applications).select_related(
        "application__posting", "application__candidate__user__identity", "answered_by"
    )
    return found.order_by("asked_at", "pk")


def objection_columns(_scope: Scope) -> list[Column]:
    return [
        *person_columns(),
        Column("state", gettext_lazy("상태"), lambda row: str(row.get_state_display()), 14),
        Column("asked", gettext_lazy("요청한 때"), lambda row: row.asked_at, 17),
        Column("text", gettext_lazy("다시 살펴볼 점"), lambda row: row.text, 50),
        Column("answered", gettext_lazy("답한 때"), lambda row: row.answered_at, 17),
        Column("answered_by", gettext_lazy("답한 사람"), lambda row: officer(row.answered_by), 24),
        Column("answer", gettext_lazy("답"), lambda row: row.answer, 50),
    ]


CRITERIA = Table(
    "criteria",
    gettext_lazy("심사 기준"),
    gettext_lazy("단계마다 평가 항목과 배점"),
    criterion_columns,
    criteria,
)
PLEDGES = Table(
    "pledges",
    gettext_lazy("이해충돌 확인"),
    gettext_lazy("심사 전에 이해충돌이 없다고 확인한 사람"),
    pledge_columns,
    pledges,
)
CONFLICTS = Table(
    "conflicts",
    gettext_lazy("이해충돌 신고"),
    gettext_lazy("누가 어느 지원자와의 관계를 신고하고 심사에서 빠졌는지"),
    conflict_columns,
    conflicts,
)
NAMED_CONFLICTS = Table(
    "named_conflicts",
    gettext_lazy("이름으로 한 이해충돌 신고"),
    gettext_lazy("이름을 대고 미리 한 신고. 누구의 이름인지는 담지 않음"),
    named_conflict_columns,
    named_conflicts,
)
INTERVIEWS = Table(
    "interviews",
    gettext_lazy("면접"),
    gettext_lazy("면접 시각과 참석 여부"),
    interview_columns,
    interviews,
)
OBJECTIONS = Table(
    "objections",
    gettext_lazy("재검토 요청"),
    gettext_lazy("결과를 다시 봐 달라는 요청과 답"),
    objection_columns,
    objections,
)
