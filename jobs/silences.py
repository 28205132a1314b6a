"""Silence named (DESIGN section 2): who waits longer than promised for an answer, and for how long, as the person may know it.

A decision that isn't released leaves the person waiting since the last step they know of. It is told only once the operator was.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max

from jobs.agenda import UNDECIDED
from jobs.models import Application
from profiles.models import Event, Notice

_KNOWN = ("submit", "pass_eligibility", "pass_paper", "uphold")


def overdue(applications: Sequence[Application], known: Mapping[int, str], *, at: datetime) -> dict[int, int]:
    """Return, by application, how many whole days its answer is overdue; `known` is the state that each person knows."""
    waiting = [row for row in applications if known[row.pk] in UNDECIDED and row.posting.is_over(at)]
    if not waiting:
        return {}
    since = _since(waiting, known)
    limit = timedelta(days=settings.SILENT_AFTER_DAYS)
    ends = {row.pk: max(row.posting.apply_until, since[row.pk]) + limit for row in waiting}
    late = [row for row in waiting if ends[row.pk] <= at]
    told = _told({row.posting_id for row in late}) if late else {}
    return {
        row.pk: (at - ends[row.pk]).days
        for row in late
        if row.posting_id in told and told[row.posting_id] >= ends[row.pk]
    }


def _since(waiting: Sequence[Application], known: Mapping[int, str]) -> dict[int, datetime]:
    """When each took the last step that its person knows of."""
    found = {row.pk: row.moved_at for row in waiting}
    hidden = [row.pk for row in waiting if row.state != known[row.pk]]
    if hidden:
        steps = Event.objects.filter(subject_type="application", subject_id__in=hidden, verb__in=_KNOWN)
        found |= {row.pk: row.received_at for row in waiting if row.pk in hidden}
        found |= dict(steps.values_list("subject_id").annotate(Max("at")))
    return found


def _told(posting_ids: set[int]) -> dict[int, datetime]:
    """When the operator of each posting was last told."""
    rows = Notice.objects.filter(kind="jobs.silence", subject_type="posting", subject_id__in=posting_ids)
    return dict(rows.values_list("subject_id").annotate(Max("created_at")))
