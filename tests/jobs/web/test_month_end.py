"""The page of a month's end: everybody's hours and money, what comes first, and the way through a run, by two people."""

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import PayAccount, PayLine, PayRun, Worklog
from profiles.models import AccessEntry
from tests import make
from tests.jobs import paying, spreadsheet
from tests.jobs.agreeing import drawn
from tests.jobs.expect import queries
from tests.make import NOW

pytestmark = pytest.mark.django_db
PAGE = reverse("jobs:operator_month_end")
MAY = {"month": "2026-05"}


@pytest.fixture
def operator():
    return make.organisation()


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=120)


@pytest.fixture
def officer(client, operator):
    user = make.member(operator)
    client.force_login(user)
    return user


@pytest.fixture
def second(operator):
    user = make.member(operator, "manager")
    paying.may_pay(user, operator)
    return user


def somebody(posting, *, state=None, documents=NOW, has_account=True, minutes=180):
    placement = make.placement(make.application(posting, state="placed", documents_seen_at=documents))
    if not has_account:
        PayAccount.objects.filter(candidate=placement.candidate).delete()
    if state:
        site = NOW if state in ("site_confirmed", "confirmed") else None
        make.worklog(placement, state=state, minutes=minutes, site_confirmed_at=site)
    return placement


def test_who_works_under_an_unsigned_version_is_named_and_still_paid(client, officer, posting):
    fine, replaced, paper = (somebody(posting, state="confirmed") for _ in range(3))
    made = drawn(replaced)
    for row in (replaced, paper):
        make.changed(row, agreed_at=None)

    page = client.get(PAGE, MAY)

    links = [row["url"] for row in page.context["unsigned"]]
    assert sorted(links) == sorted(
        [
            reverse("jobs:operator_agreement", args=[made.public_id]),
            reverse("jobs:operator_agreement_new", args=[paper.public_id]),
        ]
    )
    assert {row.placement for row in page.context["ready"]} == {fine, replaced, paper}
    assert "일한 만큼의 지급은 막지 않지만" in page.content.decode()


def test_what_comes_first_stands_first_with_its_links(client, officer, posting):
    late = somebody(posting)
    returned, submitted, by_site = (
        somebody(posting, state=state) for state in ("returned", "submitted", "site_confirmed")
    )
    no_paper = somebody(posting, state="confirmed", documents=None)
    no_account = somebody(posting, state="confirmed", has_account=False)
    ready = somebody(posting, state="confirmed", minutes=57 * 60)

    answer = client.get(PAGE, MAY)

    blocks = {block["key"]: [person["url"] for person in block["people"]] for block in answer.context["blocks"]}
    log = {
        row.pk: reverse("jobs:operator_worklog", args=[row.worklogs.get().public_id])
        for row in (returned, submitted, by_site)
    }
    assert blocks == {
        "no_log": [reverse("jobs:operator_placement", args=[late.public_id])],
        "returned": [log[returned.pk]],
        "site": [log[submitted.pk]],
        "officer": [log[by_site.pk]],
        "documents": [reverse("jobs:operator_application", args=[no_paper.application.public_id])],
        "account": [reverse("jobs:operator_placement", args=[no_account.public_id])],
    }
    assert [row.placement for row in answer.context["ready"]] == [ready]
    assert answer.context["total"].net_won == 536_480  # who has no paper or no account isn't in it
    text = answer.content.decode()
    assert text.index("먼저 할 일") < text.index("참여자의 시간과 돈")
    assert "588,240원" in text
    assert "51,760원" in text
    assert "536,480원" in text
    assert "110123456789" not in text
    assert AccessEntry.objects.get().subject_ids == sorted(
        row.candidate.user_id for row in (late, returned, submitted, by_site, no_paper, no_account, ready)
    )


def test_from_the_month_to_the_bank_file_by_two_people(client, officer, second, posting):
    for minutes in (57 * 60, 180):
        somebody(posting, state="confirmed", minutes=minutes)
    page = client.get(PAGE, MAY)
    total = page.context["total"].net_won
    assert total == page.context["ready_total"].net_won == 536_480 + 30_960

    logs = [str(pk) for pk in Worklog.objects.values_list("public_id", flat=True)]
    client.post(reverse("jobs:operator_pay_prepare"), {"worklog": logs})
    run = PayRun.objects.get()
    step, file = (reverse(f"jobs:operator_pay_{name}", args=[run.public_id]) for name in ("step", "file"))
    shown = client.get(reverse("jobs:operator_pay_run", args=[run.public_id]))
    assert shown.context["sent"] == total
    assert [row["step"].verb for row in shown.context["steps"]] == ["withdraw_pay"]
    assert client.post(step, {"verb": "approve_pay", "seen": "x"}).status_code == 403
    assert client.post(file, {"layout_key": "common", "kind": "xlsx", "reason": "이체"}).status_code == 403

    client.force_login(second)
    shown = client.get(reverse("jobs:operator_pay_run", args=[run.public_id]))
    form = next(row["form"] for row in shown.context["steps"] if row["step"].verb == "approve_pay")
    client.post(step, {"verb": "approve_pay", "seen": form["seen"].value()})
    sent = client.post(file, {"layout_key": "common", "kind": "xlsx", "reason": "이체"})
    rows = spreadsheet.cells(sent.content)
    assert sum(row[2] for row in rows[1:]) == total
    by_csv = client.post(file, {"layout_key": "common", "kind": "cp949", "reason": "이체"})
    assert by_csv.content.decode("cp949").splitlines()[1].startswith("신한은행,110123456789,536480,김영수")
    client.post(step, {"verb": "record_pay", "on": timezone.localdate().isoformat()})

    run.refresh_from_db()
    assert (run.state, run.approved_by, run.prepared_by) == ("paid", second, officer)
    assert sum(line.net_won for line in PayLine.objects.all()) == total
    again = client.get(PAGE, MAY)
    assert (again.context["paid"], again.context["ready"], again.context["total"].net_won) == (2, [], total)


def test_an_account_that_changed_is_named_to_the_second_person(client, officer, second, posting):
    placement = somebody(posting, state="confirmed")
    client.post(reverse("jobs:operator_pay_prepare"), {"worklog": [Worklog.objects.get().public_id]})
    run = PayRun.objects.get()
    make.changed(placement.candidate.pay_account, version=2)
    client.force_login(second)

    text = client.get(reverse("jobs:operator_pay_run", args=[run.public_id])).content.decode()

    assert "1명이 계좌를 바꿨습니다" in text
    assert "계좌 바뀜" in text


def test_a_whole_number_is_opened_by_who_pays_for_a_reason(client, officer, second, posting):
    placement = somebody(posting, state="confirmed")
    url = reverse("jobs:operator_account", args=[placement.public_id])
    assert client.post(url, {"reason": "확인"}).status_code == 403
    client.force_login(second)

    masked = client.get(url).content.decode()
    refused = client.post(url, {"reason": ""}).content.decode()
    opened = client.post(url, {"reason": "은행이 되물어서"}).content.decode()

    assert "110123456789" not in masked + refused
    assert "110123456789" in opened
    assert AccessEntry.objects.filter(purpose="은행이 되물어서").count() == 1


def test_wages_stand_apart(client, officer, operator):
    year = make.programme_year(make.programme("internship"), pay_kind="wage", hours_cap_per_month=None)
    somebody(make.posting(operator, year), state="confirmed", has_account=False)

    answer = client.get(PAGE, MAY)

    text = answer.content.decode()
    assert answer.context["blocks"] == []
    assert "세전 급여" in text
    for of_an_allowance in ("떼는 세금", "보내는 돈", "은행"):
        assert of_an_allowance not in text


def test_projects_are_tabs_and_others_are_not_there(client, officer, operator, posting):
    somebody(posting)
    other = make.posting(operator)
    somebody(other)
    somebody(make.posting())

    answer = client.get(PAGE, MAY)
    named = {tab["label"] for tab in answer.context["tabs"]}
    assert named == {row.programme_year.programme.name for row in (posting, other)}
    for tab in answer.context["tabs"]:
        assert client.get(tab["url"]).context["people"] == 1
    assert "활동한 분이 없습니다" in client.get(PAGE, {"month": "2025-01"}).content.decode()


def test_the_same_queries_for_one_and_for_a_hundred(client, officer, operator, posting):
    def ask():
        return client.get(PAGE, MAY)

    found = []
    for more in (1, 2, 97):
        for _ in range(more):
            somebody(posting, state="confirmed")
        found.append(queries(ask))

    assert found[0] == found[1] == found[2]
    assert found[0] <= 30


def test_a_correction_is_prepared_by_a_manager_from_the_log(client, officer, second, posting):
    somebody(posting, state="confirmed", minutes=600)
    log = Worklog.objects.get()
    by = make.actor(officer)
    (line,) = paying.paid([log], by=by, second=make.actor(second), at=timezone.now())
    url = reverse("jobs:operator_pay_correct", args=[log.public_id])
    assert client.get(url).status_code == 404
    client.force_login(second)

    refused = client.post(url, {"hours": "10", "minutes": "0", "reason": "같음"}).content.decode()
    client.post(url, {"hours": "9", "minutes": "0", "reason": "한 시간 덜"})

    assert "바로잡을 것이 없습니다" in refused
    run = PayRun.objects.get(kind="correction")
    assert run.lines.get().corrects == line


def test_home_names_the_payment_to_whom_may_approve_it(client, officer, second, posting):
    somebody(posting, state="confirmed")
    client.post(reverse("jobs:operator_pay_prepare"), {"worklog": [Worklog.objects.get().public_id]})
    url = reverse("jobs:operator_pay_run", args=[PayRun.objects.get().public_id])
    home = reverse("jobs:operator_home")

    assert url not in client.get(home).content.decode()
    client.force_login(second)
    shown = client.get(home).content.decode()

    assert url in shown
    assert "1명, 30,960원" in shown
