"""What a person reads of a round: which wish was met, or for each wish why not, in figures where that names nobody.

What may be told was decided when the round was run (round_outcome.FEW); here it is put in words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jobs.models import Application, PostingSite
from matching.models import AllocationRound, RoundResult
from profiles.models import User

LAST = 2  # both rounds of a year


@dataclass(frozen=True)
class Answer:
    """One wish: the site, what became of it and why."""

    rank: int
    posting_site: PostingSite
    application: Application
    is_met: bool
    sentences: list[str]


def of(result: RoundResult) -> list[Answer]:
    """Return the answers to a person's wishes, best first."""
    sites = PostingSite.objects.select_related("site", "posting__organisation")
    known = sites.in_bulk([told["posting_site"] for told in result.answers])
    applications = Application.objects.in_bulk({told["application"] for told in result.answers})
    return [
        Answer(
            rank=told["rank"],
            posting_site=known[told["posting_site"]],
            application=applications[told["application"]],
            is_met=told["code"] == "met",
            sentences=_sentences(told),
        )
        for told in result.answers
    ]


def rounds_of(user: User) -> list[AllocationRound]:
    """Return the last published rounds that a person took part in, newest first."""
    results = RoundResult.objects.filter(candidate__user_id=user.pk).values("allocation")
    rows = AllocationRound.objects.filter(state=AllocationRound.State.PUBLISHED, allocation__in=results)
    return list(rows.select_related("programme_year__programme").order_by("-published_at", "-pk")[:LAST])


def _sentences(told: Mapping[str, Any]) -> list[str]:
    params, found = told["params"], []
    if "places" in params:
        found.append(
            _("%(places)d명 모집에 %(applicants)d명이 지원했습니다.")
            % {"places": params["places"], "applicants": params["applicants"]}
        )
    found += _why(told)
    if told["code"] in ("outranked", "region_full") and "places" not in params:
        found.append(_("모집인원이 5명보다 적어 다른 분의 점수를 짐작할 수 있으므로 자세한 수는 보여 드리지 않습니다."))
    return found


def _why(told: Mapping[str, Any]) -> list[str]:
    if told["code"] == "outranked":
        return _outranked(told)
    if told["code"] == "region_full":
        return [_("자리는 남아 있었지만 이 지역에서 뽑을 수 있는 수가 모두 찼습니다."), *_scores(told)]
    return [
        {
            "met": _("이 활동처에 자리가 정해졌습니다."),
            "not_needed": _("앞선 희망에 자리가 정해져 여기까지 오지 않았습니다."),
            "not_acceptable": _("신청 자격이 맞지 않아 이 활동처는 살펴보지 못했습니다."),
            "no_places": _("이번 차수에는 이 활동처에 빈자리가 없었습니다."),
        }[told["code"]]
    ]


def _outranked(told: Mapping[str, Any]) -> list[str]:
    if told["by_lottery"]:
        return [*_scores(told), _("마지막 합격자와 점수가 같아, 미리 정해 둔 추첨 번호의 순서로 정했습니다.")]
    return _scores(told) or [_("먼저 정해진 분들로 자리가 모두 찼습니다.")]


def _scores(told: Mapping[str, Any]) -> list[str]:
    if "lowest" not in told["params"]:
        return []
    scores = _("마지막 합격자의 심사 점수는 %(lowest)s점, 회원님은 %(score)s점입니다.") % {
        "lowest": told["params"]["lowest"],
        "score": told["score"],
    }
    return [scores, _("우선 자리로 정해진 분은 빼고 본 점수입니다.")] if told["params"]["reserve"] else [scores]
