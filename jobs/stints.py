"""Public jobs of people, told or our own, and the years in which they took part: what rules on participation read.

A stint is known from what a person told or from our own placements and accepted offers; a planned one has not begun. Source: DESIGN section 3.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import compress
from typing import NamedTuple

import numpy as np
from django.db.models import QuerySet

from jobs.eligibility import Participation, PublicJob
from jobs.eligibility.columns import NO_DAY, UNKNOWN_WEEK, day_number
from jobs.models import Application, Placement
from profiles import spans
from profiles.models import PublicJob as DeclaredJob

CHUNK = 20_000
_OTHER_KIND = ""  # a kind of public job that no rule names


class Stint(NamedTuple):
    """One public job of a person, told by them or known from our own placements and offers; a planned one has not begun."""

    candidate_id: int
    job: PublicJob
    has_begun: bool
    is_own: bool


class StintRows(NamedTuple):
    """Public jobs of many people, flat. row : int64 (s,), the person; kind : int32, place among the kinds named, -1: not told;
    week : int32 (s, 7); starts_day, ends_day : int32, NO_DAY: open; has_begun : bool"""

    row: np.ndarray
    kind: np.ndarray
    week: np.ndarray
    starts_day: np.ndarray
    ends_day: np.ndarray
    has_begun: np.ndarray


def stint_rows(stints: Iterable[Stint], ids: np.ndarray, kinds: Sequence[str]) -> StintRows:
    """Stints of the people of ``ids`` (ascending), flat; those of others are left out."""
    listed = list(stints)
    rows, is_known = _rows_of([stint.candidate_id for stint in listed], ids)
    jobs = [stint.job for stint in compress(listed, is_known)]
    numbers = {**{name: number for number, name in enumerate(kinds)}, None: -1}
    return StintRows(
        row=rows,
        kind=np.array([numbers.get(job.kind, len(kinds)) for job in jobs], np.int32),
        week=_weeks([job.week_mask for job in jobs]),
        starts_day=np.array([day_number(job.starts_on) for job in jobs], np.int32),
        ends_day=np.array([day_number(job.ends_on) for job in jobs], np.int32),
        has_begun=np.array([stint.has_begun for stint in compress(listed, is_known)], bool),
    )


def stint_columns(
    told: StintRows, own: StintRows, told_jobs: np.ndarray, kinds: Sequence[str], on: date
) -> dict[str, np.ndarray]:
    """Public jobs and the calendar years of those that had begun by a day, as FactColumns has them; told before own."""
    both = StintRows(*(np.concatenate(pair) for pair in zip(told, own, strict=True)))
    order = np.argsort(both.row, kind="stable")
    jobs = StintRows(*(column[order] for column in both))
    past, year, months = _years(jobs, day_number(on))
    return {
        "kind_names": np.array([*kinds, _OTHER_KIND][: max(len(kinds), int(jobs.kind.max(initial=-1)) + 1)], dtype=str),
        "public_jobs_known": told_jobs,
        "public_job_row": jobs.row,
        "public_job_kind": jobs.kind,
        "public_job_week": jobs.week,
        "public_job_starts_day": jobs.starts_day,
        "public_job_ends_day": jobs.ends_day,
        "participations_known": told_jobs,
        "participation_row": jobs.row[past],
        "participation_year": year,
        "participation_kind": jobs.kind[past],
        "participation_months": months,
    }


def _years(jobs: StintRows, today: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of every calendar year of a job that had begun by today: its place among the jobs, the year, the months begun in it."""
    last = np.minimum(np.where(jobs.ends_day == NO_DAY, today, jobs.ends_day), today)
    counted = np.flatnonzero(jobs.has_begun & (jobs.starts_day <= last))
    first_month, last_month = _month(jobs.starts_day[counted]), _month(last[counted])
    years = last_month // 12 - first_month // 12 + 1
    place = np.repeat(np.arange(len(counted)), years)
    year = first_month[place] // 12 + np.arange(len(place)) - np.repeat(np.cumsum(years) - years, years)
    months = np.minimum(last_month[place], year * 12 + 11) - np.maximum(first_month[place], year * 12) + 1
    return counted[place], (year + 1970).astype(np.int32), months.astype(np.int32)


def _month(days: np.ndarray) -> np.ndarray:
    """Months since January 1970."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


# Rows of the database ---------------------------------------------------------------------------------------------------
def stints_of(candidate_ids: Sequence[int], but_for: Sequence[int] = (), promised: bool = True) -> Iterator[Stint]:
    """Public jobs that people told, and their own stints."""
    told = DeclaredJob.objects.filter(candidate_id__in=candidate_ids).order_by("candidate_id", "starts_on", "pk")
    for row in told.values_list("candidate_id", "kind", "week_mask", "starts_on", "ends_on").iterator(CHUNK):
        candidate_id, kind, week, starts_on, ends_on = row
        job = PublicJob(kind or None, _week(week), starts_on, ends_on)
        yield Stint(candidate_id, job, has_begun=True, is_own=False)
    yield from own_stints(candidate_ids, but_for, promised)


def own_stints(candidate_ids: Sequence[int], but_for: Sequence[int] = (), promised: bool = True) -> Iterator[Stint]:
    """Our own placements but for those that ended before they began, and accepted offers."""
    wanted = sorted({int(pk) for pk in candidate_ids})
    mine, whose = spans.among("candidate_id", wanted), set(wanted)
    found = [*_placed(Placement.objects.filter(mine), but_for)]
    if promised:
        found += _promised(Application.objects.filter(mine), but_for)
    yield from (stint for stint in found if stint.candidate_id in whose)


def _placed(rows: QuerySet, but_for: Sequence[int]) -> Iterator[Stint]:
    own = rows.exclude(state=Placement.State.ENDED_EARLY, started_on=None).exclude(application_id__in=but_for)
    columns = own.order_by("candidate_id", "starts_on", "pk").values_list(
        "candidate_id",
        "application__posting__programme_year__programme__kind",
        "application__posting__hours_mask",
        "starts_on",
        "started_on",
        "ends_on",
        "finished_on",
    )
    for candidate_id, kind, week, starts_on, started_on, ends_on, finished_on in columns.iterator(CHUNK):
        job = PublicJob(kind, _week(week), started_on or starts_on, finished_on or ends_on)
        yield Stint(candidate_id, job, has_begun=started_on is not None, is_own=True)


def _promised(rows: QuerySet, but_for: Sequence[int]) -> Iterator[Stint]:
    accepted = rows.filter(state=Application.State.ACCEPTED).exclude(pk__in=but_for)
    columns = accepted.order_by("candidate_id", "posting__starts_on", "pk").values_list(
        "candidate_id",
        "posting__programme_year__programme__kind",
        "posting__hours_mask",
        "posting__starts_on",
        "posting__ends_on",
    )
    for candidate_id, kind, week, starts_on, ends_on in columns.iterator(CHUNK):
        yield Stint(candidate_id, PublicJob(kind, _week(week), starts_on, ends_on), has_begun=False, is_own=True)


def participations(stints: Iterable[Stint], on: date) -> Iterator[Participation]:
    """The calendar years of jobs that had begun by a day, with the months begun in each."""
    for stint in stints:
        first, last = stint.job.starts_on, min(stint.job.ends_on or on, on)
        if not stint.has_begun or first > last:
            continue
        for year in range(first.year, last.year + 1):
            from_month = first.month if year == first.year else 1
            to_month = last.month if year == last.year else 12
            yield Participation(year, stint.job.kind, to_month - from_month + 1)


def _rows_of(owners: Sequence[int], ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The row of each owner that has one, and which owners do: someone may have joined between two queries."""
    wanted = np.array(owners, dtype=np.int64)
    places = np.searchsorted(ids, wanted)
    is_known = np.zeros(len(wanted), dtype=bool)
    inside = places < len(ids)
    is_known[inside] = ids[places[inside]] == wanted[inside]
    return places[is_known], is_known


def _weeks(masks: Sequence[Sequence[int] | None]) -> np.ndarray:
    return np.array([mask or UNKNOWN_WEEK for mask in masks], dtype=np.int32).reshape(len(masks), 7)


def _week(mask: Sequence[int] | None) -> tuple[int, ...] | None:
    return tuple(mask) if mask else None
