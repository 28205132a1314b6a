"""Training (교육 참석): who attended which session for how long, one line for each."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from jobs.models import Attendance
from jobs.tables.base import Column, Scope, Table, officer, person_columns


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
        Column("hours", gettext_lazy("교육 시간"), lambda row: row.session.hours, 10),
        *person_columns(lambda row: row.placement.application),
        Column("attended", gettext_lazy("참석한 시간"), lambda row: row.hours, 10),
        Column("recorded", gettext_lazy("참석을 적은 때"), lambda row: row.recorded_at, 17),
        Column("recorded_by", gettext_lazy("참석을 적은 사람"), lambda row: officer(row.recorded_by), 24),
    ]


TABLE = Table(
    "attendance",
    gettext_lazy("교육 참석"),
    gettext_lazy("교육마다 참석한 시간. 한 줄에 한 분의 교육 한 번"),
    columns,
    rows,
    user="placement__application__candidate__user",
)
