"""Silence named (DESIGN section 2): whose answer or result is late, for how long, and whether somebody was told, as the person may know it.

A decision that isn't released leaves the person waiting since the last step they know of. Who can pick an interview time, or has
one ahead, waits for nobody.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Max

from jobs import pauses
from jobs.agenda import UNDECIDED
from jobs.interview_places import Standing
from jobs.models import Application, Moved
from profiles.models import Event, Notice

_KNOWN = ("submit", "pass_eligibility", "pass_paper", "uphold")


class Late(NamedTuple):
    """For how many whole days an answer is late; `results_at` where the results have a moment of their own and it has passed."""

    days: int
    is_told: bool  # the operator and the city, since it is late
    results_at: datetime | None


def late(
    applications: Sequence[Application], known: Mapping[int, str], interviews: Mapping[int, Standing], *, at: datetime
) -> dict[int, Late]:
    """Return, by application, which answers are late; `known` is the state and `interviews` the interview that each person knows."""
    waiting = [row for row in applications if known[row.pk] in UNDECIDED and row.posting.is_over(at)]
    if not waiting:
        return {}
    answers = _answers_due(waiting, known, interviews, at)
    results = {row.pk: row.posting.results_at for row in waiting if not row.posting.results_released_at}
    ends = {row.pk: results[row.pk] for row in waiting if results.get(row.pk) and results[row.pk] < at}
    ends = {pk: end for pk, end in answers.items() if end <= at} | ends
    if not ends:
        return {}
    told = _told({row.posting_id for row in waiting if row.pk in ends})
    return {
        row.pk: Late(
            days=(at - ends[row.pk]).days,
            is_told=row.posting_id in told and told[row.posting_id] >= min(ends[row.pk], answers.get(row.pk, at)),
            results_at=ends[row.pk] if ends[row.pk] == results.get(row.pk) else None,
        )
        for row in waiting
        if row.pk in ends
    }


def _answers_due(
    waiting: Sequence[Application], known: Mapping[int, str], interviews: Mapping[int, Standing], at: datetime
) -> dict[int, datetime]:
    """By when each was promised the next step; whoever can pick an interview time, or is asked for a document, is left out."""
    since = _since(waiting, known)
    limit = timedelta(days=settings.SILENT_AFTER_DAYS)
    due = {}
    for row in waiting:
        interview = interviews.get(row.pk)
        if interview and interview.pick:
            since[row.pk] = max(since[row.pk], interview.pick.slot.starts_at)
    still = pauses.of(since, at=at)
    for row in waiting:
        interview = interviews.get(row.pk)
        clock = still.get(row.pk, pauses.RUNNING)
        if not clock.is_now and not (interview and interview.until and not interview.pick):
            due[row.pk] = max(row.posting.apply_until, since[row.pk] + clock.so_far) + limit
    return due


def _since(waiting: Sequence[Application], known: Mapping[int, str]) -> dict[int, datetime]:
    """When each took the last step that its person knows of."""
    found = {row.pk: row.moved_at for row in waiting}
    hidden = [row.pk for row in waiting if row.state != known[row.pk]]
    if hidden:
        steps = Event.objects.filter(subject_type="application", subject_id__in=hidden, verb__in=_KNOWN)
        steps = steps.filter(~Moved.of_event_untold())
        found |= {row.pk: row.received_at for row in waiting if row.pk in hidden}
        found |= dict(steps.values_list("subject_id").annotate(Max("at")))
    return found


def _told(posting_ids: set[int]) -> dict[int, datetime]:
    """When the operator of each posting was last told."""
    rows = Notice.objects.filter(kind="jobs.silence", subject_type="posting", subject_id__in=posting_ids)
    return dict(rows.values_list("subject_id").annotate(Max("created_at")))
