"""How old an answer or a silence is, in words: what a person who waits wants to know first. Days are those of Seoul."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.models import Question


class Age(NamedTuple):
    """The sentence, and whether the operator has been silent for long."""

    text: str
    is_long: bool = False


class Aged(NamedTuple):
    """A question with the age of its answer or of the silence."""

    question: Question
    age: Age


def with_ages(rows: Iterable[Question], *, at: datetime) -> list[Aged]:
    """Return each question with its age."""
    return [Aged(row, _age(row, at)) for row in rows]


def _age(row: Question, at: datetime) -> Age:
    if row.state == Question.State.WAITING:
        return _silence(_days(row.moved_at, at), has_answer=row.answered_at is not None)
    days = _days(row.asked_at, row.answered_at)
    if not days:
        return Age(_("운영기관이 그날 답했습니다"))
    return Age(
        ngettext("운영기관이 %(days)d일 만에 답했습니다", "운영기관이 %(days)d일 만에 답했습니다", days)
        % {"days": days}
    )


def _silence(days: int, *, has_answer: bool) -> Age:
    if not days:
        return Age(_("오늘 질문했습니다"))
    said = (
        ngettext("이어서 질문한 지 %(days)d일 지났습니다", "이어서 질문한 지 %(days)d일 지났습니다", days)
        if has_answer
        else ngettext("질문한 지 %(days)d일 지났습니다", "질문한 지 %(days)d일 지났습니다", days)
    )
    return Age(said % {"days": days}, is_long=days >= settings.QUESTION_WAITS_DAYS)


def _days(since: datetime, until: datetime) -> int:
    return (timezone.localdate(until) - timezone.localdate(since)).days
