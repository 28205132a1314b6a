"""People of a period counted by group: who could be shown something, was shown it, applied, was selected and placed. Read only.

Sex is what people told for this alone; it is counted here and read nowhere else.
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from jobs.models import Application
from matching import run_figures
from matching.models import Exposure
from matching.run_figures import Evenness

BANDS = (("50-54", 50, 54), ("55-59", 55, 59), ("60-64", 60, 64))
OTHER, NOT_TOLD = "other", ""


class Counts(NamedTuple):
    """People of a group who could be shown something, and who came so far; postings : how many they were shown, each once a person."""

    pool: int = 0
    shown: int = 0
    applied: int = 0
    selected: int = 0
    placed: int = 0
    postings: int = 0


class Period(NamedTuple):
    """Days of Seoul, the last not inside."""

    first: date
    until: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """When it begins and when it is over."""
        first, until = (timezone.make_aware(datetime.combine(day, time.min)) for day in self)
        return first, until


class Figures(NamedTuple):
    """All that is counted of a period. groups : by dimension and group, and in all; every group that has somebody

    shown, applied : people by the first day of the month in which they were shown something, or applied
    """

    groups: dict[tuple[str, str], Counts]
    evenness: Evenness
    shown: dict[date, int]
    applied: dict[date, int]


def counted(period: Period) -> Figures:
    """Count a period as it stands now; at the size of a city that takes longer than a page may."""
    first_at, until_at = period.moments
    shown = Exposure.objects.filter(shown_at__gte=first_at, shown_at__lt=until_at)
    applied = Application.objects.filter(received_at__gte=first_at, received_at__lt=until_at)
    return Figures(
        _by_group(period),
        run_figures.shown_between(first_at, until_at),
        _by_month(shown, "shown_at"),
        _by_month(applied, "received_at"),
    )


# Private --------------------------------------------------------------------------------------------------------------
def _by_month(rows: QuerySet, moment: str) -> dict[date, int]:
    by = rows.annotate(month=TruncMonth(moment)).order_by().values("month")
    found = by.annotate(people=Count("candidate", distinct=True)).values_list("month", "people")
    return {timezone.localdate(month): people for month, people in found}


def _by_group(period: Period) -> dict[tuple[str, str], Counts]:
    """In one pass."""
    first_at, until_at = period.moments
    given = {
        "first_at": first_at,
        "until_at": until_at,
        "on": period.until - timedelta(days=1),
        "bands": [band[0] for band in BANDS],
        "youngest": [band[1] for band in BANDS],
        "oldest": [band[2] for band in BANDS],
        "other": OTHER,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, given)
        return {(code, key): Counts(*numbers) for code, key, *numbers in cursor.fetchall()}


_COUNTED = """
WITH shown AS (
    SELECT candidate_id, count(DISTINCT listed.id) AS postings
    FROM matching_exposure
    CROSS JOIN LATERAL (SELECT unnest(posting_ids) UNION ALL SELECT -1 * o FROM unnest(outside_ids) o) AS listed(id)
    WHERE shown_at >= %(first_at)s AND shown_at < %(until_at)s
    GROUP BY candidate_id
),
applied AS (
    SELECT a.candidate_id, bool_or(p.started_on IS NOT NULL) AS is_placed, bool_or(
        p.started_on IS NOT NULL
        OR a.state IN ('selected', 'offered', 'accepted', 'placed', 'declined', 'lapsed')
        OR a.state IN ('withdrawn', 'selection_withdrawn') AND EXISTS (
            SELECT FROM profiles_event e
            WHERE e.subject_type = 'application' AND e.subject_id = a.id
            AND e.verb IN ('withdraw', 'withdraw_selection') AND e.from_state IN ('selected', 'offered', 'accepted')
        )
    ) AS is_selected
    FROM jobs_application a LEFT JOIN jobs_placement p ON p.application_id = a.id
    WHERE a.received_at >= %(first_at)s AND a.received_at < %(until_at)s
    GROUP BY a.candidate_id
),
people AS (
    SELECT
        coalesce(v.sex, '') AS sex,
        CASE WHEN c.birth_on IS NULL THEN '' ELSE coalesce(b.band, %(other)s) END AS age,
        c.district,
        s.candidate_id IS NOT NULL AS is_shown,
        a.candidate_id IS NOT NULL AS has_applied,
        coalesce(a.is_selected, false) AS is_selected,
        coalesce(a.is_placed, false) AS is_placed,
        coalesce(s.postings, 0) AS postings
    FROM profiles_candidate c
    LEFT JOIN matching_suggestionlist l ON l.candidate_id = c.id
    LEFT JOIN shown s ON s.candidate_id = c.id
    LEFT JOIN applied a ON a.candidate_id = c.id
    LEFT JOIN profiles_voluntarystatement v ON v.candidate_id = c.id
    LEFT JOIN unnest(%(bands)s::text[], %(youngest)s::int[], %(oldest)s::int[]) AS b(band, youngest, oldest)
        ON extract(year FROM age(%(on)s::date, c.birth_on)) BETWEEN b.youngest AND b.oldest
    WHERE l.candidate_id IS NOT NULL OR s.candidate_id IS NOT NULL OR a.candidate_id IS NOT NULL
)
SELECT
    CASE WHEN grouping(sex) = 0 THEN 'sex' WHEN grouping(age) = 0 THEN 'age' WHEN grouping(district) = 0 THEN 'district' ELSE 'all' END,
    coalesce(sex, age, district, ''),
    count(*),
    count(*) FILTER (WHERE is_shown),
    count(*) FILTER (WHERE has_applied),
    count(*) FILTER (WHERE is_selected),
    count(*) FILTER (WHERE is_placed),
    sum(postings)::bigint
FROM people
GROUP BY GROUPING SETS ((sex), (age), (district), ())
HAVING count(*) > 0
"""
