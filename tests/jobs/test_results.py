"""Results: hidden until they are told together; silence goes up instead of ending anything."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from jobs import lateness, results
from jobs.models import Posting
from profiles.models import Notice
from tests import make
from tests.jobs import interviewing
from tests.jobs.expect import happened, queries, refusal, told
from tests.make import NOW

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(hours=1)


@pytest.fixture
def posting(operator):
    return make.posting(operator, apply_until=NOW - timedelta(days=1), results_at=NOW)


def test_release_tells_everybody_together(posting, officer):
    people = {state: make.application(posting, state=state) for state in ("selected", "waiting", "not_selected")}

    (released,) = results.release([posting], by=officer, at=NOW)

    posting.refresh_from_db()
    assert (posting.results_released_at, posting.results_released_by) == (NOW, officer.user)
    assert released.results_released_at == NOW
    assert {state: told(row.candidate.user) for state, row in people.items()} == {
        "selected": ["jobs.result_selected"],
        "waiting": ["jobs.result_waiting"],
        "not_selected": ["jobs.result_not_selected"],
    }
    assert happened(posting) == [("release", "", "")]


def test_release_says_nothing_to_who_withdrew(posting, officer):
    gone = make.application(posting, state="withdrawn")

    results.release([posting], by=officer, at=NOW)

    assert told(gone.candidate.user) == []


@pytest.mark.parametrize("state", ["received", "paper_review", "interview"])
def test_release_while_somebody_is_undecided_tells_nobody(posting, officer, state):
    make.application(posting, state="selected")
    make.application(posting, state=state)

    with refusal("undecided"):
        results.release([posting], by=officer, at=NOW)

    posting.refresh_from_db()
    assert posting.results_released_at is None
    assert Notice.objects.count() == 0


def test_release_before_its_time_is_refused(posting, officer):
    with refusal("too_early"):
        results.release([posting], by=officer, at=NOW - timedelta(seconds=1))


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_release_before_anybody_could_apply_is_refused(operator, officer, state):
    posting = make.posting(operator, state=state, apply_until=NOW - timedelta(days=1), results_at=NOW)

    with refusal("wrong_state"):
        results.release([posting], by=officer, at=NOW)


def test_release_twice_is_refused(posting, officer):
    results.release([posting], by=officer, at=NOW)

    with refusal("released"):
        results.release([posting], by=officer, at=SOON)


def test_release_by_another_operator_or_the_city_is_refused(posting, stranger, city):
    for by in (stranger, city, make.actor(make.candidate().user)):
        with pytest.raises(PermissionDenied):
            results.release([posting], by=by, at=NOW)


def test_release_due_leaves_to_a_round_what_is_decided_by_one(operator, system):
    posting = make.posting(operator, results_at=NOW, apply_until=NOW - timedelta(days=1), selection="round")
    make.application(posting, state="not_selected")

    assert results.release_due(by=system, at=NOW) == []


def test_release_due_takes_what_is_decided_and_due(operator, system):
    over = {"apply_until": NOW - timedelta(days=1), "results_at": NOW}
    due, undecided, empty = (make.posting(operator, **over) for _ in range(3))
    early = make.posting(operator, apply_until=NOW - timedelta(days=1), results_at=SOON)
    away = make.posting(operator, state="archived", **over)
    make.application(due, state="selected")
    make.application(away, state="selected")
    make.application(undecided, state="interview")
    make.application(early, state="selected")

    assert results.release_due(by=system, at=NOW) == [due]
    assert results.release_due(by=system, at=NOW) == []
    assert set(Posting.objects.filter(results_released_at=None)) == {undecided, empty, early, away}


def test_release_due_is_the_system_s(officer):
    with pytest.raises(PermissionDenied):
        results.release_due(by=officer, at=NOW)


def test_escalate_silence_tells_operator_and_city_once_a_week(operator, officer, city, system):
    long_ago = NOW - timedelta(days=14)
    silent = make.posting(operator, apply_until=long_ago, apply_from=long_ago - timedelta(days=5))
    row = make.application(silent, state="paper_review", moved_at=long_ago)
    make.application(make.posting(operator), state="received", moved_at=long_ago)  # still taking applications
    fresh = make.posting(operator, apply_until=long_ago, apply_from=long_ago - timedelta(days=5))
    make.application(fresh, state="received", moved_at=long_ago + timedelta(seconds=1))

    for days in (0, 1, 7):
        results.escalate_silence(by=system, at=NOW + timedelta(days=days))

    mine = Notice.objects.filter(recipient=officer.user, subject_id=silent.pk)
    assert [notice.kind for notice in mine] == ["jobs.silence"] * 2
    assert "jobs.silence" in told(city.user)
    row.refresh_from_db()
    assert row.state == "paper_review"


def test_escalate_silence_waits_as_long_as_the_installation_promises(operator, system, settings):
    long_ago = NOW - timedelta(days=14)
    silent = make.posting(operator, apply_until=long_ago, apply_from=long_ago - timedelta(days=5))
    make.application(silent, moved_at=long_ago)
    settings.SILENT_AFTER_DAYS = 15

    assert results.escalate_silence(by=system, at=NOW) == []
    assert results.escalate_silence(by=system, at=NOW + timedelta(days=1)) == [silent]


def test_who_has_an_interview_ahead_or_to_pick_waits_for_nobody(operator, system):
    long_ago = NOW - timedelta(days=20)
    times = {"apply_until": long_ago, "apply_from": long_ago - timedelta(days=5)}
    ahead, to_pick, over = (make.posting(operator, **times) for _number in range(3))
    rows = [make.application(posting, state="interview", moved_at=long_ago) for posting in (ahead, to_pick, over)]
    interviewing.pick(rows[0])
    interviewing.slot(to_pick)
    interviewing.pick(
        rows[2],
        interviewing.slot(over, starts_at=NOW - timedelta(days=2), closes_at=NOW - timedelta(days=3)),
        state="attended",
    )

    assert results.escalate_silence(by=system, at=NOW) == [over]
    assert lateness.of(Posting.objects.filter(pk__in=[ahead.pk, to_pick.pk]), None, at=NOW) == {}
    assert lateness.of(Posting.objects.filter(pk=over.pk), None, at=NOW)["interview"] > 0


def test_escalate_silence_is_the_system_s(officer):
    with pytest.raises(PermissionDenied):
        results.escalate_silence(by=officer, at=NOW)


def test_release_asks_the_same_number_of_queries_of_any_number(operator, officer):
    found = []
    for number in (1, 3):
        postings = [make.posting(operator, apply_until=NOW - timedelta(days=1), results_at=NOW) for _ in range(number)]
        for posting in postings:
            for _ in range(number):
                make.application(posting, state="selected")
        found.append(queries(partial(results.release, postings, by=officer, at=NOW)))
    assert found[0] == found[1]
