"""Logs of a month as people hand them in."""

from datetime import date, timedelta

from jobs import worklogs
from jobs.models import WorklogDraft
from jobs.worklogs import Draft
from tests import make
from tests.make import NOW

MONTH = date(2026, 5, 1)
JUNE = NOW + timedelta(days=50)  # 2026-06-04


def own(placement):
    return make.actor(placement.candidate.user)


def entry(day=6, minutes=180, what="말벗과 식사 도움", month=5):
    return {"on": f"2026-{month:02}-{day:02}", "minutes": minutes, "what": what}


def days(hours, each=6):
    """So many hours of a month, six a day."""
    return [entry(day, each * 60) for day in range(4, 4 + hours // each)] + (
        [entry(30, hours % each * 60)] if hours % each else []
    )


def submit(placement, entries=None, by=None, at=JUNE, **more):
    draft = Draft(placement, MONTH, entries or [entry()], **more)
    return worklogs.submit([draft], by=by or own(placement), at=at)[0]


def another(placement, operator, **terms):
    """A second placement of the same person."""
    year = make.programme_year(**terms)
    row = make.application(make.posting(operator, year), placement.candidate, state="placed")
    return make.placement(row)


def drafted(placement, month=MONTH):
    """What somebody has typed of a log so far."""
    row = WorklogDraft(placement=placement, month=month, saved_at=NOW, saved_by=placement.candidate.user)
    row.typed = {"rows": [], "usual": "말벗"}
    row.save()
    return row
