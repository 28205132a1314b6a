"""Why an application ends by an allocation round and not by a review: kept with the application, and told to its person."""

from django.utils import translation
from django.utils.translation import gettext_lazy

from jobs import one_seat

WHY_ENDED = {
    "elsewhere": gettext_lazy("일괄 배치에서 다른 희망에 자리가 정해져 이 지원은 여기서 마칩니다."),
    one_seat.HOLDS_SEAT: gettext_lazy(
        "이 사업에 이미 정해진 자리가 있어 일괄 배치에 들어가지 않았습니다. 한 사람은 한 자리만 맡을 수 있습니다."
    ),
    one_seat.CLOSED: gettext_lazy("이용을 마친 회원이어서 일괄 배치에 들어가지 않았습니다."),
}


def reason(why: str) -> str:
    """The sentence as it is kept, in Korean like all reasons, whatever language the officer reads."""
    with translation.override("ko"):
        return str(WHY_ENDED[why])


def is_by_round(kept: str) -> bool:
    """Whether a reason that was kept is one of these."""
    return kept in map(reason, WHY_ENDED)
