"""A person's own way in, opened at the counsellor's desk: a code goes to their phone, they read it out, the counsellor types it.

From then on they sign in with that number themselves. Six digits, ten minutes, three tries, as where somebody signs up; counted by person, whoever
asks from wherever, in the cache: without it no code counts.
"""

import secrets
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from profiles import access, actors, phones, proxies
from profiles.models import Proxy
from profiles.web import phone_accounts

HOLDS_S, PAUSE_S, A_DAY = 600, 60, 86_400
TRIES, TEXTS_A_DAY = 3, 5
SHOWN_FOR = "휴대전화 번호 확인"


class CodeForm(forms.Form):
    """What the person reads out."""

    code = forms.CharField(
        label=gettext_lazy("확인 번호"),
        max_length=20,
        help_text=gettext_lazy("본인이 문자로 받은 숫자 6자리를 불러 달라고 해 주세요. 10분 안에 넣어야 합니다."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("문자로 온 숫자를 넣어 주세요.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def person_phone(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send a code to the person's number, and take it."""
    proxy = _own_or_404(request, public_id)
    number, is_confirmed = phones.of(proxy.person) or ("", False)
    sent = _standing(proxy, number)
    form = CodeForm(request.POST if "confirm" in request.POST else None)
    if request.method == "POST" and not is_confirmed and phones.normal(number):
        if "confirm" not in request.POST:
            return _send(request, proxy, number)
        if sent is None:
            messages.error(request, _("확인 번호의 시간이 지났습니다. 문자를 다시 보내 주세요."))
            return redirect(request.path)
        if form.is_valid() and _confirm(request, proxy, sent, form):
            return redirect("profiles:counsellor_people")
    access.record_request(request, [proxy.person.candidate], purpose=SHOWN_FOR, by=actors.from_request(request))
    context = {
        "proxy": proxy,
        "number": number,
        "is_mobile": bool(phones.normal(number)),
        "is_confirmed": is_confirmed,
        "is_sent": sent is not None,
        "form": form,
    }
    return render(request, "profiles/counsellor/phone.html", context)


def _own_or_404(request: HttpRequest, public_id: UUID) -> Proxy:
    """One's own who has no e-mail, where texts are sent at all."""
    if not phone_accounts.is_on():
        raise Http404
    mine = proxies.people_of(request.user, at=request.received_at).filter(taken_by=request.user, person__email=None)
    return get_object_or_404(mine, public_id=public_id)


def _send(request: HttpRequest, proxy: Proxy, number: str) -> HttpResponse:
    """Send a code; to one number not twice within a minute, and a few times a day."""
    texts = _key("texts", proxy)
    cache.add(texts, 0, A_DAY)
    if not cache.add(_key("pause", proxy), 1, PAUSE_S) or cache.incr(texts) > TEXTS_A_DAY:
        messages.error(request, _("방금 보냈거나 오늘 여러 번 보냈습니다. 잠시 뒤에 다시 보내 주세요."))
        return redirect(request.path)
    code = f"{secrets.randbelow(10**6):06d}"
    try:
        phone_accounts.text_code(phones.normal(number), code)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(request.path)
    cache.set(_key("tries", proxy), 0, HOLDS_S)
    cache.set(_key("code", proxy), {"number": number, "hash": _hashed(code, proxy)}, HOLDS_S)
    messages.success(request, _("문자를 보냈습니다."))
    return redirect(request.path)


def _confirm(request: HttpRequest, proxy: Proxy, sent: dict[str, str], form: CodeForm) -> bool:
    """Whether the code is the one that was sent; then the number is the person's own. Each try counts before it is looked at."""
    typed = form.cleaned_data["code"].replace(" ", "")
    if not _may_try(proxy) or not constant_time_compare(_hashed(typed, proxy), sent["hash"]):
        form.add_error(
            "code", _("확인 번호가 맞지 않습니다. 다시 넣어 주세요. 세 번 틀리면 문자를 다시 보내야 합니다.")
        )
        return False
    cache.set(_key("code", proxy), None, 1)  # once
    by = actors.counsellor(proxy, at=request.received_at, request_id=request.id)
    try:
        phones.confirm(proxy.person, sent["number"], by=by, at=request.received_at)
    except ValidationError as refused:
        form.add_error("code", refused)
        return False
    messages.success(request, _("번호를 확인했습니다. 이제 본인이 이 번호로 로그인할 수 있습니다."))
    return True


def _standing(proxy: Proxy, number: str) -> dict[str, str] | None:
    """The code that was sent to this number of this person and still counts."""
    kept = cache.get(_key("code", proxy))
    if kept is None or kept["number"] != number or (cache.get(_key("tries", proxy)) or 0) >= TRIES:
        return None
    return kept


def _may_try(proxy: Proxy) -> bool:
    try:
        return cache.incr(_key("tries", proxy)) <= TRIES
    except ValueError:  # the code went meanwhile
        return False


def _key(what: str, proxy: Proxy) -> str:
    return f"desk_code:{what}:{proxy.pk}"


def _hashed(code: str, proxy: Proxy) -> str:
    return salted_hmac("profiles.desk_code", f"{proxy.public_id}:{code}", algorithm="sha256").hexdigest()
