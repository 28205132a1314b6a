"""How late an operator is, figure by figure, in whole days of Seoul."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import lateness
from jobs.models import Objection, Posting
from tests import make
from tests.jobs import keeping, objecting, placing
from tests.make import NOW

pytestmark = pytest.mark.django_db


def late(at=NOW) -> dict[str, int]:
    return lateness.of(Posting.objects.all(), lateness.oldest(Objection.objects.waiting()), at=at)


def test_nothing_is_late_without_work() -> None:
    assert late() == {}


@pytest.mark.parametrize("state", ["received", "paper_review", "interview"])
def test_an_undecided_application_is_late_when_its_operator_is_told_of_silence(settings, state) -> None:
    settings.SILENT_AFTER_DAYS = 14
    posting = make.posting(apply_from=NOW - timedelta(days=40), apply_until=NOW - timedelta(days=20))
    make.application(posting, state=state, moved_at=NOW - timedelta(days=17))
    make.application(posting, state=state, moved_at=NOW - timedelta(days=2))

    assert late(NOW - timedelta(days=3)) == {}
    assert late() == {state: 3}


def test_an_application_isn_t_late_while_its_posting_takes_more(settings) -> None:
    settings.SILENT_AFTER_DAYS = 14
    make.application(make.posting(apply_until=NOW + timedelta(days=1)), moved_at=NOW - timedelta(days=60))

    assert late() == {}


def test_placing_and_starting_are_late_from_the_first_day_of_work() -> None:
    posting = make.posting(starts_on=timezone.localdate(NOW) - timedelta(days=4))
    placing.accepted(posting)
    placing.preparing(posting, starts_on=timezone.localdate(NOW) - timedelta(days=1))

    assert late() == {"accepted": 4, "preparing": 1}


def test_a_question_and_an_objection_are_late_after_the_days_of_the_settings(settings) -> None:
    settings.QUESTION_WAITS_DAYS, settings.SILENT_AFTER_DAYS = 3, 14
    keeping.question(moved_at=NOW - timedelta(days=5))
    objecting.objection(make.application(state="not_selected"), asked_at=NOW - timedelta(days=15))

    assert late() == {"questions": 2, "objections": 1}
