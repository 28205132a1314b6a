"""How evenly postings are seen, counted by the database: of the lists when a city's run ends, of what was shown in a period.

Source: Gini's mean difference, 1912; as matching/core/measures.gini, over sorted counts x_i of n postings: sum (2 i - n - 1) x_i / (n sum x).
"""

from datetime import datetime
from typing import NamedTuple

from django.db import connection

from jobs.models import Posting
from matching.models import Run, RunFigures, SuggestionList

_EVENNESS = """,
amounts AS (
    SELECT coalesce(seen.people, 0) AS amount FROM unnest(%s::bigint[]) AS offered(id) LEFT JOIN seen ON seen.id = offered.id
),
ranked AS (SELECT amount, row_number() OVER (ORDER BY amount) AS place, count(*) OVER () AS n FROM amounts)
SELECT count(*), count(*) FILTER (WHERE amount > 0), sum((2 * place - n - 1) * amount)::float8 / nullif(max(n) * sum(amount), 0)
FROM ranked"""
_LISTED = """WITH seen AS (
    SELECT listed.id, count(*) AS people
    FROM matching_suggestionlist, unnest(posting_ids) AS listed(id) GROUP BY listed.id
)"""
_SHOWN = """WITH seen AS (
    SELECT shown.id, count(DISTINCT candidate_id) AS people
    FROM matching_exposure, unnest(posting_ids) AS shown(id)
    WHERE shown_at >= %s AND shown_at < %s GROUP BY shown.id
)"""


class Evenness(NamedTuple):
    """Postings open, those of them that somebody sees, and the Gini of how many people see each: None where nobody sees any."""

    postings_open: int
    postings_seen: int
    gini: float | None


def keep(run: Run) -> RunFigures:
    """Keep what the lists are like now that a run over the city has ended; once a run."""
    ids = list(Posting.objects.open(run.ran_at).values_list("pk", flat=True))
    return RunFigures.objects.create(
        run=run, people_listed=SuggestionList.objects.count(), **_evenness(_LISTED, [], ids)._asdict()
    )


def shown_between(first_at: datetime, until_at: datetime) -> Evenness:
    """How evenly the postings that took applications at any time of a period were shown in it, each person counted once a posting."""
    offered = Posting.objects.filter(apply_from__lt=until_at, apply_until__gt=first_at, published_at__lt=until_at)
    return _evenness(_SHOWN, [first_at, until_at], list(offered.values_list("pk", flat=True)))


def _evenness(seen: str, given: list, posting_ids: list[int]) -> Evenness:
    with connection.cursor() as cursor:
        cursor.execute(seen + _EVENNESS, [*given, posting_ids])
        return Evenness(*cursor.fetchone())
