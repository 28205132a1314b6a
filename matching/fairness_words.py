"""The steps of fairness and what each figure means, in words: beside the figures on the page, in the report and in its file."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STEPS = ("shown", "applied", "selected", "placed")
COLUMNS = ("pool", *STEPS)
BASE_OF = {"shown": "pool", "applied": "pool", "selected": "applied", "placed": "selected"}
STEP_LABELS: dict[str, Promise] = {
    "pool": _("추천 대상"),
    "shown": _("추천을 봄"),
    "applied": _("지원"),
    "selected": _("합격"),
    "placed": _("활동 시작"),
}
CHANCE: dict[bool, Promise] = {
    True: _("이 차이는 우연으로도 생길 수 있습니다."),
    False: _("이 차이는 우연으로 보기 어렵습니다."),
}
GINI_SEEN = _("본 일자리의 쏠림 (지니계수)")
GINI_LISTED = _("목록에 실린 일자리의 쏠림 (지니계수)")
DEFINITIONS: tuple[tuple[Promise, Promise], ...] = (
    (
        STEP_LABELS["pool"],
        _("지금 맞춤 일자리 목록이 있거나, 기간 안에 추천을 보았거나 지원한 사람입니다."),
    ),
    (
        STEP_LABELS["shown"],
        _(
            "기간 안에 추천을 한 건 이상 본 사람입니다. 비율은 추천 대상에 견준 것입니다. 한 사람당 건수는 본 사람이 본 서로 다른 일자리의 평균입니다."
        ),
    ),
    (
        STEP_LABELS["applied"],
        _(
            "기간 안에 지원서를 한 번 이상 낸 사람입니다. 추천을 거치지 않고도 지원할 수 있으므로, 비율은 추천 대상에 견준 것입니다."
        ),
    ),
    (
        STEP_LABELS["selected"],
        _(
            "그 지원으로 합격하거나 예비합격에서 참여 의사를 물은 사람입니다. 그 뒤에 취소한 사람도 셉니다. 비율은 지원한 사람에 견준 것입니다."
        ),
    ),
    (
        STEP_LABELS["placed"],
        _("그 지원으로 활동을 시작한 사람입니다. 비율은 합격한 사람에 견준 것입니다."),
    ),
    (
        _("비"),
        _(
            "그 집단의 비율을 비율이 가장 높은 집단의 비율로 나눈 값입니다. 0.9 이상이 목표이고, 0.8보다 작으면 경보입니다"
            "(미국 29 CFR 1607.4(D)의 5분의 4 규칙). 사람이 적으면 우연히 벌어질 수 있으니 경보는 살펴보라는 뜻이지 차별이라는 판정이 아닙니다."
        ),
    ),
    (
        _("우연"),
        _(
            "피셔의 정확 검정(1935)으로, 두 집단에 아무 차이가 없어도 이만큼 벌어질 가능성을 셈합니다. 한 단계에서 견준 집단의 수로 나눈 5%보다 작으면 "
            "우연으로 보기 어렵다고 하고(본페로니), 아니면 우연으로도 생길 수 있다고 합니다. 구간은 비의 95% 신뢰구간입니다(Katz 등, 1978). 경보는 비만으로 "
            "울리고, 우연으로 보기 어렵다는 말도 이유까지 알려 주지는 않습니다."
        ),
    ),
    (
        GINI_SEEN,
        _(
            "이 기간에 지원을 받은 일자리마다 추천으로 실제로 본 사람이 몇 명인지가 얼마나 치우쳤는지입니다. 모두 같으면 0, 한 곳에 몰리면 1에 가깝습니다. "
            "아무도 보지 않은 일자리도 셉니다."
        ),
    ),
    (
        GINI_LISTED,
        _(
            "추천을 돌린 때 열려 있던 일자리마다 몇 명의 추천 목록에 실렸는지가 얼마나 치우쳤는지입니다. 목록은 모두의 것을 세고 열어 본 것은 일부이므로, "
            "본 일자리의 쏠림과 크게 다를 수 있습니다."
        ),
    ),
    (
        _("가림"),
        _(
            "5명보다 적은 칸은 가립니다. 전체나 견주는 단계에서 빼서 알아낼 수 없도록, 가린 칸이 둘 이상이고 합이 5명 이상이며 견주는 단계에서 빠진 사람도 "
            "5명 이상이 될 때까지 다음으로 작은 칸도 가립니다. 한 단계를 모두 더해도 5명보다 적으면 그 단계를 모두 가립니다. 가린 칸에 견주는 단계도 "
            "가리고, 가린 칸은 견주지 않습니다."
        ),
    ),
)
