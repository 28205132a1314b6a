"""What was asked of applicants ends with their application, as soon as they know that it has (jobs/info_requests.py)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from jobs import info_letters, steps
from jobs.models import Application, InfoRequest
from profiles import events
from profiles.actors import Actor


def overtake(applications: Sequence[Application], *, by: Mapping[Application, Actor], at: datetime) -> None:
    """Ask no more of applications, locked, that have ended or go on without it."""
    whose = {row.pk: row for row in applications}
    held = list(InfoRequest.objects.filter(application__in=whose, state=InfoRequest.State.OPEN)) if whose else []
    if not held:
        return
    rows = [whose[wanted.application_id] for wanted in held]
    for wanted, row in zip(held, rows, strict=True):
        wanted.state, wanted.ended_at, wanted.ended_by = InfoRequest.State.WITHDRAWN, at, by[row].user
    steps.write(held, "state", "ended_at", "ended_by")
    events.record("withdraw_info", rows, by=[by[row] for row in rows], at=at)
    info_letters.over(held, at=at)
