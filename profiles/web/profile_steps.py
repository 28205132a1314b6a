"""The steps in which a candidate tells of themselves: one group of questions a screen, what each asks for and why.

Source: DESIGN section 10 (one question group per screen); KRDS 1.1.0, stepwise forms.
"""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from profiles import candidates
from profiles.declarations import FINISHED
from profiles.models import Candidate


class Step(NamedTuple):
    """One screen: its key in the URL, its heading and the sentence under it."""

    key: str
    title: Any
    why: Any


class Gain(NamedTuple):
    """What an answer that is still missing would bring, and where it is given."""

    step: str
    label: Any
    gain: Any


class Meter(NamedTuple):
    """How much of what opens something was told, in numbers that words go with, and what each missing answer would bring, the most useful first."""

    told: int
    total: int
    gains: list[Gain]


STEPS = (
    Step("basics", _("이름과 연락처"), _("지원서에 쓰고, 결과를 알려 드릴 때 씁니다.")),
    Step("home", _("사는 곳"), _("가까운 일자리를 먼저 보여 드리고, 서울에 사는지 확인합니다.")),
    Step("work", _("지금 하는 일"), _("다른 일을 하고 있으면 지원할 수 없는 일자리가 있습니다.")),
    Step("careers", _("해 본 일"), _("비슷한 일을 하는 일자리를 먼저 보여 드립니다. 집안일과 봉사도 적어 주세요.")),
    Step("skills", _("자격증과 잘하는 일"), _("자격증이 필요한 일자리와, 잘하시는 일과 맞는 일자리를 찾습니다.")),
    Step(
        "history",
        _("다른 공공일자리"),
        _("나라나 시, 구에서 돈을 대는 일자리입니다. 겹쳐서 참여할 수 없는 일자리가 있어 여쭙니다."),
    ),
    Step("facts", _("신청 자격 확인"), _("일자리마다 조건이 달라서 여쭙니다. 답하지 않아도 추천을 받을 수 있습니다.")),
    Step("wishes", _("바라는 일"), _("바라시는 일과 가까운 일자리를 먼저 보여 드립니다.")),
    Step("time", _("활동할 수 있는 시간"), _("시간이 맞는 일자리를 먼저 보여 드립니다.")),
)
GAINS = {
    "birth_on": Gain("basics", _("생년월일"), _("나이 조건이 맞는지 바로 알 수 있습니다.")),
    "district": Gain("home", _("사는 자치구"), _("서울에 사는지 확인되고, 가까운 일자리를 볼 수 있습니다.")),
    "dong": Gain("home", _("사는 동"), _("일터까지의 거리를 더 정확히 알 수 있습니다.")),
    "employment": Gain("work", _("지금 일하는지"), _("지원할 수 있는 일자리인지 확인됩니다.")),
    "careers": Gain("careers", _("해 본 일"), _("경력과 맞는 일자리가 위로 올라옵니다.")),
    "skills": Gain(
        "skills", _("자격증과 잘하는 일"), _("자격증이 필요한 일자리를 놓치지 않고, 잘하시는 일이 추천에 들어갑니다.")
    ),
    "public_jobs": Gain("history", _("다른 공공일자리"), _("중복참여 조건이 확인됩니다.")),
    "has_benefit": Gain("facts", _("실업급여"), _("실업급여 조건이 있는 일자리에 지원할 수 있는지 확인됩니다.")),
    "kinds_wished": Gain("wishes", _("바라는 일자리"), _("바라시는 종류의 일자리가 위로 올라옵니다.")),
    "hours_mask": Gain(
        "time", _("활동할 수 있는 요일과 시간"), _("시간이 맞는 일자리가 위로 올라와 추천이 정확해집니다.")
    ),
    "hours_per_month": Gain("time", _("한 달에 활동할 수 있는 시간"), _("시간 조건이 맞는지 확인됩니다.")),
}
_KEYS = [step.key for step in STEPS]


def by_key(key: str) -> Step | None:
    """Return the step of a key, or None."""
    return STEPS[_KEYS.index(key)] if key in _KEYS else None


def number(step: Step) -> int:
    """Return the place of a step, from 1."""
    return _KEYS.index(step.key) + 1


def before(step: Step) -> Step | None:
    """Return the step before this one, None at the first."""
    return STEPS[number(step) - 2] if number(step) > 1 else None


def after(step: Step) -> Step | None:
    """Return the step after this one, None at the last."""
    return STEPS[number(step)] if number(step) < len(STEPS) else None


def is_past(candidate: Candidate, key: str) -> bool:
    """Whether the person went on from a step, told or not; never known of whom somebody else registered."""
    stopped = candidate.profile_step  # the furthest step; it never moves back (saving.bookmark)
    return stopped == FINISHED or (stopped in _KEYS and _KEYS.index(stopped) > _KEYS.index(key))


def meter(candidate: Candidate) -> Meter:
    """Return how much the person told and what the rest would bring."""
    missing, total = candidates.missing(candidate), len(GAINS)
    return Meter(total - len(missing), total, [GAINS[name] for name in missing])


def resume_at(candidate: Candidate) -> Step | None:
    """Return the step where the person stopped; None once they went through all, or when somebody else registered them."""
    if candidate.profile_step in ("", FINISHED):
        return None
    return by_key(candidate.profile_step) or STEPS[0]
