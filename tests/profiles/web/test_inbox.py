"""The inbox, how to be reached, consents: each person their own, nobody another's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from profiles import consents, notices
from profiles.models import Consent, Notice
from tests import make

pytestmark = pytest.mark.django_db


def tell(user, *titles: str) -> list[Notice]:
    for number, title in enumerate(titles):
        make.notice(
            user,
            kind="jobs.log_returned",
            params={"month": {"$day": "2026-05-01"}, "posting": title, "reason": "활동처를 다시 확인해 주세요."},
            url="/start/",
            created_at=make.NOW + timedelta(minutes=number),
        )
    return list(Notice.objects.filter(recipient=user).order_by("pk"))


@pytest.mark.parametrize("make_user", [make.member, make.city_user, lambda: make.candidate().user])
def test_inbox_of_everyone_lists_newest_first(client, make_user):
    user = make_user()
    first, second = tell(user, "첫 공고", "둘째 공고")
    client.force_login(user)

    page = client.get(reverse("profiles:candidate_inbox"))

    assert [notice for notice, _words in page.context["told"]] == [second, first]
    assert page.content.decode().count("새 알림") == 2
    assert page.content.decode().count("2026년 5월 활동일지를 고쳐 주세요") == 2


def test_inbox_shows_the_others_beside_a_broken_notice(client):
    user = make.candidate().user
    broken, _fine = tell(user, "첫 공고", "둘째 공고")
    make.changed(broken, kind="jobs.nothing_like_it")
    client.force_login(user)

    page = client.get(reverse("profiles:candidate_inbox")).content.decode()

    assert page.count("2026년 5월 활동일지를 고쳐 주세요") == 1
    assert page.count("이 알림의 내용을 보여 드리지 못합니다.") == 1
    assert client.get(reverse("profiles:notice", args=[broken.public_id])).status_code == 200


def test_inbox_hides_what_is_cancelled_or_anothers(client):
    user = make.candidate().user
    (cancelled,) = tell(user, "취소된 공고")
    notices.cancel(cancelled.subject_type, [cancelled.subject_id], at=make.NOW)
    make.changed(cancelled, cancelled_at=make.NOW)
    tell(make.candidate().user, "남의 공고")
    client.force_login(user)

    page = client.get(reverse("profiles:candidate_inbox")).content.decode()

    assert "2026년 5월 활동일지를 고쳐 주세요" not in page
    assert "아직 온 알림이 없습니다" in page


def test_inbox_takes_the_same_queries_for_one_and_three(client):
    one, three = make.candidate().user, make.candidate().user
    tell(one, "하나")
    tell(three, "하나", "둘", "셋")
    counts = []
    for user in (one, three):
        client.force_login(user)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse("profiles:candidate_inbox"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_inbox_is_paginated(client):
    user = make.candidate().user
    tell(user, *(f"공고 {number}" for number in range(21)))
    client.force_login(user)

    assert len(client.get(reverse("profiles:candidate_inbox")).context["told"]) == 20
    assert len(client.get(reverse("profiles:candidate_inbox"), {"page": 2}).context["told"]) == 1


def test_notice_is_read_once_shown_and_leads_on(client):
    user = make.candidate().user
    (notice,) = tell(user, "어르신돌봄지원단")
    client.force_login(user)

    page = client.get(reverse("profiles:notice", args=[notice.public_id])).content.decode()

    notice.refresh_from_db()
    assert notice.read_at is not None
    assert "어르신돌봄지원단" in page
    assert 'href="/start/"' in page


def test_notice_of_another_is_missing(client):
    (notice,) = tell(make.candidate().user, "남의 공고")
    client.force_login(make.candidate().user)

    assert client.get(reverse("profiles:notice", args=[notice.public_id])).status_code == 404

    notice.refresh_from_db()
    assert notice.read_at is None


def test_read_all_marks_own_notices_only(client):
    user, other = make.candidate().user, make.candidate().user
    tell(user, "하나", "둘")
    tell(other, "셋")
    client.force_login(user)

    assert client.get(reverse("profiles:inbox_read_all")).status_code == 405
    client.post(reverse("profiles:inbox_read_all"))

    assert (notices.unread_count(user), notices.unread_count(other)) == (0, 1)


def test_consents_given_and_withdrawn_on_the_page(client):
    user = make.candidate().user
    client.force_login(user)
    (text,) = consents.current_texts("sensitive")

    client.post(reverse("profiles:consent_give", args=[text.public_id]))
    given = Consent.objects.get(user=user)
    page = client.get(reverse("profiles:consents")).content.decode()
    assert text.text.splitlines()[0] in page
    client.post(reverse("profiles:consent_withdraw", args=[given.public_id]))

    assert not consents.has_given(user, "sensitive")


def test_consent_that_is_required_stays_and_the_page_says_why(client):
    user = make.candidate().user
    (text,) = consents.current_texts("service")
    (given,) = consents.give(user, [text], by=make.actor(user), at=make.NOW)
    client.force_login(user)

    page = client.post(reverse("profiles:consent_withdraw", args=[given.public_id]), follow=True).content.decode()

    assert "이 동의가 없으면 서비스를 이어 갈 수 없습니다." in page
    assert consents.has_given(user, "service")


def test_consent_of_another_is_missing(client):
    owner = make.candidate().user
    (text,) = consents.current_texts("sensitive")
    (given,) = consents.give(owner, [text], by=make.actor(owner), at=make.NOW)
    client.force_login(make.candidate().user)

    assert client.post(reverse("profiles:consent_withdraw", args=[given.public_id])).status_code == 404
    assert consents.has_given(owner, "sensitive")
