"""How old an answer or a silence is, in days of Seoul."""

from datetime import timedelta

import pytest

from jobs.models import Question
from jobs.question_ages import with_ages
from tests.make import NOW

TEN_TO_MIDNIGHT = NOW.replace(hour=23, minute=50)


def age(at=NOW, **columns):
    row = Question(**{"state": "waiting", "asked_at": NOW, "moved_at": NOW, **columns})
    return with_ages([row], at=at)[0].age


@pytest.mark.parametrize(
    ("after", "text", "is_long"),
    [
        (timedelta(hours=3), "오늘 질문했습니다", False),
        (timedelta(days=1), "질문한 지 1일 지났습니다", False),
        (timedelta(days=3), "질문한 지 3일 지났습니다", True),
    ],
)
def test_silence(after, text, is_long):
    assert age(NOW + after) == (text, is_long)


def test_days_are_those_of_the_calendar():
    assert age(TEN_TO_MIDNIGHT + timedelta(minutes=20), moved_at=TEN_TO_MIDNIGHT).text == "질문한 지 1일 지났습니다"


def test_silence_after_an_answer_says_so():
    assert age(NOW + timedelta(days=2), answered_at=NOW).text == "이어서 질문한 지 2일 지났습니다"


@pytest.mark.parametrize(
    ("after", "text"),
    [(timedelta(hours=2), "운영기관이 그날 답했습니다"), (timedelta(days=2), "운영기관이 2일 만에 답했습니다")],
)
def test_answer(after, text):
    assert age(NOW + timedelta(days=90), state="answered", answered_at=NOW + after).text == text
