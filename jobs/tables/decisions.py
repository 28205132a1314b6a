"""What stands behind decisions on applicants: documents asked of one of them, and who was moved together, with what became of the notice."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from jobs.event_words import VERBS
from jobs.models import Application, InfoRequest, Moved
from jobs.tables.base import Column, Scope, Table, officer, person_columns

_STATES = dict(Application.State.choices)


def info_requests(scope: Scope) -> QuerySet[InfoRequest]:
    """In the order in which they were made."""
    found = InfoRequest.objects.filter(application__in=scope.applications).select_related(
        "application__posting", "application__candidate__user__identity", "asked_by", "ended_by"
    )
    return found.order_by("asked_at", "pk")


def info_request_columns(_scope: Scope) -> list[Column]:
    return [
        *person_columns(),
        Column("title", gettext_lazy("어떤 서류인지"), lambda row: row.title, 24),
        Column("note", gettext_lazy("무엇을 왜 보려고 하는지"), lambda row: row.note, 50),
        Column("asked", gettext_lazy("요청한 때"), lambda row: row.asked_at, 17),
        Column("asked_by", gettext_lazy("요청한 사람"), lambda row: officer(row.asked_by), 24),
        Column("due", gettext_lazy("서류를 내는 기한"), lambda row: row.due_at, 17),
        Column("state", gettext_lazy("상태"), lambda row: str(row.get_state_display()), 14),
        Column("ended", gettext_lazy("끝난 때"), lambda row: row.ended_at, 17),
    ]


def moved(scope: Scope) -> QuerySet[Moved]:
    """Batch by batch, in each by receipt."""
    found = Moved.objects.filter(application__in=scope.applications).select_related(
        "move__moved_by",
        "move__told_by",
        "move__undone_by",
        "application__posting",
        "application__candidate__user__identity",
    )
    return found.order_by("move__moved_at", "move", "application__received_at", "pk")


def moved_columns(_scope: Scope) -> list[Column]:
    return [
        Column("moved", gettext_lazy("옮긴 때"), lambda row: row.move.moved_at, 17),
        Column("moved_by", gettext_lazy("옮긴 사람"), lambda row: officer(row.move.moved_by), 24),
        Column("what", gettext_lazy("한 일"), lambda row: str(VERBS.get(row.move.verb, row.move.verb)), 20),
        *person_columns(),
        Column("before", gettext_lazy("바뀌기 전"), lambda row: str(_STATES.get(row.from_state, row.from_state)), 14),
        Column("after", gettext_lazy("바뀐 뒤"), lambda row: str(_STATES.get(row.to_state, row.to_state)), 14),
        Column("outcome", gettext_lazy("알림"), lambda row: str(row.get_outcome_display()), 30),
        Column("told", gettext_lazy("알린 때"), lambda row: row.move.told_at, 17),
        Column("told_by", gettext_lazy("바로 알린 사람"), lambda row: officer(row.move.told_by), 24),
        Column("undone", gettext_lazy("되돌린 때"), lambda row: row.move.undone_at, 17),
        Column("undone_by", gettext_lazy("되돌린 사람"), lambda row: officer(row.move.undone_by), 24),
    ]


INFO_REQUESTS = Table(
    "info_requests",
    gettext_lazy("서류 요청"),
    gettext_lazy("한 분에게 더 요청한 서류: 왜, 언제까지, 어떻게 끝났는지. 낸 파일은 없음"),
    info_request_columns,
    info_requests,
)
MOVED = Table(
    "moved",
    gettext_lazy("함께 옮긴 지원자"),
    gettext_lazy("누가 누구를 함께 옮겼고, 알림이 나갔는지, 되돌렸는지"),
    moved_columns,
    moved,
)
