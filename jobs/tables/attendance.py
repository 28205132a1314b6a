"""Training (교육 참석): who attended which session for how long, one line for each."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.models import Attendance
from jobs.tables.base import Column, Row, Scope, Table, officer, person_columns


def rows(scope: Scope) -> QuerySet[Attendance]:
    """Session by session, in each by receipt."""
    found = Attendance.objects.filter(placement__application__in=scope.applications).select_related(
        "session",
        "placement__application__posting",
        "placement__application__candidate__user__identity",
        "recorded_by",
    )
    return found.order_by("session__held_on", "session", "placement__application__received_at", "pk")


def columns(_scope: Scope) -> list[Column]:
    return [
        Column("title", gettext_lazy("교육 이름"), lambda row: row.session.title, 30),
        Column("held_on", gettext_lazy("교육하는 날"), lambda row: row.session.held_on, 12),
        Column("begins", gettext_lazy("교육을 시작하는 시각"), _begins, 12),
        Column("hours", gettext_lazy("교육 시간"), lambda row: row.session.hours, 10),
        *person_columns(lambda row: row.placement.application),
        Column("arrived", gettext_lazy("들어온 때(출석 코드)"), lambda row: row.arrived_at, 17),
        Column("left", gettext_lazy("나간 때(출석 코드)"), lambda row: row.left_at, 17),
        Column("attended", gettext_lazy("참석한 시간"), lambda row: row.hours, 10),
        Column("recorded", gettext_lazy("참석을 적은 때"), lambda row: row.recorded_at, 17),
        Column("recorded_by", gettext_lazy("참석을 적은 사람"), _recorded_by, 24),
    ]


def _begins(row: Row) -> str:
    return f"{row.session.begins_at:%H:%M}" if row.session.begins_at else ""


def _recorded_by(row: Row) -> str:
    """Who came by the code on the wall noted it themselves; participants aren't named."""
    is_own = row.recorded_by_id is not None and row.recorded_by_id == row.placement.application.candidate.user_id
    return _("참여자 본인(출석 코드)") if is_own else officer(row.recorded_by)


TABLE = Table(
    "attendance",
    gettext_lazy("교육 참석"),
    gettext_lazy("교육마다 참석한 시간. 한 줄에 한 분의 교육 한 번"),
    columns,
    rows,
    user="placement__application__candidate__user",
)
