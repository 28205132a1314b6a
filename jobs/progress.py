"""What a person may know of their application: where it stands, what comes next and by when, what has happened.

Decisions stay hidden until results are released together (DESIGN section 2). A hidden decision leaves the person at the
stage it was taken in, as if it had not been taken: their page tells nothing by a stage skipped, a date or a button.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobs import interview_places, silences
from jobs.agenda import UNDECIDED
from jobs.interview_places import Standing
from jobs.models import Application, Moved, Offer, Posting
from jobs.silences import Late
from profiles import events
from profiles.models import Candidate, Event

State = Application.State

_DECIDING = ("select", "put_on_waiting_list", "reject")
_WITH_REASON = ("reject", "withdraw_selection", "decline", "withdraw", "lose_slot")
_STAGES = (
    (("received",), _("적격검토")),
    (("paper_review",), _("서류심사")),
    (("interview",), _("면접심사")),
    (Application.DECIDED, _("결과 발표")),
    (("offered",), _("참여 의사 확인")),
    (("accepted",), _("서류 확인")),
    (("placed",), _("활동 시작")),
)
_NEXT = {
    "received": _("운영기관이 신청 자격을 확인하고 있습니다. 다음은 서류심사입니다."),
    "paper_review": _("운영기관이 지원 내용을 읽고 심사하고 있습니다. 따로 하실 일은 없습니다."),
    "interview": _("면접 날짜와 장소는 운영기관이 알려 드립니다."),
    "selected": _("합격했습니다. 참여하실지 묻는 알림을 곧 보내 드립니다."),
    "waiting": _("자리가 나면 예비 순번대로 알려 드립니다. 기다리는 동안 다른 공고에도 지원할 수 있습니다."),
    "not_selected": _("이번에는 모시지 못했습니다. 다른 공고에 지원할 수 있습니다."),
    "offered": _("참여하실지 기한 안에 답해 주세요. 답이 없으면 자리가 다음 분에게 갑니다."),
    "accepted": _("운영기관이 서류를 확인합니다. 가져오실 서류는 운영기관이 전화로 알려 드립니다."),
    "placed": _("활동처가 정해졌습니다. ‘나의 활동’에서 시작하는 날과 활동일지를 볼 수 있습니다."),
    "withdrawn": _("지원을 취소했습니다. 모집 기간 안이면 다시 지원할 수 있습니다."),
    "declined": _("참여하지 않기로 하셨습니다. 다른 공고에 지원할 수 있습니다."),
    "lapsed": _("답변 기한이 지나 자리가 다음 분에게 갔습니다. 다른 공고에 지원할 수 있습니다."),
    "selection_withdrawn": _("합격이 취소되었습니다. 이유가 사실과 다르면 운영기관에 전화해 주세요."),
}
_AFTER_PLACING = {
    "active": _("활동하고 계십니다. ‘나의 활동’에서 활동일지를 내고 활동비를 볼 수 있습니다."),
    "completed": _("활동을 끝까지 마치셨습니다. 수고하셨습니다."),
    "ended_early": _("활동을 도중에 마치셨습니다. 다른 공고에 지원할 수 있습니다."),
}
_INTERVIEW = {
    "": _("면접 시간을 골라 주세요. 고르신 뒤에 한 번 바꿀 수 있습니다."),
    "picked": _("면접 시간이 정해졌습니다. 전날 알림을 보내 드립니다."),
    "attended": _("면접을 마쳤습니다. 운영기관이 결과를 정하고 있습니다. 따로 하실 일은 없습니다."),
    "absent": _("면접에 오지 않으신 것으로 적혀 있습니다. 사실과 다르면 운영기관에 전화해 주세요."),
}
_HAPPENED = {
    "submit": _("지원을 접수했습니다."),
    "pass_eligibility": _("신청 자격을 확인하고 서류심사로 넘어갔습니다."),
    "pass_paper": _("서류심사에 합격해 면접심사로 넘어갔습니다."),
    "select": _("합격으로 정해졌습니다."),
    "put_on_waiting_list": _("예비합격으로 정해졌습니다."),
    "reject": _("불합격으로 정해졌습니다."),
    "offer": _("참여하실지 여쭈었습니다."),
    "accept": _("참여하겠다고 답하셨습니다."),
    "decline": _("참여하지 않겠다고 답하셨습니다."),
    "lapse": _("답변 기한이 지났습니다."),
    "confirm_documents": _("서류를 확인했습니다."),
    "place": _("활동처가 정해졌습니다."),
    "object": _("재검토를 요청하셨습니다."),
    "uphold": _("재검토 요청을 받아들여 결과를 되돌렸습니다."),
    "keep": _("다시 살펴보고 결과를 그대로 두었습니다."),
    "pick_slot": _("면접 시간을 골랐습니다."),
    "change_slot": _("면접 시간을 바꿨습니다."),
    "ask_info": _("운영기관이 서류를 하나 더 요청했습니다."),
    "answer_info": _("요청한 서류를 냈습니다."),
    "withdraw_info": _("운영기관이 서류 요청을 거두었습니다."),
    "lapse_info": _("요청한 서류의 기한이 지났습니다."),
    "set_slot": _("운영기관이 면접 시간을 정했습니다."),
    "lose_slot": _("운영기관이 면접 시간을 취소했습니다."),
    "mark_attended": _("면접에 오신 것으로 적었습니다."),
    "mark_absent": _("면접에 오지 않으신 것으로 적었습니다."),
    "withdraw": _("지원을 취소했습니다."),
    "withdraw_selection": _("합격이 취소되었습니다."),
}


@dataclass(frozen=True)
class Stage:
    """One stage of the way; `state` is done, current or ahead."""

    label: str | Promise
    state: str


@dataclass(frozen=True)
class Progress:
    """Where an application stands for its person. `number` of `stages` is the current one, None when it has ended.

    `late`: the answer or the result that was promised has not come. `answer_until`: of the offer that waits for the person.
    """

    application: Application
    state: State
    stages: list[Stage]
    number: int | None
    comes_next: str | Promise
    results_at: datetime | None
    reason: str
    interview: Standing | None = None
    late: Late | None = None
    answer_until: datetime | None = None

    @property
    def stage_count(self) -> int:
        return len(self.stages)

    @property
    def asks(self) -> bool:
        """Whether something is for the person to do: an offer to answer, an interview time to pick."""
        to_pick = self.interview is not None and self.interview.until is not None and self.interview.pick is None
        return self.state == State.OFFERED or to_pick

    @property
    def is_over(self) -> bool:
        return self.state in Application.ENDED

    @property
    def shown_state(self) -> str:
        """The state of the placement, once there is one, else of the application as its person knows it."""
        placement = getattr(self.application, "placement", None)
        return placement.state if placement else self.state.value

    @property
    def may_withdraw(self) -> bool:
        """The same for everybody whose result isn't public, whatever was decided."""
        return self.state not in (*Application.ENDED, State.PLACED)


@dataclass(frozen=True)
class Happening:
    """One line of the history as its person may read it."""

    at: datetime
    text: str | Promise
    reason: str
    centre: str = ""  # whose counsellor did it for the person


def of(applications: Sequence[Application], *, at: datetime) -> list[Progress]:
    """Return the progress of each application, its posting and placement read along with it."""
    known = {row.pk: State(row.state) for row in applications}
    known |= stages_left([row for row in applications if is_hidden(row)])
    interviews = interview_places.standings([row for row in applications if known[row.pk] == State.INTERVIEW], at=at)
    late = silences.late(applications, known, interviews, at=at)
    until = _answers_until([row.pk for row in applications if known[row.pk] == State.OFFERED], at=at)
    return [
        _progress(row, known[row.pk], interviews.get(row.pk), late.get(row.pk), until.get(row.pk))
        for row in applications
    ]


def history(application: Application) -> list[Happening]:
    """Return what has happened, newest first; a decision counts from the day it was released, one taken back never, nor what was undone or is held."""
    released_at = application.posting.results_released_at
    told = events.of(application).filter(~Moved.of_event_untold(), verb__in=_HAPPENED).select_related("organisation")
    last_return = events.of(application).filter(verb="take_back").values_list("pk", flat=True).first()
    if last_return:
        told = told.exclude(verb__in=_DECIDING, pk__lt=last_return)
    if released_at is None or (application.state == State.WITHDRAWN and application.moved_at < released_at):
        told = told.exclude(verb__in=_DECIDING)
    found = [_happening(event, released_at) for event in told]
    return sorted(found, key=lambda line: line.at, reverse=True)


def standing(posting: Posting, candidate: Candidate) -> Application | None:
    """Return the person's application to this posting that still stands as far as they know."""
    rows = posting.applications.filter(candidate=candidate).select_related("posting").order_by("-pk")
    return next((row for row in rows if row.state not in Application.ENDED or is_hidden(row)), None)


def may_apply_again(application: Application, *, at: datetime) -> bool:
    """Whether its person withdrew it, no other of theirs stands, and the posting still takes applications."""
    is_withdrawn = application.state == State.WITHDRAWN and application.posting.is_open(at)
    return is_withdrawn and standing(application.posting, application.candidate) is None


def is_hidden(application: Application) -> bool:
    """Whether it was decided or moved without its person's knowing it yet."""
    if application.held_from:
        return True
    return application.state in Application.DECIDED and application.posting.results_released_at is None


def knows_refusal(application: Application) -> bool:
    """Whether the person was told that they are not selected."""
    return application.state == State.NOT_SELECTED and not is_hidden(application)


def stages_left(hidden: Sequence[Application]) -> dict[int, State]:
    """Return the stage that each of those left who are hidden: where their notice is held, or the decision was taken (without its event the last one)."""
    held = {row.pk: State(row.held_from) for row in hidden if row.held_from}
    decided = [row for row in hidden if row.pk not in held]
    taken = Event.objects.filter(
        subject_type="application", subject_id__in=[row.pk for row in decided], verb__in=_DECIDING
    )
    left = dict(taken.order_by("at", "pk").values_list("subject_id", "from_state")) if decided else {}
    last = {True: State.INTERVIEW, False: State.PAPER_REVIEW}
    return held | {row.pk: State(left.get(row.pk, last[row.posting.has_interview])) for row in decided}


def waits_at_interview() -> Q:
    """Which applications were decided at the interview without their person's knowing it: they still stand there."""
    taken = Event.objects.filter(subject_type="application", subject_id=OuterRef("pk"), verb__in=_DECIDING)
    left_at = Coalesce(
        Subquery(taken.order_by("-at", "-pk").values("from_state")[:1]),
        Case(When(posting__has_interview=True, then=Value(State.INTERVIEW)), default=Value(State.PAPER_REVIEW)),
    )
    hidden = Q(state__in=Application.DECIDED, posting__results_released_at=None)
    return hidden & Q(Exact(left_at, Value(State.INTERVIEW)))


def stage_label(state: str) -> str | Promise:
    """Return what the stage of a state is called: 면접심사 of an application at the interview."""
    return next((label for states, label in _STAGES if state in states), "")


def hidden_refusals(pairs: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return those of the (posting, candidate) ids who don't know yet that they were turned down."""
    asked = set(pairs)
    hidden = Application.objects.filter(state=State.NOT_SELECTED, posting__results_released_at=None)
    rows = hidden.filter(posting__in={pair[0] for pair in asked}, candidate__in={pair[1] for pair in asked})
    return asked & set(rows.values_list("posting_id", "candidate_id"))


def _answers_until(application_ids: Sequence[int], *, at: datetime) -> dict[int, datetime]:
    """By when each offer that can still be answered wants its answer; no query where nothing was offered."""
    waiting = Offer.objects.filter(application__in=application_ids, state=Offer.State.PENDING, expires_at__gt=at)
    return dict(waiting.values_list("application_id", "expires_at")) if application_ids else {}


def _progress(
    application: Application,
    state: State,
    interview: Standing | None,
    late: Late | None,
    answer_until: datetime | None,
) -> Progress:
    stages, comes_next = _stages(application.posting, state), _NEXT[state]
    is_again = state in UNDECIDED and application.posting.results_released_at is not None
    if is_again:
        comes_next = _("재검토 요청을 받아들여 다시 심사하고 있습니다. 정해지면 바로 알려 드립니다.")
    if interview and (interview.pick or interview.until):
        comes_next = _INTERVIEW[interview.pick.state if interview.pick else ""]
    elif late and state == State.INTERVIEW:
        comes_next = ""
    placement = getattr(application, "placement", None)
    if placement:
        comes_next = _AFTER_PLACING.get(placement.state, comes_next)
    return Progress(
        application=application,
        state=state,
        stages=stages,
        number=next((number for number, stage in enumerate(stages, start=1) if stage.state == "current"), None),
        comes_next=comes_next,
        results_at=application.posting.results_at if state in UNDECIDED and not is_again else None,
        reason=application.reason if state in ("not_selected", "selection_withdrawn") else "",
        interview=interview,
        late=late,
        answer_until=answer_until,
    )


def _stages(posting: Posting, state: str) -> list[Stage]:
    way = [(states, label) for states, label in _STAGES if posting.has_interview or "interview" not in states]
    here = next((place for place, (states, _label) in enumerate(way) if state in states), None)
    if here is None:
        return []
    return [
        Stage(label, "done" if place < here else "current" if place == here else "ahead")
        for place, (_states, label) in enumerate(way)
    ]


def _happening(event: Event, released_at: datetime | None) -> Happening:
    at = max(event.at, released_at) if event.verb in _DECIDING and released_at else event.at
    reason = event.reason if event.verb in _WITH_REASON else ""
    centre = event.organisation.name if event.on_behalf_of_id and event.organisation else ""
    return Happening(at, _HAPPENED[event.verb], reason, centre)
