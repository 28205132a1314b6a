"""What a person may have at most holds when they press in many tabs at once; and the test would see it if it didn't."""

from functools import partial

import pytest
from django.db import connection, transaction

from jobs import bookmarks, questions, saved_searches
from jobs.models import Bookmark, Question, SavedSearch
from jobs.search import Terms
from tests import make
from tests.jobs.racing import at_once
from tests.make import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("race")]
TABS = 9


def test_questions_that_wait_stay_five():
    posting, person = make.posting(), make.candidate()
    by = make.actor(person.user)
    calls = [partial(questions.ask, posting, person, text=f"질문 {tab}", by=by, at=NOW) for tab in range(TABS)]

    found = at_once(calls)

    assert Question.objects.count() == questions.MOST_WAITING
    assert found.count("too_many") == TABS - questions.MOST_WAITING


def test_the_same_question_is_asked_once():
    posting, person = make.posting(), make.candidate()
    call = partial(questions.ask, posting, person, text="주차되나요?", by=make.actor(person.user), at=NOW)

    found = at_once([call] * 4)

    assert found.count("asked_already") == 3
    assert Question.objects.count() == 1


def test_searches_stay_few(monkeypatch):
    monkeypatch.setattr(saved_searches, "MOST", 4)
    user = make.candidate().user
    more = {"name": "검색", "has_alerts": True, "by": make.actor(user), "at": NOW}

    found = at_once([partial(saved_searches.keep, user, Terms(words=f"말 {tab}"), **more) for tab in range(TABS)])

    assert SavedSearch.objects.count() == 4
    assert found.count("too_many") == TABS - 4


def test_a_posting_is_kept_once():
    user, posting = make.candidate().user, make.posting()

    found = at_once([partial(bookmarks.keep, user, posting, by=make.actor(user), at=NOW)] * 4)

    assert len(set(found)) == 1
    assert Bookmark.objects.count() == 1


def test_the_test_sees_a_count_without_a_lock():
    posting, person = make.posting(), make.candidate()

    def ask_naively():
        with transaction.atomic():
            few = Question.objects.filter(candidate=person).count() < questions.MOST_WAITING
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.1)")
            if few:
                Question.objects.create(posting=posting, candidate=person, asked_at=NOW, moved_at=NOW)

    at_once([ask_naively] * TABS)

    assert Question.objects.count() > questions.MOST_WAITING
