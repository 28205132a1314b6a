"""Builders of what people keep and ask: saved searches, bookmarks, questions with their threads."""

from typing import Any

from jobs.models import Bookmark, Posting, Question, QuestionMessage, SavedSearch
from profiles.models import Candidate, User
from tests import make
from tests.make import NOW


def saved_search(user: User | None = None, query: str = "", **columns: Any) -> SavedSearch:
    """A search that tells, and did so at NOW."""
    defaults = {"name": "돌봄 일자리", "saved_at": NOW, "told_at": NOW}
    return SavedSearch.objects.create(user=user or make.candidate().user, query=query, **{**defaults, **columns})


def bookmark(user: User, posting: Posting) -> Bookmark:
    """A posting that a person keeps."""
    return Bookmark.objects.create(user=user, posting=posting, kept_at=NOW, kept_by=user)


def question(
    posting: Posting | None = None,
    person: Candidate | None = None,
    *,
    text: str = "토요일에도 나가나요?",
    **columns: Any,
) -> Question:
    """A question that waits since NOW."""
    asker = person or make.candidate()
    defaults = {"asked_at": NOW, "asked_by": asker.user, "moved_at": NOW, "moved_by": asker.user}
    made = Question.objects.create(posting=posting or make.posting(), candidate=asker, **{**defaults, **columns})
    message(made, text)
    return made


def message(question_: Question, text: str, **columns: Any) -> QuestionMessage:
    """One message of its thread."""
    return QuestionMessage.objects.create(question=question_, text=text, **{"written_at": NOW, **columns})


def answered(posting: Posting | None = None, person: Candidate | None = None, **columns: Any) -> Question:
    """A question that the operator answered at NOW."""
    made = question(posting, person, **{"state": "answered", "answered_at": NOW, **columns})
    message(made, "평일에만 나갑니다.", is_from_operator=True)
    return made


def published(posting: Posting | None = None, **columns: Any) -> Question:
    """A question that stands on the posting with its answer, in other words than it was asked."""
    texts = {"published_question": "주말에도 활동하나요?", "published_answer": "아니요, 평일만입니다."}
    return answered(posting, **{**texts, "published_at": NOW, **columns})
