"""What the clock does, through the one beat table: each task takes nothing and may run twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from config.celery import app
from jobs import intake, tasks
from jobs.models import Offer
from profiles.models import Notice
from tests import make
from tests.jobs.stories import story

pytestmark = pytest.mark.django_db


def test_every_entry_of_the_beat_table_is_a_task_of_ours():
    app.loader.import_default_modules()

    for entry in app.conf.beat_schedule.values():
        assert entry["task"] in app.tasks
        assert entry.get("args", []) in ([], *([source] for source in intake.BY_NAME))


def test_expire_offers_ends_what_ran_out():
    now = timezone.now()
    over = make.offer(offered_at=now - timedelta(days=4), expires_at=now - timedelta(days=1))
    open_ = make.offer(offered_at=now, expires_at=now + timedelta(days=1))

    for _ in range(2):
        tasks.expire_offers()

    states = dict(Offer.objects.values_list("pk", "state"))
    assert states == {over.pk: "expired", open_.pk: "pending"}


def test_release_results_tells_what_is_due():
    now = timezone.now()
    due = make.posting(
        apply_from=now - timedelta(days=9), apply_until=now - timedelta(days=2), results_at=now - timedelta(days=1)
    )
    make.application(due, state="selected")

    for _ in range(2):
        tasks.release_results()

    due.refresh_from_db()
    assert due.results_released_at is not None
    assert Notice.objects.filter(kind="jobs.result_selected").count() == 1


def test_escalate_silence_tells_the_operator():
    now = timezone.now()
    posting = make.posting(
        apply_from=now - timedelta(days=40), apply_until=now - timedelta(days=20), results_at=now + timedelta(days=1)
    )
    officer = make.member(posting.organisation)
    make.application(posting, state="received", moved_at=now - timedelta(days=20))

    for _ in range(2):
        tasks.escalate_silence()

    assert list(Notice.objects.filter(recipient=officer).values_list("kind", flat=True)) == ["jobs.silence"]


def test_remind_logs_due_asks_for_the_month_before():
    today = timezone.localdate()
    last_month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    row = make.placement(make.application(state="placed"), started_on=last_month, ends_on=today + timedelta(days=60))

    for _ in range(2):
        tasks.remind_logs_due()

    notice = Notice.objects.get(recipient=row.candidate.user)
    assert (notice.kind, notice.params["month"]) == ("jobs.log_due", {"$day": last_month.isoformat()})


def test_erase_left_stories_erases_what_stands_on_nothing():
    left = story()
    make.changed(left.consent, withdrawn_at=timezone.now())

    for _ in range(2):
        tasks.erase_left_stories()

    left.refresh_from_db()
    assert (left.state, left.text) == ("withdrawn", "")
