"""A log is prepared in one run and a run approved by one person, however many press at once; and the tests would see it if they weren't."""

from contextlib import ExitStack
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction

from jobs import pay_accounts, pay_runs, worklogs
from jobs.models import PayRun, RunLine, Worklog
from profiles import actors, events, organisations
from profiles.models import Event, User
from tests import make
from tests.jobs import paying
from tests.jobs.logs import JUNE
from tests.jobs.racing import at_once, waiting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]
HANDS = 4


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=9)


def again(by):
    """The same person with a connection's own row."""
    return actors.user(User.objects.get(pk=by.user.pk), organisation=by.organisation)


def pause():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.1)")


def test_a_run_is_approved_once(operator, posting, officer):
    run = pay_runs.prepare([paying.confirmed(posting)], by=officer, at=JUNE)
    seconds = [paying.payer(operator, "member") for _ in range(HANDS)]
    seen = pay_runs.accounts_of(run)

    answers = at_once([partial(pay_runs.approve, PayRun(pk=run.pk), seen=seen, by=by, at=JUNE) for by in seconds])

    assert sorted(map(str, answers)) == [str(run), *["wrong_state"] * (HANDS - 1)]
    run.refresh_from_db()
    assert run.approved_by in [by.user for by in seconds]
    assert Event.objects.filter(verb="approve_pay").count() == 1


def test_without_the_lock_it_is_approved_several_times(operator, posting, officer):
    run = pay_runs.prepare([paying.confirmed(posting)], by=officer, at=JUNE)
    seconds = [paying.payer(operator, "member") for _ in range(HANDS)]

    def naively(by):
        with transaction.atomic():
            row = PayRun.objects.get(pk=run.pk)
            assert row.state == "prepared"
            pause()
            events.record("approve_pay", [row], by=by, at=JUNE)

    at_once([partial(naively, by) for by in seconds])

    assert Event.objects.filter(verb="approve_pay").count() == HANDS


def test_a_log_is_prepared_once(posting, officer):
    log = paying.confirmed(posting)

    answers = at_once([partial(pay_runs.prepare, [log], by=again(officer), at=JUNE) for _ in range(HANDS)])

    refused = [answer for answer in answers if isinstance(answer, str)]
    assert (len(refused), set(refused) <= {"in_run", "run_open"}) == (HANDS - 1, True)
    assert RunLine.objects.get().worklog == log


def test_without_the_constraint_it_would_be_prepared_twice(posting, officer):
    """What a program does that asks first and writes later: only the database stands in its way."""
    log = paying.confirmed(posting)
    run = pay_runs.prepare([log], by=officer, at=JUNE)
    line = RunLine.objects.get()
    twin = {field.attname: getattr(line, field.attname) for field in RunLine._meta.fields if field.name != "id"}

    with pytest.raises(IntegrityError, match="run_line_once"):
        RunLine.objects.create(**twin)
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX run_line_once")
    try:
        RunLine.objects.create(**twin)
        assert RunLine.objects.filter(run=run, worklog=log).count() == 2
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE jobs_runline DISABLE TRIGGER USER")
            cursor.execute("DELETE FROM jobs_runline")
            cursor.execute("ALTER TABLE jobs_runline ENABLE TRIGGER USER")
            cursor.execute(
                "CREATE UNIQUE INDEX run_line_once ON jobs_runline (worklog_id) WHERE corrects_id IS NULL AND is_held"
            )


def stands(log):
    """Whether the log is confirmed, and whether a run holds it."""
    log.refresh_from_db()
    return log.state, RunLine.objects.filter(worklog=log, is_held=True).exists()


@pytest.mark.parametrize("_round", range(3))
def test_a_log_is_sent_back_or_prepared_and_never_both(posting, officer, _round):
    log = paying.confirmed(posting)
    prepare = partial(pay_runs.prepare, [log], by=again(officer), at=JUNE)
    send_back = partial(worklogs.send_back, [log], reason="시간이 달라요.", by=again(officer), at=JUNE)

    at_once([prepare, send_back])

    assert stands(log) in [("confirmed", True), ("returned", False)]


def test_without_locks_a_log_is_sent_back_and_prepared(posting, officer):
    log = paying.confirmed(posting)

    def send_back_naively():
        with transaction.atomic():
            assert not RunLine.objects.filter(worklog=log, is_held=True).exists()
            pause()
            pause()
            Worklog.objects.filter(pk=log.pk).update(state="returned")

    at_once([send_back_naively, partial(pay_runs.prepare, [log], by=again(officer), at=JUNE)])

    assert stands(log) == ("returned", True)


@pytest.mark.parametrize("_round", range(3))
def test_two_first_runs_of_a_month_are_one_and_a_clear_refusal(operator, officer, _round):
    """Two postings of one programme year: no row of theirs is the same but the operator's."""
    year = make.programme_year()
    logs = [paying.confirmed(make.posting(operator, year)) for _ in range(2)]

    answers = at_once([partial(pay_runs.prepare, [log], by=again(officer), at=JUNE) for log in logs])

    assert sorted(type(answer).__name__ for answer in answers) == ["PayRun", "str"]
    assert "run_open" in answers
    assert PayRun.objects.get().number == 1


def test_without_the_operators_lock_the_database_answers_for_the_second(operator, officer, monkeypatch):
    """What the page would show then is an error: the number of the run is taken."""
    year = make.programme_year()
    logs = [paying.confirmed(make.posting(operator, year)) for _ in range(2)]
    monkeypatch.setattr(organisations, "lock", lambda organisation: pause())
    broken = []

    def prepare(log):
        try:
            return pay_runs.prepare([log], by=again(officer), at=JUNE)
        except IntegrityError as refused:
            broken.append(refused)

    def slowly(log):
        with transaction.atomic():
            made = prepare(log)
            pause()
            return made

    at_once([partial(slowly, log) for log in logs])

    assert len(broken) == 1


def _paid_while_the_account_changes(operator, posting, officer, meanwhile):
    """Return what the payer is answered who records the money as sent while its person is telling another account."""
    log, second = paying.confirmed(posting), paying.payer(operator, "member")
    run, person = paying.approved([log], by=officer, second=second), log.placement.candidate
    told = pay_accounts.Told(person, "088", "110987654321", "김영수")
    late = partial(pay_runs.record_paid, PayRun(pk=run.pk), on=JUNE.date(), by=again(second), at=JUNE)
    with ExitStack() as race, transaction.atomic():
        pay_accounts.tell([told], by=make.actor(person.user), at=JUNE)
        found = meanwhile(race, [late])
    return found[0]


def test_money_is_not_recorded_to_an_account_told_meanwhile(operator, posting, officer):
    answer = _paid_while_the_account_changes(
        operator, posting, officer, lambda race, calls: race.enter_context(waiting(calls))
    )

    assert answer == "account_changed"


def test_without_the_lock_it_is_recorded_before_the_change_is_seen(operator, posting, officer, monkeypatch):
    monkeypatch.setattr(pay_accounts, "lock", pay_accounts.of)

    paid = _paid_while_the_account_changes(operator, posting, officer, lambda _race, calls: at_once(calls))

    assert paid != "account_changed"
    assert len(paid) == 1
