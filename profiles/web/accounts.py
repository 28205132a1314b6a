"""How people sign up, in and out: allauth's flows in our words. Whoever signs up is a candidate from that moment.

Consents are asked one by one, required and optional apart, each with its text beside it (PIPA art. 22).
"""

import time
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account import forms as flows
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.socialaccount import forms as social_flows
from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from profiles import actors, consents
from profiles.models import User
from profiles.web import phone_accounts, social
from profiles.web.consent_boxes import ConsentBoxes, box_to_join
from profiles.web.phone_accounts import PhoneAdapter

EMAIL = _("이메일 주소")
PASSWORD = _("비밀번호")
PASSWORD_RULE = _("10자 이상으로 정해 주세요. 흔한 비밀번호나 이메일 주소와 비슷한 것은 쓸 수 없습니다.")
# Asked where the answer is given: whoever signs up has enough to read.
NEW_PASSWORD, REPEAT = _("새 비밀번호"), _("비밀번호 한 번 더")


class Adapter(PhoneAdapter, DefaultAccountAdapter):
    """What allauth says and stores, in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("지금은 쓸 수 없는 계정입니다. 아래 전화로 문의해 주세요."),
        "email_password_mismatch": _("이메일 주소나 비밀번호가 맞지 않습니다. 다시 확인해 주세요."),
        "phone_password_mismatch": _("휴대전화 번호나 비밀번호가 맞지 않습니다. 다시 확인해 주세요."),
        "username_password_mismatch": _("이메일 주소나 휴대전화 번호를 다시 확인해 주세요. 예: 010-1234-5678"),
        "phone_taken": _("이미 다른 계정에서 쓰는 번호입니다."),
        "incorrect_code": _("확인 번호가 맞지 않습니다. 문자를 다시 확인해 주세요."),
        "email_taken": _("이미 가입한 이메일 주소입니다. 로그인하거나 비밀번호를 다시 정해 주세요."),
        "enter_current_password": _("지금 쓰는 비밀번호가 맞지 않습니다. 다시 넣어 주세요."),
        "incorrect_password": _("비밀번호가 맞지 않습니다. 다시 넣어 주세요."),
        "same_as_current": _("지금 쓰는 것과 다른 것을 넣어 주세요."),
        "too_many_login_attempts": _(
            "로그인이 여러 번 되지 않아 안전을 위해 잠시 멈추었습니다. 5분 뒤에 다시 해 주세요. "
            "비밀번호가 생각나지 않으면 아래에서 다시 정할 수 있습니다."
        ),
        "rate_limited": _("짧은 시간에 너무 여러 번 누르셨습니다. 잠시 뒤에 다시 시도해 주세요."),
    }

    def new_user(self, request: HttpRequest) -> User:
        return User(joined_at=request.received_at, language=get_language() or "ko")


class _OurWords:
    """Labels and hints by field; no placeholders: they vanish when one needs them (KWCAG 2.2, 7.4.1)."""

    words: dict[str, tuple[Any, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.words.items():
            if name not in self.fields:
                continue
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = _("이메일 주소를 다시 확인해 주세요. 예: hong@example.com")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for error in self.errors.get("password2", forms.utils.ErrorList()).as_data():
            if not error.code:  # allauth's own, which has no code
                error.message = _("비밀번호 두 개가 서로 다릅니다. 다시 넣어 주세요.")
        return cleaned


class _WithDoors:
    """The ways in by another company's account, for the page."""

    doors = staticmethod(social.offered)


class _PerhapsByPhone:
    """Whether people sign up and in by mobile number here, for the page."""

    is_phone_on = staticmethod(phone_accounts.is_on)


class _Consenting(ConsentBoxes):
    """The consents beside the other fields; candidate and consents come with the account or not at all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(consents.asked_to_join(), box_to_join)

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        super().custom_signup(request, user)
        consents.join(user, self.agreed(), by=actors.user(user, request_id=request.id), at=request.received_at)
        messages.success(request, _joined(request))


class LoginForm(_WithDoors, _PerhapsByPhone, _OurWords, flows.LoginForm):
    words = {"login": (EMAIL, ""), "password": (PASSWORD, "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if phone_accounts.is_on():
            self.fields["login"].label = _("이메일 주소나 휴대전화 번호")
            self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignupForm(_WithDoors, _PerhapsByPhone, _Consenting, _OurWords, flows.SignupForm):
    """An address or a mobile number, a password twice, and the consents: account, candidate and consents stand or fall together.

    Whether by mail or by phone is said by `by`, in the address of the page or, once sent, in the form.
    """

    words = {
        "email": (EMAIL, _("로그인할 때 쓰고, 지원 결과도 여기로 알려 드립니다.")),
        "phone": (phone_accounts.PHONE, phone_accounts.PHONE_HINT),
        "password1": (PASSWORD, PASSWORD_RULE),
        "password2": (REPEAT, ""),
    }
    by = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].initial = "phone" if self.is_by_phone else ""

    def _get_signup_fields(self, kwargs: dict[str, Any]) -> dict[str, Any]:
        """Ask for the one or the other."""
        request = context.request
        asked = (request.POST if request.method == "POST" else request.GET).get("by")
        self.is_by_phone = asked == "phone" and phone_accounts.is_on()
        found = super()._get_signup_fields(kwargs)
        found.pop("email" if self.is_by_phone else "phone", None)
        return {name: {**how, "required": True} for name, how in found.items()}


class SocialSignupForm(_Consenting, _OurWords, social_flows.SignupForm):
    """The address that the other company told, and the consents. One that it confirmed stays: another would count as confirmed."""

    words = {"email": (EMAIL, _("지원 결과도 여기로 알려 드립니다."))}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].disabled = any(row.verified for row in self.sociallogin.email_addresses)

    def _get_signup_fields(self, kwargs: dict[str, Any]) -> dict[str, Any]:
        found = super()._get_signup_fields(kwargs)
        return {"email": found["email"]}


class ResetPasswordForm(_PerhapsByPhone, _OurWords, flows.ResetPasswordForm):
    words = {"email": (EMAIL, _("가입할 때 쓴 주소를 넣어 주세요."))}


class ResetPasswordKeyForm(_OurWords, flows.ResetPasswordKeyForm):
    words = {"password1": (NEW_PASSWORD, PASSWORD_RULE), "password2": (REPEAT, "")}


class ChangePasswordForm(_OurWords, flows.ChangePasswordForm):
    """Who has just signed in with a code in a text need not know the old one: that is how they get a new one."""

    words = {
        "oldpassword": (_("지금 쓰는 비밀번호"), ""),
        "password1": (NEW_PASSWORD, PASSWORD_RULE),
        "password2": (REPEAT, ""),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if _came_by_code(context.request):
            del self.fields["oldpassword"]


class SetPasswordForm(_OurWords, flows.SetPasswordForm):
    words = {"password1": (PASSWORD, PASSWORD_RULE), "password2": (REPEAT, "")}


class ReauthenticateForm(_OurWords, flows.ReauthenticateForm):
    words = {"password": (PASSWORD, "")}


class AddEmailForm(_OurWords, flows.AddEmailForm):
    words = {"email": (_("새 이메일 주소"), "")}


def _joined(request: HttpRequest) -> str:
    """What is said once somebody has joined: that they have, and what comes next."""
    if request.POST.get("next") or request.GET.get("next"):
        return gettext("가입되었습니다. 보시던 화면에서 이어 가시면 됩니다.")
    return gettext("가입되었습니다. 이제 나의 정보를 차례로 적어 주세요.")


def _came_by_code(request: HttpRequest) -> bool:
    """Whether the person's last proof of who they are is a code, not older than what a change of password asks for."""
    records = get_authentication_records(request, request.user)
    fresh_s = account_settings.REAUTHENTICATION_TIMEOUT
    return bool(records) and records[-1]["method"] == "code" and time.time() - records[-1]["at"] < fresh_s
