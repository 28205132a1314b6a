"""Forms of agreements: signing one, what differs for one person, and the city's words. The rules stand in the verbs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.web.fields import WeekMaskField


class SignForm(forms.Form):
    """The name typed under a text that was read whole; which text it was goes along."""

    shown_hash = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    has_read = forms.BooleanField(
        label=_("처음부터 끝까지 모두 읽었습니다"),
        error_messages={"required": _("끝까지 읽으신 뒤 ‘모두 읽었습니다’에 표시해 주세요.")},
    )
    name = forms.CharField(
        label=_("이름"),
        max_length=60,
        error_messages={"required": _("이름을 적어 주세요.")},
        widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("이름을 직접 적으면 서명한 것이 됩니다. 약정서에 적힌 이름 그대로 적어 주세요."),
    )


class OpenForm(forms.Form):
    """What the whole text with the person's name is opened for."""

    reason = forms.CharField(
        label=_("약정서를 보는 이유"), max_length=200, error_messages={"required": _("이유를 적어 주세요.")}
    )


class ChangesForm(forms.Form):
    """What differs for this person from the posting; left empty, the posting holds."""

    weekly_hours = forms.IntegerField(
        label=_("한 주 시간"),
        required=False,
        min_value=1,
        max_value=52,
        widget=forms.NumberInput({"class": "short", "inputmode": "numeric"}),
        help_text=_("공고와 같으면 비워 두세요."),
    )
    hours_per_month = forms.IntegerField(
        label=_("한 달 시간"),
        required=False,
        min_value=1,
        max_value=230,
        widget=forms.NumberInput({"class": "short", "inputmode": "numeric"}),
        help_text=_("공고와 같으면 비워 두세요."),
    )
    hours_mask = WeekMaskField(label=_("일하는 요일과 시간"), required=False)
    special_terms = forms.CharField(
        label=_("따로 정한 것"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("두 쪽이 따로 정한 내용이 있으면 적어 주세요. 약정서 끝에 들어갑니다."),
    )

    def changes(self) -> dict[str, Any]:
        """Return what `agreements.draw_up` takes; a week without an hour is the posting's."""
        given = dict(self.cleaned_data)
        return {**given, "hours_mask": given["hours_mask"] if any(given["hours_mask"] or ()) else None}


class TemplateForm(forms.Form):
    """The words of one kind of programme."""

    title = forms.CharField(
        label=_("서류 이름"), max_length=60, error_messages={"required": _("서류 이름을 적어 주세요.")}
    )
    body = forms.CharField(
        label=_("내용"),
        max_length=8000,
        widget=forms.Textarea({"rows": 24}),
        help_text=_("‘##’로 시작하는 줄은 제목입니다. 중괄호 안의 이름은 배치마다 채워집니다."),
        error_messages={"required": _("내용을 적어 주세요.")},
    )
    pay_day = forms.IntegerField(
        label=_("돈을 보내는 날(다음 달 며칠)"),
        min_value=1,
        max_value=28,
        widget=forms.NumberInput({"class": "short", "inputmode": "numeric"}),
    )
    source = forms.CharField(label=_("근거"), max_length=300, required=False)
