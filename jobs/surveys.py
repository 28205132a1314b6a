"""The satisfaction survey at completion (만족도 조사): anonymous answers, told as distributions of five people or more.

Answering is no event: an event keeps who and when, and would lead from the answer back to the person. Results grow by k answers at once to
the same questions, so that nobody's can be picked out by looking twice; fewer are never told. An operator sees its own of a programme year, the
city the sum of all, nobody both: one can't be taken from the other. Source: PIPA art. 58-2 (anonymous information).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import placements, steps
from jobs.models import Placement, ProgrammeYear, SurveyAnswer, SurveyTaken, SurveyVersion
from jobs.reports import SMALLEST_SHOWN
from profiles import actors, events, lines
from profiles.actors import Actor
from profiles.privacy import phones_in, refuse_resident_numbers

SCALE = {
    5: gettext_lazy("매우 그렇다"),
    4: gettext_lazy("그렇다"),
    3: gettext_lazy("보통이다"),
    2: gettext_lazy("아니다"),
    1: gettext_lazy("전혀 아니다"),
}


# The first questions, to be read in the language of the page; later ones are read as they were published.
MOST_COMMENT = 500
FIRST_QUESTIONS = (
    gettext_lazy("활동 전체에 만족하십니까?"),
    gettext_lazy("맡은 일이 나의 경험을 살리는 일이었습니까?"),
    gettext_lazy("활동처 사람들이 나를 존중했습니까?"),
    gettext_lazy("운영기관의 안내와 교육이 도움이 되었습니까?"),
    gettext_lazy("다른 분께 이 활동을 권하고 싶으십니까?"),
)


class Result(NamedTuple):
    """What a programme year's people said: how many gave each of SCALE, by question; comments in an order that says nothing."""

    programme_year: ProgrammeYear
    is_shown: bool
    answers: int
    lines: list[tuple[str, dict[int, int]]]
    comments: list[str]


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def publish(questions: Sequence[Mapping[str, str]], *, by: Actor, at: datetime) -> SurveyVersion:
    """Publish the next version of the questions. Raises PermissionDenied, bad_questions."""
    actors.require_role(by, roles={"editor"}, kinds={"city"})
    keys = [row.get("key") for row in questions]
    if not keys or len(set(keys)) < len(keys) or not all(row.get("key") and row.get("text") for row in questions):
        raise ValidationError(_("질문마다 이름과 내용이 있어야 합니다."), code="bad_questions")
    last = SurveyVersion.objects.select_for_update().order_by("-version").first()
    made = SurveyVersion.objects.create(
        version=last.version + 1 if last else 1,
        questions=[{"key": row["key"], "text": row["text"]} for row in questions],
        published_at=at,
        published_by=by.user,
    )
    events.record("publish_survey", [made], by=by, at=at, params={"version": made.version})
    return made


@transaction.atomic
def answer(placement: Placement, points: Mapping[str, int], *, comment: str = "", by: Actor, at: datetime) -> None:
    """Keep what somebody who finished says, with nothing that leads to them.

    Raises PermissionDenied, wrong_state, survey_once, points_missing, max_length, resident_number, phone_in_comment.
    """
    (row,) = placements.lock([placement])
    if not steps.is_party("candidate", placements.parties(row), by):
        raise PermissionDenied
    if row.state != Placement.State.COMPLETED:
        raise steps.wrong_state(row)
    if SurveyTaken.objects.filter(placement=row).exists():
        raise ValidationError(_("이미 답하셨습니다. 고맙습니다."), code="survey_once")
    version = current()
    given = {question["key"]: points.get(question["key"]) for question in version.questions}
    missing = [key for key, number in given.items() if number not in SCALE]
    if missing:
        text = _("하나를 골라 주세요.")
        raise ValidationError({key: ValidationError(text, code="points_missing") for key in missing})
    said = lines.line(comment, MOST_COMMENT, field="comment")
    _check_comment(said)
    posting = row.application.posting
    _wait_for_others()
    made = SurveyAnswer.objects.create(
        version=version,
        programme_year_id=posting.programme_year_id,
        organisation_id=posting.organisation_id,
        points=given,
        comment=said,
    )
    SurveyTaken.objects.create(placement=row)
    asked = SurveyAnswer.objects.filter(version=version, programme_year=made.programme_year_id)
    _tell(asked.filter(organisation=made.organisation_id), "is_told_to_operator")
    _tell(asked, "is_told_to_city")


# Questions ------------------------------------------------------------------------------------------------------------
def current() -> SurveyVersion:
    """Return the questions in use."""
    return SurveyVersion.objects.order_by("-version").first()


def may_answer(placement: Placement) -> bool:
    """Whether this person finished and hasn't answered yet."""
    if placement.state != Placement.State.COMPLETED:
        return False
    return not SurveyTaken.objects.filter(placement=placement).exists()


def results(*, organisation_ids: Collection[int] | None = None) -> list[Result]:
    """Return what was said, by programme year, the newest first: of these operators, or of all."""
    answers, told = SurveyAnswer.objects.all(), "is_told_to_city"
    if organisation_ids is not None:
        answers, told = answers.filter(organisation__in=organisation_ids), "is_told_to_operator"
    by_year: dict[int, list[SurveyAnswer]] = {}
    for row in answers.select_related("version").order_by("pk"):
        rows = by_year.setdefault(row.programme_year_id, [])
        if getattr(row, told):
            rows.append(row)
    years = ProgrammeYear.objects.filter(pk__in=by_year).select_related("programme")
    return [_result(year, by_year[year.pk]) for year in years.order_by("-year", "programme__name")]


# Private --------------------------------------------------------------------------------------------------------------
def _result(year: ProgrammeYear, rows: Sequence[SurveyAnswer]) -> Result:
    """Nothing of those who aren't told yet, not even how many they are."""
    lines = [(text, _counts(given)) for text, given in _by_question(rows).items()]
    comments = [row.comment for row in rows if row.comment]
    return Result(year, is_shown=bool(rows), answers=len(rows), lines=lines, comments=comments)


def _wait_for_others() -> None:
    """One answer at a time: two that count without each other would leave one told alone."""
    SurveyVersion.objects.select_for_update(no_key=True).order_by("version").first()


def _tell(answers: QuerySet[SurveyAnswer], told: str) -> None:
    """Tell those that wait, once there are k of them."""
    waiting = list(answers.filter(**{told: False}).values_list("pk", flat=True))
    if len(waiting) >= SMALLEST_SHOWN:
        SurveyAnswer.objects.filter(pk__in=waiting).update(**{told: True})


def _by_question(rows: Iterable[SurveyAnswer]) -> dict[str, list[int]]:
    """What was given to each question, as it was put."""
    found: dict[str, list[int]] = {}
    for row in rows:
        for question in row.version.questions:
            if question["key"] in row.points:
                found.setdefault(question["text"], []).append(row.points[question["key"]])
    return found


def _counts(given: Iterable[int]) -> dict[int, int]:
    counted = Counter(given)
    return {number: counted[number] for number in SCALE}


def _check_comment(text: str) -> None:
    """Nothing that says who wrote it or whom it is about: numbers alone can be known."""
    refuse_resident_numbers(comment=text)
    if phones_in(text):
        said = _("전화번호는 빼고 적어 주세요. 누가 썼는지 알 수 없게 하려는 것입니다.")
        raise ValidationError({"comment": ValidationError(said, code="phone_in_comment")})
