"""The one place where the demo asks the matcher: what is suggested to people, and how applications are assessed."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from jobs.models import Application, Assessment
from matching import fairness_years, suggestions
from matching.models import SuggestionList
from profiles.models import Candidate

MOST_POINTS = 1000


class Suggested(NamedTuple):
    """One posting suggested to a person."""

    posting_id: int
    points: int


def suggest(people: Sequence[Candidate], posting_ids: Sequence[int], *, at: datetime) -> dict[int, list[Suggested]]:
    """Let the matcher look at these people, and return what it suggests of these postings, best first."""
    ids = [person.pk for person in people]
    suggestions.refresh(candidate_ids=ids, at=at)
    found: dict[int, list[Suggested]] = {}
    wanted, rows = set(posting_ids), SuggestionList.objects.filter(candidate__in=ids).order_by("candidate_id")
    for candidate_id, listed, points in rows.values_list("candidate_id", "posting_ids", "points"):
        places = zip(listed, points, strict=False)  # points of outside postings stand behind
        if chosen := [Suggested(pk, gained) for pk, gained in places if pk in wanted]:
            found[candidate_id] = chosen
    return found


def assess(rows: Sequence[Application], *, at: datetime) -> dict[int, int]:
    """Let the matcher assess applications, and return their points."""
    if rows:
        suggestions.assess(rows, at=at)
    return dict(Assessment.objects.filter(application__in=rows).values_list("application", "points"))


def refresh_all(*, at: datetime) -> None:
    """Let the matcher look at everybody and every posting, and count how groups fared, as it does each night."""
    suggestions.refresh_all(at=at)
    fairness_years.keep_up(at=at)
