"""Forms of objections: what a person asks to look at again, and what somebody answers. The rules stand in the verbs."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ObjectionForm(forms.Form):
    """What should be looked at again."""

    text = forms.CharField(
        label=_("다시 살펴볼 점"),
        max_length=1000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("무엇이 사실과 다른지, 무엇을 다시 보아야 하는지 적어 주세요. 1,000자까지 쓸 수 있습니다."),
        error_messages={"required": _("어떤 점을 다시 살펴볼지 적어 주세요. 한 문장이어도 됩니다.")},
    )


class AnswerForm(forms.Form):
    """What was found when looking again; the person reads it."""

    answer = forms.CharField(
        label=_("답"),
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("요청하신 분이 그대로 읽습니다. 무엇을 다시 보았고 왜 그렇게 정했는지 적어 주세요."),
        error_messages={"required": _("답을 적어 주세요. 요청하신 분이 읽습니다.")},
    )
