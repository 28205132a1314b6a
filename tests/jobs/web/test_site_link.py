"""A site's contact opens a link without an account: a page without names, a code, the month's logs, a step before confirming."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import SiteLink
from profiles.models import AccessEntry
from tests import make
from tests.jobs import linking
from tests.jobs.web.test_seen import stamps

pytestmark = pytest.mark.django_db


def url(name: str, token: str = linking.TOKEN) -> str:
    return reverse(f"jobs:{name}", args=[token])


@pytest.fixture
def site():
    return make.site(make.organisation(name="다시센터", phone="02-123-4567"))


@pytest.fixture
def month():
    return (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)


@pytest.fixture
def log(site, month):
    return linking.log(site, month=month, entries=[{"on": month.isoformat(), "minutes": 180, "what": "말벗"}])


@pytest.fixture
def link(site, month):
    return linking.link(site, month=month, made_at=timezone.now())


def code_in(mailoutbox) -> str:
    return re.search(r"\d{6}", mailoutbox[-1].subject).group()


@pytest.fixture
def opened(client, log, link, mailoutbox):
    client.post(url("site_link_code"))
    client.post(url("site_link_open"), {"code": code_in(mailoutbox)})
    return link


def test_link_opens_without_names_and_changes_nothing(client, log, link) -> None:
    before = SiteLink.objects.values().get()

    shown = client.get(url("site_link"))

    assert shown.status_code == 200
    page = shown.content.decode()
    assert "다시센터" in page
    assert "s***@example.com" in page
    assert "박*나" not in page
    assert "박하나" not in page
    assert SiteLink.objects.values().get() == before
    assert AccessEntry.objects.count() == 0


def test_logs_stay_shut_without_the_code(client, log, link) -> None:
    assert client.get(url("site_link_logs"))["Location"] == url("site_link")
    assert client.post(url("site_link_act"), {"worklog": log.public_id, "sure": "yes"})["Location"] == url("site_link")
    log.refresh_from_db()
    assert log.state == "submitted"


def test_code_goes_to_the_contact_and_opens_the_logs(client, opened, log, mailoutbox) -> None:
    shown = client.get(url("site_link_logs")).content.decode()

    assert mailoutbox[-1].to == ["site@example.com"]
    assert f"박*나 {log.placement.application.receipt_number} 님" in shown
    assert "박하나" not in shown
    entry = AccessEntry.objects.get()
    assert (entry.user, entry.contact, entry.subject_ids) == (
        None,
        opened.contact.person,
        [log.placement.candidate.user_id],
    )


def test_wrong_code_is_counted_and_said(client, log, link, mailoutbox) -> None:
    client.post(url("site_link_code"))
    wrong = "000000" if code_in(mailoutbox) != "000000" else "111111"

    shown = client.post(url("site_link_open"), {"code": wrong})

    assert shown.status_code == 400
    assert "확인 번호가 맞지 않습니다" in shown.content.decode()
    link.refresh_from_db()
    assert link.code_tries == 1


def test_another_browser_stays_shut(client, opened, log) -> None:
    other = client.__class__()

    assert other.get(url("site_link_logs")).status_code == 302


def test_confirm_asks_once_more(client, opened, log) -> None:
    seen = stamps(client.get(url("site_link_logs")))

    asked = client.post(url("site_link_act"), {"worklog": log.public_id, "seen": seen})
    log.refresh_from_db()
    assert (log.state, "이 활동일지들이 맞습니까?" in asked.content.decode()) == ("submitted", True)
    client.post(url("site_link_act"), {"worklog": log.public_id, "seen": stamps(asked), "sure": "yes"})

    log.refresh_from_db()
    assert log.state == "site_confirmed"
    assert "모두 보셨습니다" in client.get(url("site_link_logs")).content.decode()


def test_send_back_asks_why(client, opened, log) -> None:
    refused = client.post(url("site_link_act"), {"send_back": log.public_id}).content.decode()
    assert "이유를 적어 주세요." in refused
    client.post(url("site_link_act"), {"send_back": log.public_id, f"reason_{log.public_id}": "6일은 쉬었습니다."})

    log.refresh_from_db()
    assert (log.state, log.return_reason) == ("returned", "6일은 쉬었습니다.")


def test_nothing_ticked_says_so(client, opened, log) -> None:
    assert "하나 이상 골라 주세요" in client.post(url("site_link_act"), {}).content.decode()


def test_a_log_of_another_site_is_not_found(client, opened, site) -> None:
    other = linking.log(make.site(site.organisation))

    assert client.post(url("site_link_act"), {"worklog": other.public_id}).status_code == 404


def test_unknown_and_ended_links_answer_alike(client, log, link) -> None:
    unknown = client.get(url("site_link", "nothing"))
    link.letter.ended_at = timezone.now()
    link.letter.save()
    ended = client.get(url("site_link"))

    assert (unknown.status_code, ended.status_code) == (404, 404)
    assert "이 링크는 쓸 수 없습니다" in ended.content.decode()


def test_own_people_find_nothing_behind_it(client, log, link, site) -> None:
    client.force_login(make.member(site.organisation))

    assert client.get(url("site_link")).status_code == 404
    assert "이 링크는 쓸 수 없습니다" not in client.get(url("site_link")).content.decode()


def test_page_is_kept_by_no_cache(client, log, link) -> None:
    assert "no-store" in client.get(url("site_link"))["Cache-Control"]


@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, opened, site, month, items, django_assert_max_num_queries) -> None:
    for _ in range(items - 1):
        linking.log(site, month=month)

    with django_assert_max_num_queries(14):
        assert client.get(url("site_link_logs")).content.decode().count('name="worklog"') == items
