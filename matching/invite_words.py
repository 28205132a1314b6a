"""Why a posting suits somebody whom nobody named yet, as their officer may read it: the same reasons, told coarsely.

A district, an age band and a career to the month would name a person in all but name. So what is measured is told in bands, and nothing in the
person's own words. Decision: docs/adr/0030.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from matching import sentences
from profiles import certificates, occupations

Params = Mapping[str, Any]
KILOMETRES = (2, 5, 10)  # the bands in which a distance is told


def reason_sentence(reason: Mapping[str, Any]) -> str:
    """Say one reason to an officer who doesn't know of whom. Raises KeyError for a code without words."""
    words = _WORDS.get(reason["code"])
    return words(reason["params"]) if words else sentences.reason_sentence(reason, to_officer=True)


def asked_last(asked_at: datetime | None, at: datetime) -> str:
    """Return when somebody was asked last: by months, since a day could be put beside another list."""
    if asked_at is None:
        return _("아직 제안을 받은 적이 없는 분")
    then, now = timezone.localdate(asked_at), timezone.localdate(at)
    months = (now.year - then.year) * 12 + now.month - then.month
    if months <= 0:
        return _("마지막 제안: 이번 달")
    return _("마지막 제안: 지난달") if months == 1 else _("마지막 제안: 지난달보다 전")


# Private --------------------------------------------------------------------------------------------------------------
def _distance(params: Params) -> str:
    km = float(params["km"])
    most = next((band for band in KILOMETRES if km <= band), None)
    if most == KILOMETRES[0]:
        return _("사는 곳이 가깝습니다(%(km)dkm 안).") % {"km": most}
    if most:
        return _("사는 곳이 %(km)dkm 안에 있습니다.") % {"km": most}
    return _("사는 곳이 %(km)dkm보다 멉니다.") % {"km": KILOMETRES[-1]}


def _career(params: Params, under_a_year: str, of_years: str) -> str:
    told = {"job": occupations.name(params["keco"]), "years": params["months"] // 12}
    return (of_years if told["years"] else under_a_year) % told


def _same(params: Params) -> str:
    return _career(
        params,
        _("이 일과 같은 직업의 경력이 1년 미만 있습니다(%(job)s)."),
        _("이 일과 같은 직업의 경력이 %(years)d년쯤 있습니다(%(job)s)."),
    )


def _near(params: Params) -> str:
    return _career(
        params,
        _("이 일과 관련 있는 경력이 1년 미만 있습니다(%(job)s)."),
        _("이 일과 관련 있는 경력이 %(years)d년쯤 있습니다(%(job)s)."),
    )


def _certificate(params: Params) -> str:
    return _("지원자에게 이 일에 쓰이는 ‘%(name)s’ 자격증이 있습니다.") % {
        "name": certificates.shown(params["certificate"])
    }


_WORDS: dict[str, Callable[[Params], str]] = {
    "distance.near": _distance,
    "distance.far": _distance,
    "occupation.same": _same,
    "occupation.near": _near,
    "certificates.held": _certificate,
    "schedule.some": lambda params: _("활동 요일과 시간이 가능한 시간과 꽤 맞습니다."),
    "hours.more": lambda params: _("활동 시간이 바라는 시간보다 조금 깁니다."),
    "hours.fewer": lambda params: _("활동 시간이 바라는 시간보다 조금 짧습니다."),
}
