"""The ranking: the agreed formula, reckoned here a second time by hand, and its order."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pytest

from jobs import rankings
from jobs.models import Application
from tests import make
from tests.jobs import scoring
from tests.make import NOW

pytestmark = pytest.mark.django_db
CENT = Decimal("0.01")


def ranked(posting):
    return list(rankings.in_order(Application.objects.filter(posting=posting)))


def scored(posting, *, paper=(), interview=(), **columns):
    """Somebody with these sheets, each by another reviewer."""
    row = make.application(posting, **{"state": "interview", **columns})
    for stage, given in (("paper_review", paper), ("interview", interview)):
        for points in given:
            scoring.sheet(row, points, make.user(), stage=stage)
    return row


def mean(points, *, trimmed=False):
    """An independent reckoning."""
    kept = sorted(points)[1:-1] if trimmed and len(points) >= 3 else list(points)
    return (Decimal(sum(kept)) / len(kept)).quantize(CENT, ROUND_HALF_UP) if kept else None


@pytest.mark.parametrize(
    ("average", "given", "expected"),
    [
        ("mean", (80, 75, 90), "81.67"),
        ("mean", (70, 71), "70.50"),
        ("trimmed", (80, 75, 90), "80.00"),
        ("trimmed", (100, 60, 70, 81), "75.50"),
        ("trimmed", (60, 90), "75.00"),  # too few to leave any out
        ("trimmed", (90, 90, 10), "90.00"),
    ],
)
def test_a_stage_s_score(average, given, expected):
    posting = make.posting(average=average)
    row = scored(posting, interview=given)

    assert rankings.scores_of([row]) == {row.pk: Decimal(expected)}
    assert rankings.by_stage(row) == {"paper_review": None, "interview": Decimal(expected)}


def test_by_default_the_last_stage_alone_counts():
    with_interview, on_paper = make.posting(), make.posting(has_interview=False)
    heard = scored(with_interview, paper=(100,), interview=(61, 70))
    unheard = scored(with_interview, paper=(100,))
    read = scored(on_paper, paper=(88,), state="paper_review")

    assert rankings.scores_of([heard, unheard, read]) == {heard.pk: Decimal("65.50"), read.pk: Decimal("88.00")}


def test_while_papers_are_read_they_are_ranked_by_the_papers():
    posting = make.posting(paper_share=40)
    row = scored(posting, paper=(70, 75), state="paper_review")

    assert rankings.scores_of([row]) == {row.pk: Decimal("72.50")}


def test_shares_are_those_agreed_and_a_missing_stage_makes_no_score():
    posting = make.posting(paper_share=40)
    both = scored(posting, paper=(81, 80, 80), interview=(70, 75))
    one = scored(posting, interview=(100,))

    # 80.33 x 40 % + 72.50 x 60 % = 32.132 + 43.5
    assert rankings.scores_of([both, one]) == {both.pk: Decimal("75.63")}


def test_order_is_by_score_then_the_tie_rule_then_receipt():
    later = {"received_at": NOW.replace(minute=59)}
    by_interview, by_paper, by_receipt = (
        make.posting(paper_share=50, tie_rule=rule) for rule in ("interview", "paper_review", "received")
    )
    for posting, places in ((by_interview, (1, 0)), (by_paper, (0, 1)), (by_receipt, (1, 0))):
        strong_paper = scored(posting, paper=(90,), interview=(70,), **later)
        strong_interview = scored(posting, paper=(70,), interview=(90,))
        unscored = scored(posting)
        pair = (strong_paper, strong_interview)
        expected = [pair[places[0]], pair[places[1]], unscored]
        found = ranked(posting)
        assert found == expected
        assert rankings.ranks(found) == {expected[0].pk: 1, expected[1].pk: 2}


def test_who_is_past_the_papers_stands_before_who_is_on_them_and_each_is_ranked_from_one():
    posting = make.posting(paper_share=50)
    read = [scored(posting, paper=(points,), state="paper_review") for points in (99, 40)]
    heard = [scored(posting, paper=(60,), interview=(points,)) for points in (50, 70)]
    unread = scored(posting, state="paper_review")

    found = ranked(posting)

    assert found == [heard[1], heard[0], *read, unread]
    assert rankings.ranks(found) == {heard[1].pk: 1, heard[0].pk: 2, read[0].pk: 1, read[1].pk: 2}
    assert rankings.ranks(found[2:], start=3, past=2) == {read[0].pk: 1, read[1].pk: 2}


def test_sheets_of_who_declared_a_conflict_do_not_count_until_it_is_withdrawn():
    posting = make.posting()
    row, other = scored(posting, interview=(60,)), scored(posting, interview=(50,))
    partial = make.user()
    for application in (row, other):
        scoring.sheet(application, 100, partial, stage="interview")
    declared = scoring.conflict(row, partial)

    assert rankings.scores_of([row, other]) == {row.pk: Decimal("60.00"), other.pk: Decimal("75.00")}
    declared.withdrawn_at = NOW
    declared.save()
    assert rankings.scores_of([row]) == {row.pk: Decimal("80.00")}


@pytest.mark.parametrize("seed", range(6))
def test_the_database_reckons_as_we_do_by_hand(seed):
    lot = Random(seed)  # noqa: S311 - a repeatable lot
    trimmed, share = lot.random() < 0.5, lot.choice([0, 30, 45, 100])
    posting = make.posting(average="trimmed" if trimmed else "mean", paper_share=share)
    reviewers = [make.user() for _ in range(5)]
    expected = {}
    for _person in range(8):
        row = make.application(posting, state="interview")
        found = {}
        for stage in ("paper_review", "interview"):
            given = [lot.randint(0, 100) for _ in range(lot.randint(0, 5))]
            for points, by in zip(given, reviewers, strict=False):
                scoring.sheet(row, points, by, stage=stage)
            found[stage] = mean(given, trimmed=trimmed)
        paper, interview = found["paper_review"], found["interview"]
        if share in (0, 100):
            total = interview if share == 0 else paper
        elif paper is None or interview is None:
            total = None
        else:
            total = ((paper * share + interview * (100 - share)) / 100).quantize(CENT, ROUND_HALF_UP)
        if total is not None:
            expected[row.pk] = total

    assert rankings.scores_of(Application.objects.filter(posting=posting)) == expected
    totals = [row.ranked_score for row in ranked(posting) if row.ranked_score is not None]
    assert totals == sorted(expected.values(), reverse=True)
