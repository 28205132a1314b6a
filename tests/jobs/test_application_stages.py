"""The stages of an application: checked, reviewed, selected, put on the waiting list, turned down."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from jobs import applications, overrides, progress, results
from jobs.models import Application, Override
from profiles import events
from profiles.models import Notice
from tests import make
from tests.jobs.applying import send
from tests.jobs.expect import happened, refusal, told
from tests.make import NOW, RULES

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(operator):
    return make.posting(operator)


@pytest.fixture
def person():
    return make.candidate()


def test_stages_in_order_tell_each_step(posting, officer):
    row = make.application(posting)

    applications.pass_eligibility([row], by=officer, at=NOW)
    applications.pass_paper([row], by=officer, at=NOW)

    assert happened(row) == [
        ("pass_eligibility", "received", "paper_review"),
        ("pass_paper", "paper_review", "interview"),
    ]
    assert Notice.objects.filter(kind="jobs.stage_moved").count() == 2
    assert Notice.objects.get(cancelled_at=None).params["stage"] == "interview"  # the older one is untrue by now


def test_a_hidden_decision_leaves_the_notice_of_the_stage_until_results_are_told(posting, officer):
    row = make.application(posting)
    applications.pass_eligibility([row], by=officer, at=NOW)

    applications.reject([row], reason="이유", by=officer, at=NOW)
    assert told(row.candidate.user) == ["jobs.stage_moved"]

    results.release([posting], by=officer, at=posting.results_at)
    assert told(row.candidate.user) == ["jobs.result_not_selected"]


def test_receipt_number_is_of_the_year_in_seoul(posting):
    row = make.application(posting, received_at=datetime(2026, 12, 31, 15, tzinfo=UTC))

    assert row.receipt_number.startswith("2027-")


@pytest.mark.parametrize("verb", ["select", "put_on_waiting_list"])
def test_decisions_stay_hidden_until_results_are_told(posting, officer, verb):
    row = make.application(posting, state="interview")

    getattr(applications, verb)([row], by=officer, at=NOW)

    row.refresh_from_db()
    assert row.state in Application.DECIDED
    assert progress.of([row], at=make.NOW)[0].state == "interview"
    assert told(row.candidate.user) == []


def test_pass_eligibility_of_somebody_barred_needs_an_override(operator, officer, city):
    year = make.programme_year(rules=False)
    make.rule_set(year, [*RULES, ("employment", {"allow": "not_employed"}, "apply", True)])
    person = make.candidate(employment="employed")
    row = send(make.posting(operator, year), person)
    with refusal("not_eligible"):
        applications.pass_eligibility([row], by=officer, at=NOW)

    overrides.make(row, "employment", reason="이번 달에 그만둡니다.", by=officer, at=NOW)

    assert applications.pass_eligibility([row], by=officer, at=NOW)[0].state == "paper_review"
    assert Override.objects.get().overridden_by == officer.user
    told_of = events.of(row).get(verb="override")
    assert (told_of.reason, told_of.params) == ("이번 달에 그만둡니다.", {"kind": "employment"})


def test_pass_paper_without_an_interview_is_refused(operator, officer):
    row = make.application(make.posting(operator, has_interview=False), state="paper_review")

    with refusal("no_interview"):
        applications.pass_paper([row], by=officer, at=NOW)


@pytest.mark.parametrize("verb", ["select", "put_on_waiting_list"])
def test_deciding_before_the_interview_is_refused(posting, officer, verb):
    row = make.application(posting, state="paper_review")

    with refusal("interview_first"):
        getattr(applications, verb)([row], by=officer, at=NOW)


def test_select_no_more_than_there_are_seats(posting, officer):
    rows = [make.application(posting, state="interview") for _ in range(3)]

    with refusal("too_few_seats"):
        applications.select(rows, by=officer, at=NOW)
    applications.select(rows[:2], by=officer, at=NOW)

    with refusal("too_few_seats"):
        applications.select(rows[2:], by=officer, at=NOW)


def test_select_counts_seats_that_are_held(posting, officer):
    make.hold(make.application(posting, state="offered"))
    rows = [make.application(posting, state="interview") for _ in range(2)]

    with refusal("too_few_seats"):
        applications.select(rows, by=officer, at=NOW)


def test_waiting_list_keeps_the_order_given_and_goes_on(posting, officer):
    rows = [make.application(posting, state="interview") for _ in range(3)]
    applications.put_on_waiting_list([rows[2], rows[0]], by=officer, at=NOW)
    applications.put_on_waiting_list([rows[1]], by=officer, at=NOW)

    assert list(applications.waiting_list(posting)) == [rows[2], rows[0], rows[1]]
    assert list(applications.waiting_list(posting).values_list("waiting_number", flat=True)) == [1, 2, 3]


def test_reject_needs_a_reason_and_is_told_with_the_results(posting, officer):
    row = make.application(posting, state="received")
    with refusal("reason_missing"):
        applications.reject([row], reason=" ", by=officer, at=NOW)

    applications.reject([row], reason="활동 시간이 맞지 않음", by=officer, at=NOW)

    row.refresh_from_db()
    assert (row.state, row.reason) == ("not_selected", "활동 시간이 맞지 않음")
    assert told(row.candidate.user) == []


def test_reject_after_the_results_is_told_at_once(operator, officer):
    row = make.application(make.posting(operator, results_released_at=NOW), state="interview")

    applications.reject([row], reason="면접 불참", by=officer, at=NOW)

    assert told(row.candidate.user) == ["jobs.result_not_selected"]


MORE = {"reject": {"reason": "이유"}, "withdraw_selection": {"reason": "이유"}}


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        ("pass_eligibility", "paper_review"),
        ("pass_paper", "received"),
        ("select", "received"),
        ("select", "selected"),
        ("put_on_waiting_list", "waiting"),
        ("reject", "selected"),
        ("reject", "placed"),
        ("withdraw", "placed"),
        ("withdraw_selection", "interview"),
    ],
)
def test_verbs_from_another_state_are_refused(posting, officer, manager, verb, state):
    row = make.application(posting, state=state)
    by = {"withdraw": make.actor(row.candidate.user), "withdraw_selection": manager}.get(verb, officer)
    more = MORE.get(verb, {})

    with refusal("wrong_state"):
        getattr(applications, verb)([row], by=by, at=NOW, **more)


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        ("pass_eligibility", "received"),
        ("pass_paper", "paper_review"),
        ("select", "interview"),
        ("put_on_waiting_list", "interview"),
        ("reject", "received"),
        ("withdraw_selection", "selected"),
        ("withdraw", "received"),
    ],
)
def test_verbs_by_others_are_refused(posting, stranger, city, system, verb, state):
    row = make.application(posting, state=state)
    more = MORE.get(verb, {})
    people = [stranger, city, system, make.actor(make.candidate().user)]

    for by in people if verb == "withdraw" else [*people, make.actor(row.candidate.user)]:
        with pytest.raises(PermissionDenied):
            getattr(applications, verb)([row], by=by, at=NOW, **more)
