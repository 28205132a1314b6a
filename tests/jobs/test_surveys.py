"""The survey at completion: once each, leading to nobody, told of five people or more."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jobs import surveys
from jobs.models import SurveyAnswer, SurveyTaken
from profiles.models import Event
from tests import make
from tests.jobs.expect import refusal
from tests.jobs.placing import active, own
from tests.make import NOW

pytestmark = pytest.mark.django_db
POINTS = {"overall": 5, "work": 4, "site": 3, "operator": 2, "recommend": 1}
NEXT_WEEK = NOW.date() + timedelta(days=7)


def finished(posting):
    return active(posting, state="completed")


def answered(posting, number, **more):
    for _ in range(number):
        row = finished(posting)
        surveys.answer(row, POINTS, by=own(row), at=NOW, **more)


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=9)


def test_answer_keeps_nothing_that_leads_to_the_person(posting):
    row = finished(posting)

    surveys.answer(row, POINTS, comment="  즐거웠\n습니다. ", by=own(row), at=NOW)

    kept = SurveyAnswer.objects.get()
    assert {field.name for field in SurveyAnswer._meta.fields} == {
        "id",
        "version",
        "programme_year",
        "organisation",
        "week",
        "points",
        "comment",
    }
    assert (kept.points, kept.comment, kept.week) == (POINTS, "즐거웠 습니다.", date(2026, 4, 13))
    assert kept.pk.version == 4  # random: the order of the keys tells nothing
    taken = SurveyTaken.objects.get()
    assert (taken.placement, taken.week) == (row, date(2026, 4, 13))
    assert not Event.objects.exists()


def test_answer_is_given_once(posting):
    row = finished(posting)
    surveys.answer(row, POINTS, by=own(row), at=NOW)

    assert not surveys.may_answer(row)
    with refusal("survey_once"):
        surveys.answer(row, POINTS, by=own(row), at=NOW)


def test_answer_is_of_those_who_finished(posting, officer):
    with refusal("wrong_state"):
        row = active(posting)
        surveys.answer(row, POINTS, by=own(row), at=NOW)
    with pytest.raises(PermissionDenied):
        surveys.answer(finished(posting), POINTS, by=officer, at=NOW)


@pytest.mark.parametrize(
    ("points", "comment", "code"),
    [
        ({**POINTS, "site": 6}, "", "points_missing"),
        ({**POINTS, "site": None}, "", "points_missing"),
        ({}, "", "points_missing"),
        (POINTS, "620307-1234567", "resident_number"),
        (POINTS, "제 번호는 010-1234-5678", "phone_in_comment"),
    ],
)
def test_answer_that_cannot_be_is_refused(posting, points, comment, code):
    row = finished(posting)

    with refusal(code):
        surveys.answer(row, points, comment=comment, by=own(row), at=NOW)
    assert surveys.may_answer(row)


def test_results_are_of_five_people_or_more(posting):
    answered(posting, 4, comment="좋았습니다")
    (few,) = surveys.results(today=NEXT_WEEK)
    assert (few.is_shown, few.answers, few.lines, few.comments) == (False, 0, [], [])

    answered(posting, 1, comment="덜 좋았습니다")
    (enough,) = surveys.results(today=NEXT_WEEK)

    assert (enough.is_shown, enough.answers) == (True, 5)
    assert enough.lines[0] == ("활동 전체에 만족하십니까?", {5: 5, 4: 0, 3: 0, 2: 0, 1: 0})
    assert sorted(enough.comments) == ["덜 좋았습니다", *["좋았습니다"] * 4]


def test_results_are_of_weeks_that_are_over(posting):
    answered(posting, 5)

    assert surveys.results(today=NOW.date()) == []
    assert surveys.results(today=date(2026, 4, 20)) != []


def test_an_operator_sees_its_own(posting, operator):
    year = posting.programme_year
    answered(posting, 3)
    answered(make.posting(make.organisation(), year, seats=9), 2)

    (own_result,) = surveys.results(organisation_ids=[operator.pk], today=NEXT_WEEK)
    (of_all,) = surveys.results(today=NEXT_WEEK)

    assert (own_result.is_shown, of_all.is_shown) == (False, True)


def test_a_new_version_counts_apart_where_it_asks_otherwise(posting, city, officer):
    answered(posting, 5)
    questions = [{"key": "overall", "text": "다시 하시겠습니까?"}]
    with pytest.raises(PermissionDenied):
        surveys.publish(questions, by=officer, at=NOW)
    with refusal("bad_questions"):
        surveys.publish([*questions, *questions], by=city, at=NOW)

    assert surveys.publish(questions, by=city, at=NOW).version == 2
    row = finished(posting)
    surveys.answer(row, {"overall": 1}, by=own(row), at=NOW)

    (found,) = surveys.results(today=NEXT_WEEK)
    assert found.answers == 6
    assert "다시 하시겠습니까?" not in dict(found.lines)  # one answer alone
    assert dict(found.lines)["활동 전체에 만족하십니까?"][5] == 5


def test_first_questions_are_those_that_can_be_read_in_english():
    assert [question["text"] for question in surveys.current().questions] == [
        str(text) for text in surveys.FIRST_QUESTIONS
    ]
