"""Signing in with Kakao or Naver through allauth: there only where the city set their keys; the same sign-up as everybody's.

Nothing of what they tell is kept but their number for the person (`SocialAccount.uid`): no nickname, no picture, no token. An
account that has the same address is never joined to it unasked: its owner is told by mail, as with any known address. Naver
doesn't say whether an address is confirmed (it can be any that its member typed), so we confirm it ourselves.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from allauth.socialaccount import views as pages
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.kakao import views as kakao
from allauth.socialaccount.providers.kakao.provider import KakaoProvider
from allauth.socialaccount.providers.naver import views as naver
from allauth.socialaccount.providers.naver.provider import NaverProvider
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Door(NamedTuple):
    """A way in by another company's account, for the page."""

    url_name: str
    label: str | Promise


DOORS = {
    "kakao": Door("kakao_login", _("카카오로 시작하기")),
    "naver": Door("naver_login", _("네이버로 시작하기")),
}


class Kakao(KakaoProvider):
    """Kakao, of which no profile is kept."""

    def extract_extra_data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return {}


class Naver(NaverProvider):
    """Naver, of which no profile is kept and no address believed."""

    def extract_extra_data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: Mapping[str, Any]) -> list[EmailAddress]:
        email = data.get("email")
        return [EmailAddress(email=email, verified=False, primary=True)] if email else []


class Adapter(DefaultSocialAccountAdapter):
    """What allauth asks about such accounts."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Kakao | Naver:
        own = {"kakao": Kakao, "naver": Naver}[provider]
        return own(request, app=self.get_app(request, provider=provider, client_id=client_id))


def offered() -> list[Door]:
    """Return the doors that are open here."""
    return [door for name, door in DOORS.items() if name in settings.SOCIALACCOUNT_PROVIDERS]


def _only_where_open(page: Callable[..., HttpResponse], name: str = "") -> Callable[..., HttpResponse]:
    """Let the page exist only while there are keys, and for who isn't signed in; nothing is joined to an account here."""

    def answer(request: HttpRequest) -> HttpResponse:
        open_doors = settings.SOCIALACCOUNT_PROVIDERS
        if not open_doors or (name and name not in open_doors) or request.GET.get("process", "login") != "login":
            raise Http404
        if request.user.is_authenticated:
            return redirect("landing")
        return page(request)

    return login_not_required(answer)


def _by_button(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Leave for another company at the press of a button alone; an address that was opened leads to ours."""

    def answer(request: HttpRequest) -> HttpResponse:
        return page(request) if request.method == "POST" else redirect("account_login")

    return answer


kakao_login = _only_where_open(_by_button(kakao.oauth2_login), "kakao")
kakao_callback = _only_where_open(kakao.oauth2_callback, "kakao")
naver_login = _only_where_open(_by_button(naver.oauth2_login), "naver")
naver_callback = _only_where_open(naver.oauth2_callback, "naver")
signup = _only_where_open(pages.signup)
cancelled = _only_where_open(pages.login_cancelled)
failed = _only_where_open(pages.login_error)
