"""What happened to a row, in words for officers: the events of its verbs, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.event_words import VERBS
from profiles import events
from profiles.models import Event

MOST = 50
UNMOVED = {
    "write": gettext_lazy("공고를 썼습니다."),
    "edit": gettext_lazy("공고를 고쳤습니다."),
    "extend": gettext_lazy("접수 기간을 늘렸습니다."),
    "call_again": gettext_lazy("재공고했습니다."),
    "reach_limit": gettext_lazy("지원자가 다 차서 접수를 마감했습니다."),
    "take_again": gettext_lazy("지원을 취소한 분이 있어 다시 접수합니다."),
    "ask_transfer": gettext_lazy("다른 기관으로 이관을 요청했습니다."),
    "accept_transfer": gettext_lazy("이관을 받기로 했습니다."),
    "refuse_transfer": gettext_lazy("이관을 받지 않았습니다."),
    "withdraw_transfer": gettext_lazy("이관 요청을 거두었습니다."),
    "consent_transfer": gettext_lazy("시가 동의해 다른 기관으로 옮겼습니다."),
    "move_site": gettext_lazy("공고와 함께 다른 기관에서 옮겨 왔습니다."),
    "release_reserved": gettext_lazy("우선 선발 자리를 풀었습니다."),
    "assign_reviewer": gettext_lazy("심사위원에게 맡겼습니다."),
    "end_reviewer": gettext_lazy("심사위원에게 맡긴 것을 끝냈습니다."),
    "release": gettext_lazy("결과를 발표했습니다."),
    "override": gettext_lazy("자격 규칙 하나를 예외로 했습니다."),
    "set_criteria": gettext_lazy("평가 항목을 정했습니다."),
    "set_review_terms": gettext_lazy("심사 방법을 정했습니다."),
    "pledge": gettext_lazy("이해충돌이 있는지 확인했습니다."),
    "declare_conflict": gettext_lazy("이해충돌을 신고했습니다."),
    "withdraw_conflict": gettext_lazy("이해충돌 신고를 거두었습니다."),
    "score": gettext_lazy("심사표를 적었습니다."),
    "make_minutes": gettext_lazy("심사 회의록을 만들었습니다."),
    "confirm_documents": gettext_lazy("서류를 확인했습니다."),
    "check_again": gettext_lazy("자격을 다시 확인했습니다."),
    "record_training": gettext_lazy("교육 참석을 적었습니다."),
    "agree": gettext_lazy("약정했습니다."),
    "record_outcomes": gettext_lazy("사후관리 결과를 적었습니다."),
    "allow_over_cap": gettext_lazy("한도 넘김을 허용했습니다."),
    "pay": gettext_lazy("지급했습니다."),
    "correct": gettext_lazy("지급을 바로잡았습니다."),
    "offer_slots": gettext_lazy("면접 시간을 열었습니다."),
    "pick_slot": gettext_lazy("면접 시간을 골랐습니다."),
    "change_slot": gettext_lazy("면접 시간을 바꿨습니다."),
    "leave_slot": gettext_lazy("고른 면접 시간을 비웠습니다."),
    "cancel_slot": gettext_lazy("면접 시간을 취소했습니다."),
    "lose_slot": gettext_lazy("고른 면접 시간이 취소되었습니다."),
    "mark_attended": gettext_lazy("면접 참석으로 적었습니다."),
    "mark_absent": gettext_lazy("면접 불참으로 적었습니다."),
    "object": gettext_lazy("재검토를 요청했습니다."),
    "keep": gettext_lazy("다시 살펴보고 결과를 그대로 두었습니다."),
    "take_in": gettext_lazy("외부 공고를 가져왔습니다."),
    "close_gone": gettext_lazy("목록에서 없어져 닫았습니다."),
    "give_up": gettext_lazy("알림을 보내지 못했습니다."),
    "add_site": gettext_lazy("활동처를 더했습니다."),
    "edit_site": gettext_lazy("활동처를 고쳤습니다."),
    "end_site": gettext_lazy("활동처를 끝냈습니다."),
    "add_site_contact": gettext_lazy("활동처 담당자를 등록했습니다."),
    "end_site_contact": gettext_lazy("활동처 담당자를 끝냈습니다."),
    "grant": gettext_lazy("이 일을 맡았습니다."),
    "end": gettext_lazy("맡은 일이 끝났습니다."),
    "change_role": gettext_lazy("맡은 일을 바꾸었습니다."),
    "send_site_link": gettext_lazy("활동처 확인 링크를 보냈습니다."),
    "end_site_link": gettext_lazy("활동처 확인 링크를 끊었습니다."),
    "open_site_link": gettext_lazy("활동처 담당자가 확인 번호로 링크를 열었습니다."),
    "take_export": gettext_lazy("자료를 내려받았습니다."),
    "send_again": gettext_lazy("알림을 다시 보내게 했습니다."),
}


@dataclass(frozen=True)
class Line:
    """One happening: what it was, who did it, and why where a reason was given."""

    at: datetime
    text: str | Promise
    who: str | Promise
    reason: str


def of(row) -> list[Line]:
    """Return what happened to a row with a state, newest first."""
    told = events.of(row).select_related("organisation")[:MOST]
    return lines(told, dict(row.State.choices))


def lines(told: Sequence[Event], labels: dict[str, str | Promise]) -> list[Line]:
    """Put events in words, given the words of the states."""
    return [Line(event.at, _what(event, labels), _who(event), event.reason) for event in told]


def _what(event: Event, labels: dict[str, str | Promise]) -> str | Promise:
    after = labels.get(event.to_state)
    if after and event.from_state in labels:
        return _("%(before)s → %(after)s") % {"before": labels[event.from_state], "after": after}
    return after or UNMOVED.get(event.verb) or VERBS[event.verb]


def _who(event: Event) -> str | Promise:
    if event.organisation and event.on_behalf_of_id:
        return _("%(centre)s의 상담사가 대신함") % {"centre": event.organisation.name}
    if event.organisation:
        return event.organisation.name
    if event.actor_kind == "site_link":
        return _("활동처 담당자 (링크)")
    return _("자동 처리") if event.actor_kind == "system" else _("본인")
