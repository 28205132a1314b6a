"""Forms of interviews: the times an operator offers, and the one a person picks. The rules stand in the verbs."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from jobs.interviews import Choice, Draft
from jobs.models import InterviewSlot
from profiles import places
from profiles.templatetags.dasi import duration, moment
from profiles.web.fields import KoreanMomentField, WholeNumberField

MOST_IN_A_ROW = 30


class SlotForm(forms.Form):
    """One time, or several in a row at one place."""

    starts_at = KoreanMomentField(label=_("첫 면접 시각"))
    minutes = WholeNumberField(label=_("한 번에 걸리는 시간(분)"), min_value=5, max_value=480, initial=20)
    in_a_row = WholeNumberField(
        label=_("이어서 몇 번"),
        min_value=1,
        max_value=MOST_IN_A_ROW,
        initial=1,
        help_text=_("6이라고 적으면 쉬지 않고 이어지는 면접 시간 6개를 엽니다."),
    )
    capacity = WholeNumberField(label=_("한 번에 보는 인원"), min_value=1, max_value=200, initial=1)
    place = forms.CharField(label=_("면접 장소"), max_length=120, help_text=_("예: 서부캠퍼스 3층 회의실"))
    area = forms.ChoiceField(label=_("자치구"), error_messages={"required": _("면접 장소의 자치구를 골라 주세요.")})
    address = forms.CharField(label=_("주소"), max_length=200, help_text=_("예: 통일로 684"))
    closes_at = KoreanMomentField(
        label=_("고르는 기한"), help_text=_("이때까지 고르거나 한 번 바꿀 수 있습니다. 첫 면접보다 앞서야 합니다.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("골라 주세요")), *places.choices()]

    def drafts(self) -> list[Draft]:
        """Return the times one after the other."""
        told = dict(self.cleaned_data)
        first, times = told.pop("starts_at"), told.pop("in_a_row")
        length = timedelta(minutes=told["minutes"])
        return [Draft(starts_at=first + number * length, **told) for number in range(times)]


class PickForm(forms.Form):
    """The times that have room, as they are read aloud."""

    slot = forms.ChoiceField(
        label=_("면접 시간"), widget=forms.RadioSelect, error_messages={"required": _("면접 시간을 하나 골라 주세요.")}
    )

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = [choice for choice in choices if choice.left and not choice.is_mine]
        names_place = len({choice.slot.place for choice in free}) > 1
        self.fields["slot"].choices = [
            (str(choice.slot.public_id), _choice_words(choice, names_place=names_place)) for choice in free
        ]
        self.fields["slot"].error_messages["invalid_choice"] = gettext(
            "그사이 찼거나 없어진 시간입니다. 아래에서 다른 시간을 골라 주세요."
        )


def is_same(slot: InterviewSlot, other: InterviewSlot) -> bool:
    """Whether the posting has this very time already: it can't be made twice."""
    return (slot.posting_id, slot.starts_at) == (other.posting_id, other.starts_at)


def usual_place(slots: Iterable[InterviewSlot]) -> dict[str, Any]:
    """Return what the slot offered last says of place and people: the next is mostly alike."""
    last = max(slots, key=lambda slot: slot.pk, default=None)
    names = ("minutes", "capacity", "place", "area", "address", "closes_at")
    return {name: getattr(last, name) for name in names} if last else {}


def _choice_words(choice: Choice, *, names_place: bool) -> str:
    """The time as it is read aloud; the place only where there are several."""
    slot = choice.slot
    words = gettext("%(start)s부터 %(length)s") % {"start": moment(slot.starts_at), "length": duration(slot.minutes)}
    left = ngettext("남은 자리 %(left)d개", "남은 자리 %(left)d개", choice.left) % {"left": choice.left}
    return " · ".join([words, *([slot.place] if names_place else []), left])
