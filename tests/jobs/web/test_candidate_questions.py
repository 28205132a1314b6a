"""Asking an operator and reading the answer: the words kept when something is wrong, and nobody else's thread."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from jobs.models import Question
from profiles import consents
from profiles.web.consent_boxes import name_of
from tests import make
from tests.jobs.expect import queries
from tests.jobs.keeping import answered, published, question
from tests.jobs.web.open_postings import open_posting, text

pytestmark = pytest.mark.django_db
LIST = reverse("jobs:question_list")


def page(name, row):
    return reverse(f"jobs:{name}", args=[row.public_id])


def test_ask_leads_to_the_thread(client, person) -> None:
    posting = open_posting(title="학교안전지원단")

    response = client.post(page("question_ask", posting), {"text": "주차할 수 있나요?"}, follow=True)

    row = Question.objects.get()
    assert response.redirect_chain == [(page("question", row), 302)]
    assert "주차할 수 있나요?" in text(response)
    assert "오늘 질문했습니다" in text(response)
    assert (row.candidate, row.posting) == (person, posting)


def test_who_has_no_profile_yet_makes_one_and_comes_back_to_ask(client) -> None:
    client.force_login(make.user())
    asking = page("question_ask", open_posting())

    joining = client.get(asking)

    assert joining["Location"] == f"{reverse('profiles:candidate_join')}?{urlencode({'next': asking})}"
    required = {name_of(text): "on" for text in consents.current_texts() if text.is_required}
    assert client.post(joining["Location"], {**required, "next": asking})["Location"] == asking
    assert client.get(asking).status_code == 200


def test_who_works_for_an_organisation_is_told_so(client) -> None:
    client.force_login(make.member(make.organisation()))

    assert client.get(page("question_ask", open_posting())).status_code == 403


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("제 번호는 010-1234-5678입니다", "전화번호는 적지 말아 주세요."),
        ("620307-1234567", "주민등록번호는 받지 않습니다."),
        ("", "내용을 적어 주세요."),
    ],
)
def test_ask_says_what_is_wrong_and_keeps_the_words(client, person, typed, said) -> None:
    shown = text(client.post(page("question_ask", open_posting()), {"text": typed}))

    assert said in shown
    assert typed in shown
    assert not Question.objects.exists()


def test_ask_shows_what_was_asked_before(client, person) -> None:
    row = question(open_posting(), person, moved_at=timezone.now() - timedelta(days=3))

    shown = text(client.get(page("question_ask", row.posting)))

    assert page("question", row) in shown
    assert "질문한 지 3일 지났습니다" in shown


def test_thread_names_the_age_of_the_answer_and_of_a_long_silence(client, person) -> None:
    now = timezone.now()
    told = answered(None, person, asked_at=now - timedelta(days=5), answered_at=now - timedelta(days=3))
    silent = question(make.posting(make.organisation(phone="0212345678")), person, moved_at=now - timedelta(days=4))

    assert "운영기관이 2일 만에 답했습니다" in text(client.get(page("question", told)))
    shown = text(client.get(page("question", silent)))
    assert "질문한 지 4일 지났습니다" in shown
    assert "02-1234-5678" in shown


def test_more_goes_on_in_the_thread(client, person) -> None:
    row = answered(None, person)

    client.post(page("question_more", row), {"text": "토요일은요?"})
    refused = client.post(page("question_more", row), {"text": "010-1234-5678"})

    row.refresh_from_db()
    assert row.state == "waiting"
    assert refused.status_code == 400
    assert "전화번호는 적지 말아 주세요." in text(refused)


def test_another_ones_thread_is_not_found(client, person) -> None:
    row = question(text="남의 질문")

    assert client.get(page("question", row)).status_code == 404
    assert client.post(page("question_more", row), {"text": "끼어들기"}).status_code == 404
    assert "남의 질문" not in text(client.get(LIST))


def test_posting_shows_what_was_published_without_the_asker(client) -> None:
    posting = open_posting()
    published(posting, person=make.candidate(name="김영수"))
    answered(posting)

    shown = text(client.get(page("public_posting", posting)))

    assert "주말에도 활동하나요?" in shown
    assert "아니요, 평일만입니다." in shown
    for hidden in ("토요일에도 나가나요?", "평일에만 나갑니다.", "김영수", "김*수"):
        assert hidden not in shown


@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, person, items) -> None:
    for _ in range(items):
        question(None, person)

    assert queries(lambda: client.get(LIST)) == 12
