"""What a reviewer has to read and how far they are, and which sheets of a posting are missing by whom. Read only."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet

from jobs.models import Application, Conflict, Posting, ScoreSheet
from profiles.models import User

STAGES = tuple(ScoreSheet.Stage.values)


class Progress(NamedTuple):
    """How many of those that one person is to score have their sheet."""

    done: int
    people: int

    @property
    def left(self) -> int:
        return self.people - self.done


class Reviewer(NamedTuple):
    """Somebody who scores at a posting: how far they are at each stage that has people, and of how many they keep away."""

    user: User
    stages: list[tuple[str, Progress]]
    declared: int
    pledged: bool


def queue(user: User, postings: QuerySet[Posting] | Iterable[Posting]) -> QuerySet[Application]:
    """Return whom this person scores now: at a stage, seen by them, not themselves; `is_scored` says whether they did. In the order of receipt."""
    own = ScoreSheet.objects.filter(application=OuterRef("pk"), stage=OuterRef("state"), scored_by=user)
    rows = Application.objects.visible_to(user).filter(posting__in=postings, state__in=STAGES)
    return (
        rows.exclude(candidate__user=user)
        .annotate(is_scored=Exists(own))
        .order_by("posting", "-state", "received_at", "pk")
    )


def by_posting(user: User, postings: QuerySet[Posting]) -> dict[int, Progress]:
    """Return how far this person is at each of the postings that have somebody to score, by its key."""
    counts = queue(user, postings).order_by().values("posting")
    counts = counts.annotate(people=Count("pk"), done=Count("pk", filter=Q(is_scored=True)))
    return {row["posting"]: Progress(row["done"], row["people"]) for row in counts}


def reviewers(posting: Posting) -> list[Reviewer]:
    """Return who scores at a posting: those it was given to and those who wrote a sheet, in the order in which they came."""
    given = list(posting.reviewer_assignments.filter(ended_at=None).values_list("membership__user", flat=True))
    sheets = ScoreSheet.objects.filter(application__posting=posting)
    wrote = list(sheets.order_by().values_list("scored_by").annotate(first=Min("pk")).order_by("first"))
    ids = list(dict.fromkeys([*given, *(pk for pk, _first in wrote)]))
    users = User.objects.in_bulk(ids)
    at_stage = dict(posting.applications.filter(state__in=STAGES).values_list("state").annotate(Count("pk")))
    done = _counts(sheets.counted().filter(stage=F("application__state")), "scored_by", "stage")
    barred = Conflict.objects.standing().filter(application__posting=posting)
    away = _counts(barred, "declared_by", "application__state")
    pledged = set(posting.pledges.values_list("pledged_by", flat=True))
    found = []
    for pk in ids:
        stages = [
            (ScoreSheet.Stage(stage).label, Progress(done.get((pk, stage), 0), people - away.get((pk, stage), 0)))
            for stage, people in sorted(at_stage.items(), reverse=True)
        ]
        declared = sum(number for (who, _state), number in away.items() if who == pk)
        found.append(Reviewer(users[pk], stages, declared, pk in pledged))
    return found


def wide_spreads(posting: Posting) -> int:
    """Return how many applicants have a stage whose sheets lie further apart than the posting says is fine."""
    counted = ScoreSheet.objects.counted().filter(application__posting=posting).order_by()
    apart = counted.values("application", "stage").annotate(spread=Max("points") - Min("points"))
    return len({row["application"] for row in apart.filter(spread__gt=posting.most_spread)})


def _counts(rows: QuerySet, who: str, what: str) -> dict[tuple[int, str], int]:
    counted = rows.order_by().values_list(who, what).annotate(Count("pk"))
    return {(user, stage): number for user, stage, number in counted}
