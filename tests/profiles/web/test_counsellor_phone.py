"""A person's own way in, opened beside the counsellor, against a provider at the wire."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from profiles import events, phones
from tests import make
from tests.profiles import proxying

pytestmark = pytest.mark.django_db
NUMBER = "01012345678"


@pytest.fixture
def proxy(texts):
    person = make.candidate(phone=NUMBER)
    make.changed(person.user, email=None)
    return proxying.entrusted(person, given_at=timezone.now())


@pytest.fixture
def page(client, proxy):
    client.force_login(proxy.taken_by)
    return reverse("profiles:counsellor_person_phone", args=[proxy.public_id])


def code_in(text):
    return re.search(r"확인 번호는 (\d{6})입니다", text["text"]).group(1)


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_the_code_that_is_read_out_opens_the_person_s_own_way_in(client, page, proxy, texts):
    assert "문자를 보냈습니다" in client.post(page, follow=True).content.decode()
    (sent,) = texts
    assert sent["to"] == NUMBER

    answered = client.post(page, {"confirm": "1", "code": code_in(sent)}, follow=True).content.decode()

    assert "이제 본인이 이 번호로 로그인할 수 있습니다" in answered
    assert phones.owner_of(NUMBER) == proxy.person
    event = events.of(proxy.person.identity).filter(verb="confirm_phone").get()
    assert (event.user, event.on_behalf_of) == (proxy.taken_by, proxy.person)


def test_three_wrong_codes_end_it(client, page, proxy, texts):
    client.post(page)
    code = code_in(texts[0])
    for _try in range(3):
        assert "확인 번호가 맞지 않습니다" in client.post(page, {"confirm": "1", "code": wrong(code)}).content.decode()

    late = client.post(page, {"confirm": "1", "code": code}, follow=True).content.decode()

    assert "문자를 다시 보내 주세요" in late
    assert phones.owner_of(NUMBER) is None


def test_a_code_counts_for_the_person_alone_whom_it_was_sent_to(client, page, proxy, texts):
    other = proxying.entrusted(make.candidate(phone="01087654321"), proxy.taken_by, given_at=timezone.now())
    make.changed(other.person, email=None)
    client.post(page)

    there = reverse("profiles:counsellor_person_phone", args=[other.public_id])
    client.post(there, {"confirm": "1", "code": code_in(texts[0])})

    assert (phones.owner_of(NUMBER), phones.owner_of("01087654321")) == (None, None)


def test_a_second_text_within_a_minute_is_not_sent(client, page, texts):
    client.post(page)
    assert "잠시 뒤에 다시" in client.post(page, follow=True).content.decode()
    assert len(texts) == 1


def test_texts_and_tries_are_counted_by_person_whatever_the_session(client, page, proxy, texts):
    client.post(page)
    code = code_in(texts[0])
    for _session in range(3):
        other = Client()
        other.force_login(proxy.taken_by)
        other.post(page)
        other.post(page, {"confirm": "1", "code": wrong(code)})

    client.post(page, {"confirm": "1", "code": code})

    assert len(texts) == 1
    assert phones.owner_of(NUMBER) is None


def test_a_landline_is_sent_nothing(client, page, proxy, texts):
    proxy.person.identity.phone = "0212345678"
    make.changed(proxy.person.identity, phone_sealed=proxy.person.identity.phone_sealed)
    assert "휴대전화 번호가 아니어서" in client.get(page).content.decode()


def test_who_has_an_address_is_not_confirmed_here(client, page, proxy):
    make.changed(proxy.person, email="person@example.com")
    assert client.get(page).status_code == 404


def test_a_colleague_confirms_nothing(client, page, proxy):
    client.force_login(proxying.counsellor(proxy.centre))
    assert client.post(page).status_code == 404
