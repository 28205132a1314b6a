"""The figures of fairness by calendar year, counted by workers each night and read by pages.

This year and the last are counted again each night; an older one stays as it was counted, and for good once something of it is destroyed because
its period is over. What belongs to people who leave goes at once; years that are counted again don't count them any more.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from jobs.models import Application
from matching import fairness
from matching.fairness import Report
from matching.fairness_counts import Counts, Figures, Period, counted
from matching.models import Exposure, FairnessYear
from matching.run_figures import Evenness

COUNTED_AGAIN = 2  # years: those who applied in December are placed in spring


# Verbs ----------------------------------------------------------------------------------------------------------------
def keep_up(*, at: datetime) -> list[FairnessYear]:
    """Count this year and the last again, and years that were never counted; each is kept for itself."""
    today = timezone.localdate(at)
    known = set(FairnessYear.objects.filter(year__lte=today.year - COUNTED_AGAIN).values_list("year", flat=True))
    return [row for year in _years(today) if year not in known and (row := keep(year, at=at))]


@transaction.atomic
def keep(year: int, *, at: datetime) -> FairnessYear | None:
    """Count a year as it stands now; None where it is frozen. Its row is locked before: who counts, and who destroys, take turns."""
    period = period_of(year, timezone.localdate(at))
    told = {"counted_until": period.until, "counted_at": at}
    row, _is_new = FairnessYear.objects.select_for_update().get_or_create(year=year, defaults=told)
    if row.frozen_at:
        return None
    figures = counted(period)
    row.groups = [[*key, *counts] for key, counts in sorted(figures.groups.items())]
    row.shown, row.applied = _by_iso(figures.shown), _by_iso(figures.applied)
    row.postings_open, row.postings_seen, row.gini = figures.evenness
    row.counted_until, row.counted_at = period.until, at
    row.save()
    return row


def freeze(years: Iterable[int], *, at: datetime) -> None:
    """Leave these years as they were counted last: in the transaction that destroys something of them, before it does.

    Only what is still counted again is counted once more: an older year would be counted with the people of today.
    """
    first = timezone.localdate(at).year - COUNTED_AGAIN
    for year in sorted(set(years)):
        if year > first or not FairnessYear.objects.filter(year=year).exists():
            keep(year, at=at)
        FairnessYear.objects.filter(year=year, frozen_at=None).update(frozen_at=at)


# Questions ------------------------------------------------------------------------------------------------------------
def years() -> list[int]:
    """The years that were counted, the newest first."""
    return list(FairnessYear.objects.order_by("-year").values_list("year", flat=True))


def report(row: FairnessYear) -> Report:
    """What is to be said of a year as it was counted."""
    groups = {(code, key): Counts(*numbers) for code, key, *numbers in row.groups}
    shown, applied = (
        {date.fromisoformat(day): people for day, people in by_month.items()} for by_month in (row.shown, row.applied)
    )
    evenness = Evenness(row.postings_open, row.postings_seen, row.gini)
    period = Period(date(row.year, 1, 1), row.counted_until)
    return fairness.report(period, Figures(groups, evenness, shown, applied))


def period_of(year: int, on: date) -> Period:
    """A calendar year, up to and with a day while it runs."""
    first = date(year, 1, 1)
    return Period(first, max(first + timedelta(days=1), min(date(year + 1, 1, 1), on + timedelta(days=1))))


# Private --------------------------------------------------------------------------------------------------------------
def _years(today: date) -> list[int]:
    """Those in which somebody was shown something or applied, and this one after any of them."""
    moments = ((Exposure.objects, "shown_at"), (Application.objects, "received_at"))
    found = [rows.aggregate(first=Min(moment))["first"] for rows, moment in moments]
    first = min((timezone.localdate(moment).year for moment in found if moment), default=today.year + 1)
    return [
        year
        for year in range(first, today.year + 1)
        if year == today.year
        or any(rows.filter(**{f"{moment}__range": period_of(year, today).moments}).exists() for rows, moment in moments)
    ]


def _by_iso(by_month: dict[date, int]) -> dict[str, int]:
    return {day.isoformat(): people for day, people in sorted(by_month.items())}
