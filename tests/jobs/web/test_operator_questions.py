"""An operator's desk of questions: the longest wait first, who asks masked and logged, answers and what is published."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.models import AccessEntry, User
from tests import make
from tests.jobs.expect import queries
from tests.jobs.keeping import answered, question
from tests.jobs.web.open_postings import open_posting, text

pytestmark = pytest.mark.django_db
LIST = reverse("jobs:operator_question_list")


@pytest.fixture
def officer(client) -> User:
    found = make.member()
    client.force_login(found)
    return found


@pytest.fixture
def posting(officer):
    return open_posting(officer.memberships.get().organisation, title="학교안전지원단")


def page(row, verb=""):
    return reverse(f"jobs:operator_question{verb and '_' + verb}", args=[row.public_id])


def test_list_puts_the_longest_wait_first_and_others_nowhere(client, posting) -> None:
    now = timezone.now()
    new = question(posting, moved_at=now)
    old = question(posting, moved_at=now - timedelta(days=4))
    done = answered(posting)
    question(text="남의 기관에 물은 것")

    response = client.get(LIST)

    assert [row.question for row, _name in response.context["page_obj"]] == [old, new, done]
    assert [row.question for row, _name in client.get(LIST, {"state": "answered"}).context["page_obj"]] == [done]
    assert "질문한 지 4일 지났습니다" in text(response)


def test_home_counts_what_waits(client, posting) -> None:
    question(posting)
    answered(posting)
    question()

    shown = text(client.get(reverse("jobs:operator_home")))

    assert f'<a href="{LIST}?state=waiting">1<small>건</small></a>' in shown


def test_the_asker_is_masked_unless_they_applied_and_each_read_is_logged(client, posting, officer) -> None:
    asker, applicant = make.candidate(name="김영수"), make.candidate(name="박정희숙")
    make.application(posting, applicant)
    rows = question(posting, asker), question(posting, applicant)

    shown = text(client.get(LIST))

    assert "김*수" in shown
    assert "김영수" not in shown
    assert "박정희숙" in shown
    assert "김영수" not in text(client.get(page(rows[0])))
    entries = AccessEntry.objects.filter(user=officer).order_by("pk")
    assert [entry.subject_ids for entry in entries] == [sorted([asker.user_id, applicant.user_id]), [asker.user_id]]


def test_an_application_elsewhere_unmasks_nobody(client, posting) -> None:
    asker = make.candidate(name="김영수")
    make.application(candidate_=asker)
    row = question(posting, asker)

    assert "김영수" not in text(client.get(page(row)))


def test_answer_says_what_is_wrong_beside_the_field(client, posting) -> None:
    row = question(posting)

    refused = client.post(page(row, "answer"), {"text": "010-1234-5678로 전화 주세요"})

    assert refused.status_code == 400
    assert "전화번호는 적지 말아 주세요." in text(refused)
    assert "010-1234-5678로 전화 주세요" in text(refused)
    client.post(page(row, "answer"), {"text": "예, 됩니다."})
    row.refresh_from_db()
    assert row.state == "answered"


def test_settle_is_offered_once_there_is_an_answer(client, posting) -> None:
    new, thanked = question(posting), answered(posting, state="waiting")

    assert page(new, "settle") not in text(client.get(page(new)))
    assert page(thanked, "settle") in text(client.get(page(thanked)))
    client.post(page(thanked, "settle"))
    thanked.refresh_from_db()
    assert thanked.state == "answered"


def test_publish_offers_the_words_to_edit_and_takes_them_off_again(client, posting) -> None:
    row = answered(posting)
    shown = text(client.get(page(row)))
    assert "토요일에도 나가나요?</textarea>" in shown
    assert "평일에만 나갑니다.</textarea>" in shown

    client.post(page(row, "publish"), {"question": "주말에도 하나요?", "answer": "평일만 합니다."})
    public = reverse("jobs:public_posting", args=[posting.public_id])
    assert "주말에도 하나요?" in text(client.get(public))

    client.post(page(row, "unpublish"))
    assert "주말에도 하나요?" not in text(client.get(public))


def test_publish_of_a_name_is_refused_beside_the_field(client, posting) -> None:
    row = answered(posting, make.candidate(name="김영수"))

    refused = client.post(page(row, "publish"), {"question": "저 김영수인데요", "answer": "예"})

    assert refused.status_code == 400
    assert refused.context["publish_form"].errors["question"] == [
        "물어본 분의 이름이 들어 있습니다. 이름을 지우고 공개해 주세요."
    ]


@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, posting, items) -> None:
    for _ in range(items):
        question(posting)

    assert queries(lambda: client.get(LIST)) == 13
