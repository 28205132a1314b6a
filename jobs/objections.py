"""Objections (재검토 요청): whoever isn't selected may ask that a person looks again, for as many days as the year allows.

Somebody other than the one who decided answers, of the operator or of the city. An upheld one puts the person back to the stage that
the decision left, or on the waiting list where a round or that list was the stage (PIPA art. 37-2; DESIGN section 3).
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import applications, deciding, objection_letters, progress, rankings, steps
from jobs.applications import parties
from jobs.models import Application, Objection, ScoreSheet
from jobs.models.objection import MOST_SIGNS
from jobs.steps import Parties, Step
from profiles import events, lines, privacy
from profiles.actors import Actor

State = Objection.State
STEPS = (
    Step("uphold", gettext_lazy("받아들이고 다시 심사하기"), ("asked",), "upheld", ("operator", "city")),
    Step("keep", gettext_lazy("결과를 그대로 두기"), ("asked",), "kept", ("operator", "city")),
)
_REOPENING = (Step("uphold", "", ("not_selected",), "", ("operator", "city")),)


class Score(NamedTuple):
    """What the reviewers gave a person at one stage, on average."""

    stage: ScoreSheet.Stage
    mean: float
    sheets: int


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def ask(application: Application, *, text: str, by: Actor, at: datetime) -> Objection:
    """Ask that somebody looks at the result again.

    Raises PermissionDenied, wrong_state, asked_already, objection_late and, by field, text_missing, max_length, resident_number.
    """
    (row,) = steps.lock(Application, [application], "posting__programme_year", "candidate")
    steps.require_party("candidate", parties(row), by)
    if not progress.knows_refusal(row):
        raise steps.wrong_state(row)
    if of_this_result(row):
        raise ValidationError(
            _("이 결과에는 이미 재검토를 요청했습니다. 답은 이 화면과 알림으로 알려 드립니다."), code="asked_already"
        )
    if at >= ends_at(row):
        raise ValidationError(
            _("재검토를 요청할 수 있는 기간이 지났습니다. 궁금한 점은 운영기관에 전화해 주세요."), code="objection_late"
        )
    said = lines.text(text, MOST_SIGNS, field="text")
    if not said:
        raise ValidationError(
            {
                "text": ValidationError(
                    _("어떤 점을 다시 살펴볼지 적어 주세요. 한 문장이어도 됩니다."), code="text_missing"
                )
            }
        )
    privacy.refuse_resident_numbers(text=said)
    made = Objection(application=row, text=said, asked_at=at, asked_by=by.user)
    made.full_clean(exclude=["application", "asked_by"])
    made.save()
    events.record("object", [row], by=by, at=at)
    objection_letters.asked(made, at=at)
    return made


@transaction.atomic
def uphold(objection: Objection, *, answer: str, by: Actor, at: datetime) -> Objection:
    """Agree: the person stands again at the stage that the decision left. Raises as `keep`, and applied_again."""
    applications.lock_postings([objection.application])
    row, application, said = _begin("uphold", objection, answer, by)
    again = application.posting.applications.live().filter(candidate=application.candidate_id)
    if again.exists():
        raise ValidationError(
            _("이 공고에 다시 지원한 분입니다. 그 지원을 심사하고, 이 요청에는 그렇게 답해 주세요."),
            code="applied_again",
        )
    after = _stage_again(application)
    if after == Application.State.WAITING:
        applications.number_in_line([application])
    application.reason = ""
    moves = [(application.state, after)]
    applications.finish("uphold", [application], moves, by=by, at=at, also=("reason", "waiting_number"))
    return _answer(row, State.UPHELD, said, by=by, at=at)


@transaction.atomic
def keep(objection: Objection, *, answer: str, by: Actor, at: datetime) -> Objection:
    """Leave the result as it is, and say why. Raises PermissionDenied, wrong_state, own_decision, answer_missing, max_length, resident_number."""
    row, application, said = _begin("keep", objection, answer, by)
    events.record("keep", [application], by=by, at=at)
    return _answer(row, State.KEPT, said, by=by, at=at)


@transaction.atomic
def escalate(*, by: Actor, at: datetime) -> list[Objection]:
    """Tell operator and city of requests that nobody has answered for too long, once a week. Raises PermissionDenied."""
    steps.require_party("system", Parties(), by)
    late = list(silent(timezone.localdate(at)).select_related("application__posting").order_by("pk"))
    objection_letters.silent(late, days=settings.SILENT_AFTER_DAYS, at=at)
    return late


# Questions ------------------------------------------------------------------------------------------------------------
def ends_at(application: Application) -> datetime:
    """Return the end of the last day on which a person may ask, by the days of the programme year; its results are out."""
    posting = application.posting
    told_at = max(posting.results_released_at, application.moved_at)
    last_on = timezone.localdate(told_at) + timedelta(days=posting.programme_year.objection_days)
    return timezone.make_aware(datetime.combine(last_on + timedelta(days=1), time.min))


def may_ask(application: Application, *, at: datetime) -> bool:
    """Whether the person may still ask that somebody looks at this result again."""
    return progress.knows_refusal(application) and at < ends_at(application) and not of_this_result(application)


def of_this_result(application: Application) -> Objection | None:
    """Return what the person asked since this result, if anything."""
    return application.objections.filter(asked_at__gte=application.moved_at).order_by("-asked_at").first()


def latest(application: Application) -> Objection | None:
    """Return the newest request of an application, answered or not."""
    return application.objections.order_by("-asked_at", "-pk").first()


def silent(on: date) -> QuerySet[Objection]:
    """Return the requests that have waited for an answer too long on this day: the city sees to them."""
    limit = on - timedelta(days=settings.SILENT_AFTER_DAYS)
    return Objection.objects.waiting().filter(asked_at__date__lte=limit)


def may_answer(objection: Objection, by: Actor) -> bool:
    """Whether this actor may answer: the other steps' rights, and never on one's own decision."""
    allowed = any(steps.may(step, objection, parties(objection.application), by) for step in STEPS)
    return allowed and not _is_own_decision(objection.application, by)


def stage_of(application: Application) -> str | Promise:
    """Return the name of the stage in which the person was turned down; empty where a round decided."""
    if not progress.knows_refusal(application) or deciding.fills_by_round(application.posting):
        return ""
    return progress.stage_label(progress.stages_left([application])[application.pk])


def scores(application: Application) -> list[Score]:
    """Return a person's own scores, where the posting shares them and the person was told the result."""
    if not application.posting.shares_scores or not progress.knows_refusal(application):
        return []
    counted = application.score_sheets.counted().order_by("stage").values_list("stage").annotate(Count("pk"))
    sheets, means = dict(counted), rankings.by_stage(application)
    return [Score(stage, means[stage], sheets[stage]) for stage in ScoreSheet.Stage if stage in sheets]


def waiting_first(rows: QuerySet[Objection]) -> QuerySet[Objection]:
    """Return the requests in the order of an officer's list: those that wait the longest first, then the newest answers."""
    return rows.order_by(F("answered_at").desc(nulls_first=True), "asked_at", "pk")


# Private --------------------------------------------------------------------------------------------------------------
def _begin(verb: str, objection: Objection, answer: str, by: Actor) -> tuple[Objection, Application, str]:
    (application,), _moves = applications.begin("uphold", [objection.application], by, _REOPENING)
    (row,) = steps.lock(Objection, [objection])
    row.application = application
    steps.check(STEPS, verb, [row], lambda row: parties(row.application), [by])
    if _is_own_decision(application, by):
        raise ValidationError(
            _(
                "이 결과를 정한 분은 답할 수 없습니다. 다른 담당자가 다시 살펴봐 주세요. 다른 담당자가 없으면 시가 답합니다."
            ),
            code="own_decision",
        )
    said = lines.text(answer, MOST_SIGNS, field="answer")
    if not said:
        raise ValidationError(
            {"answer": ValidationError(_("답을 적어 주세요. 요청하신 분이 읽습니다."), code="answer_missing")}
        )
    privacy.refuse_resident_numbers(answer=said)
    return row, application, said


def _answer(row: Objection, state: str, answer: str, *, by: Actor, at: datetime) -> Objection:
    row.state, row.answer, row.answered_at, row.answered_by = state, answer, at, by.user
    steps.write([row], "state", "answer", "answered_at", "answered_by")
    objection_letters.answered(row, at=at)
    return row


def _stage_again(application: Application) -> str:
    """Where the person stands after an upheld request."""
    left = progress.stages_left([application])[application.pk]
    if deciding.fills_by_round(application.posting):
        return Application.State.WAITING
    return left


def _is_own_decision(application: Application, by: Actor) -> bool:
    return by.user is not None and application.moved_by_id == by.user.pk
