"""The survey at completion: once each, leading to nobody, told of five people or more."""

from contextlib import ExitStack
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from jobs import surveys
from jobs.models import SurveyAnswer, SurveyTaken
from profiles.models import Event
from tests import make
from tests.jobs.expect import refusal
from tests.jobs.placing import active, own
from tests.jobs.racing import waiting
from tests.make import NOW

pytestmark = pytest.mark.django_db
POINTS = {"overall": 5, "work": 4, "site": 3, "operator": 2, "recommend": 1}


def finished(posting):
    return active(posting, state="completed")


def answered(posting, number, **more):
    for _ in range(number):
        row = finished(posting)
        surveys.answer(row, POINTS, by=own(row), at=NOW, **more)


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=12)


def test_answer_keeps_nothing_that_leads_to_the_person(posting):
    row = finished(posting)

    surveys.answer(row, POINTS, comment="  즐거웠\n습니다. ", by=own(row), at=NOW)

    kept = SurveyAnswer.objects.get()
    assert {field.name for field in SurveyAnswer._meta.fields} == {
        "id",
        "version",
        "programme_year",
        "organisation",
        "points",
        "comment",
        "is_told_to_operator",
        "is_told_to_city",
    }
    assert (kept.points, kept.comment) == (POINTS, "즐거웠 습니다.")
    assert kept.pk.version == 4  # random: the order of the keys tells nothing
    assert {field.name for field in SurveyTaken._meta.fields} == {"id", "placement"}
    assert SurveyTaken.objects.get().placement == row
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
    (few,) = surveys.results()
    assert (few.is_shown, few.answers, few.lines, few.comments) == (False, 0, [], [])

    answered(posting, 1, comment="덜 좋았습니다")
    (enough,) = surveys.results()

    assert (enough.is_shown, enough.answers) == (True, 5)
    assert enough.lines[0] == ("활동 전체에 만족하십니까?", {5: 5, 4: 0, 3: 0, 2: 0, 1: 0})
    assert sorted(enough.comments) == ["덜 좋았습니다", *["좋았습니다"] * 4]


def test_results_grow_by_five_at_once(posting):
    answered(posting, 5, comment="먼저")
    before = surveys.results()

    for _ in range(4):
        answered(posting, 1, comment="나중")
        assert surveys.results() == before
    answered(posting, 1, comment="나중")

    (after,) = surveys.results()
    assert (before[0].answers, after.answers, sorted(after.comments)) == (5, 10, ["나중"] * 5 + ["먼저"] * 5)
    assert surveys.results(organisation_ids=[posting.organisation_id]) == [after]


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_an_answer_beside_the_fifth_is_not_told_alone(posting):
    answered(posting, 4)
    fifth, beside = finished(posting), finished(make.posting(posting.organisation, posting.programme_year))

    with ExitStack() as race, transaction.atomic():
        surveys.answer(fifth, POINTS, by=own(fifth), at=NOW)
        race.enter_context(waiting([partial(surveys.answer, beside, POINTS, by=own(beside), at=NOW)]))

    told = [SurveyAnswer.objects.filter(**{name: True}).count() for name in ("is_told_to_operator", "is_told_to_city")]
    assert (SurveyAnswer.objects.count(), told) == (6, [5, 5])


def test_an_operator_sees_its_own(posting, operator):
    year = posting.programme_year
    answered(posting, 3)
    answered(make.posting(make.organisation(), year, seats=12), 2)

    (own_result,) = surveys.results(organisation_ids=[operator.pk])
    (of_all,) = surveys.results()

    assert (own_result.is_shown, of_all.is_shown) == (False, True)


def test_a_new_version_counts_apart_where_it_asks_otherwise(posting, city, officer):
    answered(posting, 5)
    questions = [{"key": "overall", "text": "다시 하시겠습니까?"}]
    with pytest.raises(PermissionDenied):
        surveys.publish(questions, by=officer, at=NOW)
    with refusal("bad_questions"):
        surveys.publish([*questions, *questions], by=city, at=NOW)

    assert surveys.publish(questions, by=city, at=NOW).version == 2
    rows = [finished(posting) for _ in range(5)]
    for row in rows[:4]:
        surveys.answer(row, {"overall": 1}, by=own(row), at=NOW)
    (found,) = surveys.results()
    assert (found.answers, "다시 하시겠습니까?" in dict(found.lines)) == (5, False)
    surveys.answer(rows[4], {"overall": 1}, by=own(rows[4]), at=NOW)

    (found,) = surveys.results()
    assert found.answers == 10
    assert dict(found.lines)["다시 하시겠습니까?"][1] == 5
    assert dict(found.lines)["활동 전체에 만족하십니까?"][5] == 5


def test_first_questions_are_those_that_can_be_read_in_english():
    assert [question["text"] for question in surveys.current().questions] == [
        str(text) for text in surveys.FIRST_QUESTIONS
    ]
