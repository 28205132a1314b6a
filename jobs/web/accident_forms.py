"""Forms of the accident insurance and of accidents: they check the shape; the rules stand in the verbs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.web.fields import KoreanDateField, KoreanMomentField

NEEDED = {"required": _("이유를 적어 주세요.")}


class CoverForm(forms.Form):
    """What the insurer was told of those who are ticked."""

    insurer = forms.CharField(label=_("보험사"), max_length=60, error_messages={"required": _("보험사를 적어 주세요.")})
    policy_number = forms.CharField(
        label=_("증권번호"), max_length=40, error_messages={"required": _("증권번호를 적어 주세요.")}
    )
    covers_from = KoreanDateField(label=_("보장 시작일"))
    covers_until = KoreanDateField(label=_("보장 종료일"))


class ListForm(forms.Form):
    """Which kind of file, and why it is taken."""

    kind = forms.ChoiceField(label=_("파일"), choices=[("xlsx", _("엑셀(XLSX)")), ("csv", _("CSV(UTF-8)"))])
    reason = forms.CharField(
        label=_("내려받는 이유"), max_length=200, initial=_("보험사에 명단을 보내려고"), error_messages=NEEDED
    )


class AccidentForm(forms.Form):
    """What happened."""

    happened_at = KoreanMomentField(label=_("사고가 난 때"))
    place = forms.CharField(
        label=_("장소"), max_length=120, error_messages={"required": _("어디에서 났는지 적어 주세요.")}
    )
    what = forms.CharField(
        label=_("무슨 일이 있었는지"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("보고 들은 대로 적어 주세요. 주민등록번호는 적지 마세요."),
        error_messages={"required": _("무슨 일이 있었는지 적어 주세요.")},
    )
    care = forms.CharField(
        label=_("어떻게 돌보았는지"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("응급처치, 간 병원, 함께 간 사람 같은 것을 적어 주세요."),
    )


class TellForm(forms.Form):
    """Who was told, and when."""

    told_to = forms.CharField(
        label=_("알린 곳"), max_length=120, error_messages={"required": _("알린 곳을 적어 주세요.")}
    )
    told_on = KoreanDateField(label=_("알린 날"))


class NoteForm(forms.Form):
    """What followed."""

    text = forms.CharField(
        label=_("이어서 한 일"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("이어서 한 일을 적어 주세요.")},
    )


class LookForm(forms.Form):
    """Why what is sealed is opened."""

    reason = forms.CharField(label=_("내용을 보는 이유"), max_length=200, error_messages=NEEDED)


class CloseForm(forms.Form):
    """Closing asks for nothing."""
