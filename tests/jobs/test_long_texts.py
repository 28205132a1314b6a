"""No text is cut in silence: what is longer than its column is refused beside its field, and what just fits is kept whole."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from jobs import applications, attendance, offers, placements, stories, surveys, worklogs
from tests import make
from tests.jobs import logs, placing
from tests.jobs.stories import JPEG
from tests.make import NOW

pytestmark = pytest.mark.django_db
JUNE = NOW + timedelta(days=50)
POINTS = {"overall": 5, "work": 4, "site": 3, "operator": 2, "recommend": 1}
TOLD = {"title": "다시 아침", "text": "어르신들과 함께 노래하며 지낸 여섯 달이었습니다.", "agrees": True}


@pytest.fixture
def posting(operator):
    return make.posting(operator, results_released_at=NOW)


@pytest.fixture
def finished(posting):
    return placing.active(posting, state="completed")


def refused_field(call) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as raised:
        call()
    return [(name, error.code) for name, errors in raised.value.error_dict.items() for error in errors]


def told_by(person, **changed):
    return lambda: stories.offer(person, **{**TOLD, **changed}, by=placing.own(person), at=NOW)


@pytest.mark.parametrize(("field", "most"), [("title", 60), ("text", 2000)])
def test_a_story_is_taken_whole_or_not(finished, field, most):
    assert refused_field(told_by(finished, **{field: "가" * (most + 1)})) == [(field, "max_length")]

    assert getattr(told_by(finished, **{field: "가" * most})(), field) == "가" * most


def test_a_description_of_a_picture_is_taken_whole_or_not(finished):
    long = {"picture": JPEG, "description": "가" * 121}

    assert refused_field(told_by(finished, **long)) == [("description", "max_length")]


def test_a_comment_of_a_survey_is_taken_whole_or_not(finished):
    def said(comment):
        return lambda: surveys.answer(finished, POINTS, comment=comment, by=placing.own(finished), at=NOW)

    assert refused_field(said("가" * 501)) == [("comment", "max_length")]
    said("가" * 500)()


def test_a_title_of_training_is_taken_whole_or_not(posting, officer):
    def add(title):
        on = date(2026, 5, 1)
        return lambda: attendance.add_session(posting, title=title, held_on=on, hours=2, by=officer, at=NOW)

    assert refused_field(add("가" * 81)) == [("title", "max_length")]
    assert add("가" * 80)().title == "가" * 80


@pytest.mark.parametrize(("verb", "state"), [("reject", "interview"), ("withdraw_selection", "accepted")])
def test_a_reason_that_a_person_reads_is_taken_whole_or_not(posting, officer, manager, verb, state):
    row = make.application(posting, state=state)
    by = manager if verb == "withdraw_selection" else officer

    def do(reason):
        return lambda: getattr(applications, verb)([row], reason=reason, by=by, at=NOW)

    assert refused_field(do("가" * 201)) == [("reason", "max_length")]
    assert do("가" * 200)()[0].reason == "가" * 200


def test_a_reason_of_declining_is_taken_whole_or_not(posting):
    made = make.offer(make.application(posting, state="offered"))
    me = make.actor(made.application.candidate.user)

    def decline(reason):
        return lambda: offers.decline([made], reason=reason, by=me, at=NOW)

    assert refused_field(decline("가" * 201)) == [("reason", "max_length")]
    decline("가" * 200)()


def test_a_reason_of_an_early_end_is_taken_whole_or_not(posting, officer):
    row = placing.active(posting)

    def end(reason):
        told = {"on": date(2026, 5, 20), "ended_for": "person", "reason": reason}
        return lambda: placements.end_early([row], **told, by=officer, at=JUNE)

    assert refused_field(end("가" * 301)) == [("reason", "max_length")]
    assert end("가" * 300)()[0].reason == "가" * 300


def test_texts_of_a_log_are_taken_whole_or_not(posting, officer):
    row = placing.active(posting)
    assert refused_field(lambda: logs.submit(row, [logs.entry(what="가" * 201)])) == [("what", "max_length")]
    log = logs.submit(row, [logs.entry(what="가" * 200)])

    def send_back(reason):
        return lambda: worklogs.send_back([log], reason=reason, by=officer, at=JUNE)

    assert refused_field(send_back("가" * 301)) == [("reason", "max_length")]
    assert send_back("가" * 300)()[0].return_reason == "가" * 300
