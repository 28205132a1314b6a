"""What is typed of a month's log is kept for its person alone, until it is handed in."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from jobs import log_drafts
from jobs.models import WorklogDraft
from profiles.models.sealing import SealBroken
from tests import make
from tests.jobs.logs import MONTH, own, submit
from tests.make import NOW

pytestmark = pytest.mark.django_db
ROW = {"on": "2026-05-06", "hours": "세 시간", "minutes": "", "what": "말벗"}
NUMBER = "620307-1234567"


@pytest.fixture
def placement():
    return make.placement()


def keep(placement, *rows, usual="", by=None, at=NOW):
    return log_drafts.keep(placement, MONTH, rows, usual=usual, by=by or own(placement), at=at)


def test_keep_replaces_what_was_kept_before(placement):
    keep(placement, ROW, {"on": "", "hours": "", "minutes": "", "what": ""}, usual="말벗")
    keep(placement, {**ROW, "what": "산책"}, at=NOW + timedelta(minutes=1))

    kept = WorklogDraft.objects.get()
    assert kept.typed["rows"] == [{**ROW, "what": "산책"}]
    assert (kept.typed["usual"], kept.saved_at, kept.saved_by) == (
        "",
        NOW + timedelta(minutes=1),
        placement.candidate.user,
    )


def test_keep_cuts_what_is_too_long(placement):
    keep(placement, *[{**ROW, "what": "가" * 300}] * 100)

    kept = WorklogDraft.objects.get()
    assert len(kept.typed["rows"]) == log_drafts.MOST_ROWS
    assert len(kept.typed["rows"][0]["what"]) == 200


def test_keep_is_the_persons_alone(placement, stranger):
    officer = make.actor(make.member(placement.application.posting.organisation))

    for by in (officer, stranger):
        with pytest.raises(PermissionDenied):
            keep(placement, ROW, by=by)
    keep(placement, ROW)
    assert log_drafts.of(placement, MONTH, officer.user) is None
    assert log_drafts.of(placement, MONTH, placement.candidate.user) is not None


@pytest.mark.parametrize("box", ["0-on", "0-hours", "0-minutes", "0-what", "usual"])
def test_keep_takes_no_resident_number_in_any_box_and_keeps_the_others(placement, box):
    name = box.removeprefix("0-")
    row, usual = ({**ROW, name: NUMBER}, "") if name in ROW else (ROW, NUMBER)

    refused = keep(placement, row, {**ROW, "what": "산책"}, usual=usual)

    assert {name: why.code for name, why in refused.items()} == {box: "resident_number"}
    assert WorklogDraft.objects.get().typed == {
        "rows": [{**row, name: ""} if name in ROW else ROW, {**ROW, "what": "산책"}],
        "usual": "",
    }


def test_keep_seals_what_was_typed_to_its_month(placement):
    assert keep(placement, ROW) == {}

    stored = WorklogDraft.objects.get()
    assert "말벗".encode() not in bytes(stored.typed_sealed)
    stored.month = date(2026, 6, 1)
    with pytest.raises(SealBroken):
        stored.typed  # noqa: B018


def test_handing_in_forgets_the_draft_of_that_month_alone(placement):
    keep(placement, ROW)
    other = make.placement()
    keep(other, ROW)

    submit(placement)

    assert WorklogDraft.objects.get().placement == other


def test_a_process_that_does_not_know_the_days_to_mend_may_still_write_logs():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_default FROM information_schema.columns"
            " WHERE table_name = 'jobs_worklog' AND column_name = 'return_days'"
        )
        (default,) = cursor.fetchone()

    assert default == "'[]'::jsonb"
