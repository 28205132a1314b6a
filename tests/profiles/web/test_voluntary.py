"""The page of the answer for statistics: the text stands on it, sending agrees to it, and it is taken back there."""

import pytest
from django.urls import reverse

from profiles import consents, voluntary_statements
from tests import make

pytestmark = pytest.mark.django_db
PAGE = "profiles:candidate_statistics"


def test_page_shows_the_whole_text_before_it_asks(client):
    person = make.candidate()
    client.force_login(person.user)

    page = client.get(reverse(PAGE)).content.decode()

    (text,) = consents.current_texts("fairness")
    assert all(line in page for line in text.text.splitlines())
    assert "checked" not in page
    assert not consents.has_given(person.user, "fairness")


def test_sending_agrees_and_tells(client):
    person = make.candidate()
    client.force_login(person.user)

    client.post(reverse(PAGE), {"sex": "female"})
    client.post(reverse(PAGE), {"sex": "male"})

    assert voluntary_statements.of(person).sex == "male"
    assert consents.standing(person.user).filter(text__purpose="fairness").count() == 1


def test_sending_nothing_agrees_to_nothing(client):
    person = make.candidate()
    client.force_login(person.user)

    page = client.post(reverse(PAGE), {}).content.decode()

    assert "하나를 골라 주세요." in page
    assert not consents.has_given(person.user, "fairness")


def test_withdrawing_on_the_page_deletes_the_answer(client):
    person = make.candidate()
    client.force_login(person.user)
    client.post(reverse(PAGE), {"sex": "female"})
    consent = consents.standing(person.user).get(text__purpose="fairness")

    assert reverse("profiles:consent_withdraw", args=[consent.public_id]) in client.get(reverse(PAGE)).content.decode()
    client.post(reverse("profiles:consent_withdraw", args=[consent.public_id]))

    assert voluntary_statements.of(person) is None


def test_operator_reads_no_sex_of_an_applicant(client):
    operator = make.organisation()
    application = make.application(make.posting(operator))
    make.voluntary_statement(application.candidate, "female")
    client.force_login(make.member(operator, "manager"))

    page = client.get(reverse("jobs:operator_application", args=[application.public_id])).content.decode()

    assert application.receipt_number in page
    assert "여성" not in page
