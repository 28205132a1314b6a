"""Monthly logs (활동일지): hours, who confirmed them at the site and for the operator, and, apart, what was done on which day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import transfers
from jobs.models import Worklog
from jobs.tables.base import Column, Row, Scope, Table, hours, officer, person_columns
from profiles.models import Event


class Day(NamedTuple):
    """One entry of a log."""

    log: Worklog
    on: date
    minutes: int
    what: str


def rows(scope: Scope) -> QuerySet[Worklog]:
    """Month by month, in each by receipt; of a month, those that this operator answers for."""
    found = Worklog.objects.filter(placement__application__in=scope.applications)
    if scope.month:
        found = transfers.answered_for(found.filter(month=scope.month), scope.organisation.pk)
    return found.select_related(
        "placement__application__posting",
        "placement__application__candidate__user__identity",
        "placement__seat__posting_site__site",
        "submitted_by",
        "site_confirmed_by",
        "confirmed_by",
        "over_cap_by",
    ).order_by("month", "placement__application__received_at", "pk")


def columns(_scope: Scope) -> list[Column]:
    return [
        *_whose(lambda row: row),
        Column("posting", gettext_lazy("공고"), lambda row: row.placement.application.posting.title, 30),
        Column("days", gettext_lazy("활동한 날 수"), lambda row: len({entry["on"] for entry in row.entries}), 12),
        Column("hours", gettext_lazy("활동 시간"), lambda row: hours(row.minutes), 10),
        Column("state", gettext_lazy("상태"), lambda row: str(row.get_state_display()), 14),
        Column("submitted", gettext_lazy("제출한 때"), lambda row: row.submitted_at, 17),
        Column("submitted_by", gettext_lazy("제출한 사람"), _submitted_by, 24),
        Column("site_confirmed", gettext_lazy("활동처가 확인한 때"), lambda row: row.site_confirmed_at, 17),
        Column("site_confirmed_by", gettext_lazy("활동처에서 확인한 사람"), _site_confirmed_by, 24),
        Column("confirmed", gettext_lazy("운영기관이 확인한 때"), lambda row: row.confirmed_at, 17),
        Column("confirmed_by", gettext_lazy("운영기관에서 확인한 사람"), lambda row: officer(row.confirmed_by), 24),
        Column("over_cap", gettext_lazy("한도를 넘긴 이유"), lambda row: row.over_cap_reason, 30),
        Column("over_cap_by", gettext_lazy("한도 넘김을 허용한 사람"), lambda row: officer(row.over_cap_by), 24),
        Column("returned", gettext_lazy("돌려보낸 이유"), lambda row: row.return_reason, 30),
    ]


def day_columns(_scope: Scope) -> list[Column]:
    return [
        *_whose(lambda row: row.log),
        Column("on", gettext_lazy("활동한 날"), lambda row: row.on, 12),
        Column("hours", gettext_lazy("활동 시간"), lambda row: hours(row.minutes), 10),
        Column("what", gettext_lazy("한 일"), lambda row: row.what, 40),
    ]


def prepare(batch: Sequence[Row], _scope: Scope) -> Iterable[Row]:
    """Say of each log whether its site confirmed it by a link."""
    told = Event.objects.filter(
        subject_type="worklog", subject_id__in=[row.pk for row in batch], verb="confirm_at_site", actor_kind="site_link"
    )
    by_link = set(told.values_list("subject_id", flat=True))
    for row in batch:
        row.is_by_link = row.pk in by_link
    return batch


def days(batch: Sequence[Row], _scope: Scope) -> Iterator[Day]:
    for log in batch:
        for entry in sorted(log.entries, key=lambda one: one["on"]):
            yield Day(log, date.fromisoformat(entry["on"]), entry["minutes"], entry["what"])


def _whose(of) -> list[Column]:
    return [
        *person_columns(lambda row: of(row).placement.application),
        Column("site", gettext_lazy("활동처"), lambda row: of(row).placement.seat.posting_site.site.name, 24),
        Column("month", gettext_lazy("활동한 달"), lambda row: f"{of(row).month:%Y-%m}", 10),
    ]


def _submitted_by(row: Row) -> str:
    is_own = row.submitted_by_id == row.placement.application.candidate.user_id
    return _("참여자 본인") if is_own else officer(row.submitted_by)


def _site_confirmed_by(row: Row) -> str:
    if row.site_confirmed_at is None:
        return ""
    return _("활동처 담당자(확인 링크)") if row.is_by_link else officer(row.site_confirmed_by)


TABLE = Table(
    "worklogs",
    gettext_lazy("활동일지"),
    gettext_lazy("달마다 낸 활동일지. 시간, 활동처와 운영기관의 확인. 한 줄에 활동일지 한 건"),
    columns,
    rows,
    user="placement__application__candidate__user",
    prepare=prepare,
)
DAYS = Table(
    "worklog_days",
    gettext_lazy("활동일지의 하루하루"),
    gettext_lazy("활동일지에 적은 날마다의 시간과 한 일"),
    day_columns,
    rows,
    user="placement__application__candidate__user",
    prepare=days,
)
