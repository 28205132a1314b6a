"""What changed since a page showed it is neither confirmed nor published unseen."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from jobs import postings, worklogs
from tests import make
from tests.jobs.expect import refusal

SITE = reverse("jobs:site_worklog_list")
OPERATOR = reverse("jobs:operator_worklog_list")
CITY = reverse("jobs:staff_posting_list")
CHANGED = "그사이 내용이 바뀐 것이 있습니다."

pytestmark = pytest.mark.django_db


def stamps(page) -> str:
    """What a page says it showed."""
    return re.search(r'name="seen" value="([^"]*)"', page.content.decode())[1]


@pytest.fixture
def host():
    return make.organisation("host")


@pytest.fixture
def log(host):
    operator = make.organisation()
    posting = make.posting(operator, sites=[make.site(operator, host=host)])
    return make.worklog(make.placement(make.application(posting, state="placed")))


def hand_in_again(log) -> None:
    make.changed(log, minutes=600, submitted_at=log.submitted_at + timedelta(microseconds=1))


def test_site_does_not_confirm_a_log_it_has_not_read(client, host, log):
    client.force_login(make.member(host))
    form = {"worklog": [log.public_id], "seen": stamps(client.get(SITE))}
    hand_in_again(log)

    answer = client.post(reverse("jobs:site_worklog_confirm"), form, follow=True)

    log.refresh_from_db()
    assert CHANGED in answer.content.decode()
    assert log.state == "submitted"


@pytest.mark.parametrize("is_one", [True, False])
def test_operator_does_not_confirm_a_log_it_has_not_read(client, log, is_one):
    client.force_login(make.member(log.placement.application.posting.organisation))
    page = reverse("jobs:operator_worklog", args=[log.public_id]) if is_one else f"{OPERATOR}?state=to_confirm"
    form = {"verb": "confirm", "worklog": [log.public_id], "site_reason": "전화", "seen": stamps(client.get(page))}
    form |= {"one": "yes"} if is_one else {}
    hand_in_again(log)

    answer = client.post(reverse("jobs:operator_worklog_step"), form, follow=True)

    log.refresh_from_db()
    assert CHANGED in answer.content.decode()
    assert log.state == "submitted"


@pytest.mark.parametrize("is_one", [True, False])
def test_city_does_not_publish_what_it_has_not_read(client, is_one):
    client.force_login(make.city_user())
    posting = make.posting(
        state="in_review", apply_until=make.NOW + timedelta(days=4000), results_at=make.NOW + timedelta(days=4001)
    )
    page = reverse("jobs:staff_posting", args=[posting.public_id]) if is_one else CITY
    form = {"verb": "approve", "posting": [posting.public_id], "seen": stamps(client.get(page))}
    make.changed(posting, title="다른 공고", version=2)

    answer = client.post(reverse("jobs:staff_posting_step"), form, follow=True)

    posting.refresh_from_db()
    assert CHANGED in answer.content.decode()
    assert posting.state == "in_review"


@pytest.mark.parametrize("seen", ["", "x", "{0}", "{0}=", "{0}=2026-13-45T00:00", "{0}=²"])
def test_a_form_that_shows_nothing_confirms_nothing(client, host, log, seen):
    client.force_login(make.member(host))

    form = {"worklog": [log.public_id], "seen": seen.format(log.public_id)}
    client.post(reverse("jobs:site_worklog_confirm"), form)

    log.refresh_from_db()
    assert log.state == "submitted"


def test_verbs_compare_what_was_shown_with_the_row(log):
    officer = make.actor(make.member(log.placement.application.posting.organisation))
    posting = make.posting(state="in_review")

    with refusal("changed_meanwhile"):
        worklogs.confirm([log], reason="전화", shown=[None], by=officer, at=make.NOW)
    with refusal("changed_meanwhile"):
        postings.approve([posting], shown=[2], by=make.actor(make.city_user()), at=make.NOW)

    worklogs.confirm([log], reason="전화", shown=[log.submitted_at], by=officer, at=make.NOW)
    postings.approve([posting], shown=[1], by=make.actor(make.city_user()), at=make.NOW)
