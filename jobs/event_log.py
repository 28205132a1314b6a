"""The one history as the city reads it: which events are asked for, and each of them in words. Read only.

What was written about a person (reasons, details) is shown only to those who may see people: editors and auditors.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobs.models import (
    Application,
    Certificate,
    Objection,
    Offer,
    PayLine,
    Placement,
    Posting,
    ProgrammeYear,
    Question,
    RuleSet,
    Story,
    Worklog,
)
from profiles.models import Candidate, Consent, ContactChoice, Event, Identity, Notice, User

Text = str | Promise

SUBJECTS: dict[str, Text] = {
    "programme": _("사업"),
    "programmeyear": _("연도별 사업"),
    "ruleset": _("규칙"),
    "target": _("목표"),
    "posting": _("모집공고"),
    "site": _("활동처"),
    "outsideposting": _("외부 공고"),
    "interviewslot": _("면접 시간"),
    "application": _("지원"),
    "objection": _("재검토 요청"),
    "offer": _("참여 의사 확인"),
    "placement": _("배치"),
    "worklog": _("활동일지"),
    "certificate": _("수료증"),
    "trainingsession": _("교육"),
    "surveyversion": _("만족도 조사"),
    "story": _("이야기"),
    "payline": _("지급"),
    "question": _("1:1 문의"),
    "allocationround": _("일괄 배치"),
    "candidate": _("지원자 정보"),
    "identity": _("이름과 연락처"),
    "contactchoice": _("알림 방법"),
    "consent": _("동의"),
    "consenttext": _("동의문"),
    "organisation": _("기관"),
    "membership": _("권한"),
    "user": _("계정"),
    "notice": _("알림"),
    "retentionperiod": _("보유 기간"),
}
# Whose the rows of each subject are: the path to the user.
_PERSON_OF: dict[type[Model], str] = {
    Application: "candidate__user",
    Objection: "application__candidate__user",
    Offer: "application__candidate__user",
    Placement: "candidate__user",
    Worklog: "placement__candidate__user",
    PayLine: "placement__candidate__user",
    Question: "candidate__user",
    Certificate: "placement__candidate__user",
    Story: "placement__candidate__user",
    Candidate: "user",
    Identity: "user",
    ContactChoice: "user",
    Consent: "user",
    User: "pk",
    Notice: "recipient",
}
# What hangs on an application: the path to it.
_APPLICATION_OF: dict[type[Model], str] = {
    Objection: "application",
    Offer: "application",
    Placement: "application",
    Worklog: "placement__application",
    PayLine: "placement__application",
    Certificate: "placement__application",
    Story: "placement__application",
}
ABOUT_PEOPLE = frozenset(model._meta.model_name for model in _PERSON_OF)
VERBS: dict[str, Text] = {
    "add": _("더함"),
    "open_year": _("연도별 사업을 엶"),
    "set_pay_terms": _("금액을 정함"),
    "add_rule_set": _("규칙을 새로 정함"),
    "set_target": _("목표를 정함"),
    "set_period": _("보유 기간을 정함"),
    "add_site": _("활동처를 더함"),
    "write": _("공고를 씀"),
    "edit": _("공고를 고침"),
    "send_to_review": _("검토를 요청함"),
    "discard": _("공고를 지움"),
    "recall": _("검토 요청을 거둠"),
    "return_to_draft": _("고쳐 달라고 함"),
    "approve": _("게시를 승인함"),
    "close": _("마감함"),
    "archive": _("보관함"),
    "assign_reviewer": _("심사위원에게 맡김"),
    "end_reviewer": _("심사위원에게 맡긴 것을 끝냄"),
    "take_in": _("외부 공고를 들임"),
    "submit": _("제출함"),
    "override": _("규칙을 예외로 함"),
    "score": _("심사표를 적음"),
    "pass_eligibility": _("적격으로 확인함"),
    "pass_paper": _("서류 합격으로 함"),
    "select": _("합격으로 함"),
    "put_on_waiting_list": _("예비합격으로 함"),
    "reject": _("불합격으로 함"),
    "take_back": _("결정을 되돌림"),
    "release": _("결과를 발표함"),
    "withdraw": _("취소·철회함"),
    "withdraw_selection": _("합격을 취소함"),
    "object": _("재검토를 요청함"),
    "uphold": _("재검토 요청을 받아들임"),
    "keep": _("재검토 뒤 결과를 그대로 둠"),
    "offer_slots": _("면접 시간을 엶"),
    "pick_slot": _("면접 시간을 고름"),
    "change_slot": _("면접 시간을 바꿈"),
    "leave_slot": _("고른 면접 시간을 비움"),
    "cancel_slot": _("면접 시간을 취소함"),
    "lose_slot": _("고른 면접 시간이 취소됨"),
    "mark_attended": _("면접 참석으로 적음"),
    "mark_absent": _("면접 불참으로 적음"),
    "offer": _("참여 의사를 물음"),
    "accept": _("참여하기로 함"),
    "decline": _("참여하지 않기로 함"),
    "lapse": _("답변 기한이 지남"),
    "confirm_documents": _("서류를 확인함"),
    "check_again": _("자격을 다시 확인함"),
    "place": _("배치함"),
    "record_training": _("교육 참석을 적음"),
    "add_session": _("교육을 더함"),
    "discard_session": _("교육을 지움"),
    "record_attendance": _("교육 회차의 참석을 적음"),
    "agree": _("약정함"),
    "start": _("활동을 시작함"),
    "give_up": _("알림을 보내지 못함"),
    "send_again": _("알림을 다시 보내게 함"),
    "complete": _("수료로 함"),
    "end_early": _("중도종료로 함"),
    "record_outcomes": _("사후관리 결과를 적음"),
    "issue_certificate": _("수료증을 발급함"),
    "withdraw_certificate": _("수료증을 거둠"),
    "confirm_at_site": _("활동처가 확인함"),
    "confirm": _("운영기관이 확인함"),
    "send_back": _("돌려보냄"),
    "allow_over_cap": _("한도 넘김을 허용함"),
    "pay": _("지급함"),
    "correct": _("지급을 바로잡음"),
    "leave_to_operator": _("일괄 배치에서 뺌"),
    "draft_round": _("일괄 배치를 시작함"),
    "simulate_round": _("모의 배치를 함"),
    "run_round": _("배치를 함"),
    "verify_round": _("배치를 검산함"),
    "confirm_round": _("배치를 확정함"),
    "publish_round": _("배치 결과를 발표함"),
    "reopen_round": _("조건부터 다시 함"),
    "ask": _("문의함"),
    "ask_more": _("이어서 문의함"),
    "answer_question": _("문의에 답함"),
    "settle_question": _("문의에 답할 것이 없음으로 함"),
    "publish_question": _("문의와 답을 공개함"),
    "unpublish_question": _("문의와 답을 내림"),
    "join": _("가입함"),
    "register": _("등록함"),
    "tell": _("정보를 적음"),
    "set_identity": _("이름과 연락처를 적음"),
    "claim_phone": _("휴대전화 번호로 가입함"),
    "confirm_phone": _("휴대전화 번호를 확인함"),
    "add_career": _("경력을 더함"),
    "remove_career": _("경력을 지움"),
    "set_certificates": _("자격증을 적음"),
    "set_public_jobs": _("다른 공공일자리를 적음"),
    "add_public_job": _("다른 공공일자리를 더함"),
    "remove_public_job": _("다른 공공일자리를 지움"),
    "tell_no_public_jobs": _("다른 공공일자리가 없다고 적음"),
    "see_proof": _("증빙을 확인함"),
    "tell_for_statistics": _("통계에만 쓰는 답을 적음"),
    "forget_for_statistics": _("통계에만 쓰는 답을 지움"),
    "begin_cv": _("이력서를 올림"),
    "propose_cv": _("이력서에서 적을 내용을 찾음"),
    "refuse_cv": _("이력서를 읽지 못함"),
    "take_cv": _("이력서에서 찾은 내용을 넣음"),
    "forget_cv": _("이력서에서 찾은 내용을 지움"),
    "expire_cv": _("이력서에서 찾은 내용을 기한이 지나 지움"),
    "choose_contact": _("알림 방법을 고름"),
    "subscribe_push": _("기기에서 알림 받기를 켬"),
    "unsubscribe_push": _("기기에서 알림 받기를 끔"),
    "choose_language": _("알림 언어를 고름"),
    "give": _("동의함"),
    "publish": _("동의문을 냄"),
    "offer_story": _("이야기를 보냄"),
    "accept_story": _("이야기를 싣기로 함"),
    "decline_story": _("이야기를 싣지 않기로 함"),
    "withdraw_story": _("이야기를 거둠"),
    "publish_survey": _("만족도 조사의 질문을 냄"),
    "grant": _("권한을 줌"),
    "end": _("권한을 끝냄"),
}
WHO: dict[str, Text] = {
    "person": _("지원자 본인"),
    "operator": _("운영기관"),
    "city": _("서울시"),
    "host": _("활동처"),
    "centre": _("상담 기관"),
    "api": _("다른 시스템"),
    "system": _("자동 처리"),
}
_OF_KIND = {
    "person": Q(actor_kind="user", organisation=None),
    "operator": Q(organisation__kind="operator"),
    "city": Q(organisation__kind="city"),
    "host": Q(organisation__kind__in=["host", "firm"]) | Q(actor_kind="site_link"),
    "centre": Q(organisation__kind="centre"),
    "api": Q(actor_kind="api"),
    "system": Q(actor_kind="system"),
}
_STATES: dict[str, dict[str, Text]] = {
    model._meta.model_name: dict(model.State.choices)
    for model in (Posting, Application, Offer, Placement, Worklog, Question, Story)
}
_STATES["allocationround"] = {  # matching's own, in its words: a test holds them together
    "draft": _("조건 정하는 중"),
    "run": _("배치함 (검산 전)"),
    "verified": _("검산함 (확정 전)"),
    "confirmed": _("확정함 (발표 전)"),
    "published": _("발표함"),
}


@dataclass(frozen=True)
class Line:
    """One event in words. `page` names the page of its subject (posting or year) where there is one.

    `application` is the one that it concerns, for those who may see people.
    """

    at: datetime
    who: Text
    what: Text
    subject: Text
    subject_id: int
    before: Text
    after: Text
    reason: str
    details: list[tuple[str, Any]]
    is_withheld: bool
    page: str
    public_id: UUID | None
    application: Application | None


def find(
    *,
    verb: str = "",
    subject: str = "",
    who: str = "",
    operator: str = "",
    receipt: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Event]:
    """Return the events that fit all that is asked for, newest first; days are those of Seoul, both of them inside.

    `operator` (a public id) did them; `receipt` is the number of the application that they, its offers, placement, logs or notices are of.
    """
    found = Event.objects.select_related("organisation", "user")
    if verb:
        found = found.filter(verb=verb)
    if subject:
        found = found.filter(subject_type=subject)
    if who:
        found = found.filter(_OF_KIND[who])
    if operator:
        found = found.filter(organisation__public_id=operator)
    if receipt is not None:
        found = found.filter(_of_application(receipt))
    if since:
        found = found.filter(at__gte=_begin_of(since))
    if until:
        found = found.filter(at__lt=_begin_of(until + timedelta(days=1)))
    return found.order_by("-at", "-pk")


def by_key(pks: Sequence[int]) -> list[Event]:
    """Return these events, newest first, with what a line shows read along."""
    return list(Event.objects.select_related("organisation", "user").filter(pk__in=pks).order_by("-at", "-pk"))


def lines(told: Sequence[Event], *, sees_people: bool) -> list[Line]:
    """Put events in words; the same few queries for any number of them."""
    pages, concerned = _pages(told), _applications(told) if sees_people else {}
    keys = [(event.subject_type, event.subject_id) for event in told]
    return [
        _line(event, pages.get(key), concerned.get(key), sees_people) for event, key in zip(told, keys, strict=True)
    ]


def people(told: Sequence[Event]) -> list[Candidate]:
    """Return the candidates that these events are about."""
    ids = _ids_of(told)
    users: set[int] = set()
    for model, path in _PERSON_OF.items():
        if own := ids.get(model._meta.model_name):
            users |= set(model._default_manager.filter(pk__in=own).values_list(path, flat=True))
    return list(Candidate.objects.filter(user__in=users)) if users else []


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _of_application(pk: int) -> Q:
    """Events of an application and of what hangs on it; the few numbers are read first, so that an index finds the events."""
    found = told = Q(subject_type="application", subject_id=pk)
    for model, path in _APPLICATION_OF.items():
        own = list(model._default_manager.filter(**{path: pk}).values_list("pk", flat=True))
        # What a notice is about may name a month, too: "placement 2026-05".
        told |= Q(subject_type__startswith=model._meta.model_name, subject_id__in=own)
        found |= Q(subject_type=model._meta.model_name, subject_id__in=own)
    notices = Notice.objects.filter(told).values_list("pk", flat=True)
    return found | Q(subject_type="notice", subject_id__in=list(notices))


def _line(event: Event, page: tuple[str, UUID] | None, application: Application | None, sees_people: bool) -> Line:
    states = _STATES.get(event.subject_type, {})
    is_hidden = event.subject_type in ABOUT_PEOPLE and not sees_people
    return Line(
        at=event.at,
        who=_who(event),
        what=VERBS.get(event.verb, event.verb),
        subject=SUBJECTS.get(event.subject_type, event.subject_type),
        subject_id=event.subject_id,
        before=states.get(event.from_state, event.from_state),
        after=states.get(event.to_state, event.to_state),
        reason="" if is_hidden else event.reason,
        details=[] if is_hidden else sorted(event.params.items()),
        is_withheld=is_hidden and bool(event.reason or event.params),
        page=page[0] if page else "",
        public_id=page[1] if page else None,
        application=application,
    )


def _who(event: Event) -> Text:
    """The organisation and its officer; a candidate stays without a name."""
    if event.organisation:
        return f"{event.organisation.name} {event.user.email or ''}".strip() if event.user else event.organisation.name
    return WHO["person" if event.actor_kind == "user" else event.actor_kind if event.actor_kind in WHO else "host"]


def _pages(told: Iterable[Event]) -> dict[tuple[str, int], tuple[str, UUID]]:
    """The pages of the subjects that have one."""
    ids, found = _ids_of(told), {}
    for model, page, column in (
        (Posting, "posting", "public_id"),
        (ProgrammeYear, "year", "public_id"),
        (RuleSet, "year", "programme_year__public_id"),
    ):
        for pk, public_id in _public_ids(model, ids.get(model._meta.model_name, set()), column):
            found[model._meta.model_name, pk] = (page, public_id)
    return found


def _applications(told: Iterable[Event]) -> dict[tuple[str, int], Application]:
    """The applications that subjects are, hang on or, for notices, tell of; what a notice is about may name a month, too."""
    ids = _ids_of(told)
    notices = Notice.objects.filter(pk__in=ids.get("notice", ())).values_list("pk", "subject_type", "subject_id")
    about = {("notice", pk): (kind.partition(" ")[0], subject) for pk, kind, subject in notices}
    for kind, subject in about.values():
        ids.setdefault(kind, set()).add(subject)
    of_subject = {("application", pk): pk for pk in ids.get("application", ())}
    for model, path in _APPLICATION_OF.items():
        kind = model._meta.model_name
        own = model._default_manager.filter(pk__in=ids.get(kind, ()))
        of_subject |= {(kind, pk): application for pk, application in own.values_list("pk", path)}
    of_subject |= {notice: of_subject[subject] for notice, subject in about.items() if subject in of_subject}
    rows = Application.objects.only("public_id", "received_at").in_bulk(set(of_subject.values()))
    return {subject: rows[pk] for subject, pk in of_subject.items() if pk in rows}


def _ids_of(told: Iterable[Event]) -> dict[str, set[int]]:
    """The numbers of the subjects, by kind."""
    ids: dict[str, set[int]] = {}
    for event in told:
        ids.setdefault(event.subject_type, set()).add(event.subject_id)
    return ids


def _public_ids(model: type[Model], ids: set[int], column: str) -> Iterable[tuple[int, UUID]]:
    return model._default_manager.filter(pk__in=ids).values_list("pk", column) if ids else ()
