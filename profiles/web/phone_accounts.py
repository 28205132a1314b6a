"""Signing up and in by mobile number with a code in a text: allauth's flows in our words, there only while texts can be sent.

What a stranger learns is the same whether a number is known or not: a text goes out either way. Codes are six digits, hold for
ten minutes and three tries. The last line of the text lets phones fill the code in by themselves (WICG, origin-bound codes).
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account import forms as flows
from allauth.account import stages
from allauth.account import views as pages
from allauth.core import context
from allauth.core.exceptions import RateLimited
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from profiles import actors, channels, phones
from profiles.channels.base import Answer, ChannelDown, Message, Part
from profiles.models import User

PHONE = gettext_lazy("휴대전화 번호")
PATIENCE_S = 6  # the SDK waits 5 for an answer, but four times for a line
PHONE_HINT = gettext_lazy("예: 010-1234-5678. 이 번호로 확인 번호를 보내 드립니다.")


def is_on() -> bool:
    """Tell whether people may sign up and in by mobile number here."""
    return "phone" in settings.ACCOUNT_LOGIN_METHODS


class PhoneField(forms.CharField):
    """A Korean mobile number, typed in any usual way; its value is digits alone."""

    default_error_messages = {"invalid": gettext_lazy("휴대전화 번호를 다시 확인해 주세요. 예: 010-1234-5678")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"type": "tel", "autocomplete": "tel", "inputmode": "tel"})
        super().__init__(**{"widget": widget, "max_length": 30, **kwargs, "label": PHONE})

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        found = phones.normal(typed)
        if typed and not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class PhoneAdapter:
    """What allauth asks about numbers, answered by our verbs; to be mixed into the account adapter."""

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        return PhoneField(**{"help_text": PHONE_HINT, **kwargs})

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        (phones.confirm if verified else phones.claim)(user, phone, **_doer(user))

    def set_phone_verified(self, user: User, phone: str) -> None:
        phones.confirm(user, phone, **_doer(user))

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return phones.of(user)

    def get_user_by_phone(self, phone: str) -> User | None:
        return phones.owner_of(phone)

    def send_verification_code_sms(self, user: User, phone: str, code: str, **_kwargs: Any) -> None:
        text_code(phone, code)

    def send_unknown_account_sms(self, phone: str, **_kwargs: Any) -> None:
        _text(phone, _("이 번호로 가입한 계정이 없습니다. 가입은 아래에서 하실 수 있습니다."), settings.PUBLIC_URL)

    def send_account_already_exists_sms(self, phone: str) -> None:
        _text(phone, _("이미 가입한 번호입니다. 아래에서 로그인해 주세요."), settings.PUBLIC_URL)

    def get_login_stages(self) -> list[str]:
        own = {
            "allauth.account.stages.PhoneVerificationStage": f"{__name__}.PhoneStage",
            "allauth.account.stages.EmailVerificationStage": f"{__name__}.EmailStage",
        }
        return [own.get(path, path) for path in super().get_login_stages()]


class PhoneStage(stages.PhoneVerificationStage):
    """Send the code; whoever asks too often is told, and nothing is kept of that sign-up."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        try:
            return super().handle()
        except RateLimited as limited:
            raise ValidationError(
                _("짧은 시간에 너무 여러 번 누르셨습니다. 잠시 뒤에 다시 시도해 주세요.")
            ) from limited


class EmailStage(stages.EmailVerificationStage):
    """No address need be confirmed by who signs in with a confirmed number."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        number = self.login.user and phones.of(self.login.user)
        return (None, True) if number and number[1] and not self.login.email else super().handle()


class _CodeWords:
    """A field for six digits that phones fill in by themselves; to be mixed into allauth's forms."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label, field.help_text = _("확인 번호"), _("문자로 받은 숫자 6자리를 10분 안에 넣어 주세요.")
        field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}
        field.max_length = 20

    def clean_code(self) -> str:
        self.cleaned_data["code"] = self.cleaned_data["code"].replace(" ", "")
        return super().clean_code()


class VerifyPhoneForm(_CodeWords, flows.VerifyPhoneForm):
    """The code that came to a number."""


class ConfirmLoginCodeForm(_CodeWords, flows.ConfirmLoginCodeForm):
    """The code with which somebody signs in."""


class ChangePhoneForm(flows.ChangePhoneForm):
    """Another number to sign in with."""


class RequestLoginCodeForm(flows.RequestLoginCodeForm):
    """The number that a code is to go to; by mail a password is set anew instead."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("email")
        self.fields["phone"].required = True


def _only_where_texts_are_sent(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the page exist only while codes can be sent."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not is_on():
            raise Http404
        return page(request)

    return answer


verify_phone = login_not_required(_only_where_texts_are_sent(pages.verify_phone))
change_phone = _only_where_texts_are_sent(pages.change_phone)
request_login_code = login_not_required(_only_where_texts_are_sent(pages.request_login_code))


def text_code(phone: str, code: str) -> None:
    """Send a code in a text. Raises text_not_sent."""
    said = _("확인 번호는 %(code)s입니다. 10분 안에 넣어 주세요.") % {"code": code}
    _text(phone, said, f"@{urlsplit(settings.PUBLIC_URL).hostname} #{code}")


def _doer(user: User) -> dict[str, Any]:
    request = context.request
    return {"by": actors.user(user, request_id=request.id), "at": request.received_at}


def _text(phone: str, said: str, last: str) -> None:
    """Send one text now: whoever asked for it waits for it, though not for all tries of the SDK. Raises text_not_sent.

    The transaction of the request is open meanwhile: nothing is kept of who got no code. Sending reads no row.
    """
    part = Part("", said, "", last)
    message = Message(uuid4().hex, phone, said, "", get_language() or "ko", parts=(part,))
    carrier = ThreadPoolExecutor(1)
    try:
        answer = carrier.submit(_carry, message).result(PATIENCE_S)
    except (ChannelDown, TimeoutError):
        answer = None
    finally:
        carrier.shutdown(wait=False)
    if answer is None or not answer.is_sent:
        raise ValidationError(
            _("지금은 문자를 보내지 못했습니다. 번호를 확인하고 잠시 뒤에 다시 해 주시거나 이메일로 해 주세요."),
            code="text_not_sent",
        )


def _carry(message: Message) -> Answer:
    with channels.BY_NAME["sms"]() as channel:
        return channel.send(message)
