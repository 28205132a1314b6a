"""The page of a run: what it sent then, nothing of people with a declared conflict, and corrections after a posting passed on."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs import pay_runs, transfers
from jobs.models import PayAccount, PayRun, RunLine
from profiles.models import AccessEntry
from tests import make
from tests.jobs import paying, scoring, transferring
from tests.jobs.logs import JUNE

pytestmark = pytest.mark.django_db
MAY = {"month": "2026-05"}


@pytest.fixture
def operator():
    return make.organisation(name="주는센터")


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=9)


@pytest.fixture
def officer(operator):
    return make.actor(make.member(operator))


@pytest.fixture
def payer(operator):
    return paying.payer(operator)


def shown(client, run):
    return client.get(reverse("jobs:operator_pay_run", args=[run.public_id]))


def changed_account():
    account = PayAccount.objects.get()
    account.bank, account.number, account.holder, account.version = "004", "99887766554433", "다른 분", 2
    account.is_own_name, account.told_at = False, timezone.now()
    account.save()


def test_a_paid_run_shows_where_the_money_went_then(client, posting, officer, payer):
    paying.paid([paying.confirmed(posting)], by=officer, second=payer)
    changed_account()
    client.force_login(officer.user)

    answer = shown(client, PayRun.objects.get())

    text = answer.content.decode()
    assert "신한은행 ****6789" in text
    assert "4433" not in text
    assert "예금주 다름" not in text
    RunLine.objects.update(sent_to_sealed=None)  # as lines were before it was kept
    assert "4433" not in shown(client, PayRun.objects.get()).content.decode()


def test_a_withdrawn_run_shows_no_account(client, posting, officer):
    run = pay_runs.prepare([paying.confirmed(posting)], by=officer, at=JUNE)
    pay_runs.withdraw(run, reason="다시", by=officer, at=JUNE)
    client.force_login(officer.user)

    text = shown(client, run).content.decode()

    assert "보내지 않았습니다" in text
    assert "6789" not in text


def test_people_with_a_declared_conflict_are_masked_and_their_money_is_anothers(client, posting, officer, payer):
    kept = paying.confirmed(posting, minutes=180)
    hidden = paying.confirmed(posting, minutes=57 * 60)
    run = pay_runs.prepare([kept, hidden], by=officer, at=JUNE)
    scoring.conflict(hidden.placement.application, payer.user)
    client.force_login(payer.user)

    answer = shown(client, run)

    text = answer.content.decode()
    assert "588,240원" not in text
    assert "619,200원" not in text  # a sum without the one line would tell it
    assert "이해충돌을 신고한 분" in text
    assert reverse("jobs:operator_worklog", args=[hidden.public_id]) not in text
    assert reverse("jobs:operator_worklog", args=[kept.public_id]) in text
    assert [row["step"].verb for row in answer.context["steps"]] == ["withdraw_pay"]
    assert AccessEntry.objects.get().subject_ids == [kept.placement.candidate.user_id]
    step = reverse("jobs:operator_pay_step", args=[run.public_id])
    refused = client.post(step, {"verb": "approve_pay", "seen": pay_runs.accounts_of(run)})
    assert "신고하지 않은 다른 분이 해야 합니다" in refused.content.decode()
    run.refresh_from_db()
    assert run.state == "prepared"


def test_the_giver_corrects_from_its_run_and_the_taker_is_told_whom_to_ask(client, posting, operator, payer):
    log = paying.confirmed(posting, minutes=600)
    paying.paid([log], by=make.actor(make.member(operator)), second=payer)
    taker = make.organisation()
    city = make.actor(make.city_user())
    transfers.consent(transferring.transfer(posting, taker, state="accepted"), by=city, at=timezone.now())
    run, url = PayRun.objects.get(), reverse("jobs:operator_pay_correct", args=[log.public_id])

    client.force_login(make.member(taker, "manager"))
    assert client.get(url).status_code == 404
    page = client.get(reverse("jobs:operator_worklog", args=[log.public_id])).content.decode()
    assert "주는센터에서 지급한 달입니다" in page
    assert url not in page
    month = client.get(reverse("jobs:operator_month_end"), MAY)
    assert (month.context["total"].net_won, "주는센터에서 지급" in month.content.decode()) == (0, True)

    client.force_login(payer.user)
    text = shown(client, run).content.decode()
    assert url in text
    assert f'{reverse("jobs:operator_worklog", args=[log.public_id])}"' not in text
    assert (
        "이관한 공고에 지급한 94,120원이 들어" in client.get(reverse("jobs:operator_month_end"), MAY).content.decode()
    )
    made = client.post(url, {"hours": "9", "minutes": "0", "reason": "한 시간 덜"})
    correction = PayRun.objects.get(kind="correction")
    assert made["Location"] == reverse("jobs:operator_pay_run", args=[correction.public_id])
    assert (correction.organisation, correction.month) == (operator, date(2026, 5, 1))
    scoring.conflict(log.placement.application, payer.user)
    assert client.get(url).status_code == 404
