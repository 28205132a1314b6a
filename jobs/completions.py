"""The certificates of a posting in one go: who gets one now, who doesn't and why, and issuing to all who are due.

The same conditions as `certificates.issue_due`, which does it by itself each morning: completed, all logs to the last month confirmed,
none ever issued. Pressed twice, the second finds nobody left.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobs import certificates, placements, steps
from jobs.models import Certificate, Placement, Posting, Worklog
from profiles.actors import Actor
from profiles.models import Identity

WHY: dict[str, str | Promise] = {
    "ended_early": _("중도종료"),
    "not_begun": _("아직 시작하지 않음"),
    "working": _("활동 중"),
    "to_complete": _("활동이 끝났지만 아직 수료로 하지 않음"),
    "has_one": _("이미 수료증이 있음"),
    "withdrawn": _("수료증을 거둔 적이 있음: 한 분씩 확인해 발급"),
    "logs_open": _("확인하지 않은 활동일지가 있음"),
    "no_last_log": _("마지막 달 활동일지가 없음"),
    "name_missing": _("이름을 적지 않음"),
}


class Line(NamedTuple):
    """A participant, and the first reason why they get no certificate now; "" where they do."""

    placement: Placement
    why: str

    @property
    def is_due(self) -> bool:
        return not self.why

    @property
    def words(self) -> str | Promise:
        return WHY.get(self.why, "")


@transaction.atomic
def issue_all(posting: Posting, *, by: Actor, at: datetime) -> list[Certificate]:
    """Issue to all of a posting who are due, once nobody can change that meanwhile; those with whom the officer has a conflict are left out.

    Returns what was issued; nothing where another press was faster. Raises PermissionDenied.
    """
    steps.require_party("operator", steps.Parties(operator_id=posting.organisation_id), by)
    seen = Placement.objects.visible_to(by.user) if by.user else Placement.objects.all()
    rows = seen.filter(application__posting=posting, state=Placement.State.COMPLETED)
    locked = placements.lock(list(rows.order_by("pk")))
    own = [row.pk for row in locked if steps.is_party("operator", placements.parties(row), by)]
    lines = of(placements.people_of(posting).filter(pk__in=own), today=timezone.localdate(at))
    due = [line.placement for line in lines if line.is_due]
    return certificates.issue(due, by=by, at=at) if due else []


def of(rows: Iterable[Placement], *, today: date) -> list[Line]:
    """Return who is due and who isn't, in a fixed number of queries."""
    people = list(rows)
    issued: dict[int, bool] = {}
    for pk, withdrawn_at in Certificate.objects.filter(placement__in=people).values_list("placement", "withdrawn_at"):
        issued[pk] = issued.get(pk, False) or withdrawn_at is None
    logs: dict[int, dict[date, str]] = {}
    for pk, month, state in Worklog.objects.filter(placement__in=people).values_list("placement", "month", "state"):
        logs.setdefault(pk, {})[month] = state
    named = set(
        Identity.objects.filter(
            user__in=[row.candidate.user_id for row in people], name_sealed__isnull=False
        ).values_list("user", flat=True)
    )
    return [Line(row, _why(row, issued, logs.get(row.pk, {}), named, today)) for row in people]


# Private --------------------------------------------------------------------------------------------------------------
def _why(row: Placement, issued: dict[int, bool], logs: dict[date, str], named: set[int], today: date) -> str:
    if row.state == Placement.State.ENDED_EARLY:
        return "ended_early"
    if row.state == Placement.State.PREPARING:
        return "not_begun"
    if row.state == Placement.State.ACTIVE:
        return "to_complete" if row.ends_on < today else "working"
    if row.pk in issued:
        return "has_one" if issued[row.pk] else "withdrawn"
    if set(logs.values()) & set(certificates.OPEN_LOGS):
        return "logs_open"
    if logs.get(row.finished_on.replace(day=1)) != Worklog.State.CONFIRMED:
        return "no_last_log"
    return "" if row.candidate.user_id in named else "name_missing"
