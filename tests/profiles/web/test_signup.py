"""Signing up makes account, candidate and consents at once; signing in leads each person to their own work."""

import re

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse

from profiles import consents, events
from profiles.models import Candidate, Consent, User
from tests import make
from tests.jobs.web.open_postings import open_posting

pytestmark = pytest.mark.django_db
PASSWORD = "again-and-again-62"


def form(**changes: str) -> dict[str, str]:
    required = {f"consent_{text.public_id}": "on" for text in consents.current_texts() if text.is_required}
    return {"email": "New@Example.com", "password1": PASSWORD, "password2": PASSWORD, **required, **changes}


def consent_field(purpose: str) -> str:
    (text,) = consents.current_texts(purpose)
    return f"consent_{text.public_id}"


def test_signup_page_shows_each_text(client):
    page = client.get(reverse("account_signup")).content.decode()

    asked = [
        text
        for text in consents.current_texts()
        if text.purpose not in ("sharing", "fairness", "story", "proxy", "found")
    ]
    assert len(asked) == 2
    for text in asked:
        assert text.title in page
        assert text.text.splitlines()[0] in page
        assert f'name="consent_{text.public_id}"' in page
    assert consent_field("fairness") not in page
    assert consent_field("story") not in page
    assert consent_field("sharing") not in page
    assert "placeholder" not in page


def test_signup_makes_account_candidate_and_consents(client):
    answer = client.post(reverse("account_signup"), form(**{consent_field("sensitive"): "on"}), follow=True)

    user = User.objects.get(email="new@example.com")
    candidate = Candidate.objects.get(user=user)
    given = Consent.objects.filter(user=user).order_by("text__pk")
    assert [consent.text.purpose for consent in given] == ["service", "sensitive"]
    assert {consent.given_by for consent in given} == {user}
    assert events.of(candidate).get().verb == "join"
    assert answer.redirect_chain[-1][0] == reverse("profiles:candidate_profile_step", args=["basics"])


def test_signup_without_required_consent_says_so_and_makes_nobody(client):
    changed = form()
    del changed[consent_field("service")]

    answer = client.post(reverse("account_signup"), changed)

    assert answer.context["form"].errors == {
        consent_field("service"): ["가입하는 데 꼭 필요한 동의입니다. 내용을 읽고 표시해 주세요."]
    }
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"password2": "other"}, "password2", "비밀번호 두 개가 서로 다릅니다. 다시 넣어 주세요."),
        ({"email": "new"}, "email", "이메일 주소를 다시 확인해 주세요. 예: hong@example.com"),
        (
            {"email": "taken@example.com"},
            "email",
            "이미 가입한 이메일 주소입니다. 로그인하거나 비밀번호를 다시 정해 주세요.",
        ),
    ],
)
@override_settings(ACCOUNT_EMAIL_VERIFICATION="none")
def test_signup_refuses_beside_the_field(client, changes, field, sentence):
    make.user("taken@example.com", PASSWORD)

    answer = client.post(reverse("account_signup"), form(**changes))

    assert answer.context["form"].errors == {field: [sentence]}
    assert User.objects.count() == 1


def test_signup_weak_password_is_refused(client):
    answer = client.post(reverse("account_signup"), form(password1="short", password2="short"))
    assert list(answer.context["form"].errors) == ["password1"]


@override_settings(ACCOUNT_EMAIL_VERIFICATION="mandatory")
def test_signup_with_confirmation_by_mail(client):
    answer = client.post(reverse("account_signup"), form(), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("account_email_verification_sent")
    (letter,) = mail.outbox
    assert letter.subject == "[다시] 이메일 주소를 확인해 주세요"
    path = re.search(r"http://testserver(\S+)", letter.body).group(1)

    assert "new@example.com" in client.get(path).content.decode()
    client.post(path)
    signed_in = client.post(reverse("account_login"), {"login": "new@example.com", "password": PASSWORD}, follow=True)

    assert signed_in.redirect_chain[-1][0] == reverse("profiles:candidate_profile_step", args=["basics"])


@override_settings(ACCOUNT_EMAIL_VERIFICATION="mandatory")
def test_signup_with_known_address_tells_its_owner_alone(client):
    make.user("new@example.com", PASSWORD)

    answer = client.post(reverse("account_signup"), form(), follow=True)

    assert answer.redirect_chain[-1][0] == reverse("account_email_verification_sent")
    assert [letter.subject for letter in mail.outbox] == ["[다시] 이미 가입한 주소입니다"]
    assert User.objects.count() == 1


def test_login_wrong_password_says_what_to_do(client):
    make.user("kim@example.com", PASSWORD)

    answer = client.post(reverse("account_login"), {"login": "kim@example.com", "password": "wrong"})

    assert answer.context["form"].non_field_errors() == ["이메일 주소나 비밀번호가 맞지 않습니다. 다시 확인해 주세요."]


def test_login_stops_for_the_account_guessed_at_not_for_its_neighbours(client):
    make.user("kim@example.com", PASSWORD)
    make.candidate(make.user("lee@example.com", PASSWORD))
    guess = {"login": "kim@example.com", "password": "wrong"}

    answers = [client.post(reverse("account_login"), guess) for _ in range(6)]
    neighbour = client.post(reverse("account_login"), {"login": "lee@example.com", "password": PASSWORD})

    assert [answer.context["form"].non_field_errors() for answer in answers[-2:]] == [
        ["이메일 주소나 비밀번호가 맞지 않습니다. 다시 확인해 주세요."],
        [
            "로그인이 여러 번 되지 않아 안전을 위해 잠시 멈추었습니다. 5분 뒤에 다시 해 주세요. "
            "비밀번호가 생각나지 않으면 아래에서 다시 정할 수 있습니다."
        ],
    ]
    assert neighbour.status_code == 302


def test_login_serves_a_whole_course_behind_one_address(client):
    make.candidate(make.user("lee@example.com", PASSWORD))

    for person in range(20):
        client.post(reverse("account_login"), {"login": f"person{person}@example.com", "password": "wrong"})
    answer = client.post(reverse("account_login"), {"login": "lee@example.com", "password": PASSWORD})

    assert answer.status_code == 302


def test_login_honours_the_page_asked_for(client):
    make.candidate(make.user("kim@example.com", PASSWORD))
    asked = client.get(reverse("profiles:contact"))
    assert asked["Location"] == f"{reverse('account_login')}?next={reverse('profiles:contact')}"

    answer = client.post(asked["Location"], {"login": "kim@example.com", "password": PASSWORD, "next": "/me/contact/"})

    assert answer["Location"] == reverse("profiles:contact")


def test_password_reset_by_mail(client):
    make.user("kim@example.com", PASSWORD)

    answer = client.post(reverse("account_reset_password"), {"email": "kim@example.com"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("account_reset_password_done")
    path = re.search(r"http://testserver(\S+)", mail.outbox[0].body).group(1)
    key_page = client.get(path, follow=True)
    done = client.post(
        key_page.redirect_chain[-1][0],
        {"password1": "quite-new-words-7", "password2": "quite-new-words-7"},
        follow=True,
    )

    assert done.redirect_chain[-1][0] == reverse("account_reset_password_from_key_done")
    assert User.objects.get().check_password("quite-new-words-7")


def test_password_reset_with_unknown_address_tells_nothing(client):
    answer = client.post(reverse("account_reset_password"), {"email": "nobody@example.com"}, follow=True)

    assert answer.redirect_chain[-1][0] == reverse("account_reset_password_done")
    assert [letter.subject for letter in mail.outbox] == ["[다시] 가입하지 않은 주소입니다"]


def test_password_reset_with_a_used_address(client):
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "used-up"})
    assert "쓸 수 없는 주소입니다" in client.get(path).content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_email_verification_sent",
    ],
)
def test_page_of_a_visitor_stands_in_the_shell(client, name):
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert "base.html" in [template.name for template in page.templates]
    assert page.content.decode().count("<h1") == 1


def sign_in(client) -> None:
    make.candidate(make.user("kim@example.com", PASSWORD))
    client.post(reverse("account_login"), {"login": "kim@example.com", "password": PASSWORD})


@pytest.mark.parametrize(
    "name", ["account_logout", "account_email", "account_change_password", "account_reauthenticate"]
)
def test_page_of_an_account_stands_in_the_shell(client, name):
    sign_in(client)

    page = client.get(reverse(name))

    assert page.status_code == 200
    assert "base.html" in [template.name for template in page.templates]
    assert page.content.decode().count("<h1") == 1


def test_password_change_is_confirmed_on_the_page_and_told_by_mail(client, mailoutbox):
    sign_in(client)
    told = {"oldpassword": PASSWORD, "password1": "quite-new-words-7", "password2": "quite-new-words-7"}

    page = client.post(reverse("account_change_password"), told, follow=True).content.decode()

    assert "비밀번호를 바꿨습니다." in page
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [(["kim@example.com"], "[다시] 비밀번호를 바꿨습니다")]


def test_address_change_on_a_screen_left_open_asks_for_the_password_again(client):
    client.force_login(make.candidate(make.user("kim@example.com", PASSWORD)).user)

    answer = client.post(reverse("account_email"), {"email": "lee@example.com", "action_add": ""})

    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_logout_leads_to_the_front_page(client):
    client.force_login(make.candidate().user)
    assert client.post(reverse("account_logout"))["Location"] == "/"


def test_login_on_the_way_to_an_application_says_so_and_offers_to_join(client):
    posting = open_posting()
    asked = client.get(reverse("jobs:apply", args=[posting.public_id]))

    page = client.get(asked["Location"]).content.decode()

    assert "지원하려면 로그인이 필요합니다. 쓰시던 공고로 돌아옵니다." in page
    assert 'class="krds-btn secondary large" href="/accounts/signup/?next=' in page
    assert "로그인이 필요합니다" not in client.get(reverse("account_login")).content.decode()
    assert "보시던 화면으로 돌아옵니다" in client.get("/accounts/login/?next=/me/contact/").content.decode()


@pytest.mark.parametrize("name", ["account_login", "account_signup"])
def test_a_password_is_shown_only_where_there_is_a_script(client, name):
    page = client.get(reverse(name)).content.decode()

    assert re.search(r'<div [^>]*hidden data-show-password><label class="choice"><input type="checkbox"', page)


@override_settings(ACCOUNT_EMAIL_VERIFICATION="none")
@pytest.mark.parametrize(
    ("on", "said"),
    [({"next": "/me/contact/"}, "보시던 화면에서 이어 가시면 됩니다."), ({}, "이제 나의 정보를 차례로 적어 주세요.")],
)
def test_signup_says_that_it_is_done_and_what_comes_next(client, on, said):
    page = client.post(reverse("account_signup"), form(**on), follow=True).content.decode()

    assert f"가입되었습니다. {said}" in page
