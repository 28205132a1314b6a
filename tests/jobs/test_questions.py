"""Questions to an operator: who asks, answers and publishes; what is taken in no text; who is told."""

import unicodedata
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jobs import question_ages, questions
from jobs.models import Question, QuestionMessage
from jobs.models.question import MOST_SIGNS
from tests import make
from tests.jobs.expect import happened, queries, refusal, told
from tests.jobs.keeping import answered, question
from tests.make import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)
NUMBERS = (
    ("제 번호는 620307-1234567입니다", "resident_number"),
    ("010-1234-5678로 전화 주세요", "phone"),
    ("０１０ 1234 5678", "phone"),
    (" ", "text_missing"),
    ("가" * (MOST_SIGNS + 1), "max_length"),
)


@pytest.fixture
def posting(operator):
    return make.posting(operator)


@pytest.fixture
def person():
    return make.candidate()


def ask(posting, person, text="주차할 수 있나요?", **changed):
    return questions.ask(posting, person, text=text, **{"by": make.actor(person.user), "at": NOW, **changed})


# Asking ---------------------------------------------------------------------------------------------------------------
def test_ask_tells_the_officers_and_nobody_else(posting, person, officer, stranger):
    row = ask(posting, person)

    assert (row.state, row.asked_by, row.moved_at) == ("waiting", person.user, NOW)
    assert [(line.text, line.is_from_operator) for line in row.messages.all()] == [("주차할 수 있나요?", False)]
    assert happened(row) == [("ask", "", "waiting")]
    assert told(officer.user) == ["jobs.question_asked"]
    assert told(stranger.user) == told(person.user) == []


@pytest.mark.parametrize(("text", "code"), NUMBERS)
def test_no_text_takes_a_number_of_a_person(posting, person, officer, text, code):
    row = answered(posting, person)

    with refusal(code):
        ask(posting, person, text)
    with refusal(code):
        questions.ask_more(row, text=text, by=make.actor(person.user), at=NOW)
    with refusal(code):
        questions.answer(row, text=text, by=officer, at=NOW)
    with refusal(code):
        questions.publish(row, question=text, answer="예", by=officer, at=NOW)
    assert QuestionMessage.objects.count() == 2


def test_the_operators_own_phone_may_stand_in_an_answer(person):
    operator = make.organisation(phone="0212345678")
    row, by = question(make.posting(operator), person), make.actor(make.member(operator))

    questions.answer(row, text="02-1234-5678로 전화 주세요.", by=by, at=NOW)

    with refusal("phone"):
        questions.answer(row, text="02-1234-5678이나 010-1111-2222로 전화 주세요.", by=by, at=NOW)
    with refusal("phone"):
        ask(row.posting, person, "02-1234-5678로 하면 되나요?")


@pytest.mark.parametrize("state", ["draft", "in_review", "archived"])
def test_ask_about_what_is_not_public_is_refused(person, state):
    with refusal("not_public"):
        ask(make.posting(state=state), person)


def test_ask_takes_five_that_wait_and_not_the_same_twice(posting, person, officer):
    first = ask(posting, person)
    with refusal("asked_already"):
        ask(posting, person)
    for number in range(4):
        ask(posting, person, f"질문 {number}")
    with refusal("too_many"):
        ask(posting, person, "여섯 번째")

    ask(make.posting(), person)
    ask(posting, make.candidate())
    questions.answer(first, text="예", by=officer, at=NOW)
    ask(posting, person, "여섯 번째")


def test_only_the_person_asks(posting, person, officer):
    for by in (officer, make.actor(make.candidate().user)):
        with pytest.raises(PermissionDenied):
            ask(posting, person, by=by)


# The thread -----------------------------------------------------------------------------------------------------------
def test_answer_tells_the_person_and_takes_back_what_asked_for_it(posting, person, officer):
    row = ask(posting, person)

    found = questions.answer(row, text="예, 됩니다.", by=officer, at=LATER)

    assert (found.state, found.answered_at, found.answered_by, found.moved_at) == (
        "answered",
        LATER,
        officer.user,
        LATER,
    )
    assert told(person.user) == ["jobs.question_answered"]
    assert told(officer.user) == []
    assert happened(row)[-1] == ("answer_question", "waiting", "answered")


def test_more_from_the_person_waits_again_and_the_first_answer_counts(posting, person, officer):
    row = answered(posting, person)

    questions.ask_more(row, text="토요일은요?", by=make.actor(person.user), at=LATER)
    again = questions.ask_more(row, text="일요일은요?", by=make.actor(person.user), at=LATER + timedelta(days=1))

    assert (again.state, again.moved_at) == ("waiting", LATER)
    found = questions.answer(row, text="아니요", by=officer, at=LATER + timedelta(days=5))
    assert found.answered_at == NOW
    assert told(person.user) == ["jobs.question_answered"]


def test_settle_ends_the_turn_without_a_word(posting, person, officer):
    row = answered(posting, person, state="waiting")

    assert questions.settle(row, by=officer, at=LATER).state == "answered"
    assert told(person.user) == []
    with refusal("wrong_state"):
        questions.settle(row, by=officer, at=LATER)
    with refusal("no_answer"):
        questions.settle(question(posting), by=officer, at=LATER)


def test_each_side_writes_as_itself(posting, person, officer, stranger):
    row = answered(posting, person, state="waiting")

    for by in (stranger, make.actor(make.candidate().user), make.actor(person.user)):
        with pytest.raises(PermissionDenied):
            questions.answer(row, text="예", by=by, at=NOW)
        with pytest.raises(PermissionDenied):
            questions.settle(row, by=by, at=NOW)
        with pytest.raises(PermissionDenied):
            questions.publish(row, question="무엇", answer="예", by=by, at=NOW)
        with pytest.raises(PermissionDenied):
            questions.unpublish(row, by=by, at=NOW)
    with pytest.raises(PermissionDenied):
        questions.ask_more(row, text="저도요", by=officer, at=NOW)


def test_an_endless_thread_is_refused(posting, person, monkeypatch):
    monkeypatch.setattr(questions, "MOST_MESSAGES", 1)

    with refusal("too_long"):
        questions.ask_more(question(posting, person), text="하나 더", by=make.actor(person.user), at=NOW)


def test_remind_tells_officers_of_a_long_silence_once_a_week(posting, person, officer, system):
    silent = question(posting, person)
    question(posting, moved_at=LATER)
    answered(posting)

    for days in (2, 3, 4):  # the fourth day is in the same week of the calendar
        questions.remind(by=system, at=NOW + timedelta(days=days))
    assert told(officer.user) == ["jobs.question_waits"]

    questions.answer(silent, text="예", by=officer, at=NOW + timedelta(days=4))
    assert told(officer.user) == []


def test_remind_counts_the_days_of_the_setting_by_the_calendar_of_seoul(posting, person, system, settings):
    settings.QUESTION_WAITS_DAYS = 2
    row = question(posting, person, moved_at=NOW.replace(hour=23, minute=50))
    second = NOW.replace(hour=0, minute=5) + timedelta(days=2)

    assert questions.remind(by=system, at=second - timedelta(minutes=6)) == []
    assert questions.remind(by=system, at=second) == [row]
    assert question_ages.with_ages([row], at=second)[0].age.is_long


def test_remind_is_the_systems_alone(officer):
    with pytest.raises(PermissionDenied):
        questions.remind(by=officer, at=NOW)


@pytest.mark.parametrize("items", [1, 3])
def test_remind_asks_the_same_of_any_number(officer, posting, system, items):
    for _ in range(items):
        question(posting)

    assert queries(lambda: questions.remind(by=system, at=NOW + timedelta(days=9))) == 11


# Publishing -----------------------------------------------------------------------------------------------------------
def test_publish_shows_other_words_than_were_asked(posting, person, officer):
    row = answered(posting, person)

    questions.publish(row, question="주말에도 하나요?", answer="아니요.", by=officer, at=NOW)
    questions.publish(row, question="주말에도 활동하나요?", answer="아니요.", by=officer, at=LATER)

    (shown,) = questions.published(posting)
    assert (shown.published_question, shown.published_at) == ("주말에도 활동하나요?", LATER)
    questions.unpublish(row, by=officer, at=LATER)
    assert list(questions.published(posting)) == []
    assert [verb for verb, *_states in happened(row)] == ["publish_question", "publish_question", "unpublish_question"]


def test_publish_names_nobody_and_waits_for_an_answer(posting, officer):
    row = answered(posting, make.candidate(name="김영수"))

    with refusal("names_asker"):
        questions.publish(row, question="김 영수입니다. 주말에도 하나요?", answer="예", by=officer, at=NOW)
    with refusal("names_asker"):
        questions.publish(row, question=unicodedata.normalize("NFD", "김영수"), answer="예", by=officer, at=NOW)
    with refusal("no_answer"):
        questions.publish(question(posting), question="무엇?", answer="예", by=officer, at=NOW)


# Who sees -------------------------------------------------------------------------------------------------------------
def test_visible_to_the_asker_the_operator_and_the_city(posting, person, officer, stranger):
    row = question(posting, person)
    reviewer = make.member(posting.organisation, "reviewer")
    make.reviewer_assignment(posting, reviewer)
    users = {
        "asker": person.user,
        "officer": officer.user,
        "editor": make.city_user(),
        "auditor": make.city_user("auditor"),
        "viewer": make.city_user("viewer"),
        "stranger": stranger.user,
        "reviewer": reviewer,
        "other": make.candidate().user,
        "counsellor": make.member(make.organisation("centre")),
    }

    seen = {who for who, user in users.items() if row in Question.objects.visible_to(user)}

    assert seen == {"asker", "officer", "editor", "auditor"}
