"""The ranking of a posting's applicants by the formula that was agreed for it: the one place that makes one figure of many sheets.

The officer's list, the page of scores, the minutes and the inputs of a round all read it here. Sheets of reviewers who declared a conflict
don't count. In words: `review_terms.in_words`. Decision: docs/adr/0026.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    Count,
    DecimalField,
    Expression,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Round

from jobs.models import Application, Posting, ScoreSheet
from jobs.review_terms import LEAST_TRIMMED

NUMBER = DecimalField(max_digits=12, decimal_places=4)
PLACES = 2


def with_scores(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Annotate `paper_score`, `interview_score` and `ranked_score`: Decimals to the hundredth, half up, or None where sheets are missing.

    On paper the ranking is that of the papers; from the interview on it is the formula's.
    """
    scored = applications.annotate(
        paper_score=_stage_score(ScoreSheet.Stage.PAPER), interview_score=_stage_score(ScoreSheet.Stage.INTERVIEW)
    )
    return scored.annotate(ranked_score=_ranked())


def in_order(applications: QuerySet[Application], *, seen: Q | None = None) -> QuerySet[Application]:
    """Return the rows with their scores, the best first; equal ones by the posting's rule, then by receipt; those without a score last.

    Whoever is past the papers stands before whoever is on paper, for their scores are of different things; `ranks` counts each from 1.
    `seen`: whose scores the reader may see, None: everybody's; the others stand last, by receipt.
    """
    on_paper = Case(When(state__in=Application.ON_PAPER, then=Value(1)), default=Value(0))
    tie = Case(
        When(posting__tie_rule=Posting.Tie.INTERVIEW, then=F("interview_score")),
        When(posting__tie_rule=Posting.Tie.PAPER, then=F("paper_score")),
        output_field=NUMBER,
    )
    keys = [on_paper, F("ranked_score"), tie]
    first, score, tied = keys if seen is None else [Case(When(seen, then=key)) for key in keys]
    return with_scores(applications).order_by(
        first, score.desc(nulls_last=True), tied.desc(nulls_last=True), "received_at", "pk"
    )


def ranks(rows: Iterable[Application], *, start: int = 1, past: int | None = None) -> dict[int, int]:
    """Return the rank of each row of `in_order` that has a score; the tie rule leaves no two alike.

    Of a page: `start` is the place of its first row, `past` how many rows of the whole are past the papers.
    """
    listed = list(rows)
    past = sum(row.state not in Application.ON_PAPER for row in listed) if past is None else past
    places = {row.pk: place - past * (row.state in Application.ON_PAPER) for place, row in enumerate(listed, start)}
    return {row.pk: places[row.pk] for row in listed if row.ranked_score is not None}


def scores_of(applications: Iterable[Application]) -> dict[int, Decimal]:
    """Return the ranked score of each application that has one, by its key."""
    rows = with_scores(Application.objects.filter(pk__in=[row.pk for row in applications]))
    found = rows.order_by().values_list("pk", "ranked_score")
    return {pk: score for pk, score in found if score is not None}


def by_stage(application: Application) -> dict[str, Decimal | None]:
    """Return the score of each stage of one application."""
    names = {ScoreSheet.Stage.PAPER: F("paper_score"), ScoreSheet.Stage.INTERVIEW: F("interview_score")}
    row = with_scores(Application.objects.filter(pk=application.pk)).values_list(*names.values()).get()
    return dict(zip(names, row, strict=True))


# Private --------------------------------------------------------------------------------------------------------------
def _stage_score(stage: str) -> Subquery:
    """The mean of the sheets that count, or without the highest and the lowest, to the hundredth."""
    sheets = ScoreSheet.objects.counted().filter(application=OuterRef("pk"), stage=stage).order_by()
    grouped = sheets.values("application", "application__posting__average").annotate(
        number=Count("pk"), total=Sum("points"), top=Max("points"), bottom=Min("points")
    )
    trimmed = _over(F("total") - F("top") - F("bottom"), F("number") - 2)
    is_trimmed = Q(application__posting__average=Posting.Average.TRIMMED, number__gte=LEAST_TRIMMED)
    score = Case(When(is_trimmed, then=trimmed), default=_over(F("total"), F("number")), output_field=NUMBER)
    return Subquery(grouped.annotate(score=Round(score, precision=PLACES)).values("score"), output_field=NUMBER)


def _over(total: Any, number: Any) -> Expression:
    return Cast(total, NUMBER) / Cast(number, NUMBER)


def _ranked() -> Case:
    shared = F("paper_score") * F("posting__paper_share") + F("interview_score") * (100 - F("posting__paper_share"))
    paper = Q(posting__has_interview=False) | Q(state__in=Application.ON_PAPER) | Q(posting__paper_share=100)
    return Case(
        When(paper, then=F("paper_score")),
        When(posting__paper_share=0, then=F("interview_score")),
        default=Round(Cast(shared, NUMBER) / Value(100), precision=PLACES, output_field=NUMBER),
        output_field=NUMBER,
    )
