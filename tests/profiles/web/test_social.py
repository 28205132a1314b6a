"""Signing in with Kakao or Naver, against a server at the wire: the same sign-up, and no account joined unasked."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.socialaccount.providers.kakao.views import KakaoOAuth2Adapter
from allauth.socialaccount.providers.naver.views import NaverOAuth2Adapter
from django.core import mail
from django.urls import reverse

from profiles import consents, events
from profiles.models import Candidate, Consent, User
from tests import make
from tests.oauth_server import OAuthServer

pytestmark = pytest.mark.django_db
KAKAO = {
    "id": 4711,
    "kakao_account": {"email": "hana@kakao.com", "is_email_verified": True, "profile": {"nickname": "하나"}},
}
NAVER = {"response": {"id": "n-4711", "email": "hana@naver.com", "name": "박하나", "profile_image": "https://x/y.png"}}


@pytest.fixture
def company(settings, monkeypatch):
    server = OAuthServer()
    settings.SOCIALACCOUNT_PROVIDERS = {
        name: {"APPS": [{"client_id": f"{name}-id", "secret": "secret"}]} for name in ("kakao", "naver")
    }
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    for adapter in (KakaoOAuth2Adapter, NaverOAuth2Adapter):
        monkeypatch.setattr(adapter, "access_token_url", f"{server.url}/token")
        monkeypatch.setattr(adapter, "profile_url", f"{server.url}/me")
    yield server
    server.stop()


def come_by(client, name):
    """Press the button, and come back from the company."""
    away = urlsplit(client.post(reverse(f"{name}_login"))["Location"])
    state = parse_qs(away.query)["state"][0]
    return client.get(reverse(f"{name}_callback"), {"code": "code", "state": state}, follow=True)


def sign_up(client, email):
    agreed = {f"consent_{text.public_id}": "on" for text in consents.current_texts() if text.is_required}
    return client.post(reverse("socialaccount_signup"), {"email": email, **agreed}, follow=True)


def test_doors_are_not_there_without_keys(client):
    for page in ("account_login", "account_signup"):
        assert "시작하기" not in client.get(reverse(page)).content.decode()
    assert client.post(reverse("kakao_login")).status_code == 404


def test_button_leads_to_the_company_and_an_opened_address_does_not(client, company):
    page = client.get(reverse("account_login")).content.decode()
    away = urlsplit(client.post(reverse("kakao_login"))["Location"])

    assert "카카오로 시작하기" in page
    assert "네이버로 시작하기" in page
    assert away.netloc == "kauth.kakao.com"
    assert parse_qs(away.query)["client_id"] == ["kakao-id"]
    assert parse_qs(away.query)["redirect_uri"] == ["http://testserver/accounts/kakao/login/callback/"]
    assert client.get(reverse("kakao_login"))["Location"] == reverse("account_login")


def test_newcomer_is_asked_for_consents_first(client, company):
    company.profile = KAKAO

    page = come_by(client, "kakao")

    assert company.codes == ["code"]
    assert page.redirect_chain[-1][0] == reverse("socialaccount_signup")
    assert 'value="hana@kakao.com"' in page.content.decode()
    assert "개인정보 동의" in page.content.decode()
    assert not User.objects.exists()


def test_without_required_consent_nobody_is_made(client, company):
    company.profile = KAKAO
    come_by(client, "kakao")

    refused = client.post(reverse("socialaccount_signup"), {"email": "hana@kakao.com"})

    assert len(refused.context["form"].errors) == 1
    assert not User.objects.exists()


def test_newcomer_joins_by_the_same_verbs_and_nothing_else_is_kept(client, company):
    company.profile = KAKAO
    come_by(client, "kakao")

    done = sign_up(client, "hana@kakao.com")

    candidate = Candidate.objects.get()
    assert events.of(candidate).get().verb == "join"
    assert candidate.user.email == "hana@kakao.com"
    assert not candidate.user.has_usable_password()
    assert set(Consent.objects.values_list("text__purpose", flat=True)) == {"service"}
    account = SocialAccount.objects.get()
    assert (account.user, account.uid, account.extra_data) == (candidate.user, "4711", {})
    assert not SocialToken.objects.exists()
    assert done.redirect_chain[-1][0] == reverse("profiles:candidate_profile_step", args=["basics"])


def test_member_comes_back_by_the_same_door(client, company):
    company.profile = KAKAO
    come_by(client, "kakao")
    sign_up(client, "hana@kakao.com")
    client.post(reverse("account_logout"))

    come_by(client, "kakao")

    assert client.session["_auth_user_id"] == str(User.objects.get().pk)
    assert SocialAccount.objects.get().extra_data == {}


def test_known_address_is_not_joined_and_its_owner_is_told(client, company):
    owner = make.user("hana@kakao.com", "again-and-again-62")
    company.profile = KAKAO
    come_by(client, "kakao")

    done = sign_up(client, "hana@kakao.com")

    assert done.redirect_chain[-1][0] == reverse("account_email_verification_sent")
    assert [letter.subject for letter in mail.outbox] == ["[다시] 이미 가입한 주소입니다"]
    assert list(User.objects.all()) == [owner]
    assert not SocialAccount.objects.exists()
    assert "_auth_user_id" not in client.session


def test_address_that_naver_tells_is_confirmed_by_us(client, company):
    company.profile = NAVER
    come_by(client, "naver")

    done = sign_up(client, "hana@naver.com")

    assert done.redirect_chain[-1][0] == reverse("account_email_verification_sent")
    assert not EmailAddress.objects.get(email="hana@naver.com").verified
    assert "_auth_user_id" not in client.session
    assert SocialAccount.objects.get().extra_data == {}


def test_address_that_the_company_confirmed_is_not_changed_on_the_way(client, company):
    company.profile = KAKAO
    come_by(client, "kakao")

    sign_up(client, "other@example.com")

    assert User.objects.get().email == "hana@kakao.com"


def test_address_is_asked_for_when_the_company_tells_none_and_confirmed_by_us(client, company):
    company.profile = {"id": 4711}
    come_by(client, "kakao")

    done = sign_up(client, "other@example.com")

    assert done.redirect_chain[-1][0] == reverse("account_email_verification_sent")
    assert User.objects.get().email == "other@example.com"
    assert "_auth_user_id" not in client.session


def test_company_in_trouble_is_told(client, company):
    company.is_broken = True

    page = come_by(client, "kakao")

    assert "로그인하지 못했습니다" in page.content.decode()
    assert not User.objects.exists()


def test_who_changed_their_mind_is_led_back(client, company):
    away = urlsplit(client.post(reverse("kakao_login"))["Location"])
    state = parse_qs(away.query)["state"][0]

    page = client.get(reverse("kakao_callback"), {"error": "access_denied", "state": state}, follow=True)

    assert page.redirect_chain[-1][0] == reverse("socialaccount_login_cancelled")


def test_forged_return_is_refused(client, company):
    company.profile = KAKAO
    page = client.get(reverse("kakao_callback"), {"code": "code", "state": "forged"}, follow=True)

    assert company.codes == []
    assert "로그인하지 못했습니다" in page.content.decode()


def test_nothing_is_joined_to_who_is_signed_in(client, company):
    client.force_login(make.user())

    assert client.post(reverse("kakao_login"))["Location"] == reverse("landing")
    assert client.post(f"{reverse('kakao_login')}?process=connect").status_code == 404
