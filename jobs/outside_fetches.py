"""Outside postings fetched at night, source by source: all pages or nothing, and what a source no longer lists is closed.

A list that holds far fewer than what was open closes nothing: an interface that broke looks just like that. How few is a rule with a date,
in jobs/reference/outside_guards.csv.
"""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from jobs import intake, outside_postings
from jobs.intake import fetching
from jobs.models import OutsideFetch, OutsidePosting
from profiles import actors
from profiles.actors import Actor

GUARDS = Path(__file__).parent / "reference" / "outside_guards.csv"


class Guard(NamedTuple):
    """least_share: of the postings open so far that a list must hold to close the others; from_count: counted only above so many"""

    valid_from: date
    least_share: Decimal
    from_count: int
    source: str


class Standing(NamedTuple):
    """A source as the city sees it: whether it is fetched, its last try, how many of its postings are open."""

    name: str
    label: str
    is_on: bool
    last: OutsideFetch | None
    open: int


# Verbs ----------------------------------------------------------------------------------------------------------------
def fetch(source: str, *, by: Actor, at: datetime, closes_anyway: bool = False) -> OutsideFetch | None:
    """Fetch a source that is on, keep what came of it, and return that; None of one that is off.

    The pages come before any transaction begins. closes_anyway: a person looked at the list, and it is as short as it looks.
    """
    actors.require_role(by, roles=["editor"], kinds=["city"])
    if not is_on(source):
        return None
    form = intake.BY_NAME[source]
    try:
        rows = fetching.all_rows(
            form,
            url=getattr(settings, form.source.url),
            key=getattr(settings, form.source.key),
            patience=settings.OUTSIDE_PAGE_SECONDS,
            pause=settings.OUTSIDE_PAUSE_SECONDS,
        )
        return _take(source, rows, closes_anyway, by, at)
    except fetching.Failed as failed:
        code = failed.code
    except ValidationError as refused:
        code = refused.code
    return OutsideFetch.objects.create(
        source=source, result="failed", code=code[:40], began_at=at, ended_at=timezone.now()
    )


# Questions ------------------------------------------------------------------------------------------------------------
def is_on(source: str) -> bool:
    """Return whether a source is fetched: it is named, its key is there, and its licence is clear."""
    form = intake.BY_NAME.get(source)
    if form is None or source not in settings.OUTSIDE_SOURCES or not getattr(settings, form.source.key):
        return False
    return form.is_licence_clear or source in settings.LICENCES_CLEARED


def standings(*, on: date) -> list[Standing]:
    """Return every source with its last try."""
    newest = Window(RowNumber(), partition_by=F("source"), order_by=F("began_at").desc())
    last = {row.source: row for row in OutsideFetch.objects.annotate(place=newest).filter(place=1)}
    counted = (
        OutsidePosting.objects.open(on).values("source").annotate(number=Count("pk")).values_list("source", "number")
    )
    open_now = dict(counted)
    return [
        Standing(name, form.label, is_on(name), last.get(name), open_now.get(name, 0))
        for name, form in intake.BY_NAME.items()
    ]


def latest(most: int) -> Sequence[OutsideFetch]:
    """Return the last tries of all sources, newest first."""
    return OutsideFetch.objects.order_by("-began_at", "-pk")[:most]


def guard_on(day: date) -> Guard:
    """Return the guard in force on a day."""
    return next(row for row in reversed(_guards()) if row.valid_from <= day)


# Private --------------------------------------------------------------------------------------------------------------
@transaction.atomic
def _take(source: str, rows: list, closes_anyway: bool, by: Actor, at: datetime) -> OutsideFetch:
    today = timezone.localdate(at)
    before = set(OutsidePosting.objects.open(today).filter(source=source).values_list("pk", flat=True))
    report = outside_postings.take_rows(rows, format_name=source, by=by, at=at)
    missing = OutsidePosting.objects.filter(pk__in=before, last_seen_at__lt=at)
    gone, guard, short = 0, guard_on(today), missing.count()
    is_short = len(before) >= guard.from_count and len(before) - short < guard.least_share * len(before)
    is_held = bool(short) and not closes_anyway and (is_short or report.read == len(report.refused))
    if not is_held:
        gone = outside_postings.close_gone(missing, by=by, at=at)
    return OutsideFetch.objects.create(
        source=source,
        result="held" if is_held else "taken",
        code="too_few" if is_held else "",
        read=report.read,
        new=report.new,
        changed=report.changed,
        refused=len(report.refused),
        gone=gone,
        began_at=at,
        ended_at=timezone.now(),
    )


@lru_cache(maxsize=1)
def _guards() -> tuple[Guard, ...]:
    with GUARDS.open(encoding="utf-8", newline="") as lines:
        rows = [
            Guard(
                date.fromisoformat(row["valid_from"]),
                Decimal(row["least_share"]),
                int(row["from_count"]),
                row["source"],
            )
            for row in csv.DictReader(lines)
        ]
    return tuple(sorted(rows))
