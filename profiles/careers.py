"""Careers that go on grow by a month each month: the matcher reads `months`, so they are reckoned anew. A page knows by a mark what it showed."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from profiles import stale_marks
from profiles.lengths import months_between
from profiles.models import Career

BATCH = 2_000  # rows of one transaction
MOST_MONTHS = 720  # what the column takes


def reckon(*, at: datetime) -> int:
    """Reckon anew how many months each career lasted that goes on; return how many grew. Whom it concerns is matched again."""
    count, after = 0, 0
    while batch := _batch(after, at):
        count += batch[0]
        after = batch[1]
    return count


def mark(career: Career) -> str:
    """A short word that stays as long as what the person told of a career stays."""
    length = "" if career.starts_on else career.months  # what goes on grows by itself
    told = (career.title, career.duties, career.keco, length, career.starts_on, career.ends_on)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


@transaction.atomic
def _batch(after: int, at: datetime) -> tuple[int, int] | None:
    """How many of the next batch grew, and the last id of it; None past the last."""
    going_on = Career.objects.filter(pk__gt=after, starts_on__isnull=False, ends_on=None)
    rows = list(going_on.select_for_update(of=("self",)).order_by("pk")[:BATCH])
    if not rows:
        return None
    on, grown = timezone.localdate(at), []
    for row in rows:
        months = min(months_between(row.starts_on, on), MOST_MONTHS)
        if months != row.months:
            row.months = months
            grown.append(row)
    Career.objects.bulk_update(grown, ["months"])
    stale_marks.mark("candidate", {row.candidate_id for row in grown}, at=at)
    return len(grown), rows[-1].pk
