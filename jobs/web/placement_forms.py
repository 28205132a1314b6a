"""Forms of placements: from when, until when, the training before, and what became of people. The rules stand in the verbs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jobs.models import Outcome, Placement
from profiles.web.fields import KoreanDateField


class PlaceForm(forms.Form):
    """From when a person works."""

    starts_on = KoreanDateField(label=_("활동 시작일"))


class StartForm(forms.Form):
    """The first day of an activity."""

    on = KoreanDateField(label=_("활동을 시작한 날"))


class CompleteForm(forms.Form):
    """The last day of an activity that was seen through."""

    on = KoreanDateField(label=_("활동을 마친 날"))


class TrainingForm(forms.Form):
    """How long the training was; who attended how long stands in the rows."""

    hours = forms.IntegerField(
        label=_("교육 시간"),
        min_value=1,
        max_value=1000,
        widget=forms.NumberInput({"class": "short", "inputmode": "numeric"}),
        error_messages={"required": _("교육이 모두 몇 시간이었는지 적어 주세요.")},
    )


class EndEarlyForm(forms.Form):
    """When, on whose account and why a placement ends before its time."""

    on = KoreanDateField(label=_("마지막 날"))
    ended_for = forms.ChoiceField(
        label=_("누구의 사정입니까?"), choices=Placement.EndedFor.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("이유"), max_length=300, error_messages={"required": _("중도종료하는 이유를 적어 주세요.")}
    )


class OutcomeForm(forms.Form):
    """What became of a person some months after."""

    months_after = forms.TypedChoiceField(
        label=_("언제"), coerce=int, choices=[(3, _("3개월 뒤")), (6, _("6개월 뒤"))], widget=forms.RadioSelect
    )
    result = forms.ChoiceField(label=_("결과"), choices=[("", _("골라 주세요")), *Outcome.Result.choices])
