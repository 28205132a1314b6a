"""Forms of whoever lets a counsellor act, and of the counsellor who registers somebody by the paper they signed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from profiles import consents, declarations, proxies
from profiles.actors import ANSWER, APPLY, FILL
from profiles.models import ConsentText, Organisation, Proxy
from profiles.registrations import Draft
from profiles.web.consent_boxes import ConsentBoxes
from profiles.web.fields import KoreanDateField, TextField


class ScopeForm(forms.Form):
    """What is let, and for how long."""

    scopes = forms.MultipleChoiceField(
        label=_("맡길 일"),
        choices=[(APPLY, Proxy.Scope.APPLY.label), (ANSWER, Proxy.Scope.ANSWER.label)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("‘나의 정보’를 대신 적는 일은 늘 들어갑니다."),
    )
    months = forms.TypedChoiceField(
        label=_("맡길 기간"),
        coerce=int,
        choices=[(3, _("3개월")), (6, _("6개월")), (12, _("1년"))],
        widget=forms.RadioSelect,
        help_text=_("그 전에도 언제든 끝낼 수 있습니다."),
        error_messages={"required": _("맡길 기간을 골라 주세요.")},
    )

    def clean_scopes(self) -> list[str]:
        return [FILL, *self.cleaned_data["scopes"]]


class EntrustForm(ConsentBoxes, ScopeForm):
    """The centre that may act for the person who is signed in."""

    centre = forms.ModelChoiceField(
        label=_("맡길 50플러스센터"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        empty_label=_("센터를 골라 주세요"),
        error_messages={"required": _("맡길 센터를 골라 주세요."), "invalid_choice": _("센터를 목록에서 골라 주세요.")},
    )
    has_read = forms.BooleanField(
        label=_("위 내용을 읽었고 동의합니다"),
        error_messages={"required": _("동의하셔야 맡길 수 있습니다. 내용을 읽고 표시해 주세요.")},
    )
    field_order = ["centre", "scopes", "months", "has_read"]

    def __init__(self, *args: Any, texts: Sequence[ConsentText], at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(texts, _sharing_box)
        self.fields["centre"].queryset = proxies.centres(at=at)


class RegisterForm(ConsentBoxes, ScopeForm):
    """Somebody who sits beside the counsellor: who they are, how to reach them, what they signed."""

    name = TextField(label=_("이름"), most=40)
    phone = forms.CharField(
        label=_("전화번호"),
        max_length=30,
        help_text=_("예: 010-1234-5678. 소식을 문자나 전화로 알립니다. 휴대전화가 없으면 집 전화를 적어 주세요."),
        error_messages={"required": _("연락할 전화번호를 적어 주세요.")},
        widget=forms.TextInput({"type": "tel", "inputmode": "tel"}),
    )
    birth_on = KoreanDateField(label=_("생년월일"), required=False)
    signed_on = KoreanDateField(
        label=_("동의서에 서명한 날"),
        error_messages={"required": _("년, 월, 일을 넣어 주세요."), "invalid": _("달력에 없는 날짜입니다.")},
    )
    signed_proxy = forms.BooleanField(
        label=_("상담사가 대신하는 데 대한 동의"),
        error_messages={"required": _("꼭 필요한 동의입니다. 종이에 서명을 받은 뒤 표시해 주세요.")},
    )
    field_order = ["name", "phone", "birth_on", "signed_on", "scopes", "months"]

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        later = consents.ASKED_LATER - {ConsentText.Purpose.SHARING}  # nobody signs for them later
        self.ask([text for text in consents.current_texts() if text.purpose not in later], _signature_box)

    def own_fields(self) -> list[forms.BoundField]:
        """The fields that are no consent, for the page."""
        return [field for field in super().own_fields() if field.name != "signed_proxy"]

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        declarations.check_phone(typed)
        return typed

    def clean_signed_on(self) -> date:
        signed_on = self.cleaned_data["signed_on"]
        if signed_on > timezone.localdate(self.at):
            raise proxies.signed_later()
        return signed_on

    def draft(self) -> Draft:
        """The person, as the verb takes them."""
        told = self.cleaned_data
        fields = {"birth_on": told["birth_on"]} if told["birth_on"] else {}
        return Draft(email="", name=told["name"], phone=told["phone"], fields=fields)


def _sharing_box(_text: ConsentText) -> forms.BooleanField:
    return forms.BooleanField(
        label=_("지원서를 운영기관에 전하는 데 동의합니다"),
        required=False,
        help_text=_("지원까지 맡기실 때만 필요합니다."),
    )


def _signature_box(text: ConsentText) -> forms.BooleanField:
    return forms.BooleanField(
        label=consents.title_of(text),
        required=text.is_required,
        help_text=_("대신 지원하려면 필요합니다.") if text.purpose == ConsentText.Purpose.SHARING else "",
        error_messages={"required": _("꼭 필요한 동의입니다. 종이에 서명을 받은 뒤 표시해 주세요.")},
    )
