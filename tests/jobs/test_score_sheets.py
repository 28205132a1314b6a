"""Score sheets: one a stage and reviewer, by whoever was asked, never of oneself."""

import pytest
from django.core.exceptions import PermissionDenied

from jobs import score_sheets
from jobs.models import ScoreSheet
from jobs.score_sheets import Sheet
from profiles.models import Event, Membership
from tests import make
from tests.jobs.expect import refusal
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(operator):
    return make.posting(operator)


@pytest.fixture
def reviewer(operator, posting):
    user = make.member(operator, "reviewer")
    posting.reviewer_assignments.create(membership=Membership.objects.get(user=user), assigned_at=NOW)
    return make.actor(user)


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
