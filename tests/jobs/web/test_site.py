"""Host sites see the logs of the people who work at theirs, and confirm them or send them back."""

import pytest
from django.urls import reverse

from jobs.models import Worklog
from profiles.models import AccessEntry
from tests import make
from tests.jobs.web.test_seen import stamps

LIST = reverse("jobs:site_worklog_list")
CONFIRM = reverse("jobs:site_worklog_confirm")


@pytest.fixture
def host(client, db):
    made = make.organisation("host")
    client.force_login(make.member(made))
    return made


def log(host, **columns) -> Worklog:
    operator = make.organisation()
    posting = make.posting(operator, sites=[make.site(operator, host=host)])
    application = make.application(posting, make.candidate(name="박하나"), state="placed")
    return make.worklog(make.placement(application), **columns)


def test_list_shows_own_people_masked(client, host) -> None:
    row = log(host)
    log(make.organisation("host"))

    shown = client.get(LIST).content.decode()

    assert shown.count(f"박*나 {row.placement.application.receipt_number} 님, 2026년 5월") == 1
    assert "박하나" not in shown
    assert AccessEntry.objects.get().subject_ids == [row.placement.candidate.user_id]


def test_confirm(client, host) -> None:
    row = log(host)

    client.post(CONFIRM, {"worklog": [row.public_id], "seen": stamps(client.get(LIST))})

    row.refresh_from_db()
    assert row.state == "site_confirmed"


def test_send_back_with_a_reason(client, host) -> None:
    row = log(host)

    refused = client.post(CONFIRM, {"send_back": row.public_id}).content.decode()
    assert "이유를 적어 주세요." in refused
    assert f'id="reason-{row.public_id}-error"' in refused
    client.post(CONFIRM, {"send_back": row.public_id, f"reason_{row.public_id}": "6일에는 오지 않으셨습니다."})

    row.refresh_from_db()
    assert (row.state, row.return_reason) == ("returned", "6일에는 오지 않으셨습니다.")


def test_a_refusal_keeps_what_was_typed_and_ticked(client, host) -> None:
    row, other = log(host), log(host)
    typed = {
        "send_back": row.public_id,
        "worklog": [other.public_id],
        f"reason_{other.public_id}": "6일은 쉬는 날입니다.",
    }

    shown = client.post(f"{CONFIRM}?state=all", typed).content.decode()

    assert f'name="reason_{other.public_id}" maxlength="300" value="6일은 쉬는 날입니다."' in shown
    assert f'name="worklog" value="{other.public_id}" checked' in shown
    assert f'href="{LIST}?state=all"' in shown


def test_nothing_ticked_says_so(client, host) -> None:
    log(host)

    assert "활동일지를 하나 이상 골라 주세요." in client.post(CONFIRM, {}).content.decode()


def test_another_hosts_log_is_not_found(client, host) -> None:
    other = log(make.organisation("host"))

    assert client.post(CONFIRM, {"worklog": [other.public_id]}).status_code == 404
    other.refresh_from_db()
    assert other.state == "submitted"


@pytest.mark.django_db
def test_operator_finds_no_host_page(client) -> None:
    client.force_login(make.member())

    assert client.get(LIST).status_code == 404


@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, host, items: int, django_assert_max_num_queries) -> None:
    for _ in range(items):
        log(host)

    with django_assert_max_num_queries(12):
        assert client.get(LIST).content.decode().count('name="worklog"') == items


def test_host_has_a_menu_of_its_own(client, host) -> None:
    shown = client.get(LIST).content.decode()

    assert f'<a href="{LIST}" aria-current="page">활동일지 확인</a>' in shown
    assert reverse("jobs:operator_application_list") not in shown
