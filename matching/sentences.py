"""Reasons in words: the code and params that a signal gave, as a sentence in the reader's language."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles import certificates, occupations, places
from profiles.lengths import years_and_months
from profiles.models import Candidate
from profiles.particles import quoted

Params = Mapping[str, Any]

LABELS = {
    "duties": gettext_lazy("하는 일"),
    "occupation": gettext_lazy("경력"),
    "certificates": gettext_lazy("자격증"),
    "distance": gettext_lazy("거리"),
    "schedule": gettext_lazy("요일과 시간"),
    "kind": gettext_lazy("일자리 종류"),
    "districts": gettext_lazy("원하는 자치구"),
    "hours": gettext_lazy("활동 시간"),
    "pay": gettext_lazy("시급"),
    "both": gettext_lazy("고루 맞는 정도"),
    "price": gettext_lazy("많은 분께 추천해서 뺀 점수"),
}


def reason_sentence(reason: Mapping[str, Any], *, to_officer: bool = False) -> str:
    """Say one reason, as a row of a suggestion or an assessment keeps it, to the person or to an officer of them.

    Raises KeyError for a code without words.
    """
    code = reason["code"]
    words = TO_OFFICERS.get(code, WORDS[code]) if to_officer else WORDS[code]
    return words(reason["params"])


def signal_label(name: str) -> str:
    """What a signal looks at, in a word or two."""
    return str(LABELS[name])


def with_text(reasons: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same rows with their Korean sentence to officers, for pages of `jobs`, which can't ask for words of the matcher."""
    with translation.override("ko"):
        return [{**reason, "text": reason_sentence(reason, to_officer=True)} for reason in reasons]


def _plain(sentence: Callable[[], str]) -> Callable[[Params], str]:
    return lambda params: sentence()


def _duties(params: Params, plain: str, quoting: str) -> str:
    """How much of what was written is of the work, with the person's own words where they are told along."""
    shared = params.get("shared")
    return quoting % {"words": ", ".join(f"‘{word}’" for word in shared)} if shared else plain


def _own_career(params: Params) -> dict[str, str]:
    return {"said": params["said"], "time": years_and_months(params["months"])}


def _occupation_same(params: Params) -> str:
    if "said" in params:
        if params["careers"] > 1:
            return _("적어 주신 ‘%(said)s’ 등 경력 %(time)s이 이 일과 같은 직업입니다.") % _own_career(params)
        return _("적어 주신 ‘%(said)s’ 경력 %(time)s이 이 일과 같은 직업입니다.") % _own_career(params)
    job = quoted(occupations.name(params["keco"]), "으로")
    return _("%(job)s %(time)s 일하셨고, 이 일과 같은 직업입니다.") % {
        "job": job,
        "time": years_and_months(params["months"]),
    }


def _occupation_near(params: Params) -> str:
    if "said" in params:
        if params["careers"] > 1:
            return _("적어 주신 ‘%(said)s’ 등 경력 %(time)s이 이 일과 관련이 있습니다.") % _own_career(params)
        return _("적어 주신 ‘%(said)s’ 경력 %(time)s이 이 일과 관련이 있습니다.") % _own_career(params)
    named = {"job": occupations.name(params["keco"]), "time": years_and_months(params["months"])}
    if params["careers"] > 1:
        return _("‘%(job)s’ 등 경력 %(time)s이 이 일과 관련이 있습니다.") % named
    return _("‘%(job)s’ 경력 %(time)s이 이 일과 관련이 있습니다.") % named


def _certificates_held(params: Params) -> str:
    if params["held"] > 1:
        return _("이 일에 쓰이는 ‘%(name)s’ 등 자격증 %(count)d개가 있습니다.") % {
            "name": certificates.shown(params["certificate"]),
            "count": params["held"],
        }
    return _("이 일에 쓰이는 ‘%(name)s’ 자격증이 있습니다.") % {"name": certificates.shown(params["certificate"])}


def _occupation_near_of_another(params: Params) -> str:
    named = {"job": occupations.name(params["keco"]), "time": years_and_months(params["months"])}
    if params["careers"] > 1:
        return _("지원자의 ‘%(job)s’ 등 경력 %(time)s이 이 일과 관련이 있습니다.") % named
    return _("지원자의 ‘%(job)s’ 경력 %(time)s이 이 일과 관련이 있습니다.") % named


def _certificates_held_by_another(params: Params) -> str:
    named = {"name": certificates.shown(params["certificate"]), "count": params["held"]}
    if params["held"] > 1:
        return _("지원자에게 이 일에 쓰이는 ‘%(name)s’ 등 자격증 %(count)d개가 있습니다.") % named
    return _("지원자에게 이 일에 쓰이는 ‘%(name)s’ 자격증이 있습니다.") % named


WORDS: dict[str, Callable[[Params], str]] = {
    "duties.close": lambda params: _duties(
        params,
        _("적어 주신 내용이 이 일에서 하는 일과 많이 통합니다."),
        _("적어 주신 말 가운데 %(words)s 등이 이 일에서 하는 일과 많이 통합니다."),
    ),
    "duties.some": lambda params: _duties(
        params,
        _("적어 주신 내용이 이 일에서 하는 일과 조금 통합니다."),
        _("적어 주신 말 가운데 %(words)s 등이 이 일에서 하는 일과 조금 통합니다."),
    ),
    "duties.none": _plain(lambda: _("적어 주신 내용에서 이 일과 통하는 것을 찾지 못했습니다.")),
    "duties.unsaid": _plain(lambda: _("경력이나 잘하는 일을 적지 않으셔서 비교하지 못했습니다.")),
    "occupation.same": _occupation_same,
    "occupation.near": _occupation_near,
    "occupation.other": _plain(lambda: _("직업 분류로는 지금까지 하신 일과 다른 분야입니다.")),
    "occupation.unsaid": _plain(lambda: _("경력을 적지 않으셔서 비교하지 못했습니다.")),
    "occupation.open": _plain(lambda: _("공고에 직업 분류가 적혀 있지 않아 비교하지 못했습니다.")),
    "certificates.held": _certificates_held,
    "certificates.missing": lambda params: (
        _("‘%(name)s’ 자격증이 있으면 더 좋습니다.") % {"name": certificates.shown(params["certificate"])}
    ),
    "certificates.open": _plain(lambda: _("자격증이 따로 필요하지 않습니다.")),
    "distance.near": lambda params: (
        _("사는 곳에서 직선거리 약 %(km)skm입니다.") % {"km": params["km"]}
        if params["km"]
        else _("사는 곳과 같은 동네입니다.")
    ),
    "distance.far": lambda params: (
        _("사는 곳에서 직선거리 약 %(km)skm로, 다니기 편하다고 하신 거리보다 멉니다.") % {"km": params["km"]}
    ),
    "distance.unsaid": _plain(lambda: _("사는 곳을 적지 않으셔서 거리를 재지 못했습니다.")),
    "distance.open": _plain(lambda: _("활동처의 위치를 몰라 거리를 재지 못했습니다.")),
    "schedule.all": _plain(lambda: _("활동 요일과 시간이 가능하다고 하신 시간에 모두 들어갑니다.")),
    "schedule.some": lambda params: (
        _("한 주 %(asked)d시간 가운데 %(hours)d시간이 가능하다고 하신 시간과 맞습니다.") % params
    ),
    "schedule.none": _plain(lambda: _("활동 요일과 시간이 가능하다고 하신 시간과 맞지 않습니다.")),
    "schedule.unsaid": _plain(lambda: _("활동할 수 있는 요일과 시간을 적지 않으셨습니다.")),
    "schedule.open": _plain(lambda: _("공고에 활동 요일과 시간이 정해져 있지 않습니다.")),
    "kind.wished": lambda params: (
        _("바라시는 종류인 ‘%(kind)s’입니다.") % {"kind": Candidate.WorkKind(params["kind"]).label}
    ),
    "kind.other": lambda params: (
        _("고르신 종류가 아닌 ‘%(kind)s’입니다.") % {"kind": Candidate.WorkKind(params["kind"]).label}
    ),
    "kind.unsaid": _plain(lambda: _("바라시는 일자리 종류를 고르지 않으셨습니다.")),
    "kind.open": _plain(lambda: _("공고에 일자리 종류가 적혀 있지 않습니다.")),
    "districts.wished": lambda params: (
        _("바라시는 %(district)s에 있습니다.") % {"district": places.name(params["district"])}
    ),
    "districts.other": _plain(lambda: _("바라시는 자치구 밖에 있습니다.")),
    "districts.unsaid": _plain(lambda: _("바라시는 자치구를 고르지 않으셨습니다.")),
    "districts.open": _plain(lambda: _("활동처가 어느 자치구에 있는지 모릅니다.")),
    "hours.as_wished": lambda params: _("한 달 %(offered)d시간으로, 바라시는 시간과 같습니다.") % params,
    "hours.more": lambda params: _("한 달 %(offered)d시간으로, 바라시는 %(wished)d시간보다 깁니다.") % params,
    "hours.fewer": lambda params: _("한 달 %(offered)d시간으로, 바라시는 %(wished)d시간보다 짧습니다.") % params,
    "hours.unsaid": _plain(lambda: _("바라시는 활동 시간을 적지 않으셨습니다.")),
    "hours.open": _plain(lambda: _("공고에 한 달 활동 시간이 정해져 있지 않습니다.")),
    "pay.enough": lambda params: (
        _("한 시간에 %(paid)s원으로, 바라시는 시급에 맞습니다.") % {"paid": f"{params['paid']:,}"}
    ),
    "pay.less": lambda params: (
        _("한 시간에 %(paid)s원으로, 바라시는 %(wished)s원보다 적습니다.")
        % {"paid": f"{params['paid']:,}", "wished": f"{params['wished']:,}"}
    ),
    "pay.unsaid": _plain(lambda: _("바라시는 시급을 적지 않으셨습니다.")),
    "pay.open": _plain(lambda: _("공고에 시급이 적혀 있지 않습니다.")),
    "both.even": _plain(lambda: _("바라시는 것과 하실 수 있는 것이 이 일과 고루 맞습니다.")),
    "both.wish_less": _plain(lambda: _("하실 수 있는 일이지만, 바라시는 조건과는 덜 맞습니다.")),
    "both.seat_less": _plain(lambda: _("바라시는 조건과는 맞지만, 지금까지 하신 일과는 덜 맞습니다.")),
    "price.free": _plain(lambda: _("추천이 몰리지 않은 공고입니다.")),
    "price.crowded": lambda params: (
        _("이미 많은 분께 추천한 공고라, 기회를 나누려고 %(points)d점을 뺐습니다.") % params
    ),
}

# The same as an officer reads them: of the person, not to the person. A code that is missing reads the same to both.
TO_OFFICERS: dict[str, Callable[[Params], str]] = {
    "duties.close": _plain(lambda: _("지원자가 적은 내용이 이 일에서 하는 일과 많이 통합니다.")),
    "duties.some": _plain(lambda: _("지원자가 적은 내용이 이 일에서 하는 일과 조금 통합니다.")),
    "duties.none": _plain(lambda: _("지원자가 적은 내용에서 이 일과 통하는 것을 찾지 못했습니다.")),
    "duties.unsaid": _plain(lambda: _("지원자가 경력이나 잘하는 일을 적지 않아 비교하지 못했습니다.")),
    "occupation.same": lambda params: (
        _("%(job)s %(time)s 일했고, 이 일과 같은 직업입니다.")
        % {"job": quoted(occupations.name(params["keco"]), "으로"), "time": years_and_months(params["months"])}
    ),
    "occupation.near": _occupation_near_of_another,
    "occupation.other": _plain(lambda: _("직업 분류로는 지금까지 한 일과 다른 분야입니다.")),
    "occupation.unsaid": _plain(lambda: _("지원자가 경력을 적지 않아 비교하지 못했습니다.")),
    "certificates.held": _certificates_held_by_another,
    "distance.near": lambda params: (
        _("지원자가 사는 곳에서 직선거리 약 %(km)skm입니다.") % {"km": params["km"]}
        if params["km"]
        else _("지원자가 사는 곳과 같은 동네입니다.")
    ),
    "distance.far": lambda params: (
        _("사는 곳에서 직선거리 약 %(km)skm로, 지원자가 다니기 편하다고 적은 거리보다 멉니다.") % {"km": params["km"]}
    ),
    "distance.unsaid": _plain(lambda: _("지원자가 사는 곳을 적지 않아 거리를 재지 못했습니다.")),
    "schedule.all": _plain(lambda: _("활동 요일과 시간이 지원자가 가능한 시간에 모두 들어갑니다.")),
    "schedule.some": lambda params: (
        _("한 주 %(asked)d시간 가운데 %(hours)d시간이 지원자가 가능한 시간과 맞습니다.") % params
    ),
    "schedule.none": _plain(lambda: _("활동 요일과 시간이 지원자가 가능한 시간과 맞지 않습니다.")),
    "schedule.unsaid": _plain(lambda: _("지원자가 활동할 수 있는 요일과 시간을 적지 않았습니다.")),
    "kind.wished": lambda params: (
        _("지원자가 원하는 종류인 ‘%(kind)s’입니다.") % {"kind": Candidate.WorkKind(params["kind"]).label}
    ),
    "kind.other": lambda params: (
        _("지원자가 고른 종류가 아닌 ‘%(kind)s’입니다.") % {"kind": Candidate.WorkKind(params["kind"]).label}
    ),
    "kind.unsaid": _plain(lambda: _("지원자가 원하는 일자리 종류를 고르지 않았습니다.")),
    "districts.wished": lambda params: (
        _("지원자가 원하는 %(district)s에 있습니다.") % {"district": places.name(params["district"])}
    ),
    "districts.other": _plain(lambda: _("지원자가 원하는 자치구 밖에 있습니다.")),
    "districts.unsaid": _plain(lambda: _("지원자가 원하는 자치구를 고르지 않았습니다.")),
    "hours.as_wished": lambda params: _("한 달 %(offered)d시간으로, 지원자가 바라는 시간과 같습니다.") % params,
    "hours.more": lambda params: _("한 달 %(offered)d시간으로, 지원자가 바라는 %(wished)d시간보다 깁니다.") % params,
    "hours.fewer": lambda params: _("한 달 %(offered)d시간으로, 지원자가 바라는 %(wished)d시간보다 짧습니다.") % params,
    "hours.unsaid": _plain(lambda: _("지원자가 바라는 활동 시간을 적지 않았습니다.")),
    "pay.enough": lambda params: (
        _("한 시간에 %(paid)s원으로, 지원자가 바라는 시급에 맞습니다.") % {"paid": f"{params['paid']:,}"}
    ),
    "pay.less": lambda params: (
        _("한 시간에 %(paid)s원으로, 지원자가 바라는 %(wished)s원보다 적습니다.")
        % {"paid": f"{params['paid']:,}", "wished": f"{params['wished']:,}"}
    ),
    "pay.unsaid": _plain(lambda: _("지원자가 바라는 시급을 적지 않았습니다.")),
    "both.even": _plain(lambda: _("지원자가 바라는 조건과 이 일에 필요한 것이 비슷하게 맞습니다.")),
    "both.wish_less": _plain(lambda: _("이 일에 필요한 것에 비해 지원자가 바라는 조건에는 덜 맞습니다.")),
    "both.seat_less": _plain(lambda: _("지원자가 바라는 조건에 비해 이 일에 필요한 것에는 덜 맞습니다.")),
}
