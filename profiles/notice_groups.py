"""The groups of kinds of notices, by which people say what reaches them where. Every kind stands in exactly one.

What a group must do or may be spared: 정보통신망법 art. 50 asks consent and an easy way out for advertising alone. What follows
from an application is told because the person asked for it (개인정보 보호법 art. 15(1)4), and an offer runs out unread.
"""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Group(NamedTuple):
    """`must_reach`: at least one way stays on. `may_stop`: a link in the mail ends it without signing in."""

    label: Any
    hint: Any
    kinds: tuple[str, ...]
    must_reach: bool = False
    may_stop: bool = False
    is_for_staff: bool = False


CHANNELS = {"email": _("이메일"), "sms": _("문자"), "push": _("이 사이트를 연 기기")}  # beside the inbox
OTHER = "application"  # where a kind belongs that nobody has put anywhere
GROUPS: dict[str, Group] = {
    "offers": Group(
        _("참여 제안과 답변 기한"),
        _("답하지 않으면 자리가 다음 분에게 넘어갑니다. 그래서 한 곳으로는 꼭 보내 드립니다."),
        ("jobs.offer_made", "jobs.seat_free", "jobs.offer_expired"),
        must_reach=True,
    ),
    "application": Group(
        _("지원과 결과"),
        _("접수, 심사 단계, 합격 여부"),
        (
            "jobs.application_received",
            "jobs.application_withdrawn",
            "jobs.stage_moved",
            "jobs.result_selected",
            "jobs.result_waiting",
            "jobs.result_not_selected",
            "jobs.result_selection_withdrawn",
            "jobs.interview_to_pick",
            "jobs.interview_picked",
            "jobs.interview_cancelled",
            "jobs.interview_tomorrow",
            "jobs.interview_absent",
            "jobs.info_asked",
            "jobs.info_soon",
            "jobs.objection_answered",
            "jobs.posting_changed",
            "jobs.posting_transferred",
        ),
    ),
    "work": Group(
        _("활동과 활동비"),
        _("활동할 곳, 활동일지, 활동비 지급"),
        (
            "jobs.placed",
            "jobs.agreement_to_sign",
            "jobs.agreement_made",
            "jobs.agreement_on_paper",
            "jobs.log_due",
            "jobs.log_returned",
            "jobs.allowance_paid",
            "jobs.allowance_corrected",
            "jobs.certificate_issued",
            "jobs.certificate_withdrawn",
            "jobs.outcome_asked",
            "jobs.story_decided",
        ),
    ),
    "suggestions": Group(
        _("맞춤 일자리와 저장한 검색"),
        _("새로 나온 공고 가운데 맞는 것"),
        ("matching.new_suggestion", "matching.posting_invite", "jobs.search_found", "jobs.kept_posting_changed"),
        may_stop=True,
    ),
    "questions": Group(_("문의와 답변"), _("문의하신 것에 온 답"), ("jobs.question_answered",)),
    "account": Group(
        _("계정 보안"),
        _("로그인 정보가 바뀌었을 때, 상담사가 대신할 때"),
        (
            "profiles.phone_changed",
            "profiles.proxy_taken",
            "profiles.proxy_acting",
            "profiles.proxy_given_up",
        ),
    ),
    "duties": Group(
        _("담당 업무"),
        _("빈자리, 답을 기다리는 지원, 일괄 배치"),
        (
            "jobs.seat_freed",
            "jobs.silence",
            "jobs.question_asked",
            "profiles.proxy_entrusted",
            "profiles.proxy_withdrawn",
            "jobs.question_waits",
            "jobs.info_came",
            "jobs.info_late",
            "jobs.objection_asked",
            "jobs.objection_silent",
            "jobs.transfer_asked",
            "jobs.transfer_to_consent",
            "jobs.transfer_done",
            "matching.round_published",
            "matching.round_to_confirm",
        ),
        is_for_staff=True,
    ),
}
_OF_KIND = {kind: name for name, group in GROUPS.items() for kind in group.kinds}


def of(kind: str) -> str:
    """Return the group of a kind of notice."""
    return _OF_KIND.get(kind, OTHER)


def of_person(*, is_staff: bool) -> dict[str, Group]:
    """Return the groups that such a person is told something of, in the order of the page."""
    return {name: group for name, group in GROUPS.items() if group.kinds and group.is_for_staff == is_staff}
