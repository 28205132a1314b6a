"""Logs: what a month may say, and who confirms or sends it back."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from jobs import steps, worklogs
from jobs.models import Worklog
from jobs.worklogs import Draft
from profiles import actors, events
from profiles.models import Notice, User
from tests import make
from tests.jobs.expect import happened, queries, refusal, told
from tests.jobs.logs import JUNE, MONTH, entry, own, submit
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement(operator):
    return make.placement(make.application(make.posting(operator), state="placed"))


@pytest.fixture
def host():
    return make.organisation("host")


@pytest.fixture
def keeper(host):
    """Somebody of the site where people work."""
    return make.actor(make.member(host))


# submit ---------------------------------------------------------------------------------------------------------------
def test_submit_adds_the_days_up(placement):
    log = submit(placement, [entry(7, 120), entry(6, 180)])

    log.refresh_from_db()
    assert (log.month, log.state, log.minutes, log.submitted_by) == (MONTH, "submitted", 300, own(placement).user)
    assert [row["on"] for row in log.entries] == ["2026-05-06", "2026-05-07"]
    assert happened(log) == [("submit", "", "submitted")]
    assert events.of(log).get().params == {"minutes": 300}


def test_submit_again_until_somebody_confirmed(placement, officer):
    first = submit(placement)

    again = submit(placement, [entry(minutes=240)])

    assert (again.pk, Worklog.objects.get().minutes) == (first.pk, 240)
    worklogs.confirm([again], reason="전화로 확인", by=officer, at=JUNE)
    with refusal("wrong_state"):
        submit(placement)


def test_submit_of_a_returned_log_takes_the_notice_back(placement, officer):
    log = submit(placement)
    worklogs.send_back([log], reason="시간을 확인해 주세요.", by=officer, at=JUNE)
    assert told(placement.candidate.user) == ["jobs.log_returned"]

    submit(placement, [entry(minutes=120)])

    assert told(placement.candidate.user) == []
    assert happened(log)[-1] == ("submit", "returned", "submitted")


def test_submit_takes_back_the_reminder_of_its_month_alone(placement, system):
    for month in (5, 6):
        worklogs.remind_due(date(2026, month, 1), by=system, at=JUNE)
    assert told(placement.candidate.user) == ["jobs.log_due"] * 2

    submit(placement)

    assert Notice.objects.get(cancelled_at=None).params["month"] == {"$day": "2026-06-01"}


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([{"on": "2026-05-06", "minutes": 60}], "bad_entry"),
        (["2026-05-06"], "bad_entry"),
        ([entry() | {"pay": 1}], "bad_entry"),
        ([entry() | {"on": "2026-05-32"}], "bad_entry"),
        ([entry() | {"on": "어제"}], "bad_entry"),
        ([entry() | {"on": None}], "bad_entry"),
        ([entry(minutes=0)], "bad_minutes"),
        ([entry(minutes=721)], "bad_minutes"),
        ([entry(minutes="60")], "bad_minutes"),
        ([entry(minutes=True)], "bad_minutes"),
        ([entry(what="  ")], "no_text"),
        ([entry(), entry()], "day_twice"),
        ([entry(day=1, month=6)], "outside_month"),
        ([entry(day=3)], "outside_placement"),
    ],
)
def test_submit_of_what_cannot_be_changes_nothing(placement, entries, code):
    with refusal(code):
        submit(placement, entries)

    assert Worklog.objects.count() == 0


def test_submit_without_a_day_is_refused(placement):
    with refusal("no_entries"):
        worklogs.submit([Draft(placement, MONTH, [])], by=own(placement), at=JUNE)


def test_submit_of_a_day_to_come_is_refused(placement):
    with refusal("future_day"):
        submit(placement, [entry(6)], at=NOW + timedelta(days=20))


def test_submit_of_the_longest_day_is_taken(placement):
    assert submit(placement, [entry(minutes=720)]).minutes == 720


def test_submit_after_an_early_end_stops_at_the_last_day(operator):
    row = make.application(make.posting(operator), state="placed")
    left = make.placement(row, state="ended_early", finished_on=date(2026, 5, 6))

    assert submit(left, [entry(6)]).minutes == 180
    with refusal("outside_placement"):
        submit(left, [entry(7)])


def test_submit_before_the_start_is_refused(operator):
    row = make.placement(make.application(make.posting(operator), state="placed"), state="preparing")

    with refusal("outside_placement"):
        submit(row)


def test_submit_the_same_month_twice_at_once_is_refused(placement):
    with refusal("log_twice"):
        worklogs.submit([Draft(placement, MONTH, [entry()])] * 2, by=own(placement), at=JUNE)


def test_submit_for_somebody_else_is_refused(placement, stranger, city):
    for by in (stranger, city, make.actor(make.user())):
        with pytest.raises(PermissionDenied):
            submit(placement, by=by)


def test_submit_by_the_operator_for_the_person(placement, officer):
    assert submit(placement, by=officer).submitted_by == officer.user


# confirm --------------------------------------------------------------------------------------------------------------
def test_site_confirms_then_the_operator(operator, host, keeper, officer):
    posting = make.posting(operator, sites=[make.site(operator, host=host)])
    log = make.worklog(make.placement(make.application(posting, state="placed")))

    worklogs.confirm_at_site([log], by=keeper, at=JUNE)
    worklogs.confirm([log], by=officer, at=JUNE)

    log.refresh_from_db()
    assert (log.state, log.site_confirmed_by, log.confirmed_by) == ("confirmed", keeper.user, officer.user)
    assert happened(log) == [
        ("confirm_at_site", "submitted", "site_confirmed"),
        ("confirm", "site_confirmed", "confirmed"),
    ]


def test_confirm_without_the_site_needs_a_reason(placement, officer):
    log = make.worklog(placement)

    with refusal("site_first"):
        worklogs.confirm([log], by=officer, at=JUNE)

    worklogs.confirm([log], reason="활동처가 문을 닫음", by=officer, at=JUNE)
    assert events.of(log).get().reason == "활동처가 문을 닫음"


def test_confirm_at_site_by_another_is_refused(placement, keeper, officer):
    for by in (keeper, officer, own(placement)):
        with pytest.raises(PermissionDenied):
            worklogs.confirm_at_site([make.worklog(placement, month=date(2026, 6, 1))], by=by, at=JUNE)
        Worklog.objects.all().delete()


def test_confirm_twice_or_by_another_is_refused(placement, officer, stranger):
    log = make.worklog(placement, state="confirmed", site_confirmed_at=JUNE)

    with refusal("wrong_state"):
        worklogs.confirm([log], by=officer, at=JUNE)
    with pytest.raises(PermissionDenied):
        worklogs.confirm([log], by=stranger, at=JUNE)


def test_send_back_clears_what_was_confirmed_and_tells_why(placement, officer):
    log = make.worklog(placement, state="site_confirmed", site_confirmed_at=JUNE)

    worklogs.send_back([log], reason="5월 6일 시간을 확인해 주세요.", by=officer, at=JUNE)

    log.refresh_from_db()
    assert (log.state, log.site_confirmed_at, log.return_reason) == ("returned", None, "5월 6일 시간을 확인해 주세요.")
    assert told(placement.candidate.user) == ["jobs.log_returned"]


def test_send_back_without_a_reason_or_once_paid_is_refused(placement, officer):
    log = make.worklog(placement, state="confirmed")
    with refusal("reason_missing"):
        worklogs.send_back([log], reason="", by=officer, at=JUNE)
    make.pay_line(log, gross_won=0, withheld_won=0, net_won=0)

    with refusal("paid"):
        worklogs.send_back([log], reason="늦음", by=officer, at=JUNE)


# reminders and buttons ------------------------------------------------------------------------------------------------
def test_remind_due_asks_once_whoever_worked_and_wrote_nothing(operator, placement, system):
    posting = make.posting(operator, seats=5)

    def someone(**columns):
        return make.placement(make.application(posting, state="placed"), **columns)

    make.worklog(someone())
    someone(state="preparing")
    someone(started_on=date(2026, 6, 1))
    left = someone(state="ended_early", finished_on=date(2026, 5, 2))

    assert worklogs.remind_due(MONTH, operators=[0], by=system, at=JUNE) == []
    assert set(worklogs.remind_due(MONTH, by=system, at=JUNE)) == {placement, left}
    worklogs.remind_due(MONTH, by=system, at=JUNE + timedelta(days=1))
    assert told(placement.candidate.user) == ["jobs.log_due"]


def test_remind_due_is_the_system_s(officer):
    with pytest.raises(PermissionDenied):
        worklogs.remind_due(MONTH, by=officer, at=JUNE)


def test_steps_for_draws_what_the_table_allows(placement, officer, city):
    def verbs(log, by):
        return [step.verb for step in worklogs.steps_for(log, by)]

    log = make.worklog(placement)
    assert verbs(log, officer) == ["submit", "confirm", "send_back", "allow_over_cap"]
    assert verbs(log, own(placement)) == ["submit"]
    assert verbs(log, city) == ["allow_over_cap"]
    worklogs.confirm([log], reason="전화", by=officer, at=JUNE)
    log.refresh_from_db()
    assert verbs(log, officer) == ["send_back"]
    make.pay_line(log, gross_won=0, withheld_won=0, net_won=0)
    assert verbs(log, officer) == []


@pytest.mark.parametrize("joined", [steps.JOINED, 0])
def test_verbs_ask_the_same_number_of_queries_of_any_number(monkeypatch, operator, host, keeper, officer, joined):
    monkeypatch.setattr(steps, "JOINED", joined)
    found = []
    for people in (1, 3):
        posting = make.posting(operator, seats=3, sites=[make.site(operator, host=host)])
        rows = [make.placement(make.application(posting, state="placed")) for _ in range(people)]
        drafts = [Draft(row, MONTH, [entry()]) for row in rows]
        by = [actors.user(User.objects.get(pk=row.candidate.user_id)) for row in rows]
        asked = [queries(partial(worklogs.submit, drafts, by=by, at=JUNE))]
        logs = list(Worklog.objects.filter(placement__in=rows))
        for verb, who in (
            (worklogs.confirm_at_site, keeper),
            (worklogs.confirm, officer),
        ):
            asked.append(queries(partial(verb, logs, by=who, at=JUNE)))
        found.append(asked)
    assert found[0] == found[1]
