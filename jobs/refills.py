"""Seats that people left before the end, and how many days each stood empty: from the last day of one to the first of the next. Read only."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from jobs.models import Placement, Posting, Seat


class Refill(NamedTuple):
    """A seat that fell free: when, who came next and when; `days` so far where nobody has begun yet."""

    seat: Seat
    left_on: date
    next_on: date | None
    days: int

    @property
    def is_filled(self) -> bool:
        return self.next_on is not None


def of(posting: Posting, *, today: date) -> list[Refill]:
    """Return the posting's seats that fell free, the newest first; one closed for good isn't waited for."""
    rows = Placement.objects.filter(application__posting=posting, started_on__isnull=False)
    by_seat: dict[int, list[Placement]] = {}
    for row in rows.select_related("seat__posting_site__site").order_by("started_on", "pk"):
        by_seat.setdefault(row.seat_id, []).append(row)
    found = [refill for people in by_seat.values() for refill in _of_seat(people, posting, today)]
    return sorted(found, key=lambda refill: (refill.left_on, refill.seat.pk), reverse=True)


def mean_days(found: Sequence[Refill]) -> int | None:
    """Return the mean days of those that were filled, in whole days; None where none was."""
    days = [refill.days for refill in found if refill.is_filled]
    return round(sum(days) / len(days)) if days else None


def _of_seat(people: Sequence[Placement], posting: Posting, today: date) -> list[Refill]:
    found = []
    for row, after in zip(people, [*people[1:], None], strict=True):
        if row.state != Placement.State.ENDED_EARLY:
            continue
        if after is not None:
            found.append(Refill(row.seat, row.finished_on, after.started_on, (after.started_on - row.finished_on).days))
        elif row.seat.closed_at is None and today <= posting.ends_on:
            found.append(Refill(row.seat, row.finished_on, None, max(0, (today - row.finished_on).days)))
    return found
