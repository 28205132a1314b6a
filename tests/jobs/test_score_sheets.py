"""Score sheets: one a stage and reviewer, by whoever was asked, never of oneself."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from jobs import score_sheets
from jobs.models import ScoreRow, ScoreSheet
from jobs.score_sheets import Sheet
from profiles.models import Event
from tests import make
from tests.jobs import scoring
from tests.jobs.expect import refusal
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(operator, officer):
    posting = make.posting(operator)
    scoring.pledge(posting, officer.user)
    return posting


@pytest.fixture
def reviewer(posting):
    return make.actor(scoring.reviewer(posting))


def test_score_once_a_stage_and_reviewer(posting, reviewer, officer):
    row = make.application(posting, state="paper_review")

    score_sheets.score(row, stage="paper_review", points=70, by=reviewer, at=NOW)
    score_sheets.score(row, stage="paper_review", points=80, comment="성실함", by=reviewer, at=NOW)
    score_sheets.score(row, stage="paper_review", points=60, by=officer, at=NOW)

    sheets = ScoreSheet.objects.order_by("pk").values_list("points", "comment", "scored_by")
    assert list(sheets) == [(80, "성실함", reviewer.user.pk), (60, "", officer.user.pk)]
    assert Event.objects.filter(verb="score").count() == 3


def test_score_in_another_stage_or_beyond_a_hundred_is_refused(posting, officer):
    row = make.application(posting, state="paper_review")

    with refusal("wrong_state"):
        score_sheets.score(row, stage="interview", points=50, by=officer, at=NOW)
    with refusal("score_sheet_points"):
        score_sheets.score(row, stage="paper_review", points=101, by=officer, at=NOW)


def test_score_by_who_was_not_asked_is_refused(operator, posting, stranger):
    row = make.application(posting, state="paper_review")
    unassigned = make.actor(make.member(operator, "reviewer"))

    for by in (unassigned, stranger, make.actor(row.candidate.user)):
        with pytest.raises(PermissionDenied):
            score_sheets.score(row, stage="paper_review", points=50, by=by, at=NOW)


def test_score_of_one_s_own_is_refused_even_to_an_officer(operator, posting):
    officer = make.member(operator, "manager")
    own = make.application(posting, make.candidate(officer), state="paper_review")

    with pytest.raises(PermissionDenied):
        score_sheets.score(own, stage="paper_review", points=100, by=make.actor(officer), at=NOW)


def test_score_all_writes_one_sheet_each(posting, officer):
    rows = [make.application(posting, state="interview") for _ in range(2)]

    made = score_sheets.score_all(
        [Sheet(row, 60 + n) for n, row in enumerate(rows)], stage="interview", by=officer, at=NOW
    )

    assert [(sheet.application, sheet.points) for sheet in made] == [(rows[0], 60), (rows[1], 61)]
    assert ScoreSheet.objects.count() == Event.objects.filter(verb="score").count() == 2


def test_score_by_criteria_is_the_sum_of_its_rows(posting, reviewer):
    row = make.application(posting, state="paper_review")
    first, second, third = scoring.criteria(posting)

    for given in ((30, 35, 10), (40, 0, 20)):
        points = dict(zip((first.pk, second.pk, third.pk), given, strict=True))
        score_sheets.score(row, stage="paper_review", rows=points, comment="경력이 깁니다", by=reviewer, at=NOW)

    sheet = ScoreSheet.objects.get()
    assert sheet.points == 60
    assert list(sheet.rows.order_by("criterion__place").values_list("points", flat=True)) == [40, 0, 20]
    assert [event.params["points"] for event in Event.objects.filter(verb="score").order_by("pk")] == [75, 60]


def test_score_by_criteria_asks_for_each_within_its_most(posting, reviewer):
    row = make.application(posting, state="paper_review")
    first, second, third = (one.pk for one in scoring.criteria(posting))
    foreign = scoring.criteria(posting, "interview")[0].pk

    for rows, code in (
        ({first: 30, second: 30}, "points_missing"),
        ({first: 41, second: 30, third: 10}, "score_sheet_points"),
        ({first: -1, second: 30, third: 10}, "score_sheet_points"),
        ({first: 30, second: 30, third: 10, foreign: 5}, "criteria_changed"),
        ({}, "points_missing"),
    ):
        with refusal(code):
            score_sheets.score(row, stage="paper_review", points=80, rows=rows, by=reviewer, at=NOW)
    assert not ScoreSheet.objects.exists()


def test_score_before_one_s_word_is_refused(posting):
    row = make.application(posting, state="paper_review")
    fresh = make.actor(scoring.reviewer(posting, is_pledged=False))

    with refusal("pledge_missing"):
        score_sheets.score(row, stage="paper_review", points=50, by=fresh, at=NOW)


def test_score_of_whom_one_declared_is_refused_to_reviewer_and_officer(posting, reviewer, officer):
    row, other = (make.application(posting, state="paper_review") for _ in range(2))

    for by in (reviewer, officer):
        scoring.conflict(row, by.user)
        with pytest.raises(PermissionDenied):
            score_sheets.score(row, stage="paper_review", points=50, by=by, at=NOW)
        score_sheets.score(other, stage="paper_review", points=50, by=by, at=NOW)
    assert set(ScoreSheet.objects.values_list("application", flat=True)) == {other.pk}


def test_the_database_refuses_rows_beyond_their_criterion_and_of_another_posting(posting, reviewer):
    row = make.application(posting, state="paper_review")
    own, foreign = scoring.criteria(posting, lines=[("경력", 40), ("나머지", 60)]), scoring.criteria(make.posting())
    sheet = scoring.sheet(row, 90, reviewer.user)

    for criterion, points in ((own[0], 41), (foreign[0], 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            ScoreRow.objects.create(sheet=sheet, criterion=criterion, points=points)
    for criterion, points in ((own[0], 40), (own[1], 50)):
        ScoreRow.objects.create(sheet=sheet, criterion=criterion, points=points)
    connection.check_constraints()


@pytest.mark.parametrize("given", [(40, 49), (40,), ()])
def test_the_database_refuses_a_sheet_that_is_not_the_sum_of_its_rows(posting, reviewer, given):
    row = make.application(posting, state="paper_review")
    criteria = scoring.criteria(posting, lines=[("경력", 40), ("나머지", 60)])

    @transaction.atomic
    def write():
        sheet = scoring.sheet(row, 90, reviewer.user)
        for criterion, points in zip(criteria, given, strict=False):
            ScoreRow.objects.create(sheet=sheet, criterion=criterion, points=points)
        connection.check_constraints()

    with pytest.raises(IntegrityError):
        write()


def test_the_database_refuses_a_row_changed_without_its_sheet(posting, reviewer):
    row = make.application(posting, state="paper_review")
    (only,) = scoring.criteria(posting, lines=[("모두", 100)])
    score_sheets.score(row, stage="paper_review", rows={only.pk: 70}, by=reviewer, at=NOW)

    @transaction.atomic
    def change():
        ScoreRow.objects.update(points=80)
        connection.check_constraints()

    with pytest.raises(IntegrityError):
        change()
