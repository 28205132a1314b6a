"""Logs: what a month may say, the cap over all placements, who confirms, what is paid and how it is put right."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from jobs import worklogs
from jobs.models import PayLine, PayTerms, Worklog
from jobs.worklogs import Draft
from profiles import actors, events
from profiles.models import Notice, User
from tests import make
from tests.jobs.expect import happened, queries, refusal, told
from tests.make import NOW

pytestmark = pytest.mark.django_db
MONTH = date(2026, 5, 1)
JUNE = NOW + timedelta(days=50)  # 2026-06-04


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


def own(placement):
    return make.actor(placement.candidate.user)


def entry(day=6, minutes=180, what="말벗과 식사 도움", month=5):
    return {"on": f"2026-{month:02}-{day:02}", "minutes": minutes, "what": what}


def days(hours, each=6):
    """So many hours of a month, six a day."""
    return [entry(day, each * 60) for day in range(4, 4 + hours // each)] + (
        [entry(30, hours % each * 60)] if hours % each else []
    )


def submit(placement, entries=None, by=None, at=JUNE, **more):
    draft = Draft(placement, MONTH, entries or [entry()], **more)
    return worklogs.submit([draft], by=by or own(placement), at=at)[0]


def another(placement, operator, **terms):
    """A second placement of the same person."""
    year = make.programme_year(**terms)
    row = make.application(make.posting(operator, year), placement.candidate, state="placed")
    return make.placement(row)


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


# the cap --------------------------------------------------------------------------------------------------------------
def test_submit_up_to_the_cap_is_taken_and_a_minute_more_is_not(placement):
    assert submit(placement, days(57)).minutes == 57 * 60

    with refusal("over_cap"):
        submit(placement, [*days(57), entry(31, 1)])

    assert Worklog.objects.get().minutes == 57 * 60


def test_cap_counts_all_placements_of_a_person(placement, operator):
    second = another(placement, operator)
    submit(placement, days(42))

    with refusal("over_cap"):
        submit(second, days(18))

    assert submit(second, days(12)).minutes == 12 * 60
    assert worklogs.minutes_used([placement.candidate_id], MONTH) == {placement.candidate_id: 54 * 60}


def test_cap_counts_the_logs_of_one_batch_together(placement, operator):
    second = another(placement, operator)

    with refusal("over_cap"):
        worklogs.submit([Draft(row, MONTH, days(30)) for row in (placement, second)], by=own(placement), at=JUNE)


def test_cap_does_not_count_what_was_sent_back_or_another_month_or_person(placement, operator, officer):
    second = another(placement, operator)
    log = submit(placement, days(54))
    submit(make.placement(make.application(make.posting(operator), state="placed")), days(54))
    worklogs.send_back([log], reason="다시", by=officer, at=JUNE)

    assert submit(second, days(54)).minutes == 54 * 60


def test_no_cap_where_the_programme_year_has_none(operator):
    year = make.programme_year(hours_cap_per_month=None, pay_kind="wage")
    intern = make.placement(make.application(make.posting(operator, year), state="placed"))

    assert submit(intern, days(160, each=8)).minutes == 160 * 60


def test_allow_over_cap_lets_a_log_be_handed_in_again(placement, officer):
    log = submit(placement, days(57))
    worklogs.allow_over_cap(log, reason="행사 지원", by=officer, at=JUNE)

    assert submit(placement, days(59)).minutes == 59 * 60
    log.refresh_from_db()
    assert (log.over_cap_reason, log.over_cap_by) == ("행사 지원", officer.user)
    assert ("allow_over_cap", "", "") in happened(log)


def test_sixty_hours_need_the_city(placement, officer, city):
    log = submit(placement, days(57))
    worklogs.allow_over_cap(log, reason="행사 지원", by=officer, at=JUNE)
    with refusal("city_needed"):
        submit(placement, days(60))

    worklogs.allow_over_cap(log, reason="재난 대응", by=city, at=JUNE)

    assert submit(placement, days(66)).minutes == 66 * 60


@pytest.mark.parametrize("city_hours_from", [None, 70])
def test_from_how_many_hours_on_the_city_is_needed_stands_in_the_year(operator, officer, city_hours_from):
    year = make.programme_year(city_hours_from=city_hours_from)
    row = make.placement(make.application(make.posting(operator, year), state="placed"))

    assert submit(row, days(66), by=officer, over_cap_reason="행사 지원").minutes == 66 * 60
    if city_hours_from:
        with refusal("city_needed"):
            submit(row, days(70, each=10), by=officer, over_cap_reason="행사 지원")


def test_allow_over_cap_of_sixty_hours_by_the_operator_is_refused(placement, operator, officer, city):
    intern = another(placement, operator, hours_cap_per_month=None)
    log = submit(placement, days(30))
    submit(intern, days(30))

    with refusal("city_needed"):
        worklogs.allow_over_cap(log, reason="행사", by=officer, at=JUNE)
    assert worklogs.allow_over_cap(log, reason="행사", by=city, at=JUNE).over_cap_at == JUNE


def test_allow_over_cap_without_reason_or_right_is_refused(placement, officer, stranger):
    log = submit(placement)

    with refusal("reason_missing"):
        worklogs.allow_over_cap(log, reason=" ", by=officer, at=JUNE)
    for by in (stranger, own(placement)):
        with pytest.raises(PermissionDenied):
            worklogs.allow_over_cap(log, reason="행사", by=by, at=JUNE)


def test_the_operator_writes_the_first_log_over_the_cap_with_a_reason(placement, operator, officer):
    second = another(placement, operator)
    submit(placement, days(57))

    log = submit(second, days(2, each=1), by=officer, over_cap_reason="행사 지원")

    assert log.over_cap_by == officer.user
    assert happened(log) == [("submit", "", "submitted"), ("allow_over_cap", "", "")]
    assert events.of(log).get(verb="allow_over_cap").reason == "행사 지원"
    with pytest.raises(PermissionDenied):
        submit(second, days(2, each=1), over_cap_reason="더 하고 싶어서")
    with refusal("city_needed"):
        submit(second, days(3, each=1), by=officer, over_cap_reason="행사 지원")


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
    worklogs.pay([log], by=officer, at=JUNE)

    with refusal("paid"):
        worklogs.send_back([log], reason="늦음", by=officer, at=JUNE)


# pay ------------------------------------------------------------------------------------------------------------------
def test_pay_writes_a_line_and_tells_it(placement, officer):
    log = make.worklog(placement, state="confirmed", minutes=57 * 60)

    (line,) = worklogs.pay([log], by=officer, at=JUNE)

    line.refresh_from_db()
    assert (line.gross_won, line.withheld_won, line.net_won, line.minutes) == (588_240, 51_760, 536_480, 3_420)
    assert (line.placement, line.worklog, line.paid_by) == (placement, log, officer.user)
    assert told(placement.candidate.user) == ["jobs.allowance_paid"]
    assert [verb for verb, _before, _after in happened(log)] == ["pay"]


def test_pay_by_the_terms_of_the_month(placement, officer):
    year = placement.application.posting.programme_year
    make.pay_terms(year, valid_from=date(2026, 6, 1), hourly_won=11_000, withholding_floor_won=900_000)
    logs = [make.worklog(placement, state="confirmed", minutes=600, month=date(2026, month, 1)) for month in (5, 6)]

    lines = worklogs.pay(logs, by=officer, at=JUNE)

    assert [line.gross_won for line in lines] == [103_200, 110_000]


def test_pay_before_the_first_terms_takes_the_first(placement, officer):
    log = make.worklog(placement, state="confirmed", minutes=60, month=date(2025, 5, 1))

    assert worklogs.pay([log], by=officer, at=JUNE)[0].gross_won == 10_320


def test_pay_twice_or_unconfirmed_is_refused(placement, officer):
    log = make.worklog(placement, state="confirmed")
    worklogs.pay([log], by=officer, at=JUNE)

    with refusal("paid"):
        worklogs.pay([log], by=officer, at=JUNE)
    with refusal("wrong_state"):
        worklogs.pay([make.worklog(placement, month=date(2026, 6, 1))], by=officer, at=JUNE)


def test_pay_without_terms_is_refused(placement, officer):
    PayTerms.objects.all().delete()

    with refusal("terms_missing"):
        worklogs.pay([make.worklog(placement, state="confirmed")], by=officer, at=JUNE)


def test_pay_by_another_is_refused(placement, stranger, city):
    log = make.worklog(placement, state="confirmed")

    for by in (stranger, city, own(placement)):
        with pytest.raises(PermissionDenied):
            worklogs.pay([log], by=by, at=JUNE)


def test_pay_lines_are_only_added(placement, officer):
    worklogs.pay([make.worklog(placement, state="confirmed")], by=officer, at=JUNE)

    for change in (PayLine.objects.all().delete, partial(PayLine.objects.update, net_won=1)):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_correct_adds_the_difference_and_names_its_line(placement, officer, manager):
    log = make.worklog(placement, state="confirmed", minutes=57 * 60)
    (line,) = worklogs.pay([log], by=officer, at=JUNE)

    less = worklogs.correct(line, minutes=50 * 60, reason="하루를 두 번 셈", by=manager, at=JUNE)
    more = worklogs.correct(line, minutes=51 * 60, reason="한 시간 더 확인", by=manager, at=JUNE)

    assert (less.minutes, less.gross_won, less.withheld_won) == (-420, 516_000 - 588_240, 45_400 - 51_760)
    assert (more.minutes, more.gross_won, more.withheld_won) == (60, 526_320 - 516_000, 46_310 - 45_400)
    assert (less.corrects, more.corrects, less.reason) == (line, line, "하루를 두 번 셈")
    assert worklogs.minutes_used([placement.candidate_id], MONTH) == {placement.candidate_id: 51 * 60}
    assert told(placement.candidate.user) == ["jobs.allowance_paid"] + ["jobs.allowance_corrected"] * 2


@pytest.mark.parametrize(
    ("minutes", "reason", "code"),
    [
        (180, "같음", "nothing_to_correct"),
        (-1, "음수", "bad_minutes"),
        (60, " ", "reason_missing"),
        (58 * 60, "더", "over_cap"),
    ],
)
def test_correct_of_what_cannot_be_is_refused(placement, officer, manager, minutes, reason, code):
    (line,) = worklogs.pay([make.worklog(placement, state="confirmed")], by=officer, at=JUNE)

    with refusal(code):
        worklogs.correct(line, minutes=minutes, reason=reason, by=manager, at=JUNE)


def test_correct_is_the_manager_s(placement, officer, stranger):
    (line,) = worklogs.pay([make.worklog(placement, state="confirmed")], by=officer, at=JUNE)

    for by in (officer, stranger, own(placement)):
        with pytest.raises(PermissionDenied):
            worklogs.correct(line, minutes=60, reason="착오", by=by, at=JUNE)


# reminders and buttons ------------------------------------------------------------------------------------------------
def test_remind_due_asks_once_whoever_worked_and_wrote_nothing(operator, placement, system):
    posting = make.posting(operator, seats=5)

    def someone(**columns):
        return make.placement(make.application(posting, state="placed"), **columns)

    make.worklog(someone())
    someone(state="preparing")
    someone(started_on=date(2026, 6, 1))
    left = someone(state="ended_early", finished_on=date(2026, 5, 2))

    assert set(worklogs.remind_due(MONTH, by=system, at=JUNE)) == {placement, left}
    worklogs.remind_due(MONTH, by=system, at=JUNE + timedelta(days=1))
    assert told(placement.candidate.user) == ["jobs.log_due"]


def test_remind_due_is_the_system_s(officer):
    with pytest.raises(PermissionDenied):
        worklogs.remind_due(MONTH, by=officer, at=JUNE)


def test_steps_for_draws_what_the_table_allows(placement, officer, manager, city):
    def verbs(log, by):
        return [step.verb for step in worklogs.steps_for(log, by)]

    log = make.worklog(placement)
    assert verbs(log, officer) == ["submit", "confirm", "send_back", "allow_over_cap"]
    assert verbs(log, own(placement)) == ["submit"]
    assert verbs(log, city) == ["allow_over_cap"]
    worklogs.confirm([log], reason="전화", by=officer, at=JUNE)
    log.refresh_from_db()
    assert verbs(log, officer) == ["send_back", "pay"]
    worklogs.pay([log], by=officer, at=JUNE)
    assert (verbs(log, officer), verbs(log, manager)) == ([], ["correct"])


def test_verbs_ask_the_same_number_of_queries_of_any_number(operator, host, keeper, officer):
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
            (worklogs.pay, officer),
        ):
            asked.append(queries(partial(verb, logs, by=who, at=JUNE)))
        found.append(asked)
    assert found[0] == found[1]
