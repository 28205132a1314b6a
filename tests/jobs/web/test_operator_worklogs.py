"""Logs are listed by what they wait for, confirmed, sent back, and paid after a look at the sums."""

import pytest
from django.urls import reverse

from jobs.models import Worklog
from profiles.models import AccessEntry
from tests import make
from tests.jobs.web.test_seen import stamps

LIST = reverse("jobs:operator_worklog_list")
STEP = reverse("jobs:operator_worklog_step")


def card(worklog: Worklog) -> str:
    return reverse("jobs:operator_worklog", args=[worklog.public_id])


@pytest.fixture
def operator(client, db):
    made = make.organisation()
    client.force_login(make.member(made))
    return made


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=9)


def log(posting, state: str, **columns) -> Worklog:
    application = make.application(posting, make.candidate(name="박하나"), state="placed")
    confirmed = {"site_confirmed_at": make.NOW} if state in ("site_confirmed", "confirmed") else {}
    return make.worklog(make.placement(application), state=state, **confirmed, **columns)


def test_list_is_masked_and_logged(client, posting) -> None:
    row = log(posting, "submitted")

    shown = client.get(LIST, {"state": "to_confirm", "month": "2026-05"}).content.decode()

    assert "박*나" in shown
    assert "박하나" not in shown
    assert "3시간" in shown
    assert AccessEntry.objects.get().subject_ids == [row.placement.candidate.user_id]
    assert "박*나" not in client.get(LIST, {"month": "2026-06"}).content.decode()


def test_confirm_after_the_site(client, posting) -> None:
    rows = [log(posting, "site_confirmed") for _ in range(2)]

    form = {"verb": "confirm", "state": "to_confirm", "worklog": [row.public_id for row in rows]}
    answer = client.post(STEP, {**form, "seen": stamps(client.get(LIST, {"state": "to_confirm"}))})

    assert answer.url == f"{LIST}?state=to_confirm"
    assert {Worklog.objects.get(pk=row.pk).state for row in rows} == {"confirmed"}


def test_confirm_without_the_site_asks_why(client, posting) -> None:
    row = log(posting, "submitted")
    form = {"verb": "confirm", "one": "yes", "worklog": row.public_id, "seen": stamps(client.get(card(row)))}

    refused = client.post(STEP, form).content.decode()
    assert "활동처가 아직 확인하지 않았습니다." in refused

    client.post(STEP, {**form, "site_reason": "활동처 담당자가 쉬는 날입니다."})
    row.refresh_from_db()
    assert row.state == "confirmed"


def test_send_back_says_what_to_mend(client, posting) -> None:
    row = log(posting, "submitted")

    client.post(STEP, {"verb": "send_back", "one": "yes", "worklog": row.public_id, "reason": "6일은 쉬는 날입니다."})

    row.refresh_from_db()
    assert (row.state, row.return_reason) == ("returned", "6일은 쉬는 날입니다.")


def test_a_refused_batch_says_why_and_keeps_the_rows_ticked(client, posting) -> None:
    row, other = log(posting, "submitted"), log(posting, "submitted")
    form = {"worklog": [row.public_id], "seen": stamps(client.get(LIST, {"state": "to_confirm"}))}

    unread = client.post(f"{STEP}?state=to_confirm", {**form, "verb": "send_back", "reason": " "}).content.decode()
    early = client.post(f"{STEP}?state=to_confirm", {**form, "verb": "confirm"})

    assert "이유를 적어 주세요." in unread
    for shown in (unread, early.content.decode()):
        assert f'name="worklog" value="{row.public_id}" checked' in shown
        assert f'name="worklog" value="{other.public_id}" checked' not in shown
        assert f'href="{LIST}?state=to_confirm"' in shown
    (confirm, _send_back) = early.context["batch"]
    assert list(confirm["form"].errors) == ["site_reason"]
    row.refresh_from_db()
    assert row.state == "submitted"


@pytest.fixture
def internship(operator):
    year = make.programme_year(make.programme("internship"), pay_kind="wage", hours_cap_per_month=None)
    make.changed(year.pay_terms.get(), withholding_rate=0)
    return make.posting(operator, year, seats=9)


def test_page_of_a_wage_speaks_of_no_tax(client, internship) -> None:
    row = log(internship, "confirmed")

    before = client.get(card(row)).content.decode()
    make.pay_line(row, gross_won=30_960, withheld_won=0, net_won=30_960)
    after = client.get(card(row)).content.decode()

    assert "<dt>세전 급여</dt><dd>30,960원" in before
    assert "세전 급여 30,960원, 고용한 곳이 지급" in after
    assert "세금 0원" not in before + after
    placement = client.get(reverse("jobs:operator_placement", args=[row.placement.public_id])).content.decode()
    assert "뗀 세금" not in placement
    assert "세전 급여" in placement


def test_page_says_the_cap_in_words(client, posting) -> None:
    row = log(posting, "submitted", minutes=58 * 60)

    shown = client.get(card(row)).content.decode()

    assert "한도 57시간보다 1시간 많습니다." in shown


@pytest.mark.parametrize(
    ("state", "confirmed"), [("submitted", "아직 확인하지 않음"), ("confirmed", "52시간"), ("returned", "없음.")]
)
def test_page_tells_hours_written_from_hours_confirmed(client, posting, state: str, confirmed: str) -> None:
    row = log(posting, state, minutes=52 * 60, entries=[], return_reason="날짜를 확인해 주세요.")

    shown = client.get(card(row)).content.decode()

    assert "<dt>적은 시간</dt><dd>52시간</dd>" in shown
    assert f"<dt>확인한 시간</dt><dd>{confirmed}" in shown
    assert "모든 활동을 더하면 52시간으로, 한도 57시간 안입니다." in shown
    assert "0분" not in shown
    assert ("지급할 돈" in shown) is (state != "returned")
    assert "다른 활동에서" not in shown


def test_page_counts_a_correction_as_this_logs_own_hours(client, posting) -> None:
    row = log(posting, "confirmed")
    paid = make.pay_line(row, gross_won=30_960, withheld_won=0, net_won=30_960)
    make.pay_line(row, corrects=paid, minutes=60, gross_won=10_320, withheld_won=0, net_won=10_320)

    shown = client.get(card(row)).content.decode()

    assert "<dt>확인한 시간</dt><dd>4시간</dd>" in shown
    assert "모든 활동을 더하면 4시간으로" in shown
    assert "다른 활동에서" not in shown


def test_another_operators_log_is_not_found(client, operator) -> None:
    other = make.worklog()

    assert client.get(card(other)).status_code == 404
    assert client.post(STEP, {"verb": "confirm", "worklog": [other.public_id]}).status_code == 404


@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, posting, items: int, django_assert_max_num_queries) -> None:
    for _ in range(items):
        log(posting, "submitted")

    with django_assert_max_num_queries(14):
        shown = client.get(LIST, {"state": "to_confirm"}).content.decode()

    assert shown.count('name="worklog"') == items
