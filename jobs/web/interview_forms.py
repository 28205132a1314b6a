"""Forms of interviews: the times an operator offers, and the one a person picks. The rules stand in the verbs."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from jobs import holidays
from jobs.interviews import Choice, Draft
from jobs.models import InterviewSlot
from profiles import places
from profiles.templatetags.dasi import duration, moment
from profiles.web.fields import KoreanMomentField, LinesField, WholeNumberField

MOST_IN_A_ROW, MOST_DAYS, MOST_ROOMS, MOST_AT_ONCE = 30, 10, 10, 200
MOST_ROOM_NAME = 40
SATURDAY = 5
ODD_TIME = {"invalid": _("시각을 다시 넣어 주세요. 예: 18:00")}
PLAN = ("in_a_row", "gap", "break_from", "break_until", "days", "rooms")


class SlotForm(forms.Form):
    """One time, or many: in a row, with breaks, in several rooms at once, on several working days."""

    starts_at = KoreanMomentField(label=_("첫 면접 시각"))
    minutes = WholeNumberField(label=_("한 번에 걸리는 시간(분)"), min_value=5, max_value=480, initial=20)
    gap = WholeNumberField(
        label=_("사이에 쉬는 시간(분)"),
        min_value=0,
        max_value=120,
        required=False,
        help_text=_("쉬지 않으면 비워 두세요."),
    )
    in_a_row = WholeNumberField(
        label=_("하루에 이어서 몇 번"),
        min_value=1,
        max_value=MOST_IN_A_ROW,
        initial=1,
        help_text=_("6이라고 적으면 이어지는 면접 시간 6개를 엽니다."),
    )
    break_from = forms.TimeField(
        label=_("점심 등 비우는 때: 부터"), required=False, help_text=_("예: 12:00"), error_messages=ODD_TIME
    )
    break_until = forms.TimeField(
        label=_("점심 등 비우는 때: 까지"),
        required=False,
        help_text=_("이 사이에 걸리는 면접은 끝난 뒤로 미룹니다."),
        error_messages=ODD_TIME,
    )
    days = WholeNumberField(
        label=_("며칠 동안"),
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
        help_text=_("비워 두면 하루입니다. 3이라고 적으면 첫날부터 주말과 공휴일을 빼고 3일 동안 같은 시각에 엽니다."),
    )
    rooms = LinesField(
        label=_("면접실"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("여러 곳에서 동시에 보면 한 줄에 하나씩 적어 주세요. 예: 1면접실. 한 곳이면 비워 두세요."),
    )
    capacity = WholeNumberField(label=_("면접실마다 한 번에 보는 인원"), min_value=1, max_value=200, initial=1)
    place = forms.CharField(label=_("면접 장소"), max_length=120, help_text=_("예: 서부캠퍼스 3층 회의실"))
    area = forms.ChoiceField(label=_("자치구"), error_messages={"required": _("면접 장소의 자치구를 골라 주세요.")})
    address = forms.CharField(label=_("주소"), max_length=200, help_text=_("예: 통일로 684"))
    closes_at = KoreanMomentField(
        label=_("고르는 기한"), help_text=_("이때까지 고르거나 한 번 바꿀 수 있습니다. 첫 면접보다 앞서야 합니다.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("골라 주세요")), *places.choices()]

    def clean_rooms(self) -> list[str]:
        """Each room's name as short as its column holds, and not too many."""
        rooms = self.cleaned_data["rooms"]
        if len(rooms) > MOST_ROOMS or any(len(room) > MOST_ROOM_NAME for room in rooms):
            raise forms.ValidationError(
                gettext("면접실은 %(most)d곳까지, 이름은 %(long)d자까지 적을 수 있습니다.")
                % {"most": MOST_ROOMS, "long": MOST_ROOM_NAME}
            )
        return rooms

    def clean(self) -> dict[str, Any]:
        """Refuse half a break, one that ends before it begins, and more times than anybody reads through."""
        told = super().clean()
        begin, end = told.get("break_from"), told.get("break_until")
        if (begin is None) != (end is None) or (begin and end and end <= begin):
            self.add_error("break_until", gettext("비우는 때는 시작과 끝을 함께, 끝이 뒤가 되게 적어 주세요."))
        number = (told.get("days") or 1) * told.get("in_a_row", 1) * max(1, len(told.get("rooms") or []))
        if number > MOST_AT_ONCE:
            sentence = gettext("한꺼번에 %(most)d개까지 열 수 있는데 %(number)d개입니다. 나누어 열어 주세요.")
            self.add_error("days", sentence % {"most": MOST_AT_ONCE, "number": number})
        return told

    def drafts(self) -> list[Draft]:
        """Return the times one after the other, room by room."""
        told = dict(self.cleaned_data)
        first, plan = told.pop("starts_at"), {name: told.pop(name) for name in PLAN}
        days = working_days(timezone.localdate(first), plan["days"] or 1)
        starts = [start for day in days for start in self._starts(day, timezone.localtime(first).time(), plan)]
        return [Draft(starts_at=start, room=room, **told) for start in starts for room in plan["rooms"] or [""]]

    def _starts(self, day: date, first: time, plan: dict[str, Any]) -> list[datetime]:
        """When the interviews of one day begin; one that runs into the break waits for its end."""
        length = timedelta(minutes=self.cleaned_data["minutes"])
        begin, end = (_moment(day, plan[name]) if plan[name] else None for name in ("break_from", "break_until"))
        found, start = [], _moment(day, first)
        for _number in range(plan["in_a_row"]):
            if begin and start < end and start + length > begin:
                start = end
            found.append(start)
            start += length + timedelta(minutes=plan["gap"] or 0)
        return found


class SetSlotForm(forms.Form):
    """A time for somebody who has none."""

    slot = forms.ChoiceField(label=_("면접 시간"), error_messages={"required": _("면접 시간을 하나 골라 주세요.")})

    def __init__(self, *args: Any, slots: Sequence[InterviewSlot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = {str(slot.public_id): slot for slot in slots}
        words = [(key, f"{moment(slot.starts_at)} · {slot.where}") for key, slot in self.slots.items()]
        self.fields["slot"].choices = [("", gettext("골라 주세요")), *words]
        self.fields["slot"].error_messages["invalid_choice"] = gettext(
            "그사이 찼거나 없어진 시간입니다. 아래에서 다른 시간을 골라 주세요."
        )


class PickForm(forms.Form):
    """The times that have room, as they are read aloud."""

    slot = forms.ChoiceField(
        label=_("면접 시간"), widget=forms.RadioSelect, error_messages={"required": _("면접 시간을 하나 골라 주세요.")}
    )

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = [choice for choice in choices if choice.left and not choice.is_mine]
        names_place = len({choice.slot.where for choice in free}) > 1
        self.fields["slot"].choices = [
            (str(choice.slot.public_id), _choice_words(choice, names_place=names_place)) for choice in free
        ]
        self.fields["slot"].error_messages["invalid_choice"] = gettext(
            "그사이 찼거나 없어진 시간입니다. 아래에서 다른 시간을 골라 주세요."
        )


def working_days(first: date, number: int) -> list[date]:
    """Return so many days from the first on, which counts whatever it is; the others without weekends and public holidays."""
    ahead = [first + timedelta(days=number) for number in range(1, MOST_DAYS * 5)]
    free = holidays.among(ahead)
    return [first, *[day for day in ahead if day.weekday() < SATURDAY and day not in free][: number - 1]]


def is_same(slot: InterviewSlot, other: InterviewSlot) -> bool:
    """Whether the posting has this very time already: it can't be made twice."""
    return (slot.posting_id, slot.starts_at, slot.where) == (other.posting_id, other.starts_at, other.where)


def usual_place(slots: Iterable[InterviewSlot]) -> dict[str, Any]:
    """Return what the slot offered last says of place and people: the next is mostly alike."""
    last = max(slots, key=lambda slot: slot.pk, default=None)
    names = ("minutes", "capacity", "place", "area", "address", "closes_at")
    return {name: getattr(last, name) for name in names} if last else {}


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _choice_words(choice: Choice, *, names_place: bool) -> str:
    """The time as it is read aloud; the place only where there are several."""
    slot = choice.slot
    words = gettext("%(start)s부터 %(length)s") % {"start": moment(slot.starts_at), "length": duration(slot.minutes)}
    left = ngettext("남은 자리 %(left)d개", "남은 자리 %(left)d개", choice.left) % {"left": choice.left}
    return " · ".join([words, *([slot.where] if names_place else []), left])
