"""What is typed of a month's log is kept for its person alone, until it is handed in."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jobs import log_drafts
from jobs.models import WorklogDraft
from tests import make
from tests.jobs.expect import refusal
from tests.jobs.logs import MONTH, own, submit
from tests.make import NOW

pytestmark = pytest.mark.django_db
ROW = {"on": "2026-05-06", "hours": "세 시간", "minutes": "", "what": "말벗"}


@pytest.fixture
def placement():
    return make.placement()


def keep(placement, *rows, usual="", by=None, at=NOW):
    return log_drafts.keep(placement, MONTH, rows, usual=usual, by=by or own(placement), at=at)


def test_keep_replaces_what_was_kept_before(placement):
    keep(placement, ROW, {"on": "", "hours": "", "minutes": "", "what": ""}, usual="말벗")
    keep(placement, {**ROW, "what": "산책"}, at=NOW + timedelta(minutes=1))

    kept = WorklogDraft.objects.get()
    assert kept.rows == [{**ROW, "what": "산책"}]
    assert (kept.usual, kept.saved_at, kept.saved_by) == ("", NOW + timedelta(minutes=1), placement.candidate.user)


def test_keep_cuts_what_is_too_long(placement):
    keep(placement, *[{**ROW, "what": "가" * 300}] * 100)

    kept = WorklogDraft.objects.get()
    assert len(kept.rows) == log_drafts.MOST_ROWS
    assert len(kept.rows[0]["what"]) == 200


def test_keep_is_the_persons_alone(placement, stranger):
    officer = make.actor(make.member(placement.application.posting.organisation))

    for by in (officer, stranger):
        with pytest.raises(PermissionDenied):
            keep(placement, ROW, by=by)
    keep(placement, ROW)
    assert log_drafts.of(placement, MONTH, officer.user) is None
    assert log_drafts.of(placement, MONTH, placement.candidate.user) is not None


def test_keep_takes_no_resident_number(placement):
    for rows, usual in (([{**ROW, "what": "620307-1234567"}], ""), ([ROW], "620307-1234567")):
        with refusal("resident_number"):
            keep(placement, *rows, usual=usual)
    assert not WorklogDraft.objects.exists()


def test_handing_in_forgets_the_draft_of_that_month_alone(placement):
    keep(placement, ROW)
    other = make.placement()
    keep(other, ROW)

    submit(placement)

    assert WorklogDraft.objects.get().placement == other
