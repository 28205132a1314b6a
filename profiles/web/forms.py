"""Forms beside the profile's steps: one career, one public job, how to be reached. They check the shape, the verbs decide."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles import contacts, occupations
from profiles.contacts import Hours, Ways
from profiles.declarations import CareerLine, PublicJobLine
from profiles.models import Candidate, ContactChoice
from profiles.notice_groups import Group
from profiles.templatetags.dasi import clock
from profiles.web.fields import KoreanDateField, WeekMaskField, WholeNumberField
from profiles.web.step_forms import none_if_empty

CHANNEL_NAMES = {"email": _("이메일"), "sms": _("문자"), "push": _("이 사이트를 연 기기")}
NO_OCCUPATION = "none"


class CareerForm(forms.Form):
    """A career; once a title is given, the occupations nearest to it are offered."""

    title = forms.CharField(label=_("하던 일"), max_length=80, help_text=_("예: 요양보호사, 초등학교 교사, 식당 조리"))
    duties = forms.CharField(
        label=_("맡은 일"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("어떤 일을 했는지 적으면 더 잘 맞는 일자리를 찾습니다."),
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
        error_messages={"required": _("가장 가까운 직업을 하나 골라 주세요. 없으면 ‘이 가운데 없음’을 골라 주세요.")},
    )

    def __init__(self, data: Mapping | None = None, *, offered_for: str = "", **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name in ("years", "months"):
            self.fields[name].needed = _("두 칸 중 하나는 필수")
        if not offered_for:
            del self.fields["keco"]
            return
        found = [(one.code, one.name) for one in occupations.search(offered_for, 6)]
        self.fields["keco"].choices = [*found, (NO_OCCUPATION, _("이 가운데 없음"))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self._months(cleaned):
            self.add_error("years", _("일한 기간을 적어 주세요. 1년이 안 되면 아래 칸에 개월 수를 적어 주세요."))
        return cleaned

    def line(self) -> CareerLine:
        """The career as the verb takes it."""
        told = self.cleaned_data
        keco = "" if told["keco"] == NO_OCCUPATION else told["keco"]
        return CareerLine(title=told["title"], duties=told["duties"], keco=keco, months=self._months(told))

    @staticmethod
    def _months(told: Mapping[str, Any]) -> int:
        return (told["years"] or 0) * 12 + (told["months"] or 0)


class PublicJobForm(forms.Form):
    """Another job paid by public money."""

    name = forms.CharField(
        label=_("일자리 이름"), max_length=80, help_text=_("예: 공공근로, 노인일자리, 신중년 경력형 일자리")
    )
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
        label=_("바로 받을까요, 모아서 받을까요?"),
        choices=ContactChoice.Rhythm.choices,
        widget=forms.RadioSelect,
        help_text=_("급한 알림은 모으지 않고 바로 보냅니다."),
    )
    quiet_from = forms.TypedChoiceField(
        label=_("저녁 몇 시부터 보내지 말까요?"),
        choices=lambda: [(f"{hour:%H:%M}", clock(hour)) for hour in contacts.EVENINGS],
        coerce=time.fromisoformat,
    )
    quiet_until = forms.TypedChoiceField(
        label=_("아침 몇 시부터 다시 보낼까요?"),
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
                choices=[(channel, CHANNEL_NAMES[channel]) for channel in ways.reachable],
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
