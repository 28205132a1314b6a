"""Forms with which an operator confirms, sends back and corrects logs. The rules stand in the verbs."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ConfirmForm(forms.Form):
    """Why logs are confirmed before their site did, where it didn't."""

    site_reason = forms.CharField(
        label=_("활동처 확인 없이 확인하는 이유"),
        max_length=300,
        required=False,
        help_text=_("활동처가 확인하지 않은 것이 있을 때만 적어 주세요."),
    )


class LogReasonForm(forms.Form):
    """Why a log is sent back, or may go over the cap."""

    reason = forms.CharField(
        label=_("이유"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("이유를 적어 주세요.")},
    )


class CorrectForm(forms.Form):
    """How long a paid month really was."""

    hours = forms.IntegerField(label=_("실제 활동한 시간"), min_value=0, max_value=744)
    minutes = forms.IntegerField(label=_("분"), min_value=0, max_value=59, initial=0)
    reason = forms.CharField(
        label=_("바로잡는 이유"), max_length=300, error_messages={"required": _("이유를 적어 주세요.")}
    )

    def worked_minutes(self) -> int:
        """Return both boxes as minutes."""
        return self.cleaned_data["hours"] * 60 + self.cleaned_data["minutes"]
