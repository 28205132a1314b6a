"""What a person has promised or does at the same hours as a posting: told to them on their own pages. Read only.

Nobody is refused by it: what may not be held together is for the rules of the year to say (double participation). The
jobs are those of stints.py that aren't over: places that we gave, and offers that were accepted, here with their titles.
"""

from datetime import date
from typing import NamedTuple

from jobs import agreed
from jobs.agreed import Agreed
from jobs.eligibility.facts import WeekMask, common_hours
from jobs.models import Application, Placement, Posting
from profiles.models import Candidate

OVER = (Placement.State.COMPLETED, Placement.State.ENDED_EARLY)


class Clash(NamedTuple):
    """An activity, and the days and hours that it shares with the posting asked about."""

    title: str
    starts_on: date
    ends_on: date
    week: WeekMask


def of(candidate: Candidate, posting: Posting, *, today: date) -> list[Clash]:
    """Return what this person does or will do elsewhere at hours of the posting from today on, the first to begin on top."""
    held = Application.objects.filter(candidate=candidate, state__in=["accepted", "placed"])
    held = held.exclude(posting=posting).exclude(placement__state__in=OVER)
    jobs = list(held.select_related("posting", "placement"))
    for row in jobs:
        if hasattr(row, "placement"):
            row.placement.application = row
    terms = agreed.of(row.placement for row in jobs if hasattr(row, "placement"))
    found = [_clash(row, posting, terms) for row in jobs]
    clashes = [one for one in found if any(one.week) and max(one.starts_on, today) <= one.ends_on]
    return sorted(clashes, key=lambda one: (one.starts_on, one.title))


def _clash(held: Application, posting: Posting, terms: dict[int, Agreed]) -> Clash:
    placement = getattr(held, "placement", None)
    job = placement or held.posting
    begins = (placement.started_on if placement else None) or job.starts_on
    return Clash(
        title=held.posting.title,
        starts_on=max(begins, posting.starts_on),
        ends_on=min(job.ends_on, posting.ends_on),
        week=common_hours(
            terms[placement.pk].week if placement else tuple(held.posting.hours_mask), tuple(posting.hours_mask)
        ),
    )
