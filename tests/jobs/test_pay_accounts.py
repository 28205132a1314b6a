"""Accounts: told by the person after selection, checked, sealed, opened by who pays for a reason, destroyed in time."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jobs import banks, next_steps, pay_accounts, pay_runs
from jobs.models import PayAccount, RunLine
from jobs.pay_accounts import Told
from profiles import actors
from profiles.models import AccessEntry, Destruction, Event, RetentionPeriod
from tests import make
from tests.jobs import paying
from tests.jobs.expect import happened, refusal
from tests.jobs.logs import JUNE
from tests.make import NOW
from tests.profiles import proxying

pytestmark = pytest.mark.django_db
LOOK = {"page": "jobs:operator_account", "address": "10.0.0.7"}


@pytest.fixture
def person(operator):
    return make.application(make.posting(operator), make.candidate(name="김영수"), state="accepted").candidate


def tell(person, number="110-123-456789", holder="김영수", bank="088", by=None):
    return pay_accounts.tell([Told(person, bank, number, holder)], by=by or make.actor(person.user), at=NOW)[0]


def test_tell_seals_and_masks(person):
    account = tell(person, "110-１２３ 456789")

    account.refresh_from_db()
    assert (account.number, account.masked_number, account.holder) == ("110123456789", "****6789", "김영수")
    assert (account.version, account.is_own_name, account.told_by) == (1, True, person.user)
    assert b"110123456789" not in bytes(account.number_sealed)
    assert "김영수".encode() not in bytes(account.holder_sealed)
    (event,) = Event.objects.filter(verb="tell_account")
    assert event.params == {"version": 1}


def test_a_change_is_the_next_version(person):
    tell(person)
    account = tell(person, "12345678901234", bank="004")

    assert (PayAccount.objects.count(), account.version, account.bank) == (1, 2, "004")


@pytest.mark.parametrize(
    ("holder", "is_own"), [("김영수", True), (" 김 영수 ", True), ("김영숙", False), ("(주)한빛", False)]
)
def test_another_holder_is_marked_and_not_refused(person, holder, is_own):
    assert tell(person, holder=holder).is_own_name is is_own


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"bank": "999"}, "unknown_bank"),
        ({"bank": ""}, "unknown_bank"),
        ({"number": "110-12A-456789"}, "not_digits"),
        ({"number": ""}, "not_digits"),
        ({"number": "1101234567"}, "wrong_length"),
        ({"number": "110123456789012"}, "wrong_length"),
        ({"holder": "  "}, "holder_missing"),
        ({"holder": "가" * 41}, "max_length"),
    ],
)
def test_what_is_no_account_is_refused(person, changes, code):
    with refusal(code):
        tell(person, **changes)


@pytest.mark.parametrize(
    "state", ["received", "paper_review", "interview", "selected", "waiting", "offered", "withdrawn", "declined"]
)
def test_nobody_is_asked_before_they_take_part(operator, state):
    person = make.application(make.posting(operator), state=state).candidate

    assert not pay_accounts.is_asked(person)
    with refusal("not_selected"):
        tell(person)


def test_who_gets_a_wage_is_not_asked(operator):
    year = make.programme_year(make.programme("internship"), pay_kind="wage", hours_cap_per_month=None)
    person = make.application(make.posting(operator, year), state="placed").candidate

    with refusal("not_selected"):
        tell(person)


def test_only_the_person_tells(person, officer, manager, city):
    for by in (officer, manager, city, paying.payer(officer.organisation)):
        with pytest.raises(PermissionDenied):
            tell(person, by=by)


def test_a_counsellor_who_fills_in_for_the_person_tells_it_too(operator):
    placement = make.placement(make.application(make.posting(operator), state="placed"))
    PayAccount.objects.all().delete()
    counsellor = make.member(make.organisation("centre"))
    proxy = proxying.entrusted(placement.candidate, counsellor, given_at=NOW)
    (step,) = [step for step in next_steps.of(counsellor, at=NOW) if step.what == next_steps.ACCOUNT]
    assert not step.is_own

    account = tell(placement.candidate, by=actors.counsellor(proxy, at=NOW))

    assert account.told_by == counsellor
    assert Event.objects.get(verb="tell_account").on_behalf_of == placement.candidate.user
    assert [step for step in next_steps.of(counsellor, at=NOW) if step.what == next_steps.ACCOUNT] == []


def test_opening_takes_the_right_to_pay_and_a_reason(operator, officer, manager, stranger):
    placement = make.placement(make.application(make.posting(operator), state="placed"))
    payer = paying.payer(operator)

    for by in (officer, manager, stranger, paying.payer(stranger.organisation), make.actor(placement.candidate.user)):
        with pytest.raises(PermissionDenied):
            pay_accounts.open_number(placement, reason="확인", by=by, at=NOW, **LOOK)
    with refusal("reason_missing"):
        pay_accounts.open_number(placement, reason=" ", by=payer, at=NOW, **LOOK)
    assert not AccessEntry.objects.exists()

    account = pay_accounts.open_number(placement, reason="은행이 번호를 되물어서", by=payer, at=NOW, **LOOK)

    assert account.number == "110123456789"
    entry = AccessEntry.objects.get()
    assert (entry.user, entry.subject_ids, entry.purpose) == (
        payer.user,
        [placement.candidate.user_id],
        "은행이 번호를 되물어서",
    )


def test_banks_are_dated():
    before, after = date(2024, 6, 4), date(2024, 6, 5)

    assert (banks.name("031", before), banks.name("031", after)) == ("대구은행", "iM뱅크(옛 대구은행)")
    assert [bank.code for bank in banks.on(after)].count("031") == 1
    assert (banks.of("999", after), banks.name("999", after)) == (None, "999")


# destruction ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def ended(operator):
    """Somebody whose activity ended on 31 October 2026."""
    placement = make.placement(make.application(make.posting(operator), state="placed"), state="completed")
    assert RetentionPeriod.objects.get(key="bank account").days == 90
    return placement


def left_at(placement, days):
    return JUNE.replace(month=10, day=31) + timedelta(days=days)


def test_an_account_goes_ninety_days_after_the_last_activity(ended):
    assert pay_accounts.destroy_overdue(at=left_at(ended, 90)) == 0
    assert pay_accounts.destroy_overdue(at=left_at(ended, 91)) == 1

    assert not PayAccount.objects.exists()
    told = Destruction.objects.get()
    assert (told.rows_of, told.count, told.cause) == ("jobs.PayAccount", 1, "period")


def test_an_account_stays_while_another_activity_goes_on(ended, operator):
    later = make.posting(operator, starts_on=date(2026, 11, 1), ends_on=date(2027, 3, 31))
    make.placement(make.application(later, ended.candidate, state="placed"))

    assert pay_accounts.destroy_overdue(at=left_at(ended, 91)) == 0


def test_an_account_stays_while_money_is_owed(ended, operator, officer):
    log = make.worklog(ended, state="confirmed")
    assert pay_accounts.destroy_overdue(at=left_at(ended, 400)) == 0
    run = pay_runs.prepare([log], by=officer, at=JUNE)
    assert pay_accounts.destroy_overdue(at=left_at(ended, 400)) == 0
    payer = paying.payer(operator)
    pay_runs.approve(run, seen=pay_runs.accounts_of(run), by=payer, at=JUNE)
    pay_runs.record_paid(run, on=JUNE.date(), by=payer, at=JUNE)

    assert pay_accounts.destroy_overdue(at=left_at(ended, 400)) == 1
    assert RunLine.objects.get().account_version == 1
    assert [verb for verb, _before, _after in happened(run)] == ["prepare_pay", "approve_pay", "record_pay"]


def test_the_account_of_who_left_goes_at_once(ended):
    make.changed(ended.candidate.user, is_active=False)

    assert pay_accounts.destroy_overdue(at=NOW) == 1
    assert Destruction.objects.get().cause == "left"
