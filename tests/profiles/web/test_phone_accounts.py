"""Signing up and in by mobile number, against a provider at the wire; strangers learn nothing of who is a member."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from profiles import consents, phones
from profiles.models import Candidate, Consent, Identity, User
from profiles.web import phone_accounts
from tests import make
from tests.profiles.codes import made_older

pytestmark = pytest.mark.django_db
PASSWORD = "again-and-again-62"
NUMBER = "01012345678"


def form(**changes):
    required = {f"consent_{text.public_id}": "on" for text in consents.current_texts() if text.is_required}
    return {
        "by": "phone",
        "phone": "010-1234-5678",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **required,
        **changes,
    }


def code_in(text):
    return re.search(r"확인 번호는 (\d{6})입니다", text["text"]).group(1)


def other_than(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), form(**changes), follow=True)


def verify(client, code, **more):
    return client.post(reverse("account_verify_phone"), {"action": "verify", "code": code, **more}, follow=True)


def sign_in(client):
    """Sign in by number, and prove it once more, as a change of the number asks for."""
    client.post(reverse("account_login"), {"login": NUMBER, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


@pytest.fixture
def owner(texts):
    """A member without an address, who confirmed their number."""
    user = make.user(password=PASSWORD)
    make.changed(user, email=None)
    user.refresh_from_db()
    make.candidate(user, phone=NUMBER)
    phones.confirm(user, NUMBER, by=make.actor(user), at=make.NOW)
    return user


def test_pages_are_not_there_while_no_texts_are_sent(client, settings):
    page = client.get(reverse("account_signup"), {"by": "phone"})

    assert "phone" not in page.context["form"].fields
    assert "휴대전화 번호로 가입하기" not in page.content.decode()
    assert "문자로 로그인" not in client.get(reverse("account_login")).content.decode()
    for name in ("account_verify_phone", "account_request_login_code"):
        assert client.get(reverse(name)).status_code == 404


def test_signup_page_asks_for_the_one_or_the_other(client, texts):
    by_mail, by_phone = (
        client.get(reverse("account_signup"), query).content.decode() for query in ({}, {"by": "phone"})
    )

    assert 'name="email"' in by_mail
    assert 'name="phone"' not in by_mail
    assert "휴대전화 번호로 가입하기" in by_mail
    assert 'name="phone"' in by_phone
    assert 'name="email"' not in by_phone
    assert "placeholder" not in by_phone


def test_signup_by_phone_makes_account_candidate_and_consents(client, texts):
    page = sign_up(client)

    assert page.redirect_chain[-1][0] == reverse("account_verify_phone")
    assert "010-1234-5678" in page.content.decode()
    (text,) = texts
    assert (text["to"], text["type"]) == (NUMBER, "SMS")
    assert text["text"].splitlines()[1] == f"@127.0.0.1 #{code_in(text)}"
    done = verify(client, code_in(text))

    user = Candidate.objects.get().user
    assert done.redirect_chain[-1][0] == reverse("profiles:candidate_profile_step", args=["basics"])
    assert (user.email, phones.of(user)) == (None, (NUMBER, True))
    assert set(Consent.objects.filter(user=user).values_list("text__purpose", flat=True)) == {"service"}
    assert mail.outbox == []


def test_nobody_is_signed_in_before_the_code(client, texts):
    sign_up(client)

    assert "_auth_user_id" not in client.session
    assert client.get(reverse("profiles:contact")).status_code == 302
    assert phones.owner_of(NUMBER) is None


@pytest.mark.parametrize("typed", ["02-1234-5678", "hana@example.com", ""])
def test_signup_with_no_mobile_number_is_refused_beside_the_field(client, texts, typed):
    page = sign_up(client, phone=typed)

    assert list(page.context["form"].errors) == ["phone"]
    assert not User.objects.exists()


def test_signup_with_a_known_number_looks_the_same_and_tells_its_owner_alone(client, texts, owner):
    page = sign_up(client)

    assert page.redirect_chain[-1][0] == reverse("account_verify_phone")
    (text,) = texts
    assert "이미 가입한 번호입니다" in text["text"]
    refused = verify(client, "123456")
    assert refused.context["form"].errors == {"code": ["확인 번호가 맞지 않습니다. 문자를 다시 확인해 주세요."]}
    assert User.objects.count() == 1


def test_three_wrong_codes_end_it(client, texts):
    sign_up(client)
    wrong = other_than(code_in(texts[0]))

    verify(client, wrong)
    verify(client, wrong)
    last = verify(client, wrong)

    assert last.redirect_chain[-1][0] == reverse("account_login")
    verify(client, code_in(texts[0]))
    assert phones.owner_of(NUMBER) is None


def test_code_ends_after_ten_minutes(client, texts):
    sign_up(client)
    made_older(client, 601)

    verify(client, code_in(texts[0]))

    assert phones.owner_of(NUMBER) is None


def test_resend_brings_another_code(client, texts):
    sign_up(client)

    client.post(reverse("account_verify_phone"), {"action": "resend"})
    verify(client, code_in(texts[1]))

    assert phones.owner_of(NUMBER) == User.objects.get()


def test_who_mistyped_the_number_begins_anew(client, texts):
    page = sign_up(client, phone="010-9999-8888").content.decode()
    assert f'<input type="hidden" name="next" value="{reverse("account_signup")}?by=phone">' in page

    again = client.post(reverse("account_logout"), {"next": f"{reverse('account_signup')}?by=phone"}, follow=True)
    assert again.context["form"].is_by_phone
    sign_up(client)
    verify(client, code_in(texts[-1]))

    assert phones.owner_of(NUMBER)


def test_asking_too_often_is_told_and_keeps_nothing(client, texts, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "verify_phone": "1/30s/key"}
    sign_up(client)

    again = Client().post(reverse("account_signup"), form())

    assert again.status_code == 400
    assert "짧은 시간에 너무 여러 번" in again.content.decode()
    assert (len(texts), User.objects.count()) == (1, 1)


def test_provider_away_is_told_and_keeps_nothing(client, texts, sms_server):
    sms_server.stop()

    answer = client.post(reverse("account_signup"), form())

    assert answer.status_code == 400
    assert "지금은 문자를 보내지 못했습니다." in answer.content.decode()
    assert not User.objects.exists()


def test_provider_that_takes_too_long_is_not_waited_for(client, texts, sms_server, monkeypatch):
    monkeypatch.setattr(phone_accounts, "PATIENCE_S", 0.2)
    sms_server.delay_s = 2  # the SDK would wait for it

    answer = client.post(reverse("account_signup"), form())

    assert "지금은 문자를 보내지 못했습니다." in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("typed", ["010-1234-5678", "+82 10 1234 5678"])
def test_sign_in_by_number_and_password(client, owner, typed):
    client.post(reverse("account_login"), {"login": typed, "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(owner.pk)


def test_sign_in_with_a_wrong_password_or_a_strange_number_says_the_same(client, owner):
    said = [
        client.post(reverse("account_login"), {"login": number, "password": "wrong-password"}).context["form"].errors
        for number in ("010-1234-5678", "010-9999-9999")
    ]

    assert said[0] == said[1] == {"__all__": ["휴대전화 번호나 비밀번호가 맞지 않습니다. 다시 확인해 주세요."]}


def test_sign_in_by_mail_stays_for_who_only_declared_a_number(client, texts, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"
    user = make.user("kim@example.com", PASSWORD)
    make.candidate(user, phone=NUMBER)

    client.post(reverse("account_login"), {"login": "kim@example.com", "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(user.pk)
    assert texts == []


def test_who_forgot_the_password_signs_in_with_a_code_and_sets_another(client, texts, owner):
    client.post(reverse("account_request_login_code"), {"phone": "010-1234-5678"})
    client.post(reverse("account_confirm_login_code"), {"action": "verify", "code": code_in(texts[0])})
    assert client.session["_auth_user_id"] == str(owner.pk)

    assert "oldpassword" not in client.get(reverse("account_change_password")).context["form"].fields
    new = "once-more-and-more-62"
    client.post(reverse("account_change_password"), {"password1": new, "password2": new})

    owner.refresh_from_db()
    assert owner.check_password(new)


def test_page_for_a_forgotten_password_leads_to_the_code(client, texts):
    assert reverse("account_request_login_code") in client.get(reverse("account_reset_password")).content.decode()


def test_change_of_password_after_a_password_asks_for_it(client, owner):
    client.post(reverse("account_login"), {"login": NUMBER, "password": PASSWORD})
    assert "oldpassword" in client.get(reverse("account_change_password")).context["form"].fields


def test_code_for_a_strange_number_looks_the_same(client, texts, owner):
    pages = [
        Client().post(reverse("account_request_login_code"), {"phone": number}, follow=True)
        for number in ("010-1234-5678", "010-9999-9999")
    ]

    assert [page.redirect_chain for page in pages] == [[(reverse("account_confirm_login_code"), 302)]] * 2
    assert "이 번호로 가입한 계정이 없습니다" in texts[1]["text"]


def test_change_of_number_counts_once_confirmed(client, texts, owner):
    sign_in(client)

    client.post(reverse("account_change_phone"), {"phone": "010-9999-8888"})
    assert phones.of(owner) == (NUMBER, True)
    verify(client, code_in(texts[-1]))

    assert texts[-1]["to"] == "01099998888"
    assert phones.owner_of("01099998888") == owner
    assert phones.owner_of(NUMBER) is None


def test_change_to_a_number_of_another_is_refused(client, texts, owner):
    other = make.candidate(phone="01099998888").user
    phones.confirm(other, "01099998888", by=make.actor(other), at=make.NOW)
    sign_in(client)

    client.post(reverse("account_change_phone"), {"phone": "010-9999-8888"})
    refused = verify(client, code_in(texts[-1]))

    assert refused.context["form"].errors == {"code": ["이미 다른 계정에서 쓰는 번호입니다."]}
    assert phones.of(owner) == (NUMBER, True)


@pytest.mark.parametrize(
    "name",
    [
        "profiles:contact",
        "profiles:candidate_inbox",
        "account_email",
        "account_change_phone",
        "profiles:candidate_profile",
    ],
)
def test_pages_of_who_has_no_address(client, owner, name):
    client.post(reverse("account_login"), {"login": NUMBER, "password": PASSWORD})

    page = client.get(reverse(name))

    assert page.status_code == 200
    assert "None" not in page.content.decode()


def test_number_is_kept_sealed(client, texts):
    sign_up(client)

    assert NUMBER.encode() not in bytes(Identity.objects.get().phone_sealed)
