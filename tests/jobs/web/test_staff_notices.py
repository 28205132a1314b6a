"""Notices that could not be sent: masked and logged for those who see people, sent again by editors."""

import pytest
from django.urls import reverse

from profiles.models import AccessEntry, Delivery
from tests import make
from tests.jobs.expect import queries
from tests.profiles.test_dead_letters import dead

pytestmark = pytest.mark.django_db
LIST, AGAIN = reverse("jobs:staff_notice_list"), reverse("jobs:staff_notice_again")


def lost(key: str = "1") -> Delivery:
    """A notice to a candidate that could not be sent."""
    person = make.candidate(make.user(f"hana{key}@example.com", channels=["email"]), name="박하나")
    return dead(person.user, key=key)


@pytest.fixture
def editor(client):
    client.force_login(make.city_user())
    return client


def test_list_says_to_whom_what_why_and_when_and_is_logged(editor) -> None:
    delivery = lost()
    dead(make.user("officer@example.com", channels=["email"]), key="2", answer="552 over quota")

    shown = editor.get(LIST).content.decode()

    for text in (
        "답변 기한이 지났습니다: 공고 1",
        "박*나",
        "h***@example.com",
        "o***@example.com",
        "이메일 주소가 없거나 더는 쓰지 않는 주소입니다.",
        "받는 사람의 메일함이 가득 찼습니다.",
        "4월 15일(수) 오전 10시",
        "10번 보냄",
    ):
        assert text in shown
    for secret in ("박하나", "hana1", "550 unknown", "officer@"):
        assert secret not in shown
    entry = AccessEntry.objects.get()
    assert (entry.subject_ids, entry.purpose) == ([delivery.notice.recipient_id], "보내지 못한 알림 확인")


def test_lost_text_shows_a_masked_number(editor) -> None:
    delivery = lost()
    make.changed(delivery, channel="sms")
    make.changed(delivery.attempts.last(), answer="refused 3101: 없는 번호입니다.")

    shown = editor.get(LIST).content.decode()

    assert "문자를 받을 수 없는 번호입니다." in shown
    assert "010-" in shown
    for secret in ("010-1234-5678", "01012345678", "h***@"):
        assert secret not in shown


def test_chosen_notices_are_sent_again(editor) -> None:
    first, second = lost("1"), lost("2")

    answer = editor.post(AGAIN, {"notice": [first.notice.public_id]}, follow=True)

    assert "알림 1건을 다시 보냅니다." in answer.content.decode()
    assert [Delivery.objects.get(pk=row.pk).state for row in (first, second)] == ["queued", "dead"]
    again = editor.post(AGAIN, {"notice": [first.notice.public_id]}, follow=True)
    assert "그사이 다시 보냈거나 더는 맞지 않게 된 알림이 있습니다." in again.content.decode()


def test_choosing_nothing_asks_for_a_choice_and_nonsense_is_not_there(editor) -> None:
    assert "다시 보낼 알림을 골라 주세요." in editor.post(AGAIN, follow=True).content.decode()
    assert editor.post(AGAIN, {"notice": "none"}).status_code == 404


def test_auditor_reads_and_may_not_send(client) -> None:
    delivery = lost()
    client.force_login(make.city_user("auditor"))

    shown = client.get(LIST).content.decode()

    assert "박*나" in shown
    assert AGAIN not in shown
    assert client.post(AGAIN, {"notice": [delivery.notice.public_id]}).status_code == 403


def test_viewer_sees_how_many_and_no_people(client) -> None:
    lost()
    client.force_login(make.city_user("viewer"))

    shown = client.get(LIST).content.decode()

    assert "보내지 못한 알림이 1건 있습니다." in shown
    assert "박*나" not in shown
    assert "h***" not in shown
    assert not AccessEntry.objects.exists()


def test_an_empty_list_says_so(editor) -> None:
    assert "보내지 못한 알림이 없습니다." in editor.get(LIST).content.decode()


def test_list_asks_the_same_queries_for_one_and_for_three(editor) -> None:
    lost("1")
    editor.get(LIST)
    one = queries(lambda: editor.get(LIST))
    lost("2")
    lost("3")

    assert queries(lambda: editor.get(LIST)) == one
