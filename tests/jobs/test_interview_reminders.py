"""Reminders of tomorrow's interview: one posting holds no other up, and who has just left a time isn't told of it."""

from contextlib import ExitStack
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction

from jobs import interview_letters, interview_places, interviews
from tests import make
from tests.jobs import interviewing
from tests.jobs.breaking import refuse_notices_to
from tests.jobs.expect import queries, told
from tests.jobs.interviewing import invited
from tests.jobs.racing import waiting
from tests.make import NOW

TOMORROW = {"starts_at": NOW + timedelta(days=1), "closes_at": NOW + timedelta(hours=1)}


@pytest.mark.django_db
def test_a_posting_that_fails_holds_no_other_up(operator, system, caplog):
    postings = [make.posting(operator) for _ in range(2)]
    (broken, _me), (sound, _you) = [invited(posting) for posting in postings]
    refuse_notices_to(broken.candidate.user)
    for row in (broken, sound):
        interviewing.pick(row, interviewing.slot(row.posting, **TOMORROW))

    assert interviews.remind(by=system, at=NOW) == 1

    assert (told(broken.candidate.user), told(sound.candidate.user)) == ([], ["jobs.interview_tomorrow"])
    assert f"posting {broken.posting_id} is left for the next sweep" in caplog.text


@pytest.mark.django_db
def test_reminding_asks_the_same_of_any_number(operator, system):
    posting, found = make.posting(operator), []
    for people in (1, 3):
        slot = interviewing.slot(posting, **{**TOMORROW, "place": f"{people}층"}, capacity=3)
        for _ in range(people):
            interviewing.pick(invited(posting)[0], slot)
        found.append(queries(lambda: interviews.remind(by=system, at=NOW)))

    assert found[0] == found[1]


@pytest.fixture
def leaving(operator):
    """Somebody with a time tomorrow, who acts as them, and a later time that is free."""
    posting = make.posting(operator)
    row, me = invited(posting)
    interviewing.pick(row, interviewing.slot(posting, **TOMORROW))
    return row, me, interviewing.slot(posting)


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_who_changes_the_time_at_that_moment_is_not_reminded_of_the_old_one(leaving, system):
    row, me, later = leaving

    with ExitStack() as stack, transaction.atomic():
        interviews.pick(row, later, by=me, at=NOW)
        answers = stack.enter_context(waiting([partial(interviews.remind, by=system, at=NOW)]))

    assert answers == [0]
    assert told(row.candidate.user) == ["jobs.interview_picked"]


@pytest.mark.django_db
def test_a_reminder_that_reads_without_the_lock_would_tell_of_the_time_left(leaving):
    row, me, later = leaving
    read = list(interview_places.standing([row.pk]).select_related("slot", "application__posting"))

    interviews.pick(row, later, by=me, at=NOW)
    interview_letters.tomorrow(read, at=NOW)

    assert "jobs.interview_tomorrow" in told(row.candidate.user)
