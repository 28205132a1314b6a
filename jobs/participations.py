"""What a person took part in, one line a placement, for their own pages. Read only."""

from datetime import date
from typing import NamedTuple

from jobs import agreed
from jobs.agreed import Agreed
from jobs.models import Placement
from profiles.models import User


class Participation(NamedTuple):
    """Where, from when until when as far as it is known today, and at which hours."""

    placement: Placement
    title: str
    site: str
    starts_on: date
    ends_on: date
    hours_mask: list[int]
    hours_per_month: int


def of(user: User) -> list[Participation]:
    """Return what this person takes or took part in, the newest first."""
    own = Placement.objects.visible_to(user).filter(candidate__user=user)
    rows = own.select_related("application__posting", "seat__posting_site__site").order_by("-starts_on", "-pk")
    people = list(rows)
    terms = agreed.of(people)
    return [_line(row, terms[row.pk]) for row in people]


def _line(placement: Placement, terms: Agreed) -> Participation:
    posting = placement.application.posting
    return Participation(
        placement=placement,
        title=posting.title,
        site=placement.seat.posting_site.site.name,
        starts_on=placement.started_on or placement.starts_on,
        ends_on=placement.finished_on or placement.ends_on,
        hours_mask=list(terms.week),
        hours_per_month=terms.hours_per_month,
    )
