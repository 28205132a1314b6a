"""Forms beside the profile's steps: one career, one public job, how to be reached. They check the shape, the verbs decide."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from profiles import contacts, occupations
from profiles.contacts import Hours, Ways
from profiles.declarations import CareerLine, PublicJobLine
from profiles.models import Candidate, Career, ContactChoice
from profiles.notice_groups import CHANNELS, Group
from profiles.templatetags.dasi import clock
from profiles.web.fields import KoreanDateField, KoreanMonthField, TextField, WeekMaskField, WholeNumberField
from profiles.web.step_forms import none_if_empty

NO_OCCUPATION = "none"
MONTHS, ABOUT = "months", "about"  # how a person tells how long a career lasted
WHAT = ("title", "duties")
OFFERED = 5  # occupations to choose from


class RowForm(forms.Form):
    """A row that is added to a list, of somebody whose profile it is (`candidate`)."""

    BOXES: tuple[str, ...] = ()  # which of its boxes show that it was begun
    NOT_ADDED: Any = ""

    def begun(self) -> str:
        """Which of the boxes holds something, the first of them; "" where none does."""
        return next((name for name in self.BOXES if self._holds(self[name].value())), "")

    @staticmethod
    def _holds(value: Any) -> bool:
        return any(value) if isinstance(value, list) else bool(str(value or "").strip())


class CareerForm(RowForm):
    """A career: first what was done; then, with the occupations nearest to those words, when.

    How long it lasted is told by its months, or about, in years: `spell` says which boxes count.
    """

    BOXES = WHAT  # those that say what was done
    NOT_ADDED = _(
        "적던 경력이 아직 더해지지 않았습니다. ‘직업 찾기’를 눌러 마저 더하시거나, 더하지 않으시려면 아래의 ‘적던 것 지우기’ 단추를 눌러 주세요."
    )

    title = TextField(label=_("하던 일"), most=80, help_text=_("예: 요양보호사, 초등학교 교사, 식당 조리"))
    duties = TextField(
        label=_("맡은 일"),
        required=False,
        most=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("하던 말 그대로 적어 주세요. 예: 어르신 댁에서 식사와 이동을 도왔습니다."),
    )
    spell = forms.ChoiceField(
        label=_("언제 일했습니까?"),
        required=False,
        choices=[(MONTHS, _("시작하고 끝낸 해와 달을 압니다")), (ABOUT, _("대략 몇 년인지만 압니다"))],
        widget=forms.RadioSelect,
        initial=MONTHS,
    )
    starts_on = KoreanMonthField(label=_("시작한 달"), required=False)
    is_going_on = forms.BooleanField(label=_("지금까지 하고 있습니다"), required=False)
    ends_on = KoreanMonthField(
        label=_("끝난 달"), required=False, help_text=_("지금도 하고 있으면 비워 두고 위의 칸을 눌러 주세요.")
    )
    years = WholeNumberField(
        label=_("일한 햇수"),
        required=False,
        min_value=0,
        max_value=60,
        help_text=_("1년이 안 되면 이 칸은 비우고 아래 칸에 개월 수를 적어 주세요."),
    )
    months = WholeNumberField(
        label=_("그리고 몇 개월"),
        required=False,
        min_value=0,
        max_value=720,
        help_text=_("꼭 몇 년이면 비워 두세요."),
    )
    keco = forms.ChoiceField(
        label=_("가장 가까운 직업"),
        widget=forms.RadioSelect,
        help_text=_("적으신 말과 가까운 차례로 골랐습니다."),
        error_messages={"required": _("가장 가까운 직업을 하나 골라 주세요. 없으면 ‘이 가운데 없음’을 골라 주세요.")},
    )
    offered = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping | None = None, *, offers: bool = False, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not offers:
            self.fields = {name: self.fields[name] for name in WHAT}
            return
        for name in ("spell", "starts_on", "ends_on"):  # where their boxes count
            self.fields[name].needed = _("필수")
        for name in ("years", "months"):
            self.fields[name].needed = _("두 칸 중 하나는 필수")
        self.initial["offered"] = "1"
        self.fields["keco"].choices = self._choices()
        self.order_fields(["keco"])

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if "spell" not in self.fields:
            return told
        spell = told["spell"] = told.get("spell") or (ABOUT if self["years"].data or self["months"].data else MONTHS)
        if spell == ABOUT:
            self._clean_about(told)
        else:
            self._clean_months(told)
        return told

    def says_what(self) -> bool:
        """Whether its occupation can be looked for: what was done is told, all else may wait."""
        self._forgive(*(name for name in self.errors.copy() if name not in WHAT))
        return not self.errors

    def line(self) -> CareerLine:
        """The career as the verb takes it."""
        told = self.cleaned_data
        keco = "" if told["keco"] == NO_OCCUPATION else told["keco"]
        if told["spell"] == ABOUT:
            return CareerLine(told["title"], self._about(told), told["duties"], keco)
        ends_on = None if told["is_going_on"] else told["ends_on"]
        return CareerLine(told["title"], 0, told["duties"], keco, told["starts_on"], ends_on)

    def _clean_about(self, told: dict[str, Any]) -> None:
        if not {"years", "months"} & set(self.errors) and not self._about(told):
            self.add_error("years", _("일한 기간을 적어 주세요. 1년이 안 되면 아래 칸에 개월 수를 적어 주세요."))
        self._forgive("starts_on", "ends_on")

    def _clean_months(self, told: dict[str, Any]) -> None:
        if "starts_on" not in self.errors and not told.get("starts_on"):
            self.add_error("starts_on", _("시작한 해와 달을 적어 주세요. 잘 모르시면 위에서 ‘대략’을 골라 주세요."))
        if told.get("is_going_on"):
            self._forgive("ends_on")
        elif "ends_on" not in self.errors and not told.get("ends_on"):
            self.add_error("ends_on", _("끝난 해와 달을 적거나, 지금까지 하고 있다고 눌러 주세요."))
        self._forgive("years", "months")

    def _forgive(self, *names: str) -> None:
        """What stands in boxes that don't count is no fault."""
        for name in names:
            self.errors.pop(name, None)

    def _choices(self) -> list[tuple[str, Any]]:
        """What was chosen before or in the tree, then the nearest, each with what it is."""
        title, duties, chosen = (str(self[name].value() or "") for name in ("title", "duties", "keco"))
        found = [one.code for one in (*occupations.suggest(title, 4 if duties else 5), *occupations.suggest(duties, 5))]
        first = [chosen] if occupations.is_occupation(chosen) and chosen not in found[:OFFERED] else []
        codes = [*first, *[*dict.fromkeys(found)][:OFFERED]]
        return [*[(code, _told_plainly(code)) for code in codes], (NO_OCCUPATION, _("이 가운데 없음"))]

    @staticmethod
    def _about(told: Mapping[str, Any]) -> int:
        return (told.get("years") or 0) * 12 + (told.get("months") or 0)


def told_before(career: Career) -> dict[str, Any]:
    """A career that stands, as its form shows it."""
    years, months = divmod(career.months, 12)
    about = {"spell": ABOUT, "years": years or None, "months": months or None}
    by_month = {
        "spell": MONTHS,
        "starts_on": career.starts_on,
        "ends_on": career.ends_on,
        "is_going_on": career.ends_on is None,
    }
    told = {"title": career.title, "duties": career.duties, "keco": career.keco or NO_OCCUPATION}
    return {**told, **(by_month if career.starts_on else about)}


def _told_plainly(code: str) -> Any:
    return format_html('{}<span class="choice-more">{}</span>', occupations.name(code), occupations.plain(code))


class PublicJobForm(RowForm):
    """Another job paid by public money."""

    BOXES = ("name", "starts_on", "ends_on", "week_mask")
    NOT_ADDED = _(
        "적던 공공일자리가 아직 더해지지 않았습니다. ‘공공일자리 더하기’를 눌러 더하시거나, 더하지 않으시려면 아래의 ‘적던 것 지우기’ 단추를 눌러 주세요."
    )

    name = TextField(label=_("일자리 이름"), most=80, help_text=_("예: 공공근로, 노인일자리, 신중년 경력형 일자리"))
    kind = forms.ChoiceField(label=_("종류"), choices=Candidate.WorkKind.choices)
    starts_on = KoreanDateField(label=_("시작한 날"))
    ends_on = KoreanDateField(label=_("끝난 날"), required=False, help_text=_("지금도 하고 있으면 비워 두세요."))
    week_mask = WeekMaskField(
        label=_("그 일을 하는 요일과 시간"),
        required=False,
        help_text=_("지금도 하고 있으면 골라 주세요. 시간이 겹치지 않으면 함께 할 수 있는 일자리가 있습니다."),
    )

    def line(self) -> PublicJobLine:
        """The job as the verb takes it."""
        return PublicJobLine(**{**self.cleaned_data, "week_mask": none_if_empty(self.cleaned_data["week_mask"])})


class ContactForm(forms.Form):
    """Which notices where, when, and when never. Offered is where the person can be reached."""

    rhythm = forms.ChoiceField(
        label=_("바로 받으시겠습니까, 모아서 받으시겠습니까?"),
        choices=ContactChoice.Rhythm.choices,
        widget=forms.RadioSelect,
        help_text=_("급한 알림은 모으지 않고 바로 보냅니다."),
    )
    quiet_from = forms.TypedChoiceField(
        label=_("저녁 몇 시부터 받지 않으시겠습니까?"),
        choices=lambda: [(f"{hour:%H:%M}", clock(hour)) for hour in contacts.EVENINGS],
        coerce=time.fromisoformat,
    )
    quiet_until = forms.TypedChoiceField(
        label=_("아침 몇 시부터 다시 받으시겠습니까?"),
        choices=lambda: [(f"{hour:%H:%M}", clock(hour)) for hour in contacts.MORNINGS],
        coerce=time.fromisoformat,
    )

    def __init__(self, data: Mapping | None = None, *, ways: Ways, groups: Mapping[str, Group]) -> None:
        super().__init__(data, initial=_contact_initial(ways, groups))
        self.groups = groups
        for name, group in groups.items():
            self.fields[f"group_{name}"] = forms.MultipleChoiceField(
                label=group.label,
                help_text=group.hint,
                required=group.must_reach and bool(ways.reachable),
                choices=[(channel, CHANNELS[channel]) for channel in ways.reachable],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("답변 기한을 놓치지 않도록 받을 곳을 하나는 골라 주세요.")},
            )

    def group_fields(self) -> list[forms.BoundField]:
        """The fields that say what goes where, for the page."""
        return [self[f"group_{name}"] for name in self.groups]

    def time_fields(self) -> list[forms.BoundField]:
        """The fields that say when, for the page."""
        return [self[name] for name in ("rhythm", "quiet_from", "quiet_until")]

    def ways(self) -> dict[str, list[str]]:
        """The channels by group, as the verb takes them."""
        return {name: self.cleaned_data[f"group_{name}"] for name in self.groups}

    def hours(self) -> Hours:
        """The person's own quiet hours, as the verb takes them."""
        return Hours(self.cleaned_data["quiet_from"], self.cleaned_data["quiet_until"])


def _contact_initial(ways: Ways, groups: Mapping[str, Group]) -> dict[str, Any]:
    hours = {
        "quiet_from": f"{ways.hours.quiet_from or contacts.EVENINGS[0]:%H:%M}",
        "quiet_until": f"{ways.hours.quiet_until or contacts.MORNINGS[0]:%H:%M}",
    }
    return {"rhythm": ways.rhythm, **hours, **{f"group_{name}": ways.for_group(name) for name in groups}}
