"""The months of a placement as its person keeps them: which logs are written, paid, sent back or still due. Read only."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from jobs import agreed
from jobs.hours import MOST_MINUTES_A_DAY
from jobs.models import PayLine, Placement, Worklog


@dataclass
class Month:
    """One month of a placement: its log, if there is one, and what was paid for it."""

    placement: Placement
    first: date
    log: Worklog | None = None
    lines: list[PayLine] = field(default_factory=list)
    is_late: bool = False  # the day on which it was due is past and there is no log

    @property
    def key(self) -> str:
        """The month as the address of its page names it."""
        return f"{self.first:%Y-%m}"

    @property
    def due_on(self) -> date:
        """The day from which its log is asked for: the month is over."""
        return _next_month(self.first)


def months_of(placement: Placement, *, today: date) -> list[Month]:
    """Return the months from the first day of work to today or the last day, the newest first."""
    if placement.started_on is None:
        return []
    logs = {log.month: log for log in placement.worklogs.all()}
    paid: dict[int, list[PayLine]] = {}
    for line in sorted(placement.pay_lines.all(), key=lambda line: line.pk):
        paid.setdefault(line.worklog_id, []).append(line)
    months = []
    for first in _firsts(placement, today):
        log = logs.get(first)
        month = Month(placement, first, log, paid.get(log.pk, []) if log else [])
        month.is_late = log is None and month.due_on < today
        months.append(month)
    return months[::-1]


def days_of(month: Month, *, today: date) -> list[date]:
    """Return the days of a month that its log may name: within the placement, none to come."""
    start = max(month.first, month.placement.started_on)
    end = min(_next_month(month.first) - timedelta(days=1), _last_day(month.placement), today)
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]


def by_schedule(month: Month, days: Iterable[date], *, most_minutes: int) -> dict[date, int]:
    """Return the minutes of each of these days that the agreed week names, in their order, until the most is reached."""
    mask, found, left = agreed.of([month.placement])[month.placement.pk].week, {}, most_minutes
    for on in days:
        minutes = min(60 * mask[on.weekday()].bit_count(), MOST_MINUTES_A_DAY, left)
        if minutes > 0:
            found[on] = minutes
            left -= minutes
    return found


def usual_work(placement: Placement) -> str:
    """Return what its person wrote most often in the newest log of this placement: the likely words of the next."""
    newest = placement.worklogs.order_by("-month").values_list("entries", flat=True).first()
    words = Counter(entry["what"] for entry in newest or ())
    return words.most_common(1)[0][0] if words else ""


def due(placements: Iterable[Placement], *, today: date) -> list[Month]:
    """Return the months that are over and have no log, the oldest first; logs and pay lines read along."""
    return [
        month
        for placement in placements
        for month in reversed(months_of(placement, today=today))
        if month.log is None and month.due_on <= today
    ]


def months_due(placement: Placement, *, logged: Collection[date], today: date) -> list[date]:
    """Return the first days of the same months of one placement, by the months that have a log; nothing is read."""
    return [first for first in _firsts(placement, today) if first not in logged and _next_month(first) <= today]


def _firsts(placement: Placement, today: date) -> Iterator[date]:
    """The first days of the months from the first day of work to today or the last day."""
    first = placement.started_on and placement.started_on.replace(day=1)
    while first and first <= min(today, _last_day(placement)):
        yield first
        first = _next_month(first)


def _last_day(placement: Placement) -> date:
    return placement.finished_on or placement.ends_on


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
