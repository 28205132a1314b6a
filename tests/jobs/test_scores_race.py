"""Reviewers at the same moment: a declaration and a sheet, two sheets of one reviewer, criteria and a sheet; and broken variants that fail."""

from contextlib import ExitStack
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from jobs import conflicts, criteria, score_sheets
from jobs.criteria import Line
from jobs.models import Conflict, ScoreSheet
from profiles.models import Event
from tests import make
from tests.jobs import scoring
from tests.jobs.racing import at_once, waiting
from tests.make import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]
TABS = 4


@pytest.fixture
def posting(operator):
    return make.posting(operator)


@pytest.fixture
def reviewer(posting):
    return make.actor(scoring.reviewer(posting))


def refused_or(call):
    try:
        return call()
    except PermissionDenied:
        return "denied"


def score(row, points, by):
    return refused_or(lambda: score_sheets.score(row, stage="paper_review", points=points, by=by, at=NOW))


def score_naively(row, points, by):
    """What a program does that looks who may score, and then writes, without a lock."""
    with transaction.atomic():
        is_barred = Conflict.objects.filter(application=row, declared_by=by.user).exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.3)")
        if not is_barred:
            ScoreSheet.objects.create(
                application=row, stage="paper_review", points=points, scored_by=by.user, scored_at=NOW
            )


def test_a_sheet_that_waits_for_a_declaration_is_refused(posting, reviewer):
    row = make.application(posting, state="paper_review")

    with ExitStack() as race, transaction.atomic():
        conflicts.declare(row, kind="family", by=reviewer, at=NOW)
        found = race.enter_context(waiting([partial(score, row, 90, reviewer)]))

    assert found == ["denied"]
    assert not ScoreSheet.objects.exists()


def test_without_the_lock_a_sheet_slips_in_beside_the_declaration(posting, reviewer):
    row = make.application(posting, state="paper_review")

    at_once(
        [
            partial(score_naively, row, 90, reviewer),
            partial(conflicts.declare, row, kind="family", by=reviewer, at=NOW),
        ]
    )

    assert ScoreSheet.objects.count() == Conflict.objects.count() == 1
    assert not ScoreSheet.objects.counted().exists()  # and even so it doesn't count


def test_tabs_of_one_reviewer_leave_one_sheet(posting, reviewer):
    row = make.application(posting, state="paper_review")

    found = at_once([partial(score, row, 60 + tab, reviewer) for tab in range(TABS)])

    assert all(isinstance(sheet, ScoreSheet) for sheet in found)
    last = Event.objects.filter(verb="score").order_by("-pk").first()
    assert ScoreSheet.objects.get().points == last.params["points"]


def test_criteria_and_a_sheet_at_once_leave_no_sheet_of_another_kind(posting, reviewer, officer):
    row = make.application(posting, state="paper_review")
    lines = [Line("경력", 60), Line("이유", 40)]

    answers = at_once(
        [
            partial(score, row, 60, reviewer),
            partial(criteria.set_all, posting, "paper_review", lines, by=officer, at=NOW),
        ]
    )

    sheets, rows = ScoreSheet.objects.count(), criteria.of(posting, "paper_review").count()
    assert (sheets, rows) in {(1, 0), (0, 2)}
    assert "criteria_frozen" in answers if sheets else "points_missing" in answers


def test_two_declarations_at_once_leave_one(posting, reviewer):
    row = make.application(posting, state="paper_review")

    found = at_once([partial(conflicts.declare, row, kind="family", by=reviewer, at=NOW) for _tab in range(TABS)])

    assert len({made.pk for made in found}) == Conflict.objects.count() == 1
