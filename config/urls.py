"""All addresses: each app brings its own; here only what belongs to the whole site."""

from django.conf import settings
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from config import health, landing, languages, pwa, ui, viewing
from profiles.web import phone_accounts, social

api = [
    path("", include("profiles.api.urls")),
    path("", include("jobs.api.urls")),
    path("", include("matching.api.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
]

urlpatterns = [
    path("", include("profiles.web.urls")),
    path("", include("jobs.web.urls")),
    path("", include("matching.web.urls")),
    path("api/v1/", include(api)),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path(
        "accounts/phone/verify/", phone_accounts.verify_phone, name="account_verify_phone"
    ),  # before allauth's own, which
    path("accounts/phone/change/", phone_accounts.change_phone, name="account_change_phone"),  # exist with texts alone
    path("accounts/login/code/", phone_accounts.request_login_code, name="account_request_login_code"),
    path("accounts/kakao/login/", social.kakao_login, name="kakao_login"),
    path("accounts/kakao/login/callback/", social.kakao_callback, name="kakao_callback"),
    path("accounts/naver/login/", social.naver_login, name="naver_login"),
    path("accounts/naver/login/callback/", social.naver_callback, name="naver_callback"),
    path("accounts/social/signup/", social.signup, name="socialaccount_signup"),
    path("accounts/social/cancelled/", social.cancelled, name="socialaccount_login_cancelled"),
    path("accounts/social/error/", social.failed, name="socialaccount_login_error"),
    path("accounts/", include("allauth.account.urls")),
    path("start/", landing.landing, name="landing"),
    path("session/extend/", ui.extend_session, name="session_extend"),
    path("i18n/setlang/", languages.choose, name="set_language"),
    path("view/", viewing.choose, name="viewing"),
    path("manifest.webmanifest", pwa.manifest, name="manifest"),
    path("sw.js", pwa.worker, name="worker"),
    path("offline/", pwa.offline, name="offline"),
]

if settings.LOCAL:
    urlpatterns.append(path("mailbox/", include("config.local.urls")))

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
